// Before and after: a second collection beside the first answer shows what changed, and calls nothing fixed that was not looked for.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { caseOf, scratch } from "./lib/inputs.mjs";
import { check, chooseFiles, dropFiles, dropOn, waitVerdict } from "./lib/page.mjs";
import { sharedVisit } from "./lib/suite.mjs";

const visit = sharedVisit("?lang=en");
const { write } = scratch();

// All of the host WIN-7-SP1.
const before = caseOf("planted-n1-4-as-printed").bundle;
const clean = caseOf("clean-7-sp1-zh-cn").bundle;
const LATER = "jiance-WIN-7-SP1-20170701-120000.zip";
const after = write(LATER, readFileSync(clean));
const unlisted = write(`unlisted/${LATER}`, readFileSync(caseOf("incomplete-without-listing").bundle));
const other = caseOf("clean-2016-en").bundle;

const changes = () => visit.page.locator("#changes");
const doubts = () => changes().locator("[data-note]").evaluateAll((all) => all.map((it) => it.dataset.note));
const turned = (name) => changes().locator(`[data-turn="${name}"] [data-change]`).evaluateAll((all) => all.map((it) => it.dataset.change));
/** The notice's own indicators among what changed so; the same sign may be one of other sources', too. */
const turn = async (name) => (await turned(name)).filter((id) => id.startsWith("N"));

/** Hands in a second collection at its place, and waits until both are compared. */
async function follow(path) {
  await chooseFiles(visit.page, [path]);
  await changes().waitFor();
  return waitVerdict(visit.page);
}

test("what is gone in a whole second collection is fixed", async () => {
  assert.equal(await check(visit.page, [before]), "infected");
  assert.equal(await visit.page.getByRole("heading", { name: "After the repair, collect again and drop the new file here" }).count(), 1);
  assert.equal(await follow(after), "no_signs");
  assert.deepEqual(await doubts(), []);
  assert.deepEqual(await turn("fixed"), ["N1.4"]);
  assert.deepEqual(await turn("new"), []);
  assert.match(await changes().innerText(), /Signs of infection found\s*→\s*(then\s*)?No signs of infection found/);
});

test("what a second collection did not cover is not called fixed", async () => {
  await check(visit.page, [before]);
  assert.equal(await follow(unlisted), "cannot_tell");
  assert.ok(!(await turn("fixed")).includes("N1.4"));
  assert.ok((await turn("not_checked")).includes("N1.4"));
  assert.deepEqual(await changes().locator("[data-coverage]").evaluateAll((all) => all.map((it) => it.dataset.coverage)), ["file_listing"]);
});

test("what was not there before is new", async () => {
  await check(visit.page, [clean]);
  const later = write(`worse/${LATER}`, readFileSync(before));
  assert.equal(await follow(later), "infected");
  assert.deepEqual(await turn("new"), ["N1.4"]);
});

test("another host is warned of", async () => {
  await check(visit.page, [before]);
  await follow(other);
  assert.ok((await doubts()).includes("different_hosts"));
  assert.match(await changes().innerText(), /WIN-7-SP1.*WIN-2016/);
  const fixed = changes().locator('[data-turn="fixed"]');
  assert.ok(!(await fixed.isVisible()), "between two hosts nothing is called fixed");
  await changes().getByText("rebuilt under another name").click();
  assert.ok(await fixed.isVisible());
});

test("the wrong order is warned of, and can be put right", async () => {
  await check(visit.page, [after]);
  assert.equal(await follow(before), "infected");
  assert.deepEqual(await doubts(), ["reversed"]);
  assert.deepEqual(await turn("new"), ["N1.4"]);
  await visit.page.locator("#swap").click();
  assert.equal(await waitVerdict(visit.page), "no_signs");
  assert.deepEqual(await doubts(), []);
  assert.deepEqual(await turn("fixed"), ["N1.4"]);
});

test("the same files are no second collection", async () => {
  await check(visit.page, [before]);
  await follow(before);
  assert.ok((await doubts()).includes("same_files"));
});

test("dropped anywhere, a collection of the same host is compared, one of another is just checked", async () => {
  const { page } = visit;
  await check(page, [before]);
  await dropFiles(page, [after]);
  await changes().waitFor();
  assert.deepEqual(await turn("fixed"), ["N1.4"]);

  await check(page, [before]);
  await dropFiles(page, [other]);
  await page.locator('[data-verdict="no_signs"]').waitFor();
  assert.equal(await changes().count(), 0);
});

test("dropped on its place, a collection of another host is compared with a warning", async () => {
  const { page } = visit;
  await check(page, [before]);
  await dropOn(page, "#after-repair", [other]);
  await changes().waitFor();
  assert.ok((await doubts()).includes("different_hosts"));
});

test("two collections of a host handed in at once can be compared", async () => {
  const { page } = visit;
  assert.equal(await check(page, [before, after]), "infected");
  await page.locator('tr[data-verdict-of="no_signs"] .open-host').click();
  await waitVerdict(page);
  await page.locator("#after-repair").getByRole("button", { name: /163500\.zip/ }).click();
  assert.deepEqual(await turn("fixed"), ["N1.4"]);
  assert.deepEqual(await doubts(), []);
});
