// Ticking off what is done: it outlives the visit, in this browser only, and nothing else is kept.
import assert from "node:assert/strict";
import { test } from "node:test";

import { caseOf } from "./lib/inputs.mjs";
import { check } from "./lib/page.mjs";
import { assertQuiet, sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();

const infected = caseOf("planted-n1-4-as-printed").bundle;
const other = caseOf("clean-2016-en").bundle;

const box = (page, thing) => page.locator(`[data-tick="${thing}"]`);
const progress = (page) => page.locator("#hardening .progress [role=status]").innerText();
const done = async (page) => Number(/^\d+/.exec(await progress(page))[0]);
const kept = (page) => page.evaluate(() => Object.entries({ ...localStorage }));

test("ticks are counted, kept over a reload, cleared, and of one check only", async (t) => {
  const visit = await browser.visit("?lang=en");
  t.after(visit.close);
  const { page } = visit;
  await check(page, [infected]);
  const begin = await done(page);
  await box(page, "netbios_off").check();
  await box(page, "close_smb_ports").check();
  await box(page, "advice.disconnect").check();
  assert.equal(await done(page), begin + 2);
  assertQuiet(visit);

  await page.reload();
  await check(page, [infected]);
  assert.ok(await box(page, "netbios_off").isChecked());
  assert.ok(await box(page, "advice.disconnect").isChecked());
  assert.equal(await done(page), begin + 2);

  await check(page, [other]);
  assert.ok(!(await box(page, "netbios_off").isChecked()), "another check has ticks of its own");

  await check(page, [infected]);
  await box(page, "netbios_off").uncheck();
  assert.equal(await done(page), begin + 1);
  await page.locator("#hardening").getByRole("button", { name: "Clear all ticks" }).click();
  assert.equal(await done(page), begin);
  assert.deepEqual(await kept(page), [], "nothing is left behind");
});

test("what is kept names nothing of the host or its files", async (t) => {
  const { page, close } = await browser.visit("?lang=en");
  t.after(close);
  await check(page, [infected]);
  await box(page, "netbios_off").check();
  const [[key, value], ...more] = await kept(page);
  assert.deepEqual(more, []);
  assert.equal(key, "jiance.ticks.v1");
  assert.match(value, /^[0-9a-f]{16} netbios_off\.\w+\n$/);
});

test("where the browser keeps nothing, ticks last as long as the page", async (t) => {
  const visit = await browser.visit("?lang=en", {
    prepare: (page) => page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException("no", "SecurityError");
      };
      Object.defineProperty(window, "localStorage", { get: refuse });
    }),
  });
  t.after(visit.close);
  const { page } = visit;
  await check(page, [infected]);
  const begin = await done(page);
  await box(page, "netbios_off").check();
  await box(page, "close_smb_ports").check();
  assert.equal(await done(page), begin + 2);
  assertQuiet(visit);
});

test("a stored text that this page did not write does no harm", async (t) => {
  const visit = await browser.visit("?lang=en", {
    prepare: (page) => page.addInitScript(() => localStorage.setItem("jiance.ticks.v1", "<img src=x onerror=alert(1)> \0 ..\n{}")),
  });
  t.after(visit.close);
  await check(visit.page, [infected]);
  await box(visit.page, "netbios_off").check();
  assertQuiet(visit);
});

test("a measure is done when each of its steps is, and the other way round", async (t) => {
  const { page, close } = await browser.visit("?lang=en");
  t.after(close);
  await check(page, [infected]);
  const measure = page.locator('#hardening [data-row="audit_smb_access"]');
  await measure.getByText("Show the steps").click();
  const steps = measure.locator("details [data-tick]");
  assert.ok((await steps.count()) > 1);
  const begin = await done(page);
  for (const step of await steps.all()) await step.check();
  assert.ok(await box(page, "audit_smb_access").isChecked());
  assert.equal(await done(page), begin + 1);
  await steps.first().uncheck();
  assert.ok(!(await box(page, "audit_smb_access").isChecked()));
  await box(page, "audit_smb_access").check();
  assert.ok(await steps.first().isChecked());
});

test("the keyboard ticks, and a screen reader hears what", async (t) => {
  const { page, close } = await browser.visit("?lang=en");
  t.after(close);
  await check(page, [infected]);
  const tick = page.getByRole("checkbox", { name: "Done: Switch NetBIOS off" });
  await tick.focus();
  await page.keyboard.press("Space");
  assert.ok(await tick.isChecked());
});
