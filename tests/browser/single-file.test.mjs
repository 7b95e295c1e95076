// jiance.html, opened as a file: it does what the page does, and makes not a single request.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { startBrowser } from "./lib/browser.mjs";
import { jianceCheck } from "./lib/command.mjs";
import { caseOf, scratch } from "./lib/inputs.mjs";
import { addressOf, missingAfter, PAGE_WAYS, tryAll, WORKER_WAYS } from "./lib/leaks.mjs";
import { check, chooseFolder, dropFiles, savedFile, savedReport, speak, startOver, waitVerdict } from "./lib/page.mjs";

const { folder } = scratch();
const infected = caseOf("planted-n4-service-image");
const incomplete = caseOf("incomplete-listing-cut");

let browser;
let address;
let visit;
before(async () => {
  browser = await startBrowser();
  // Alone in a folder, as on a computer that it was carried to.
  const file = join(folder, "检测 jiance.html");
  copyFileSync(fileURLToPath(new URL("../../dist/jiance.html", import.meta.url)), file);
  address = pathToFileURL(file).href;
  visit = await open();
});
after(async () => {
  await visit.close();
  await browser.close();
});

/** Opens the file, with what is to follow its address. */
async function open(place = "", options) {
  const opened = await browser.open(address + place, options);
  await opened.page.locator("#main[data-engine=ready]").waitFor({ timeout: 30_000 });
  return opened;
}

test("its report is, byte for byte, what the command line prints, in each language", async () => {
  const { page } = visit;
  for (const [lang, name] of [["zh-CN", "中文"], ["en", "English"]]) {
    await speak(page, name);
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    for (const [it, verdict, hand] of [[infected, "infected", dropFiles], [incomplete, "cannot_tell"]]) {
      assert.equal(await check(page, [it.bundle], hand), verdict);
      assert.ok((await savedReport(page)).equals(jianceCheck([it.bundle], lang).json), `${verdict}: the bytes differ`);
    }
  }
});

test("a folder is chosen as ever; one that is dropped, which no browser lets a page from a file read, is refused in words", async () => {
  const { page } = visit;
  assert.equal(await check(page, infected.folder, chooseFolder), "infected");
  await startOver(page);
  await dropFiles(page, [infected.folder]);
  assert.match(await page.getByRole("alert").innerText(), /“(选择文件|Choose files)”/);
});

test("examples, scripts and collectors come out of the file", async () => {
  const { page } = visit;
  await startOver(page);
  for (const [at, name] of ["jiance.exe", "jiance-x64.exe"].entries()) {
    await page.locator("#collectors").evaluate((details) => (details.open = true));
    const sum = await page.locator(".checksums dd").nth(at).textContent();
    const bytes = await savedFile(page, `a[download="${name}"]`);
    assert.equal(createHash("sha256").update(bytes).digest("hex"), sum, name);
  }
  assert.match((await savedFile(page, '#page a[download="jiance.bat"]')).toString("latin1"), /^@echo off\r\n/);
  await page.locator('[data-sample="infected.zip"]').click();
  assert.equal(await waitVerdict(page), "infected");
});

test("what is handed on names no folder of this computer, and opens in the file too", async (t) => {
  const { page } = visit;
  await check(page, [infected.bundle]);
  await page.locator("#make-link").click();
  assert.equal(await page.locator("#result-link").count(), 0);
  const block = await page.locator("#code-block pre").textContent();
  assert.ok(!(await page.locator("#hand-on").textContent()).includes("file:"));
  await startOver(page);
  await page.locator("#open-link").evaluate((details) => (details.open = true));
  await page.locator("#pasted").fill(block);
  await page.locator("#open-pasted").click();
  assert.equal(await page.locator("[data-from-link]").getAttribute("data-verdict"), "infected");
  const english = await open("#lang=en");
  t.after(english.close);
  assert.equal(await english.page.locator("html").getAttribute("lang"), "en");
});

test("nothing was asked for, by loading, by checking or by saving, and nothing was complained about", () => {
  assert.deepEqual(visit.requests, []);
  assert.deepEqual(visit.problems, []);
});

test("“Test it” has every way of sending refused", async (t) => {
  const own = await open();
  t.after(own.close);
  await own.page.locator("#test-lock").click();
  await own.page.locator("[data-way]").first().waitFor();
  const refused = await own.page.locator("[data-way]").evaluateAll((rows) => rows.map(({ dataset }) => [dataset.way, dataset.refused]));
  assert.deepEqual(refused, [["fetch", "true"], ["image", "true"], ["beacon", "true"], ["socket", "true"]]);
  assert.deepEqual(own.requests, []);
});

test("neither the page nor its worker can send in any way", async (t) => {
  const own = await open();
  t.after(own.close);
  const keep = () => {
    globalThis.refusals = [];
    globalThis.addEventListener("securitypolicyviolation", ({ blockedURI }) => globalThis.refusals.push(blockedURI));
  };
  for (const [realm, ways] of [[own.page, PAGE_WAYS], [own.page.workers()[0], WORKER_WAYS]]) {
    await realm.evaluate(keep);
    const thrown = await tryAll(realm, ways, addressOf);
    const others = Object.keys(ways).filter((way) => !thrown.includes(way));
    assert.deepEqual(await missingAfter(others, () => realm.evaluate(() => globalThis.refusals)), [], "not refused");
  }
  assert.deepEqual(own.requests, []);
});
