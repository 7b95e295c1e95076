// The examples: one click each, one request each, to this site.
import assert from "node:assert/strict";
import { test } from "node:test";

import { startOver, waitVerdict } from "./lib/page.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();

test("each example gives its verdict at one click, and fetches its own file only", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const { page } = visit;
  const fetched = [];
  for (const [name, verdict] of [["infected", "infected"], ["clean", "no_signs"], ["incomplete", "cannot_tell"]]) {
    await startOver(page);
    await page.locator(`[data-sample="${name}.zip"]`).click();
    assert.equal(await waitVerdict(page), verdict);
    fetched.push({ method: "GET", url: new URL(`samples/${name}.zip`, page.url()).href });
    assert.deepEqual(visit.sinceLoaded(), fetched);
  }
  assert.deepEqual(visit.problems, []);
});

test("without the network, the page says that there is no example, and checks a file all the same", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  await visit.cut();
  await visit.page.locator('[data-sample="clean.zip"]').click();
  assert.match(await visit.page.getByRole("alert").innerText(), /clean\.zip/);
  assert.equal(await visit.page.locator("[data-verdict]").count(), 0);
});
