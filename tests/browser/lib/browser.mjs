// A real browser, and visits to the page in it.
// In: what `cargo xtask test` puts into the environment. Out: the page, every request that it made, every problem it noted.
import { chromium } from "playwright-core";

import { startRecorder } from "./recorder.mjs";
import { setting } from "./setting.mjs";

/** Starts a browser. It gives `open`, `visit` and `close`; visits share nothing but its processes. `env` is added to its environment. */
export async function startBrowser({ env = {} } = {}) {
  const browser = await chromium.launch({
    executablePath: setting("JIANCE_BROWSER"),
    env: { ...process.env, ...env },
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return {
    open: (address, options) => open(browser, address, options),
    visit: (place, options) => visit(browser, place, options),
    close: () => browser.close(),
  };
}

/**
 * Opens any address and gives `page` (Playwright's), `requests` (so far, live), `problems` (console errors and uncaught ones, live),
 * `cut`, after which the network is gone, and `close`. `prepare` may do something to the page before it is loaded; without `scripts` the
 * browser runs none. Service workers, which ask for the page's files once more, are only there where they are allowed.
 */
async function open(browser, address, wishes = {}) {
  const { width = 1280, height = 900, locale = "zh-CN", scale = 1, serviceWorkers = "block", scripts = true, timezoneId = "Asia/Shanghai", prepare = () => {} } = wishes;
  const recorder = await startRecorder();
  const context = await browser.newContext({
    viewport: { width, height },
    locale,
    serviceWorkers,
    javaScriptEnabled: scripts,
    deviceScaleFactor: scale,
    timezoneId,
    proxy: { server: recorder.address, bypass: "<-loopback>" },
  });
  const problems = [];
  context.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  context.on("weberror", (problem) => problems.push(String(problem.error())));
  const page = await context.newPage();
  await prepare(page);
  await page.goto(address);
  return {
    page,
    requests: recorder.requests,
    problems,
    cut: recorder.close,
    async close() {
      await context.close();
      await recorder.close();
    },
  };
}

/**
 * Opens the page at `place` (what follows its address, such as `?lang=en`) and waits until it has loaded all that it needs.
 * Gives what `open` gives, and `sinceLoaded()`, the requests made after that.
 */
async function visit(browser, place = "", { prepare = () => {}, ...options } = {}) {
  const visit = await open(browser, new URL(place, setting("JIANCE_PAGE")).href, {
    ...options,
    prepare: async (page) => {
      await page.addInitScript(noteFirstWord);
      await prepare(page);
    },
  });
  await visit.page.locator('input[type="file"]').waitFor({ state: "attached" });
  await visit.page.waitForFunction(() => window.workerHasSpoken);
  const loading = visit.requests.length;
  return { ...visit, sinceLoaded: () => visit.requests.slice(loading) };
}

/** Runs in the page: the worker is the last to load, and speaks as soon as it can work. */
function noteFirstWord() {
  window.Worker = class extends window.Worker {
    constructor(...words) {
      super(...words);
      this.addEventListener("message", () => (window.workerHasSpoken = true), { once: true });
    }
  };
}
