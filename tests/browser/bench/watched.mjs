// A check in the page, with a watch on it: when files were chosen, when the first sign and the answer were on screen, the longest task of
// the page's own thread, and how much memory the workers' wasm took.
import { chooseFiles } from "../lib/page.mjs";
import { chooseFiles as chooseDriven } from "../webdriver/lib/page.mjs";

const PATIENCE = 600_000;

/** Opens the page so that it is watched. */
export function visitWatched(browser) {
  return browser.visit("", { prepare: (page) => page.addInitScript(watch) });
}

/** Checks files, to the answer. Gives milliseconds from the choice on: `ms` to the answer, `first` to the first sign, `longest` task. */
export async function check(page, paths) {
  await page.waitForFunction(() => document.querySelector('input[type="file"][multiple]') !== null);
  await chooseFiles(page, paths);
  await page.waitForFunction(() => window.watched.answer !== undefined, undefined, { timeout: PATIENCE, polling: 250 });
  const { chosen, answer, first, tasks } = await page.evaluate(() => window.watched);
  const own = tasks.filter(({ startTime }) => chosen <= startTime && startTime <= answer);
  return { ms: answer - chosen, first: (first ?? answer) - chosen, longest: Math.max(0, ...own.map(({ duration }) => duration)) };
}

/** The same in a browser that WebDriver drives: only when the answer was there. */
export async function checkDriven(browser, paths) {
  const { driver } = browser;
  await browser.visit();
  await driver.executeScript(`(${note})()`);
  await chooseDriven(browser, paths);
  const ms = () => driver.executeScript("return document.documentElement.dataset.tookMs");
  return { ms: Number(await driver.wait(ms, PATIENCE, "no answer", 250)) };
}

/** How many bytes of memory the wasm of the greediest worker has. */
export async function workersMemory(page) {
  const sizes = await Promise.all(page.workers().map((worker) => worker.evaluate(() => self.watchedMemory?.buffer.byteLength ?? 0)));
  return Math.max(0, ...sizes);
}

/** Runs in the page: notes in it how long the answer took, since WebDriver's scripts share nothing else with each other. */
function note() {
  let chosen;
  addEventListener("change", () => (chosen = performance.now()), { capture: true });
  new MutationObserver(() => {
    if (!document.querySelector('[data-verdict]:not([data-verdict="running"])')) return;
    document.documentElement.dataset.tookMs ??= performance.now() - chosen;
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
}

/** Runs in the page, before it. */
function watch() {
  const watched = { tasks: [] };
  window.watched = watched;
  const { Blob } = window;
  // The worker's script notes the memory of its wasm.
  const note = `const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...words) => {
      const made = await instantiate(...words);
      self.watchedMemory = (made.instance ?? made).exports.memory;
      return made;
    };`;
  window.Blob = class extends Blob {
    constructor(parts, options) {
      super(options?.type === "text/javascript" ? [note, ...parts] : parts, options);
    }
  };
  addEventListener("change", () => (watched.chosen = performance.now()), { capture: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) watched.tasks.push({ startTime, duration });
  }).observe({ type: "longtask" });
  new MutationObserver(() => {
    if (document.querySelector(".sightings li")) watched.first ??= performance.now();
    if (document.querySelector('[data-verdict]:not([data-verdict="running"])')) watched.answer ??= performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true });
}
