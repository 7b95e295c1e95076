// What the tests hand in. Out: paths of the generator's cases, and of files made for one run.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";

import { setting } from "./setting.mjs";

const folder = setting("JIANCE_FIXTURES");

/** Every case of the generator: `name`, `bundle`, `files`, `folder`, and what it must give: `verdict`, `indicators`. */
export const CASES = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")).map((row) => ({
  ...row,
  bundle: join(folder, row.bundle),
  files: row.files.map((file) => join(folder, file)),
  folder: dirname(join(folder, row.files[0])),
}));

/** The case of that name. */
export function caseOf(name) {
  const found = CASES.find((row) => row.name === name);
  if (!found) throw new Error(`the generator has no case ${name}`);
  return found;
}

/** A folder that is gone after the file's tests; gives a function that writes into it and gives the path. */
export function scratch() {
  const made = mkdtempSync(join(tmpdir(), "jiance-browser-"));
  after(() => rmSync(made, { recursive: true, force: true }));
  const write = (name, bytes) => {
    const path = join(made, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return path;
  };
  return { folder: made, write };
}

/** A listing as `dir /s /a` prints it, of at least so many bytes, whose very last file is the `last` of C:\Windows. */
export function longListing(bytes, last) {
  const row = (name) => `06/02/2017  04:35 PM            12,345 ${name}\r\n`;
  const total = (files) => `              ${files} File(s)     12,345 bytes\r\n\r\n`;
  const parts = [" Volume in drive C has no label.\r\n Volume Serial Number is 0A1B-2C3D\r\n\r\n"];
  for (let at = 0, size = 0; size < bytes; at += 1) {
    const files = Array.from({ length: 100 }, (_, file) => row(`report-${at}-${file}.docx`)).join("");
    const part = ` Directory of C:\\Users\\Public\\Documents\\${at}\r\n\r\n${files}${total(100)}`;
    parts.push(part);
    size += part.length;
  }
  parts.push(` Directory of C:\\Windows\r\n\r\n${row(last)}${total(1)}`);
  return parts.join("");
}
