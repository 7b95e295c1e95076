// The page for everybody: axe finds nothing against WCAG 2.2 AA in any state, in either language, light or dark, narrow or wide; and the
// narrowest page needs no scrolling sideways.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { scratch } from "./lib/inputs.mjs";
import { speak } from "./lib/page.mjs";
import { movable, statesOf } from "./lib/states.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();

// The page's policy lets in no script of others: the driver puts it there, as text.
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Each language, scheme of colours and width with each other. */
const SETTINGS = [
  { language: "中文", colorScheme: "dark", width: 320 },
  { language: "中文", colorScheme: "light", width: 1280 },
  { language: "English", colorScheme: "light", width: 320 },
  { language: "English", colorScheme: "dark", width: 1280 },
];

/** Runs in the page: `rule: where (what)` of all that axe finds, with everything folded out. */
async function violations(rules) {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const found = await axe.run(document, { runOnly: { type: "tag", values: rules } });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} (${failureSummary})`));
}

for (const [state, reach] of Object.entries(statesOf(scratch()))) {
  test(`axe finds nothing: ${state}`, { timeout: 120_000 }, async (t) => {
    const { page, close } = await browser.visit("?lang=zh-CN", { prepare: movable });
    t.after(close);
    await reach(page);
    await page.evaluate(`${AXE}; void 0`);
    const problems = [];
    for (const { language, colorScheme, width } of SETTINGS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      if (state !== "broken") await speak(page, language);
      const found = await page.evaluate(violations, RULES);
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) found.push("it has to be scrolled sideways");
      problems.push(...found.map((problem) => `${language}, ${colorScheme}, ${width}: ${problem}`));
    }
    assert.deepEqual(problems, []);
  });
}

test("axe would find something", async (t) => {
  const { page, close } = await browser.visit("?lang=en");
  t.after(close);
  await page.evaluate(`${AXE}; void 0`);
  await page.evaluate(() => {
    document.querySelector("html").lang = "";
    document.querySelector(".lead").style.color = "#ccc";
  });
  const rules = (await page.evaluate(violations, RULES)).map((text) => text.split(":")[0]);
  assert.deepEqual(rules.toSorted(), ["color-contrast", "html-has-lang"]);
});
