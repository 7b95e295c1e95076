// Changing the language while a result is shown: every text changes, the answer does not.
import assert from "node:assert/strict";
import { test } from "node:test";

import { caseOf, scratch } from "./lib/inputs.mjs";
import { check, chooseFiles, speak } from "./lib/page.mjs";
import { sharedBrowser, sharedVisit } from "./lib/suite.mjs";

const visit = sharedVisit();
const browser = sharedBrowser();
const { write } = scratch();

const CHINESE = /\p{Script=Han}/u;
/** Three words of a sentence; names of products and programs stand one or two at a time, or with capitals. */
const ENGLISH = /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/;

/** A command to take a step back stands among the page's texts. */
const COMMAND = /^(auditpol|for|net|netsh|reg|sc) |^[A-Z][a-z]+-[A-Z]/;

/** Every text that a reader sees or hears, but for what the host or a command says: those stand in `pre` and `code`. */
function texts(page) {
  return page.evaluate(() => {
    const found = [document.title];
    for (const element of document.querySelectorAll("body *:not(template, #broken *, #by-hand *, .languages *, pre, code, script)")) {
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
      for (const name of ["aria-label", "placeholder", "title", "alt"]) found.push(element.getAttribute(name) ?? "");
    }
    return found.map((text) => text.trim()).filter(Boolean);
  });
}

async function assertSpeaks(lang, least = 11) {
  const { page } = visit;
  await page.locator(`html[lang="${lang}"]`).waitFor();
  const all = await texts(page);
  const foreign = all.filter((text) => (lang === "en" ? CHINESE.test(text) : ENGLISH.test(text) && !CHINESE.test(text) && !COMMAND.test(text)));
  assert.deepEqual(foreign, [], `texts that are not in ${lang}`);
  const own = all.filter((text) => (lang === "en" ? ENGLISH : CHINESE).test(text));
  assert.ok(own.length >= least, `texts in ${lang}: ${own}`);
}

// Of English hosts, so that every Chinese character is the page's.
for (const [name, verdict] of [
  ["planted-n4-run-value", "infected"],
  ["clean-2016-en", "no_signs"],
  ["clean-xp-sp3-en", "no_signs"],
]) {
  test(`${name} is ${verdict} in either language`, async () => {
    const { page } = visit;
    assert.equal(await check(page, [caseOf(name).bundle]), verdict);
    const result = page.locator('[data-complete="true"]');
    for (const [lang, ownName] of [["en", "English"], ["zh-CN", "中文"], ["en", "English"]]) {
      await speak(page, ownName);
      await assertSpeaks(lang);
      assert.equal(await result.getAttribute("data-verdict"), verdict);
    }
  });
}

test("the table of hosts, and what changed, speak either language", async () => {
  const { page } = visit;
  const bundles = ["planted-n4-run-value", "clean-2016-en"].map((name) => caseOf(name).bundle);
  assert.equal(await check(page, bundles), "infected");
  for (const [lang, ownName] of [["en", "English"], ["zh-CN", "中文"]]) {
    await speak(page, ownName);
    await assertSpeaks(lang, 6);
    assert.equal(await page.locator(".host-table tbody tr").count(), 2);
  }
  assert.equal(await check(page, [bundles[0]]), "infected");
  await chooseFiles(page, [bundles[1]]);
  await page.locator("#changes").waitFor();
  for (const [lang, ownName] of [["en", "English"], ["zh-CN", "中文"]]) {
    await speak(page, ownName);
    await assertSpeaks(lang);
  }
});

test("the start speaks either language", async () => {
  const { page } = visit;
  await check(page, [caseOf("clean-2016-en").bundle]);
  await page.locator("#restart").click();
  for (const [lang, ownName] of [["en", "English"], ["zh-CN", "中文"]]) {
    await speak(page, ownName);
    await assertSpeaks(lang);
  }
});

test("numbers and the host's time are written as each language writes them, by the host's own clock", async (t) => {
  const { page, close } = await browser.visit("", { timezoneId: "America/New_York" });
  t.after(close);
  await check(page, [caseOf("planted-n4-run-value").bundle]);
  for (const [ownName, time] of [["English", "June 2, 2017 at 16:35"], ["中文", "2017年6月2日 16:35"]]) {
    await speak(page, ownName);
    const collected = page.locator(".verdict time");
    assert.equal(await collected.textContent(), time);
    assert.match(await collected.getAttribute("title"), /^2017-06-02 16:35:00/, "the host's own writing");
  }
  await check(page, [write("many.txt", Array.from({ length: 12_345 }, (_, at) => `C:\\Data\\${at}.docx\r\n`).join(""))]);
  const shown = await page.evaluate(() => [...document.querySelectorAll(".tiles strong, #coverage .head, #inputs dd:not(:has(select))")].map((it) => it.innerText));
  assert.equal(shown.filter((text) => text.includes("12,345")).length, 2, `thousands stand apart: ${shown}`);
  assert.deepEqual(shown.filter((text) => /\b\d{4,}\b/.test(text)), []);
});

test("one of something is told as one, more as many", async () => {
  const { page } = visit;
  await speak(page, "English");
  const tile = () => page.locator(".tiles button").first().innerText();
  await check(page, [write("one.txt", "C:\\Windows\\mssecsvc.exe\r\nC:\\a.txt\r\nC:\\b.txt\r\n")]);
  assert.match(await tile(), /^1\s+sign found$/);
  await check(page, [write("two.txt", "C:\\Windows\\mssecsvc.exe\r\nC:\\Windows\\tasksche.exe\r\nC:\\b.txt\r\n")]);
  assert.match(await tile(), /^2\s+signs found$/);
});
