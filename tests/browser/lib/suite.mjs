// What most test files share: one browser, one visit, and what must hold after each test.
import assert from "node:assert/strict";
import { after, afterEach, before } from "node:test";

import { startBrowser } from "./browser.mjs";

/** One browser for all tests of the file; the visits close with it. */
export function sharedBrowser() {
  const shared = {};
  before(async () => Object.assign(shared, await startBrowser()));
  after(() => shared.close());
  return shared;
}

/** One visit for all tests of the file. After each of them: not one request since the page was loaded, and no complaint. */
export function sharedVisit(place, options) {
  const shared = {};
  let browser;
  before(async () => {
    browser = await startBrowser();
    Object.assign(shared, await browser.visit(place, options));
  });
  afterEach(() => assertQuiet(shared));
  after(async () => {
    await shared.close();
    await browser.close();
  });
  return shared;
}

/** Asserts that a visit has asked for nothing since it was loaded, and had nothing to complain about. */
export function assertQuiet({ sinceLoaded, problems }) {
  assert.deepEqual(sinceLoaded(), [], "requests since the page was loaded");
  assert.deepEqual(problems, [], "the browser's complaints");
}
