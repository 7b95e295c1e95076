// What goes wrong around a check: the file, the worker, the memory, the tab, the storage, the server. Each ends in a right report or in words
// that say what happened, and what came of the other files is kept.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";

import { end, hold, limitMemory, startOwnServer } from "./lib/faults.mjs";
import { caseOf, longListing, scratch } from "./lib/inputs.mjs";
import { check, chooseFiles, dropFiles, savedReport, speak, startOver, waitRunning, waitVerdict } from "./lib/page.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();
const { folder: made, write } = scratch();

const clean = caseOf("clean-10-22h2-en");
const infected = caseOf("planted-n4-run-value");
const isListing = (path) => basename(path).startsWith("files-");
const listingOf = (row) => row.files.filter(isListing);
const others = (row) => row.files.filter((path) => !isListing(path));

/** Large enough that further workers help with it. More than three slices: the third is asked for when the first is there. */
const FOUR_SLICES = 20 << 20;

/** Holds a large file back there. The looks at first bytes, and small files, are no such reads. The workers that help are started before. */
async function holdThirdSlice(page) {
  await check(page, [large("large.txt")]);
  await startOver(page);
  return hold(page, 3, 1 << 20);
}

const large = (name, sign = "notepad.exe") =>
  write(name, longListing(0, sign) + longListing(FOUR_SLICES, "notepad.exe").slice(longListing(0, "x").length));

async function visit(t, place, options) {
  const visit = await browser.visit(place, options);
  t.after(visit.close);
  return visit;
}

const note = (page, name) => page.locator(`#inputs li[data-file="${name}"] .note`);

/** Both languages' words for what is wrong with a file. */
async function notes(page, name) {
  const texts = [];
  for (const language of ["中文", "English"]) {
    await speak(page, language);
    texts.push((await note(page, name).allInnerTexts()).join("\n"));
  }
  return texts;
}

for (const [what, happens] of [
  ["is deleted", (path) => rmSync(path)],
  ["grows", (path) => appendFileSync(path, "and more\r\n")],
  ["is cut", (path) => truncateSync(path, 12 << 20)],
  ["is replaced", (path) => renameSync(write("other.txt", "other\r\n"), path)],
]) {
  test(`a file that ${what} while it is read is named, and the rest is judged`, async (t) => {
    const { page } = await visit(t);
    for (const [row, sign, expected] of [
      [clean, "notepad.exe", "cannot_tell"],
      [infected, "notepad.exe", "infected"],
      [clean, "mssecsvc.exe", "infected"],
    ]) {
      const path = large("files-C.txt", sign);
      const files = [path, ...others(row)];
      await startOver(page);
      const held = await holdThirdSlice(page);
      await chooseFiles(page, files);
      await held.reached();
      happens(path);
      await held.release();
      assert.equal(await waitVerdict(page), expected, `${basename(row.folder)} with ${sign}`);
      const [zh, en] = await notes(page, "files-C.txt");
      assert.match(zh, /未能读完（Not\w+Error）/);
      assert.match(en, /could not be read to its end \(Not\w+Error\)/);
      const state = (artifact) => page.locator(`#coverage [data-row="${artifact}"]`).getAttribute("data-state");
      assert.notEqual(await state("file_listing"), "complete");
      if (row === clean) assert.deepEqual([await state("process_list"), await state("registry")], ["complete", "complete"]);
    }
  });
}

test("of several bundles, the one that is deleted meanwhile is told, and the others are answered for", async (t) => {
  const { page } = await visit(t);
  const bundles = [clean, infected, caseOf("clean-2016-zh-cn")].map(({ bundle }, at) => write(`${at}.zip`, readFileSync(bundle)));
  const held = await hold(page, bundles.length + 1);
  await chooseFiles(page, bundles);
  await held.reached();
  rmSync(bundles[2]);
  await held.release();
  await waitVerdict(page);
  const verdicts = await page.locator(".host-table tbody tr").evaluateAll((all) => all.map((row) => row.dataset.verdictOf));
  assert.deepEqual(verdicts.toSorted(), ["cannot_tell", "infected", "no_signs"]);
  await page.locator('.host-table tr[data-verdict-of="cannot_tell"] .open-host').first().click();
  await waitVerdict(page);
  assert.match((await notes(page, "2.zip"))[1], /could not be read to its end \(Not\w+Error\)/);
});

/** Runs in the page: a file that its owner alone may open. The tests may run as somebody who may open everything. */
function refuseOne() {
  const { webkitGetAsEntry } = DataTransferItem.prototype;
  DataTransferItem.prototype.webkitGetAsEntry = function () {
    const folder = webkitGetAsEntry.call(this);
    const reader = Object.getPrototypeOf(folder.createReader());
    const { readEntries } = reader;
    reader.readEntries = function (give, refuse) {
      readEntries.call(
        this,
        (entries) => {
          const one = entries.find(({ name }) => name === "more.txt");
          if (one) one.file = (_, no) => no(new DOMException("", "NotReadableError"));
          give(entries);
        },
        refuse,
      );
    };
    return folder;
  };
}

test("a dropped folder in which one file cannot be had is checked without it, and it is named", async (t) => {
  const { page } = await visit(t, "", { prepare: (page) => page.addInitScript(refuseOne) });
  for (const path of clean.files) write(`folder/${basename(path)}`, readFileSync(path));
  write("folder/more.txt", "x");
  await dropFiles(page, [join(made, "folder")]);
  assert.equal(await waitVerdict(page), "cannot_tell");
  assert.match((await notes(page, "folder/more.txt"))[1], /could not be read to its end \(Not\w+Error\)/);
});

for (const [what, at] of [["checks", 0], ["reads", 1], ["works out checksums", 2]]) {
  test(`a worker that ${what} is replaced when the browser ends it: the check goes on without the file it was at`, async (t) => {
    const { page } = await visit(t);
    for (const [row, expected] of [[clean, "cannot_tell"], [infected, "infected"]]) {
      const files = [large("files-C.txt"), ...others(row)];
      await startOver(page);
      const held = await holdThirdSlice(page);
      await chooseFiles(page, files);
      await held.reached();
      await end(page, at);
      assert.equal(await waitVerdict(page), expected);
      const [zh, en] = await notes(page, "files-C.txt");
      assert.match(zh, /检查这个文件时中断（worker ended）/);
      assert.match(en, /broke off over this file \(worker ended\)/);
    }
    assert.equal(await check(page, [clean.bundle]), "no_signs", "the next check works");
  });
}

test("a large check that is stopped while it waits for its reader takes nothing from the next one", async (t) => {
  const { page } = await visit(t);
  const held = await holdThirdSlice(page);
  await chooseFiles(page, [large("files-C.txt")]);
  await held.reached();
  await startOver(page);
  const next = large("files-D.txt", "mssecsvc.exe");
  assert.equal(await check(page, [next]), "infected");
  const [{ sha256 }] = JSON.parse(await savedReport(page)).inputs;
  assert.equal(sha256, createHash("sha256").update(readFileSync(next)).digest("hex"));
});

test("a worker that is ended while it has nothing to do is missed by nobody", async (t) => {
  const { page } = await visit(t);
  await end(page);
  assert.equal(await check(page, [infected.bundle]), "infected");
});

test("a worker that ends while it looks for the lines around a sign answers whoever waits, and takes no file with it", async (t) => {
  const { page } = await visit(t, "?lang=en");
  const path = write("signs.txt", "C:\\one.txt\r\nC:\\Windows\\mssecsvc.exe\r\nC:\\two.txt\r\n");
  assert.equal(await check(page, [path]), "infected");
  const around = page.locator("#evidence .around").first();
  const held = await hold(page, 1);
  await around.click();
  await held.reached();
  await end(page);
  await page.locator("#evidence").getByText("could not be read again").waitFor();
  await around.click();
  await around.click();
  await page.locator("#evidence .lines code", { hasText: "two.txt" }).waitFor();
  await page.locator("#inputs select").selectOption({ index: 1 });
  await page.locator("#inputs").getByText("chosen by you").waitFor();
  assert.equal(await page.locator('#inputs [data-code="problem.broke"]').count(), 0);
});

/** A raw registry hive, which is held whole: the head of one, and as many empty bytes as it says that it has. */
function largeHive(name, bytes) {
  const hive = Buffer.alloc(4096 + bytes);
  hive.write("regf");
  for (const [at, value] of [[20, 1], [24, 5], [28, 0], [32, 1], [40, bytes], [44, 1]]) hive.writeUInt32LE(value, at);
  return write(name, hive);
}

test("a file too large for the memory is left out and named, and the others are judged", async (t) => {
  const { page } = await visit(t, "", { prepare: (page) => page.addInitScript(limitMemory, 8) });
  const hive = largeHive("SOFTWARE", 40 << 20);
  await check(page, [hive, ...clean.files]);
  const [zh, en] = await notes(page, "SOFTWARE");
  assert.match(zh, /注册表文件过大（.*浏览器内存不足.*），未读取/);
  assert.match(en, /too large to be held/);
  assert.equal(await check(page, [hive, ...infected.files]), "infected");
  assert.equal(await check(page, clean.files), "no_signs", "the next check works");
});

/** Runs in the page: while `window.deadly`, every worker ends when it is asked for a check. */
function endWorkers() {
  window.Worker = class extends window.Worker {
    postMessage(...words) {
      super.postMessage(...words);
      if (window.deadly && words[0].Check) this.terminate();
    }
  };
}

test("where no worker lives to answer, the page says so, and keeps the answer that was there", async (t) => {
  const { page } = await visit(t, "", { prepare: (page) => page.addInitScript(endWorkers) });
  assert.equal(await check(page, [infected.bundle]), "infected");
  const report = String(await savedReport(page));
  await page.evaluate(() => (window.deadly = true));
  await dropFiles(page, [clean.bundle]);
  const failure = page.locator(".failure");
  await failure.waitFor();
  assert.match(await failure.innerText(), /检查中断了/);
  await speak(page, "English");
  assert.match(await failure.innerText(), /The check broke off/);
  await speak(page, "中文");
  await failure.locator("#back").click();
  assert.equal(await waitVerdict(page), "infected");
  assert.equal(String(await savedReport(page)), report);
  await page.evaluate(() => (window.deadly = false));
  assert.equal(await check(page, [clean.bundle]), "no_signs", "the next check works");
});

test("an empty folder dropped beside an answer does not take it away", async (t) => {
  const { page } = await visit(t);
  assert.equal(await check(page, [infected.bundle]), "infected");
  write("empty/inner/x", "");
  rmSync(join(made, "empty/inner/x"));
  await dropFiles(page, [join(made, "empty")]);
  await page.locator(".failure #back").click();
  assert.equal(await waitVerdict(page), "infected");
});

test("a tab that is frozen in the middle of a check goes on where it was", async (t) => {
  const { page } = await visit(t);
  const held = await holdThirdSlice(page);
  await chooseFiles(page, [large("files-C.txt", "mssecsvc.exe")]);
  await held.reached();
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await held.release();
  assert.equal(await waitVerdict(page), "infected");
});

test("a tab that another one hides finishes its check", async (t) => {
  const { page } = await visit(t);
  const held = await holdThirdSlice(page);
  await chooseFiles(page, [large("files-C.txt", "mssecsvc.exe")]);
  await held.reached();
  const other = await page.context().newPage();
  await other.bringToFront();
  await held.release();
  assert.equal(await waitVerdict(page), "infected");
});

for (const [what, spoil] of [
  ["is refused", () => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } })],
  ["is full", () => (Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); })],
]) {
  test(`where storage ${what}, the page works and only forgets`, async (t) => {
    const { page, problems } = await visit(t, "", { prepare: (page) => page.addInitScript(spoil) });
    await speak(page, "English");
    assert.equal(await check(page, [infected.bundle]), "infected");
    const tick = page.locator('main input[type="checkbox"]').first();
    if (await tick.count()) await tick.check();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.deepEqual(problems, []);
  });
}

test("two tabs check at once, each its own files", async (t) => {
  const { page } = await visit(t);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.locator("#main[data-engine=ready]").waitFor();
  const held = await holdThirdSlice(page);
  await chooseFiles(page, [large("files-C.txt", "mssecsvc.exe")]);
  await held.reached();
  assert.equal(await check(other, [clean.bundle]), "no_signs");
  await speak(other, "English");
  await held.release();
  assert.equal(await waitVerdict(page), "infected");
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
  await other.close();
  assert.equal(await check(page, [clean.bundle]), "no_signs", "the other's end ends nothing here");
});

test("a new version on the server touches no page that is open: not its check, not its next worker", async (t) => {
  const server = await startOwnServer();
  t.after(server.stop);
  const { page, problems } = await visit(t, server.address);
  const held = await holdThirdSlice(page);
  await chooseFiles(page, [large("files-C.txt", "mssecsvc.exe")]);
  await held.reached();
  server.replaceEverything();
  await held.release();
  assert.equal(await waitVerdict(page), "infected");
  await end(page);
  assert.equal(await check(page, [clean.bundle]), "no_signs");
  assert.deepEqual(problems, []);
});

test("back in the middle of a check and forward again: the page is there, and the next check works", async (t) => {
  const { page } = await visit(t);
  const held = await holdThirdSlice(page);
  await chooseFiles(page, [large("files-C.txt")]);
  await held.reached();
  await page.goBack();
  await page.goForward();
  await page.locator("#main[data-engine=ready]").waitFor();
  assert.equal(await check(page, [infected.bundle]), "infected");
});

test("files dropped during a check, and a folder without files, leave it alone", async (t) => {
  const { page } = await visit(t);
  const held = await holdThirdSlice(page);
  await chooseFiles(page, [large("files-C.txt", "mssecsvc.exe")]);
  await held.reached();
  await waitRunning(page);
  await dropFiles(page, [clean.bundle]);
  await dropFiles(page, [join(made, "empty")]);
  await held.release();
  assert.equal(await waitVerdict(page), "infected");
  assert.equal(JSON.parse(await savedReport(page)).inputs[0].file, "files-C.txt");
});

test("of two drops right after each other one is checked, whole", async (t) => {
  const { page } = await visit(t);
  writeFileSync(join(made, "one.zip"), readFileSync(infected.bundle));
  await dropFiles(page, [clean.bundle]);
  await dropFiles(page, [join(made, "one.zip")]);
  const verdict = await waitVerdict(page);
  const [{ file }] = JSON.parse(await savedReport(page)).inputs;
  assert.equal(verdict, file.startsWith("one.zip") ? "infected" : "no_signs");
});
