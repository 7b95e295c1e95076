// Checksums of large files, which a worker of their own works out from the slices that were checked.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";

import { caseOf, longListing, scratch } from "./lib/inputs.mjs";
import { check, chooseFiles, savedReport, waitVerdict } from "./lib/page.mjs";
import { sharedBrowser } from "./lib/suite.mjs";
import { pack } from "./lib/zip.mjs";

const browser = sharedBrowser();
const { folder: made, write } = scratch();
/** More than the first slice and a whole one. */
const BYTES = 20 << 20;
const listing = longListing(BYTES, "notepad.exe");
const sum = (text) => createHash("sha256").update(text).digest("hex");
test("files right after one another each get their own checksum", async (t) => {
  const { page, close } = await browser.visit();
  t.after(close);
  const texts = [listing, ...[3, 5].map((mib) => longListing(mib << 20, `${mib}.exe`))];
  await check(page, texts.map((text, at) => write(`files-${"CDE"[at]}.txt`, text)));
  const { inputs } = JSON.parse(await savedReport(page));
  assert.deepEqual(inputs.map(({ sha256 }) => sha256), texts.map(sum));
});

test("what a large archive holds has the checksums that it has outside of it", async (t) => {
  const { page, close } = await browser.visit();
  t.after(close);
  // What does not compress, so that the archive is large itself, stands between two texts.
  const noise = randomBytes(12 << 20);
  for (const [name, bytes] of [["a.txt", listing], ["b.bin", noise], ["c.txt", "C:\\x\r\n"]]) write(`bundle/${name}`, bytes);
  const archive = pack(join(made, "bundle"), join(made, "bundle.zip"));
  await check(page, [archive]);
  const { inputs } = JSON.parse(await savedReport(page));
  const seen = Object.fromEntries(inputs.map(({ file, sha256 }) => [file, sha256]));
  const inside = (name) => `bundle.zip/bundle/${name}`;
  const expected = { "bundle.zip": readFileSync(archive), [inside("a.txt")]: listing, [inside("b.bin")]: noise, [inside("c.txt")]: "C:\\x\r\n" };
  assert.deepEqual(seen, Object.fromEntries(Object.entries(expected).map(([file, bytes]) => [file, sum(bytes)])));
});

test("so has each host's part of a large archive of several", async (t) => {
  const { page, close } = await browser.visit();
  t.after(close);
  const cases = [caseOf("clean-10-22h2-en"), caseOf("planted-n4-run-value")];
  for (const [at, { files }] of cases.entries()) {
    for (const file of files) write(`hosts/${at}/${basename(file)}`, readFileSync(file));
  }
  write("hosts/noise.bin", randomBytes(12 << 20));
  await chooseFiles(page, [pack(join(made, "hosts"), join(made, "hosts.zip"))]);
  await waitVerdict(page);
  const rows = page.locator(".host-table tbody .open-host");
  assert.ok(1 < (await rows.count()), "several hosts");
  // The gravest stands first: the one with a sign.
  await rows.first().click();
  await waitVerdict(page);
  const { inputs } = JSON.parse(await savedReport(page));
  const seen = Object.fromEntries(inputs.map(({ file, sha256 }) => [file, sha256]));
  for (const file of cases[1].files) assert.equal(seen[`hosts.zip/hosts/1/${basename(file)}`], sum(readFileSync(file)), file);
});
