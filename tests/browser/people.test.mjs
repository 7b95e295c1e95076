// Whoever uses no mouse, hears the page, enlarges it, or has it in other colours: the whole way through.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { caseOf, scratch } from "./lib/inputs.mjs";
import { cancel, check, chooseFiles, speak, waitVerdict } from "./lib/page.mjs";
import { movable, statesOf } from "./lib/states.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();
const { write } = scratch();
const sample = join(dirname(fileURLToPath(import.meta.url)), "../../static/samples/infected.zip");

async function visiting(t, place, options) {
  const visit = await browser.visit(place, options);
  t.after(() => visit.close());
  return visit.page;
}

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.sample || document.activeElement.innerText);

/** Presses Tab until the focus is on the element of that id or text; gives what was passed. */
async function tabTo(page, name) {
  const passed = [];
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (now === name) return passed;
    passed.push(now);
  }
  throw new Error(`the Tab key never came to ${name}: ${passed}`);
}

test("from the start to an answer, its evidence and back with the keyboard alone", async (t) => {
  const page = await visiting(t, "?lang=en");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  const passed = await tabTo(page, "infected.zip");
  assert.ok(passed.includes("files") && passed.includes("folder"), String(passed));
  await page.keyboard.press("Enter");
  assert.equal(await waitVerdict(page), "infected");
  assert.equal(await focused(page), "verdict", "the answer is where reading goes on");
  await tabTo(page, "Show surrounding lines");
  await page.keyboard.press("Space");
  await page.locator("#evidence .lines").waitFor();
  assert.equal(await focused(page), "Hide surrounding lines", "the focus stays");
  await page.evaluate(() => document.querySelector("#verdict").focus());
  await tabTo(page, "to-hand-on");
  await page.keyboard.press("Enter");
  await tabTo(page, "make-link");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "link-made", "its button is gone, and the link is where reading goes on");
  await tabTo(page, "Copy");
  await page.evaluate(() => document.querySelector("#verdict").focus());
  await tabTo(page, "restart");
  await page.keyboard.press("Enter");
  await page.locator(".hero").waitFor();
});

test("landmarks, one first heading, and regions that speak", async (t) => {
  const page = await visiting(t, "?lang=en");
  const has = async () => {
    for (const role of ["banner", "main", "contentinfo"]) assert.equal(await page.getByRole(role).count(), 1, role);
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
  };
  await has();
  await check(page, [caseOf("planted-n1-2").bundle]);
  await has();
  const unnamed = await page.locator("section").evaluateAll((all) => all.filter((it) => !it.getAttribute("aria-labelledby") && !it.getAttribute("aria-label")).length);
  assert.equal(unnamed, 0, "every section has a name");
  const dangling = await page.locator("[aria-labelledby], [aria-describedby], [aria-controls]").evaluateAll((all) =>
    all.flatMap((it) => ["aria-labelledby", "aria-describedby", "aria-controls"].flatMap((name) => (it.getAttribute(name) ?? "").split(" ").filter((id) => id && !document.getElementById(id)))));
  assert.deepEqual(dangling, []);
});

// 1280 pixels at 200 % are 640 of CSS; at 400 %, 320.
for (const width of [320, 640]) {
  for (const lang of ["zh-CN", "en"]) {
    test(`nothing has to be scrolled sideways at ${width} pixels in ${lang}`, async (t) => {
      const page = await visiting(t, `?lang=${lang}`, { width, height: 700 });
      const fits = async (state) => assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), width, state);
      for (const folded of await page.locator("#page summary").all()) await folded.click();
      await page.locator("#for-support").click();
      await fits("start");
      await chooseFiles(page, [sample]);
      await waitVerdict(page);
      await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
      for (let at = 0; at < 3; at += 1) {
        await page.locator("#evidence .around").nth(at).click();
        await page.locator("#evidence .lines").nth(at).waitFor();
        await fits(`surroundings ${at}`);
      }
    });
  }
}

test("whoever wants no motion has none, and forced colours leave what matters", async (t) => {
  const page = await visiting(t, "?lang=en");
  await page.emulateMedia({ reducedMotion: "reduce", forcedColors: "active" });
  await chooseFiles(page, [sample]);
  await waitVerdict(page);
  const moving = await page.locator("body *").evaluateAll((all) => all.filter((it) => {
    const { transitionDuration, animationName } = getComputedStyle(it);
    return transitionDuration !== "0s" || animationName !== "none";
  }).length);
  assert.equal(moving, 0);
  const bordered = await page.locator(".badge").first().evaluate((it) => getComputedStyle(it).borderTopStyle);
  assert.equal(bordered, "solid");
});

test("whoever looks at another tab sees in the title how far the check is, and nothing of what it found", async (t) => {
  const page = await visiting(t, "?lang=en", { prepare: movable });
  const title = await page.title();
  await statesOf({ write }).running(page);
  assert.match(await page.title(), /^\d+% · /);
  assert.ok((await page.title()).endsWith(` · ${title}`));
  await cancel(page);
  await page.waitForFunction((title) => document.title === title, title);
  await page.evaluate(() => (window.isWorkerHeld = false));
  await chooseFiles(page, [sample]);
  assert.equal(await waitVerdict(page), "infected");
  assert.equal(await page.title(), title);
});

test("the language is changed at once and remembered", async (t) => {
  const page = await visiting(t, "", { locale: "en" });
  await speak(page, "中文");
  await page.locator('html[lang="zh-CN"]').waitFor();
  await page.reload();
  await page.locator("#files").waitFor({ state: "attached" });
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
});

/** The contrast of a text with what stands behind it (WCAG 2.2). Runs in the page. */
function lowContrast() {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((it) => it / 255).map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4))
    .reduce((sum, it, at) => sum + it * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (element) => {
    for (let it = element; it; it = it.parentElement) {
      const colour = channels(getComputedStyle(it).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!own || !element.checkVisibility() || element.matches("option, .spoken, .skip")) continue;
    const [one, other] = [light(channels(getComputedStyle(element).color)), light(behind(element))].toSorted((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) found.push(`${element.className || element.tagName} “${element.textContent.slice(0, 20)}” ${ratio.toFixed(2)}`);
  }
  return found;
}

for (const colorScheme of ["light", "dark"]) {
  test(`every text can be told from its ground in ${colorScheme} colours`, async (t) => {
    const page = await visiting(t, "?lang=en");
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.locator("#for-support").click();
    assert.deepEqual(await page.evaluate(lowContrast), []);
    await chooseFiles(page, [sample]);
    await waitVerdict(page);
    await page.locator("#evidence .around").first().click();
    await page.locator("#evidence .lines").waitFor();
    await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
    assert.deepEqual(await page.evaluate(lowContrast), []);
  });
}
