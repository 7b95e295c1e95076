// The examples: one click each, and nothing is asked for: they came with the page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { caseOf } from "./lib/inputs.mjs";
import { check, startOver, waitVerdict } from "./lib/page.mjs";
import { assertQuiet, sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();
const infected = caseOf("planted-n1-2");

test("each example gives its verdict at one click, with the network gone", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const { page } = visit;
  await visit.cut();
  for (const [name, verdict] of [["infected", "infected"], ["clean", "no_signs"], ["incomplete", "cannot_tell"]]) {
    await startOver(page);
    await page.locator(`[data-sample="${name}.zip"]`).click();
    assert.equal(await waitVerdict(page), verdict);
  }
  assertQuiet(visit);
});

test("where the examples did not arrive, the page says so, and all else works", async (t) => {
  const visit = await browser.visit("", { prepare: (page) => page.route("**/samples.txt", (route) => route.abort()) });
  t.after(visit.close);
  const { page } = visit;
  await page.locator('[data-sample="clean.zip"]').click();
  assert.match(await page.getByRole("alert").innerText(), /clean\.zip/);
  assert.equal(await check(page, [infected.bundle]), "infected");
});
