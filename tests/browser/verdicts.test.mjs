// Every case of the generator, handed in as the one file that the collector writes: the page says what the case must give,
// shows the evidence, and offers the very report that the command line prints.
import assert from "node:assert/strict";
import { test } from "node:test";

import { STATUS, jianceCheck } from "./lib/command.mjs";
import { CASES } from "./lib/inputs.mjs";
import { check, savedReport } from "./lib/page.mjs";
import { sharedVisit } from "./lib/suite.mjs";

/** The notice's indicators, and what their evidence names. */
const NOTICE = {
  "N1.1": "mssecsvc.exe",
  "N1.2": "tasksche.exe",
  "N1.3": "qeriuwjhrf",
  "N1.4": "updateinstaller",
  "N1.5": "svchost.exe",
  "N1.6": "torunzip.exe",
  "N2.1": "architouch.inconfig.xml",
  "N2.2": "doublepulsar.inconfig.xml",
  "N2.3": "eternalblue.inconfig.xml",
  "N2.4": "eternalchampion.inconfig.xml",
  "N2.5": "eternalromance.inconfig.xml",
  "N2.6": "eternalsynergy.inconfig.xml",
  "N2.7": "smbtouch.inconfig.xml",
  N3: "tasksche.exe",
  N4: "eternalrocks",
};

const visit = sharedVisit();

test("the cases plant each of the notice's indicators alone, and leave out what a verdict needs", () => {
  const verdictOf = (name) => CASES.find((row) => row.name === name)?.verdict;
  const planted = CASES.filter(({ verdict, indicators }) => verdict === "infected" && indicators.length === 1);
  assert.deepEqual([...new Set(planted.flatMap(({ indicators }) => indicators))].sort(), Object.keys(NOTICE).sort());
  assert.equal(verdictOf("incomplete-without-process-list"), "cannot_tell");
  for (const verdict of ["no_signs", "suspected"]) assert.ok(CASES.some((row) => row.verdict === verdict), verdict);
});

for (const { name, bundle, verdict, indicators } of CASES) {
  test(`${name}: ${verdict}`, async () => {
    const { page } = visit;
    assert.equal(await check(page, [bundle]), verdict);

    const rows = page.locator('#checks tr[data-state="found"]');
    const found = await rows.evaluateAll((all) => all.map((row) => row.dataset.indicator));
    assert.deepEqual(found.filter((id) => id in NOTICE), indicators);
    for (const id of indicators) {
      const evidence = await page.locator(`#evidence [data-indicator="${id}"] .evidence`).allInnerTexts();
      assert.ok(evidence.length > 0, `no evidence of ${id} is shown`);
      for (const text of evidence) assert.ok(text.toLowerCase().includes(NOTICE[id]), `${id}: ${text}`);
    }

    const command = jianceCheck([bundle]);
    assert.equal(command.status, STATUS[verdict]);
    assert.equal(String(await savedReport(page)), String(command.json));
  });
}
