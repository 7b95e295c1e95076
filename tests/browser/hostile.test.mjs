// Names and values by an attacker's hand, as the page shows them: text, all of it visible, and nothing happens.
import assert from "node:assert/strict";
import { test } from "node:test";

import { scratch } from "./lib/inputs.mjs";
import { check, savedReport, speak } from "./lib/page.mjs";
import { sharedVisit } from "./lib/suite.mjs";

const visit = sharedVisit("?lang=en");
const { write } = scratch();

const EVIL = [
  "<img src=x onerror=window.evil=1><script>window.evil=2</script>",
  "\" onmouseover=\"window.evil=3\" x='",
  "a\u202Egpj.exe\u2066",
  "a\u200B\u200D\uFEFF\u2060b",
  "javascript:window.evil=4",
  "{{constructor.constructor('window.evil=5')()}}",
  "</textarea></pre></title><svg onload=window.evil=6>",
];

/** What nobody sees, or what turns the text around it. */
const HIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

const usual = Array.from({ length: 20 }, (_, at) => `C:\\Users\\${at}.txt\r\n`).join("");
const listing = (name) => `${usual}C:\\Windows\\mssecsvc.exe\r\nC:\\${name}\\mssecsvc.exe\r\n`;

for (const language of ["English", "中文"]) {
  test(`hostile names are shown as text and do nothing, in ${language}`, async () => {
    const { page } = visit;
    await speak(page, language);
    const files = EVIL.map((name, at) => write(`${at}/${name.replaceAll("/", "")}.txt`, listing(name)));
    assert.equal(await check(page, files), "infected");
    await page.locator("main details").evaluateAll((all) => all.forEach((it) => (it.open = true)));
    const main = page.locator("#main");
    assert.equal(await main.locator("img, script, svg[onload], [onmouseover], [onerror], a[href^='javascript']").count(), 0);
    const text = await main.innerText();
    assert.ok(text.includes("<img src=x onerror=window.evil=1>"), "it is shown as it is written");
    assert.ok(text.includes("<U+202E>"), "what is hidden is written out");
    assert.doesNotMatch(await main.evaluate((it) => it.textContent), HIDDEN);
    const values = await main.locator("input, textarea").evaluateAll((all) => all.map(({ value }) => value).join("\n"));
    assert.doesNotMatch(values, HIDDEN);
    assert.doesNotMatch(String(await savedReport(page)), HIDDEN);
    assert.equal(await page.evaluate(() => window.evil), undefined);
  });
}
