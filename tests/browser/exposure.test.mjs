// Patches: what this host needs stands beside what the notice prints for every Windows, with the numbers to look it up by.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { caseOf } from "./lib/inputs.mjs";
import { check, savedReport, speak } from "./lib/page.mjs";
import { sharedVisit } from "./lib/suite.mjs";

const visit = sharedVisit("?lang=en");

const weakness = (id) => visit.page.locator(`#exposure [data-row="${id}"]`);

test("the notice's rows are shown for each exploit, with its own link and the CVE numbers", async () => {
  const { page } = visit;
  await check(page, [caseOf("clean-xp-sp3-en").bundle]);
  const shown = await page.locator("#exposure [data-notice]").evaluateAll((all) => all.map((it) => it.dataset.notice));
  assert.deepEqual(shown.toSorted(), ["EclipsedWing", "EducatedScholar", "EmeraldThread", "EternalBlue", "EternalChampion", "EternalRomance", "EternalSynergy"]);
  const blue = weakness("MS17-010").locator('[data-notice="EternalBlue"]');
  assert.match(await blue.textContent(), /every Windows/);
  assert.match(await blue.locator("a").getAttribute("href"), /^https:\/\/www\.catalog\.update\.microsoft\.com\/.*4012598$/);
  assert.match(await weakness("MS17-010").innerText(), /CVE-2017-0144/);
  assert.match(await weakness("MS08-067").innerText(), /CVE-2008-4250/);
});

test("where a patch is missing, both stand side by side, and what this host needs is its own", async () => {
  const { page } = visit;
  await check(page, [fileURLToPath(new URL("../../static/samples/infected.zip", import.meta.url))]);
  const report = JSON.parse(String(await savedReport(page)));
  const open = report.exposure.filter(({ install }) => install.length > 0);
  assert.deepEqual(open.map((row) => row.weakness), ["MS17-010"]);
  for (const { weakness: id, install } of open) {
    const row = weakness(id);
    assert.deepEqual(await row.locator(".needs a").evaluateAll((all) => all.map((it) => it.getAttribute("href"))), install.map(({ url }) => url));
    assert.ok(await row.locator(".notice [data-notice]").first().isVisible());
  }
  const oldest = report.exposure.map((row) => row.as_of).sort()[0];
  assert.equal(await page.locator("#exposure [data-as-of]").getAttribute("data-as-of"), oldest);
});

test("knowledge that is more than a year old is called so", async () => {
  const { page } = visit;
  await page.clock.setFixedTime(new Date("2040-01-15T12:00:00Z"));
  await check(page, [caseOf("clean-2016-en").bundle]);
  assert.match(await page.locator("[data-as-of]").innerText(), /That was \d{3} months ago/);
});

test("days and counts are written as the reader's language has them", async () => {
  const { page } = visit;
  await check(page, [caseOf("clean-2016-en").bundle]);
  for (const [name, published, month] of [["English", "June 2, 2017", /[A-Z][a-z]+ 20\d\d/], ["中文", "2017年6月2日", /20\d\d年\d+月/], ["English", "June 2, 2017", /[A-Z][a-z]+ 20\d\d/]]) {
    await speak(page, name);
    assert.ok((await page.locator(".about").innerText()).includes(published), published);
    assert.match(await page.locator("[data-as-of]").innerText(), month);
  }
  const sizes = await page.locator("#inputs dd").allTextContents();
  assert.ok(sizes.some((text) => /^\d{1,3}(\.\d)? [KM]B$/.test(text)), `no size among ${sizes}`);
});
