// What is not what the page wants: it says which file, what is wrong and what to do, never gives an all-clear, and goes on working.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";

import { caseOf, scratch } from "./lib/inputs.mjs";
import { check, savedReport } from "./lib/page.mjs";
import { sharedVisit } from "./lib/suite.mjs";
import { pack } from "./lib/zip.mjs";

const visit = sharedVisit("?lang=en");
const { folder: made, write } = scratch();

const clean = caseOf("clean-10-22h2-en");
const part = (name) => clean.files.find((path) => basename(path) === name);
const bytesOf = (name) => readFileSync(part(name));

/** The same on every run, and like nothing that Windows writes. */
function randomBytes(length) {
  let state = 1;
  return Buffer.from(Array.from({ length }, () => (state = (state * 48271) % 0x7fffffff) >> 8));
}

function officeDocument() {
  const folder = join(made, "docx");
  mkdirSync(join(folder, "word"), { recursive: true });
  writeFileSync(join(folder, "[Content_Types].xml"), '<?xml version="1.0"?><Types/>');
  writeFileSync(join(folder, "word/document.xml"), "<w:document><w:body><w:p>tasklist attached</w:p></w:body></w:document>");
  return pack(folder, join(made, "report.docx"));
}

const JPEG = Buffer.concat([Buffer.from("ffd8ffe000104a46494600010101006000600000", "hex"), randomBytes(50_000)]);

/** The words for what is wrong with a file, as the page shows them. */
async function problemsOf(name) {
  const notes = visit.page.locator("#inputs li").filter({ has: visit.page.getByText(name, { exact: true }) }).locator(".note");
  return notes.allInnerTexts();
}

for (const [what, make] of [
  ["a photo", () => write("photo.jpg", JPEG)],
  ["random bytes", () => write("noise.bin", randomBytes(200_000))],
  ["an empty file", () => write("empty.txt", "")],
  ["a letter", () => write("letter.txt", "Dear Sir,\r\nplease find attached the list.\r\n")],
  ["an office document", officeDocument],
  ["a locked archive", () => pack(clean.folder, join(made, "locked.zip"), { password: "secret" })],
  ["half an archive", () => write("half.zip", readFileSync(clean.bundle).subarray(0, 9_000))],
]) {
  test(`${what} alone is no ground for any verdict`, async () => {
    const path = make();
    assert.equal(await check(visit.page, [path]), "cannot_tell");
    const report = JSON.parse(await savedReport(visit.page));
    assert.ok(report.inputs.some(({ problems }) => problems.length > 0), "the report names a problem");
    for (const { problems } of report.inputs) {
      assert.ok(problems.length < 2 || problems.every(({ code }) => code !== "problem.empty"), "what could not be read is not called empty");
    }
    const shown = await visit.page.locator("#inputs li:has(.note)").evaluateAll((all) => all.map((row) => row.dataset.file));
    assert.ok(shown.some((file) => file.startsWith(basename(path))), `no problem is shown with ${basename(path)}, but with ${shown}`);

    assert.equal(await check(visit.page, [clean.bundle]), "no_signs", "the next check works");
  });
}

test("a registry export that breaks off is named, and is not enough", async () => {
  const whole = bytesOf("registry-hklm.reg");
  const cut = write("registry-hklm.reg", whole.subarray(0, (whole.length >> 2) * 2));
  const others = clean.files.filter((path) => path !== part("registry-hklm.reg"));
  assert.equal(await check(visit.page, [cut, ...others]), "cannot_tell");
  assert.equal(await visit.page.locator('#coverage [data-row="registry"]').getAttribute("data-state"), "partial");
  assert.match(await visit.page.locator(".verdict").innerText(), /registry/i);
});

test("one file of several is named, and says what is missing", async () => {
  assert.equal(await check(visit.page, [part("processes.txt")]), "cannot_tell");
  const state = (artifact) => visit.page.locator(`#coverage [data-row="${artifact}"]`).getAttribute("data-state");
  assert.equal(await state("process_list"), "complete");
  assert.equal(await state("file_listing"), "missing");
  assert.equal(await state("registry"), "missing");
});

test("one bad file among good ones: it is named, the rest is judged", async () => {
  assert.equal(await check(visit.page, [write("photo.jpg", JPEG), ...clean.files]), "no_signs");
  assert.equal((await problemsOf("photo.jpg")).length, 1);

  const infected = caseOf("planted-n1-1");
  const others = infected.files.filter((path) => basename(path) !== "processes.txt");
  assert.equal(await check(visit.page, [write("processes.txt", randomBytes(30_000)), ...others]), "infected");
  assert.equal((await problemsOf("processes.txt")).length, 1);
});
