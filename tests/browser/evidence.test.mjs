// The signs of an answer: narrowed, sorted, copied, with the lines around them; and a list of thousands that stays quick.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";

import { caseOf, scratch } from "./lib/inputs.mjs";
import { check, chooseFiles, savedReport, startOver, waitVerdict } from "./lib/page.mjs";
import { sharedVisit } from "./lib/suite.mjs";

const visit = sharedVisit("?lang=en");
const { write } = scratch();

/** The longest that a task may take, in milliseconds: on a machine with nothing else to do none takes 50, and this one may be busy. */
const MOST_MS = 500;

const evidence = () => visit.page.locator("#evidence");
const rows = () => evidence().locator(".sighting");
const texts = () => evidence().locator("pre.evidence").allTextContents();
const choose = (filter, label) => evidence().locator(`[data-field="${filter}"]`).selectOption({ label });

/** A listing as `dir /s /b` prints it: signs of several worms, in places of their own, among other files. */
const signs = ["C:\\Windows\\mssecsvc.exe", "C:\\Windows\\tasksche.exe", "D:\\samples\\tasksche.exe", "C:\\Program Files\\Microsoft Updates\\svchost.exe", "C:\\Windows\\qeriuwjhrf"];
const listing = () =>
  write("files.txt", signs.flatMap((sign, at) => Array.from({ length: 10 }, (_, row) => (row === 5 ? sign : `C:\\Data\\${at}-${row}.docx`))).join("\r\n") + "\r\n");

/** What the last copying brought into the clipboard: pasted into a field of the page. */
async function pasted(page) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  return page.evaluate(() => navigator.clipboard.readText());
}

test("words, meaning, family and order narrow and sort the signs", async () => {
  const { page } = visit;
  assert.equal(await check(page, [listing()]), "infected");
  const all = await texts();
  const chosen = await evidence().locator("select").evaluateAll((lists) => lists.map((list) => list.selectedOptions[0].label));
  assert.deepEqual(chosen, ["All", "All", "Most serious first"]);
  assert.equal(all.length, JSON.parse(String(await savedReport(page))).sightings.length);
  await evidence().locator('input[type="search"]').fill("TASKSCHE");
  assert.deepEqual((await texts()).toSorted(), signs.filter((sign) => sign.includes("tasksche")).toSorted());
  await evidence().locator('input[type="search"]').fill("");
  await choose("family", "EternalRocks");
  assert.deepEqual(await texts(), [signs[3]]);
  assert.match(await evidence().getByRole("status").first().innerText(), new RegExp(`^1 of ${all.length}`));
  await choose("family", "All");
  await choose("weight", "Infection");
  assert.ok(!(await texts()).includes(signs[2]), "a copy among samples is no infection");
  await choose("weight", "All");
  await choose("order", "By text");
  assert.deepEqual(await texts(), all.toSorted());
  await choose("order", "By file and line");
  assert.equal((await texts())[0], signs[0]);
});

test("one sign, and all that are listed, are copied with file and line", async () => {
  const { page } = visit;
  await check(page, [listing()]);
  await evidence().locator('input[type="search"]').fill("qeriuwjhrf");
  await rows().first().locator(".copy").click();
  const one = (await pasted(page)).trimEnd().split("\t");
  assert.deepEqual(one.slice(4), ["files.txt", "46", signs[4]]);
  await evidence().locator('input[type="search"]').fill("");
  await evidence().getByRole("button", { name: "Copy those listed" }).click();
  const lines = (await pasted(page)).trimEnd().split("\n");
  assert.equal(lines.length, await rows().count());
  assert.ok(lines.every((line) => line.split("\t").length === 7));
});

/** Opens the lines around the sign of that text; gives their numbers, and which one is marked. */
async function around(text) {
  const row = rows().filter({ has: visit.page.locator("pre.evidence", { hasText: text }) }).first();
  await row.locator(".around").click();
  await row.locator(".lines").waitFor();
  const lines = await row.locator(".lines li").evaluateAll((all) => all.map((it) => ({ number: Number(it.querySelector(".number").textContent), text: it.querySelector("code").textContent, marked: it.hasAttribute("aria-current") })));
  assert.equal(await row.locator(".around").getAttribute("aria-expanded"), "true");
  return lines;
}

test("a sign's surrounding lines come out of the plain file", async () => {
  const { page } = visit;
  await check(page, [listing()]);
  const lines = await around("mssecsvc");
  assert.deepEqual(lines.map(({ number }) => number), [3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(lines.filter(({ marked }) => marked).map(({ text }) => text), [signs[0]]);
  assert.equal(lines[0].text, "C:\\Data\\0-2.docx");
  await rows().first().locator(".around").click();
  assert.equal(await evidence().locator(".lines").count(), 0, "and are put away again");
});

test("a sign's surrounding lines come out of UTF-16 inside a bundle", async () => {
  const { page } = visit;
  const { bundle, files } = caseOf("planted-n4-run-value");
  await check(page, [bundle]);
  const report = JSON.parse(String(await savedReport(page)));
  const sighting = report.sightings.find(({ source }) => source.file.endsWith(".reg"));
  const file = files.find((path) => basename(path) === basename(sighting.source.file));
  const bytes = readFileSync(file);
  assert.deepEqual([...bytes.subarray(0, 2)], [0xff, 0xfe], "UTF-16");
  const printed = bytes.subarray(2).toString("utf16le").split("\r\n");
  const lines = await around(sighting.evidence.slice(0, 20));
  const marked = lines.find(({ marked }) => marked);
  assert.equal(marked.number, sighting.source.line);
  for (const { number, text } of lines) assert.equal(text, printed[number - 1]);
});

test("the lines that could not be read are shown, with what is wrong with them, and leave the page no other way", async () => {
  const { page } = visit;
  const junk = "what is <b>this</b>\u202E";
  const text = Array.from({ length: 100 }, (_, at) => (at === 40 || at === 70 ? junk : `C:\\Data\\${at}.docx`)).join("\r\n") + "\r\n";
  await check(page, [write("partly.txt", text)]);
  const row = page.locator('#inputs li[data-file="partly.txt"]');
  await row.locator(".around").click();
  await row.getByRole("list", { name: "Lines of partly.txt that could not be read", exact: true }).waitFor();
  assert.deepEqual(await row.locator(".lines li").evaluateAll((all) => all.map((it) => [...it.children].map((part) => part.textContent))), [
    ["41", "what is <b>this</b><U+202E>", "not in a form expected here"],
    ["71", "what is <b>this</b><U+202E>", "not in a form expected here"],
  ]);
  assert.doesNotMatch(String(await savedReport(page)), /what is/);
  await row.locator(".around").click();
  assert.equal(await row.locator(".lines").count(), 0);
  await check(page, [write("whole.txt", text.replaceAll(junk, "C:\\Data\\x.docx"))]);
  assert.equal(await page.locator("#inputs .around").count(), 0, "where all was read there is nothing to show");
});

test("the lines around several signs are read at once", async () => {
  const { page } = visit;
  await check(page, [listing()]);
  for (const at of [0, 1, 2]) await rows().nth(at).locator(".around").click();
  await page.waitForFunction(() => document.querySelectorAll("#evidence .lines").length === 3);
  // Whoever hears the lists only can tell them apart: each is called by the file and the line that it is around.
  for (const list of await evidence().locator(".lines").all()) {
    const line = await list.locator('[aria-current="true"] .number').innerText();
    assert.equal(await evidence().getByRole("list", { name: `files.txt, line ${line}`, exact: true }).count(), 1);
  }
});

test("a file that is gone is told as such", async () => {
  const { page } = visit;
  const path = listing();
  await check(page, [path]);
  write("files.txt", "something else\r\n");
  await rows().first().locator(".around").click();
  await evidence().getByText("could not be read again").waitFor();
});

test("twenty thousand signs: few rows are on the page, and it stays quick", async (t) => {
  const { page } = visit;
  await check(page, [listing()]);
  const { checks } = JSON.parse(String(await savedReport(page)));
  assert.ok(checks.length > 100);
  // Files that bear a name of the advisory, each in two hundred folders of its own.
  const names = await page.locator("#checks tr[data-indicator]").evaluateAll((all) =>
    all.map((row) => row.querySelector("td code")?.textContent ?? "").filter((value) => /^[^\\*?]+\.[a-z0-9]{2,4}$/i.test(value)));
  const folders = Math.ceil(20_000 / names.length);
  const many = names.flatMap((name) => Array.from({ length: folders }, (_, at) => `C:\\Users\\Public\\${at}\\${name}`));
  await startOver(page);
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ entryTypes: ["longtask"] });
  });
  // Long tasks are told of a little later.
  const longest = () => page.evaluate(async () => {
    await new Promise((told) => setTimeout(told, 100));
    return [Math.round(window.longest), (window.longest = 0)][0];
  });
  await chooseFiles(page, [write("many.txt", many.join("\r\n") + "\r\n")]);
  await waitVerdict(page);
  const arriving = await longest();
  const total = Number(await rows().first().locator("xpath=..").getAttribute("aria-setsize"));
  assert.ok(total > 1_000, `${total} listed`);

  const list = evidence().locator("ul.sightings");
  const drawn = () => rows().count();
  const places = () => list.locator("li[aria-posinset]").evaluateAll((all) => all.map((it) => Number(it.getAttribute("aria-posinset"))));
  let most = await drawn();
  await list.evaluate((it) => it.scrollIntoView());
  for (let step = 0; step < 40; step += 1) {
    await page.mouse.wheel(0, 3000);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    const now = await places();
    most = Math.max(most, now.length);
    assert.deepEqual(now, now.map((_, at) => now[0] + at), "no row is left out, none stands twice");
  }
  assert.ok((await places())[0] > 20, "rows come and go");
  await page.waitForFunction(() => [...document.querySelectorAll("#evidence .sighting")].some((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }));
  const scrolling = await longest();
  await evidence().locator('input[type="search"]').fill("12\\");
  const filtering = await longest();
  t.diagnostic(`${many.length} lines, ${total} signs listed; most rows drawn: ${most}; longest task: ${arriving} ms as they arrive, ${scrolling} ms scrolling, ${filtering} ms filtering`);
  assert.ok(most <= 120, `${most} rows`);
  assert.ok(Math.max(arriving, scrolling, filtering) < MOST_MS, `${arriving} ms, ${scrolling} ms, ${filtering} ms`);

  await evidence().locator('input[type="search"]').fill("");
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.waitForFunction(() => document.querySelectorAll("#evidence .sighting").length === 500);
  assert.match(await evidence().locator(".only-print").textContent(), /first 500 of/);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.waitForFunction(() => document.querySelectorAll("#evidence .sighting").length < 120);
});

test("the last of many is reached with the keyboard alone", async () => {
  const { page } = visit;
  const total = 300;
  const many = Array.from({ length: total }, (_, at) => `C:\\Users\\Public\\${at}\\${["mssecsvc.exe", "tasksche.exe", "taskhsvc.exe", "ghost.txt"][at % 4]}`);
  await check(page, [write("three.txt", many.join("\r\n") + "\r\n")]);
  const last = Number(await rows().first().locator("xpath=..").getAttribute("aria-setsize"));
  assert.ok(last > 100, `${last}`);
  await rows().first().locator(".copy").focus();
  const focused = () => page.evaluate(() => Number(document.activeElement?.closest("[aria-posinset]")?.getAttribute("aria-posinset") ?? 0));
  const seen = [];
  for (let at = await focused(); at !== 0 && at < last; at = await focused()) {
    seen.push(at);
    await page.keyboard.press("Tab");
  }
  assert.equal(await focused(), last, `the focus was lost after ${seen.at(-1)}`);
  assert.deepEqual([...new Set(seen)], Array.from({ length: last - 1 }, (_, at) => at + 1), "in order, none passed over");
});
