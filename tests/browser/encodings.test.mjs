// A text whose encoding was guessed wrong: the user chooses the right one beside the file, and the report follows, for a file as
// it is and inside an archive.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { scratch } from "./lib/inputs.mjs";
import { check, savedReport, speak, waitVerdict } from "./lib/page.mjs";
import { sharedVisit } from "./lib/suite.mjs";
import { pack } from "./lib/zip.mjs";

const visit = sharedVisit("?lang=zh-CN");
const { folder, write } = scratch();

const latin = (...parts) => Buffer.concat(parts.map((part) => (Buffer.isBuffer(part) ? part : Buffer.from(part, "latin1"))));
// 王 in GBK. In a Polish listing it is outweighed, and read as the two letters that those bytes are there.
const WANG = Buffer.from([0xcd, 0xf5]);
const POLISH = Buffer.from("Wsp\u00f3lne g\u00b3\u00f3wne g\u00b3\u00f3wna g\u00f3ra Mo\u00bfe Ksi\u00b9\u00bfka", "latin1");
const listing = latin(
  ...Array.from({ length: 12 }, (_, row) => latin(`C:\\Users\\Public\\${row} `, POLISH, ".txt\r\n")),
  "C:\\Users\\", WANG, "\\AppData\\Local\\Temp\\mssecsvc.exe\r\n",
  "C:\\Windows\\mssecsvc.exe\r\n",
);

const selectOf = (file) => visit.page.locator(`select[data-encoding-for="${file}"]`);
const report = async () => JSON.parse(await savedReport(visit.page));
const inputOf = async (file) => (await report()).inputs.find((input) => input.file === file);
const paths = async () => (await report()).sightings.map(({ evidence }) => evidence).join("\n");

function bundle() {
  const inside = join(folder, "bundle");
  mkdirSync(inside, { recursive: true });
  writeFileSync(join(inside, "files-C.txt"), listing);
  return pack(inside, join(folder, "bundle.zip"));
}

for (const [what, file, make] of [
  ["a file", "files-C.txt", () => write("files-C.txt", listing)],
  ["an entry of an archive", "bundle.zip/bundle/files-C.txt", bundle],
]) {
  test(`${what}: choosing an encoding reads it again, and the focus stays`, async () => {
    const { page } = visit;
    const before = await check(page, [make()]);
    const found = await inputOf(file);
    assert.notEqual(found.encoding, "gbk");
    assert.equal(found.encoding_chosen, undefined);
    assert.ok(!(await paths()).includes("王"), "the path is misread at first");
    const select = selectOf(file);
    assert.match(await select.locator("option").first().innerText(), /（自动判断）$/);
    assert.equal(await select.inputValue(), "");

    await select.scrollIntoViewIfNeeded();
    await select.focus();
    const place = await select.boundingBox();
    await select.selectOption({ label: "简体中文 GBK (936)" });
    await page.locator(".result", { has: page.getByText("由您指定") }).waitFor();
    assert.equal(await waitVerdict(page), before);
    assert.equal(await page.evaluate(() => document.activeElement?.dataset.encodingFor), file);
    assert.ok(Math.abs((await select.boundingBox()).y - place.y) < 4, "the list has not moved");
    const chosen = await inputOf(file);
    assert.deepEqual([chosen.encoding, chosen.encoding_chosen], ["gbk", true]);
    assert.ok((await paths()).includes("王"), "the path is right");
    assert.ok((await page.locator("#evidence").innerText()).includes("王"), "and shown");

    await speak(page, "English");
    assert.equal(await select.locator("option:checked").innerText(), "Simplified Chinese GBK (936)");
    await speak(page, "中文");

    await select.selectOption("");
    await page.getByText("由您指定").waitFor({ state: "detached" });
    await waitVerdict(page);
    assert.deepEqual(await inputOf(file), found);
  });
}

test("an encoding in which nothing is readable, and back: the answer follows, and the focus stays", async () => {
  const { page } = visit;
  const file = "list.txt";
  await check(page, [write(file, Buffer.from("C:\\Windows\\mssecsvc.exe\r\n", "latin1"))]);
  const found = await inputOf(file);
  const select = selectOf(file);
  await select.focus();
  await select.selectOption("utf-16le");
  await page.getByText("由您指定").waitFor();
  assert.equal(await waitVerdict(page), "cannot_tell");
  assert.equal(await page.locator(`[data-file="${file}"] [data-code="problem.unknown_format"]`).count(), 1);
  await select.selectOption("");
  await page.getByText("由您指定").waitFor({ state: "detached" });
  assert.equal(await waitVerdict(page), "infected");
  assert.equal(await page.evaluate(() => document.activeElement?.dataset.encodingFor), file);
  assert.deepEqual(await inputOf(file), found);
});
