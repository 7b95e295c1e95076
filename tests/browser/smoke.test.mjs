// The page comes up, in the visitor's language, without a complaint, and asks nothing of anybody else.
import assert from "node:assert/strict";
import { test } from "node:test";

import { setting } from "./lib/setting.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();

for (const [place, locale, expected] of [
  ["", "zh-CN", "zh-CN"],
  ["", "en-GB", "en"],
  ["?lang=en", "zh-CN", "en"],
  ["?lang=zh-CN", "en-US", "zh-CN"],
  ["#lang=en", "zh-CN", "en"],
  ["#lang=zh-CN", "en-US", "zh-CN"],
]) {
  test(`the page at "${place}" greets a ${locale} browser in ${expected}`, { timeout: 60_000 }, async (t) => {
    const { page, requests, problems, close } = await browser.visit(place, { locale });
    t.after(close);
    assert.equal(await page.locator("html").getAttribute("lang"), expected);
    assert.deepEqual(problems, []);
    const home = new URL(setting("JIANCE_PAGE")).origin;
    assert.ok(requests.length > 0, "the recorder saw the page's own loading");
    assert.deepEqual(requests.filter(({ url }) => !url.startsWith(`${home}/`)), []);
  });
}

/** Hands a file out with one more byte at its end. The browser's own way to the server is the recorder's, which is no way for Playwright. */
async function changed(route) {
  const answer = await fetch(route.request().url());
  assert.ok(answer.ok);
  const body = Buffer.concat([Buffer.from(await answer.arrayBuffer()), Buffer.from("\n")]);
  await route.fulfill({ contentType: answer.headers.get("content-type"), body });
}

test("a file that was changed on the way is not run: the page says that it could not start", { timeout: 60_000 }, async (t) => {
  for (const file of [/_bg\.wasm$/, /jiance-web-[0-9a-f]+\.js$/, /\/worker\.js$/]) {
    const { page, problems, close } = await browser.open(setting("JIANCE_PAGE"), { prepare: (page) => page.route(file, changed) });
    t.after(close);
    await page.locator("#broken").waitFor();
    assert.ok(problems.some((problem) => /'integrity' attribute for resource|another checksum/.test(problem) && file.test(named(problem))), String(problems));
    assert.equal(await page.locator("#page").isVisible(), false, String(file));
    assert.equal(await page.evaluate(() => globalThis.jiance), undefined, String(file));
  }
});

/** The file that a refusal is about. */
const named = (problem) => problem.match(/resource '([^']+)'|Error: (\S+):/)?.slice(1).find(Boolean) ?? "";

test("a script that starts the page and was changed on the way is not run either", { timeout: 60_000 }, async (t) => {
  for (const file of [/\/boot\.js$/, /\/lock\.js$/, /\/watch\.js$/]) {
    const { page, problems, close } = await browser.open(setting("JIANCE_PAGE"), { prepare: (page) => page.route(file, changed) });
    t.after(close);
    await page.locator("#broken").waitFor();
    assert.ok(problems.some((problem) => file.test(named(problem))), String(problems));
    assert.equal(await page.locator("#page").isVisible(), false, String(file));
    assert.equal(await page.evaluate(() => globalThis.jiance), undefined, String(file));
  }
});

test("what shows the page before its program, and was changed on the way, is not run, and the page starts without", { timeout: 60_000 }, async (t) => {
  const file = /\/first\.js$/;
  const visit = await browser.visit("", { prepare: (page) => page.route(file, changed) });
  t.after(visit.close);
  assert.ok(visit.problems.some((problem) => file.test(named(problem))), String(visit.problems));
  assert.equal(await visit.page.evaluate(() => globalThis.first), undefined);
});

test("a style sheet that does not arrive does not keep the page from starting", { timeout: 60_000 }, async (t) => {
  const visit = await browser.visit("", { prepare: (page) => page.route("**/*.css", (route) => route.abort()) });
  t.after(visit.close);
  await visit.page.locator("#main[data-engine=ready]").waitFor();
});

test("a trap of the wasm shows the page's own words, and anything else that is thrown does not", { timeout: 60_000 }, async (t) => {
  const { page, close } = await browser.visit("");
  t.after(close);
  const thrown = (what) => page.evaluate((what) => new Promise((heard) => {
    addEventListener("error", heard, { once: true });
    setTimeout(() => { throw what === "trap" ? new WebAssembly.RuntimeError("unreachable") : new Error(what); });
  }), what);
  await thrown("something else");
  assert.equal(await page.locator("#broken").isVisible(), false);
  await thrown("trap");
  await page.locator("#broken").waitFor();
  assert.equal(await page.locator("#main").isVisible(), false);
});
