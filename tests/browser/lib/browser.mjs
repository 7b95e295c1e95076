// One visit to the page in a real browser.
// In: what `cargo xtask test` puts into the environment. Out: the page, every request that the browser made, every problem it noted.
import { chromium } from "playwright-core";

import { startRecorder } from "./recorder.mjs";

/** A setting that `cargo xtask test` gives. */
export function setting(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: run these tests with \`cargo xtask test\``);
  }
  return value;
}

/**
 * Opens the page at `place` (what follows its address, such as `?lang=en`) and gives
 * `page` (Playwright's), `requests` (so far, live), `problems` (console errors and uncaught ones, live) and `close`.
 */
export async function visit(place = "", { width = 1280, height = 900, locale = "zh-CN", at = setting("JIANCE_PAGE") } = {}) {
  const recorder = await startRecorder();
  const browser = await chromium.launch({
    executablePath: setting("JIANCE_BROWSER"),
    proxy: { server: recorder.address, bypass: "<-loopback>" },
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const context = await browser.newContext({ viewport: { width, height }, locale });
  const problems = [];
  context.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  context.on("weberror", (problem) => problems.push(String(problem.error())));
  const page = await context.newPage();
  await page.goto(new URL(place, at).href);
  return {
    page,
    requests: recorder.requests,
    problems,
    async close() {
      await browser.close();
      recorder.close();
    },
  };
}
