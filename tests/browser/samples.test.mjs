// The examples: one click each, and nothing is asked for: they came with the page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { startOver, waitVerdict } from "./lib/page.mjs";
import { assertQuiet, sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();

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

test("where an example did not arrive, the page says so, and all else works", async (t) => {
  const visit = await browser.visit("", { prepare: (page) => page.route("**/samples/clean.zip", (route) => route.abort()) });
  t.after(visit.close);
  const { page } = visit;
  await page.locator('[data-sample="clean.zip"]').click();
  assert.match(await page.getByRole("alert").innerText(), /clean\.zip/);
  await page.locator('[data-sample="infected.zip"]').click();
  assert.equal(await waitVerdict(page), "infected");
});
