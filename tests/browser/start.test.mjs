// The start: pictures, collectors, what it says before the page is there and where it never comes, and the links that support composes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PNG } from "pngjs";

import { caseOf } from "./lib/inputs.mjs";
import { check } from "./lib/page.mjs";
import { setting } from "./lib/setting.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();
const home = new URL(setting("JIANCE_PAGE")).href;

/** A visit to the page that ends with the test. */
async function visiting(t, place, options) {
  const visit = await browser.visit(place, options);
  t.after(() => visit.close());
  return visit.page;
}

const visibleText = (page) => page.evaluate(() => document.body.innerText);

/** What the page must tell whoever has nothing else. */
function assertByHand(text) {
  for (const word of ["mssecsvc.exe", "EternalRocks", "MS17-010", "445", "手工检查", "check by hand"]) assert.ok(text.includes(word), word);
}

test("with scripts off there is a readable page that says what to do by hand", async (t) => {
  const visit = await browser.open(home, { scripts: false });
  t.after(() => visit.close());
  const text = await visit.page.locator("body").innerText();
  assertByHand(text);
  assert.ok(text.includes("JavaScript"));
  assert.deepEqual(visit.problems, []);
});

test("without WebAssembly it says so, and what to do by hand", async (t) => {
  const visit = await browser.open(home, { prepare: (page) => page.addInitScript(() => delete window.WebAssembly) });
  t.after(() => visit.close());
  await visit.page.locator("#broken").waitFor();
  const text = await visibleText(visit.page);
  assertByHand(text);
  assert.ok(text.includes("Firefox 114"));
  assert.equal(await visit.page.locator(".loading").isVisible(), false);
});

test("what to do by hand fits 320 pixels, and is not seen where the page runs", async (t) => {
  const visit = await browser.open(home, { width: 320, height: 700, scripts: false });
  t.after(visit.close);
  // Without scripts nobody can ask it.
  const tall = await visit.page.screenshot({ fullPage: true });
  assert.equal(PNG.sync.read(tall).width, 320);
  const page = await visiting(t, "", { width: 320, height: 700 });
  assert.equal(await page.locator("#by-hand").isVisible(), false);
  assert.equal(await page.getByRole("main").count(), 1);
  assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), 320);
});

test("three steps with a picture each, which nobody hears, and a collector for every Windows", async (t) => {
  const page = await visiting(t, "?lang=en");
  const steps = page.locator(".steps > li");
  assert.equal(await steps.count(), 3);
  assert.equal(await page.locator('.steps > li > svg.picture[aria-hidden="true"]').count(), 3);
  const bare = await page.locator(".picture path").evaluateAll((all) => all.filter((it) => it.getTotalLength() < 50).length);
  assert.equal(bare, 0, "something is drawn");
});

test("support composes a link that leads the customer where it says", async (t) => {
  const page = await visiting(t, "?lang=en");
  await page.locator("#for-support").click();
  const form = page.locator("#composer");
  await form.getByLabel("Language").selectOption({ label: "中文" });
  await form.getByLabel("Step to begin with").selectOption({ label: "Run it on the host" });
  await form.getByLabel(/Ticket number/).fill("T-4711");
  const address = await page.locator("#check-link pre").textContent();
  assert.match(address, new RegExp(`^${home}#check\\?v=1&advisory=[a-z0-9-]+&lang=zh-CN&step=run&ticket=T-4711&sum=[0-9a-f]{8}$`));
  const message = await page.locator("#check-message pre").textContent();
  assert.ok(message.includes(address) && message.includes("工单：T-4711") && message.startsWith("您好"), message);
  assert.equal(await form.locator("svg[data-modules]").count(), 1, "a QR code");
  assert.equal(await form.getByRole("link").getAttribute("href"), address);

  const theirs = await visiting(t, address.slice(home.length), { locale: "en" });
  assert.equal(await theirs.locator("html").getAttribute("lang"), "zh-CN");
  assert.equal(await theirs.locator('[aria-current="step"]').getAttribute("id"), "step-run");
  assert.ok((await visibleText(theirs)).includes("T-4711"));
});

test("what is no ticket makes no link, and says what one is", async (t) => {
  const page = await visiting(t, "?lang=en");
  await page.locator("#for-support").click();
  const ticket = page.getByLabel(/Ticket number/);
  await ticket.fill("T 4711; <b>");
  assert.equal(await page.locator("#check-link").count(), 0);
  assert.match(await page.locator("#bad-ticket").innerText(), /letters A to Z/);
  assert.equal(await ticket.getAttribute("aria-invalid"), "true");
  await ticket.fill("");
  assert.ok(!(await page.locator("#check-link pre").textContent()).includes("ticket="));
});

test("composing takes away no answer", async (t) => {
  const page = await visiting(t, "?lang=en");
  await check(page, [caseOf("clean-2016-en").bundle]);
  await page.locator("#for-support").click();
  await page.locator("#check-link").waitFor();
  assert.equal(await page.locator('[data-verdict="no_signs"]').count(), 1);
});
