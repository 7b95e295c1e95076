// A large file: the page shows how far it is, stays quick, can be stopped, and is not lost to a stray drop.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { caseOf, longListing, scratch } from "./lib/inputs.mjs";
import { cancel, check, chooseFiles, startOver, waitRunning, waitVerdict } from "./lib/page.mjs";
import { sharedVisit } from "./lib/suite.mjs";

const visit = sharedVisit("", { prepare: (page) => page.addInitScript(watch) });
const { write } = scratch();
let listing;

before(() => (listing = write("files.txt", longListing(200 << 20, "mssecsvc.exe"))));

/** Runs in the page: notes every long task, and every progress that is shown. */
function watch() {
  window.watched = { tasks: [], progress: [] };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.watched.tasks.push({ startTime, duration });
  }).observe({ type: "longtask" });
  new MutationObserver(() => {
    const value = document.querySelector('[role="progressbar"]')?.getAttribute("aria-valuenow");
    if (value && value !== window.watched.progress.at(-1)) window.watched.progress.push(value);
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-valuenow"] });
}

/** Runs in the page: a long task, to see that they are noted. */
function busy() {
  return new Promise((done) =>
    setTimeout(() => {
      const end = performance.now() + 100;
      while (performance.now() < end);
      done();
    }),
  );
}

test("200 MiB are checked while the page stays quick and shows its progress", async (t) => {
  const { page } = visit;
  await startOver(page);
  const began = await page.evaluate(() => {
    window.watched.progress.length = 0;
    return performance.now();
  });
  await chooseFiles(page, [listing]);
  assert.equal(await waitVerdict(page, { timeout: 120_000 }), "infected");
  const { tasks, progress } = await page.evaluate(() => window.watched);
  const ended = await page.evaluate(() => performance.now());

  const shown = progress.map(Number);
  assert.deepEqual(shown, shown.toSorted((one, other) => one - other), "the progress only grows");
  assert.ok(shown.some((percent) => 0 < percent && percent < 100), `progress shown: ${shown}`);

  const longest = Math.max(0, ...tasks.filter(({ startTime }) => began <= startTime).map(({ duration }) => duration));
  await page.evaluate(busy);
  await page.waitForFunction((since) => window.watched.tasks.some(({ startTime }) => since <= startTime), ended);
  t.diagnostic(`checked in ${Math.round(ended - began)} ms; longest task of the page: ${Math.round(longest)} ms`);
  assert.ok(longest < 500, `a task of ${longest} ms`);
});

test("a check that is stopped leads back to the start, and the next one works", async () => {
  const { page } = visit;
  await startOver(page);
  await chooseFiles(page, [listing]);
  await waitRunning(page);
  await cancel(page);
  await page.locator("#files").waitFor({ state: "attached" });
  assert.equal(await page.locator("[data-verdict]").count(), 0);
  assert.equal(await check(page, [caseOf("clean-2016-en").bundle]), "no_signs");
});

test("a file dropped during a check does not end it", async () => {
  const { page } = visit;
  await startOver(page);
  await chooseFiles(page, [listing]);
  await waitRunning(page);
  // What a page does not take, the browser opens: dispatchEvent gives false where that is prevented.
  const opens = await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "x.txt"));
    const drag = (name) => new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer });
    return ["dragover", "drop"].filter((name) => document.body.dispatchEvent(drag(name)));
  });
  assert.deepEqual(opens, []);
  assert.equal(await waitVerdict(page, { timeout: 120_000 }), "infected");
});
