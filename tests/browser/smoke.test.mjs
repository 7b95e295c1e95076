// The page comes up, in the visitor's language, without a complaint, and asks nothing of anybody else.
import assert from "node:assert/strict";
import { test } from "node:test";

import { setting, visit } from "./lib/browser.mjs";
import { waitReady } from "./lib/page.mjs";

for (const [place, locale, expected] of [
  ["", "zh-CN", "zh-CN"],
  ["", "en-GB", "en"],
  ["?lang=en", "zh-CN", "en"],
  ["?lang=zh-CN", "en-US", "zh-CN"],
]) {
  test(`the page at "${place}" greets a ${locale} browser in ${expected}`, { timeout: 60_000 }, async (t) => {
    const { page, requests, problems, close } = await visit(place, { locale });
    t.after(close);
    await waitReady(page);
    assert.equal(await page.locator("html").getAttribute("lang"), expected);
    assert.deepEqual(problems, []);
    const home = new URL(setting("JIANCE_PAGE")).origin;
    assert.ok(requests.length > 0, "the recorder saw the page's own loading");
    assert.deepEqual(requests.filter(({ url }) => !url.startsWith(`${home}/`)), []);
  });
}
