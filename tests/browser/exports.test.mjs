// The answer as a file: a page, a text, a table. Whatever a host's names hold, they stay names in each.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { test } from "node:test";

import { caseOf, scratch } from "./lib/inputs.mjs";
import { check, savedFile, savedReport, speak } from "./lib/page.mjs";
import { sharedBrowser, sharedVisit } from "./lib/suite.mjs";

const visit = sharedVisit();
const browser = sharedBrowser();
const { write } = scratch();

const infected = caseOf("planted-n4-service-image");
const HOSTILE = "=HYPERLINK(\"http:x\",1)<img src=x onerror=alert(1)><!--\u202Etxt.\u001b[31m\nnext.txt";

/** The rows of a table as a spreadsheet reads them. */
function rowsOf(csv) {
  assert.ok(csv.startsWith("\uFEFF"));
  const cell = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  const rows = [[]];
  cell.lastIndex = 1;
  for (let match = cell.exec(csv); match; match = cell.exec(csv)) {
    rows.at(-1).push(match[1].replaceAll('""', '"'));
    if (match[2] !== ",") rows.push([]);
    if (cell.lastIndex === csv.length) break;
  }
  assert.deepEqual(rows.pop(), [], "every row ends");
  return rows;
}

const formsOf = async (page) => {
  const save = async (button) => String(await savedFile(page, button));
  return { html: await save("#download-page"), text: await save("#download-text"), csv: await save("#download-evidence") };
};

for (const [lang, name, verdict] of [["zh-CN", "中文", "发现感染迹象"], ["en", "English", "Signs of infection found"]]) {
  test(`in ${lang}, the page, the text and the table say what the report says, and the page asks for nothing`, async (t) => {
    const { page } = visit;
    await speak(page, name);
    await check(page, [infected.bundle]);
    const report = JSON.parse(String(await savedReport(page)));
    const { html, text, csv } = await formsOf(page);

    const opened = await browser.open(pathToFileURL(write(`${lang}.html`, html)).href);
    t.after(opened.close);
    assert.equal(await opened.page.locator("h1").textContent(), verdict);
    assert.equal(await opened.page.locator("html").getAttribute("lang"), lang);
    assert.equal(await opened.page.locator("h1").evaluate((h1) => getComputedStyle(h1).borderInlineStartColor), "rgb(198, 40, 40)", "its style is let in");
    assert.deepEqual(JSON.parse(await opened.page.locator("#report").textContent()), report);
    assert.deepEqual([opened.requests, opened.problems], [[], []]);

    const shown = await opened.page.locator("main").innerText();
    const rows = rowsOf(csv);
    assert.equal(rows.length, report.sightings.length + 1);
    for (const [at, { indicator, source, evidence }] of report.sightings.entries()) {
      for (const form of [shown, text]) assert.ok(form.includes(evidence) && form.includes(source.file), evidence);
      assert.ok(rows[at + 1].includes(indicator) && rows[at + 1].some((cell) => cell.replace(/^'/, "") === evidence), evidence);
    }
    for (const { text: reason } of report.reasons) for (const form of [shown, text]) assert.ok(form.includes(reason), reason);
    assert.ok(text.startsWith(`\uFEFF${verdict}\r\n`));
  });
}

for (const [lang, name, words] of [
  ["zh-CN", "中文", { zip: "zip 压缩包", dir_s: "文件列表（dir /s）", reg_5: "注册表导出（.reg）", manifest: "采集清单" }],
  ["en", "English", { zip: "zip archive", dir_s: "File listing (dir /s)", reg_5: "Registry export (.reg)", manifest: "Collector's manifest" }],
]) {
  test(`in ${lang}, what each file was taken for is said in words, on the page and in what is saved`, async (t) => {
    const { page } = visit;
    await speak(page, name);
    await check(page, [infected.bundle]);
    const { inputs } = JSON.parse(String(await savedReport(page)));
    const shown = await page.locator("#inputs [data-kind]").evaluateAll((all) =>
      all.map((it) => ({ file: it.dataset.file, kind: it.dataset.kind, name: it.querySelector("dl > :nth-child(2) dd").textContent })));
    assert.deepEqual(shown.map(({ file, kind }) => [file, kind]), inputs.map(({ file, kind }) => [file, kind]), "the codes stay for programs");
    for (const [kind, word] of Object.entries(words)) assert.equal(shown.find((it) => it.kind === kind)?.name, word, kind);
    assert.doesNotMatch(await page.locator('#inputs [data-kind="zip"]').innerText(), /binary/, "what is no text has no encoding");

    const { html, text } = await formsOf(page);
    const opened = await browser.open(pathToFileURL(write(`kinds-${lang}.html`, html)).href);
    t.after(opened.close);
    const saved = await opened.page.locator("table").last().locator("tr:has(td)").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
    assert.deepEqual(saved.map(([file, kind]) => [file, kind]), shown.map(({ file, name: word }) => [file, word]));
    for (const { file, name: word } of shown) assert.ok(text.includes(`- ${file} | ${word} | `), file);
  });
}

test("the saved page needs no scrolling sideways, on the narrowest screen and on paper, however long its names are", async (t) => {
  const { page } = visit;
  await speak(page, "English");
  const long = `${"a".repeat(120)}.txt`;
  await check(page, [write(long, `C:\\Windows\\${"folder".repeat(30)}\\mssecsvc.exe\r\n`.repeat(3))]);
  const { html } = await formsOf(page);
  const opened = await browser.open(pathToFileURL(write("long.html", html)).href);
  t.after(opened.close);
  const fits = () => opened.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll("main *")].every((it) => it.getBoundingClientRect().right <= innerWidth));
  for (const [width, media] of [[320, "screen"], [768, "screen"], [1280, "screen"], [680, "print"]]) {
    await opened.page.setViewportSize({ width, height: 900 });
    await opened.page.emulateMedia({ media });
    assert.ok(await fits(), `${width} px, ${media}`);
  }
  await opened.page.setViewportSize({ width: 320, height: 900 });
  await opened.page.emulateMedia({ media: "screen" });
  const label = await opened.page.locator("td", { hasText: "mssecsvc" }).first().evaluate((cell) => getComputedStyle(cell, "::before").content);
  assert.equal(label, '"Text"', "where there are no columns, each cell says what it is");
});

test("a name is neither markup nor formula nor command, and turns nothing round", async (t) => {
  const { page } = visit;
  await check(page, [write(HOSTILE, "C:\\Windows\\mssecsvc.exe\r\n".repeat(3))]);
  const { html, text, csv } = await formsOf(page);
  const opened = await browser.open(pathToFileURL(write("hostile.html", html)).href);
  t.after(opened.close);
  assert.equal(await opened.page.locator("img").count(), 0);
  assert.ok((await opened.page.locator("main").innerText()).includes("<img src=x onerror=alert(1)><!--<U+202E>txt."));
  assert.deepEqual([opened.requests, opened.problems], [[], []]);

  const cells = rowsOf(csv).slice(1).flat();
  assert.ok(cells.some((cell) => cell.startsWith("'=HYPERLINK(")), csv);
  assert.ok(!cells.some((cell) => /^[=+\-@\t\r]/.test(cell)));
  for (const form of [html, text.replaceAll("\r\n", "\n"), csv.replaceAll("\r\n", "\n")]) {
    assert.doesNotMatch(form, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    assert.ok(form.includes("U+202E") && form.includes("U+001B"));
  }
});
