// A folder handed in, in each of the three browsers. WebDriver drags nothing from the system, so the drop itself is the page's own event; what
// it brings is as real as the browser lets a driver make it, and each test says how real.
import assert from "node:assert/strict";
import { basename } from "node:path";
import { describe, test } from "node:test";

import { jianceCheck } from "../lib/command.mjs";
import { caseOf } from "../lib/inputs.mjs";
import { driven } from "./lib/browser.mjs";
import { click, each, find, savedFile, waitVerdict } from "./lib/page.mjs";
import { BROWSERS } from "./lib/programs.mjs";

const { folder, files } = caseOf("planted-n1-2");
const called = basename(folder);

/** Adds an input of the test's own to the page, and has the driver choose something with it: real files of the disk. */
async function hold(browser, paths) {
  await browser.driver.executeScript(() => {
    document.body.append(Object.assign(document.createElement("input"), { type: "file", multiple: true, id: "held" }));
  });
  await (await find(browser, "#held")).sendKeys(paths.join("\n"));
}

/** Runs in the page: drops what is held, or what that entry stands for, and gives the kinds of entries that the browser itself makes of it. */
function drop(entry) {
  const dataTransfer = new DataTransfer();
  for (const file of entry ? [new File([], entry.name)] : document.getElementById("held").files) dataTransfer.items.add(file);
  const kinds = [...dataTransfer.items].map((item) => item.webkitGetAsEntry()?.constructor.name);
  if (entry) DataTransferItem.prototype.webkitGetAsEntry = () => entry;
  const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer });
  return { kinds, isTaken: !document.body.dispatchEvent(event) };
}

/** Runs in the page: drops a folder whose entries answer as a browser's do, later and some at a time, over the real files that are held. */
function standIn(drop, name) {
  const later = (deed) => setTimeout(deed);
  const entryOf = (file) => ({ isFile: true, isDirectory: false, name: file.name, fullPath: `/${name}/${file.name}`, file: (ok) => later(() => ok(file)) });
  const entries = [...document.getElementById("held").files].map(entryOf);
  const createReader = () => {
    const batches = [entries.slice(0, 3), entries.slice(3), []];
    return { readEntries: (ok) => later(() => ok(batches.shift())) };
  };
  return drop({ isFile: false, isDirectory: true, name, fullPath: `/${name}`, createReader });
}

const dropStandIn = ({ driver }) => driver.executeScript(`return (${standIn})(${drop}, arguments[0])`, called);

/** What the driver of each browser can bring: a drop of files, a drop of a folder, the choice of a folder. Of the rest the driver gives less. */
const REAL = { chromium: ["choice"], firefox: ["files"], webkit: ["files", "folder"] };

for (const name of BROWSERS) {
  describe(name, { timeout: 120_000 }, () => {
    const browser = driven(name);
    const can = (deed) => ({ skip: REAL[name].includes(deed) ? false : `the driver of ${name} cannot` });
    const dropHeld = () => browser.driver.executeScript(`return (${drop})()`);

    /** The answer is that of the command line, for the same paths. */
    async function isJudged(paths) {
      assert.equal(await waitVerdict(browser), "infected");
      assert.equal(String(await savedFile(browser, "#download-report")), String(jianceCheck(paths, "en").json));
    }

    test("files that are dropped, with the browser's own entries, are judged as they are", can("files"), async () => {
      await browser.visit("?lang=en");
      await hold(browser, files);
      const { kinds, isTaken } = await dropHeld();
      assert.deepEqual(new Set(kinds), new Set(["FileSystemFileEntry"]));
      assert.ok(isTaken, "the browser does not open them instead");
      await isJudged(files.toSorted());
    });

    test("a folder that is dropped, with the browser's own entries, is judged as it is", can("folder"), async () => {
      await browser.visit("?lang=en");
      await hold(browser, [folder]);
      const { kinds, isTaken } = await dropHeld();
      assert.deepEqual(kinds, ["FileSystemDirectoryEntry"]);
      assert.ok(isTaken, "the browser does not open it instead");
      await isJudged([folder]);
    });

    test("a folder that is dropped, with entries that stand in for the browser's over real files, is judged as it is", async () => {
      await browser.visit("?lang=en");
      await hold(browser, files);
      assert.ok((await dropStandIn(browser)).isTaken);
      await isJudged([folder]);
    });

    test("a folder that is chosen is judged as it is", can("choice"), async () => {
      await browser.visit("?lang=en");
      // The page asks by an input that stands nowhere, where no driver finds it.
      await browser.driver.executeScript(() => {
        HTMLInputElement.prototype.click = function () {
          document.body.append(Object.assign(this, { id: "asked" }));
        };
      });
      await click(browser, "#folder");
      const input = await find(browser, "#asked");
      assert.equal(await input.getAttribute("webkitdirectory"), "true");
      await input.sendKeys(folder);
      await isJudged([folder]);
    });
  });

  describe(`${name}, before the program is there`, { timeout: 120_000 }, () => {
    /** What boot.js waits for now comes when the test says so. */
    const held = (script) => script.replace("await globalThis.first?.seen;", "await new Promise((go) => (globalThis.go = go));");
    const browser = driven(name, { changes: { "/boot.js": held } });

    test("a folder that is dropped, with entries that stand in for the browser's, is checked once it is", async () => {
      await browser.driver.get(`${browser.home}?lang=en`);
      await hold(browser, files);
      assert.ok((await dropStandIn(browser)).isTaken);
      assert.ok(await (await find(browser, "#kept")).isDisplayed());
      await browser.driver.executeScript("go()");
      assert.equal(await waitVerdict(browser), "infected");
      const names = await each(browser, "#inputs [data-file]", "(it) => it.dataset.file");
      assert.deepEqual(names, files.map((file) => `${called}/${basename(file)}`).toSorted());
    });
  });
}
