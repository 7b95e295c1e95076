// The page inside a page of another origin, as docs/EMBEDDING.md has it: the frame grows with the result, the host's colours and language are
// taken, nothing but heights is told to it, and nobody can dress up the page where it stands by itself.
import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { caseOf, scratch } from "./lib/inputs.mjs";
import { setting } from "./lib/setting.mjs";
import { startSite } from "./lib/site.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();
const { folder } = scratch();
const LOGO = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='120' height='40'/>";

let host;
before(async () => {
  cpSync(fileURLToPath(new URL("../../dist/examples", import.meta.url)), folder, { recursive: true });
  host = await startSite(folder);
});
after(() => host.stop());

/** Opens the shipped example at another origin than the page's, with these parameters instead of its own. */
async function embedding(t, parameters) {
  const html = readFileSync(new URL("../../dist/examples/iframe.html", import.meta.url), "utf8");
  const address = new URL(`?${new URLSearchParams(parameters)}`, setting("JIANCE_PAGE")).href;
  const name = "iframe.html";
  writeFileSync(join(folder, name), html.replace(/src="\.\.\/[^"]*"/, `src="${address.replaceAll("&", "&amp;")}"`));
  const keep = () => {
    window.told = [];
    window.addEventListener("message", ({ data, origin }) => window.told.push({ data, origin }));
  };
  const visit = await browser.open(host.address + name, { prepare: (page) => page.addInitScript(keep) });
  t.after(visit.close);
  const frame = visit.page.frames().find((it) => it.url().startsWith(setting("JIANCE_PAGE"))) ?? (await visit.page.waitForEvent("framenavigated"));
  await frame.locator("#main[data-engine=ready]").waitFor();
  return { ...visit, frame };
}

const heightOf = (page) => page.locator("iframe").evaluate((frame) => frame.getBoundingClientRect().height);

/** What the root element has, as the browser computes it. */
const styleOf = (frame, name) => frame.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(), name);

test("the frame is as high as what is in it, before and after a check, and the host is told nothing else", async (t) => {
  const { page, frame, problems } = await embedding(t, { embed: "1", lang: "en" });
  const inner = () => frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
  const settled = async () => {
    let high;
    do {
      high = await inner();
      await page.waitForFunction((high) => document.querySelector("iframe").style.height === `${high}px`, high);
    } while (high !== (await inner()));
    return high;
  };
  const before = await settled();
  await frame.locator('input[type="file"]').setInputFiles([caseOf("planted-n4-service-image").bundle]);
  await frame.locator('[data-verdict="infected"][data-complete="true"]').waitFor();
  const after = await settled();
  assert.ok(before + 500 < after, `${before} → ${after}`);
  assert.equal(await heightOf(page), after);
  const told = await page.evaluate(() => window.told);
  for (const { data, origin } of told) {
    assert.equal(`${origin}/`, setting("JIANCE_PAGE"));
    assert.deepEqual(Object.keys(data).sort(), ["height", "type"]);
    assert.equal(data.type, "jiance:height");
    assert.ok(Number.isInteger(data.height));
  }
  assert.deepEqual(problems, []);
});

test("theme, colour, language and logo are the host's", async (t) => {
  const dark = await embedding(t, { embed: "1", theme: "dark", accent: "#ffb000", lang: "en", logo: LOGO });
  assert.equal(await dark.frame.locator("html").getAttribute("lang"), "en");
  assert.equal(await styleOf(dark.frame, "--accent"), "#ffb000");
  assert.equal(await styleOf(dark.frame, "--ground"), "#12161c");
  assert.equal(await styleOf(dark.frame, "color-scheme"), "dark");
  assert.equal(await dark.frame.locator("#logo").evaluate((image) => image.naturalWidth), 120);
  assert.equal(await dark.frame.locator(".brand").isVisible(), false);
  const light = await embedding(t, { embed: "1", theme: "light", lang: "zh-CN" });
  assert.equal(await light.frame.locator("html").getAttribute("lang"), "zh-CN");
  assert.equal(await styleOf(light.frame, "--ground"), "#f4f6f9");
});

test("what does not fit its form, could not be read, or comes from elsewhere is passed over", async (t) => {
  const ordinary = "#1d5fd1";
  for (const accent of ["red", "#fff", "url(http://x)", "#1d5fd1;--bad:#000", "#fefefe"]) {
    const { frame, requests } = await embedding(t, { embed: "1", theme: "light", accent, logo: "http://logo.example.com/x.png" });
    assert.equal(await styleOf(frame, "--accent"), ordinary, accent);
    assert.equal(await frame.locator("#logo").count(), 0);
    assert.ok(!requests.some(({ url }) => url.startsWith("http://logo.example.com")), accent);
  }
  const { frame } = await embedding(t, { embed: "1", theme: "sepia", logo: "javascript:alert(1)" });
  assert.equal(await frame.locator("#logo").count(), 0);
});

test("a page that stands by itself takes no such wishes", async (t) => {
  const visit = await browser.visit(`?${new URLSearchParams({ embed: "1", theme: "dark", accent: "#ffb000", logo: LOGO })}`);
  t.after(visit.close);
  const { page } = visit;
  assert.equal(await styleOf(page, "--accent"), "#1d5fd1");
  assert.equal(await page.locator("#logo").count(), 0);
  assert.equal(await page.locator(".brand").isVisible(), true);
});

test("inside another page nothing is kept for later", async (t) => {
  const { frame } = await embedding(t, { embed: "1" });
  assert.equal(await frame.evaluate(async () => (await navigator.serviceWorker?.getRegistrations())?.length ?? 0), 0);
  assert.equal(await frame.locator("link[rel=manifest]").count(), 0);
});
