// Changing the language while a result is shown: every text changes, the answer does not.
import assert from "node:assert/strict";
import { test } from "node:test";

import { caseOf } from "./lib/inputs.mjs";
import { check, chooseFiles, speak } from "./lib/page.mjs";
import { sharedVisit } from "./lib/suite.mjs";

const visit = sharedVisit();

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
  await page.locator(".toolbar .primary").click();
  for (const [lang, ownName] of [["en", "English"], ["zh-CN", "中文"]]) {
    await speak(page, ownName);
    await assertSpeaks(lang);
  }
});
