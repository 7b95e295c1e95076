// From end to end: the collector runs on a small Windows made by Wine, its real output is handed to the page.
// JIANCE_SKIP_WINE=1 leaves these tests out, and says so.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";

import { collect } from "../wine/collect.mjs";
import { makeHost } from "../wine/native.mjs";
import { STATUS, jianceCheck } from "./lib/command.mjs";
import { scratch } from "./lib/inputs.mjs";
import { check, chooseFiles, chooseFolder, dropFiles, savedReport } from "./lib/page.mjs";
import { sharedVisit } from "./lib/suite.mjs";
import { pack } from "./lib/zip.mjs";

const skip = process.env.JIANCE_SKIP_WINE === "1" && "JIANCE_SKIP_WINE=1";

const SIGNS = {
  files: ["C:\\Windows\\tasksche.exe", "C:\\Users\\Public\\x\\configs\\Doublepulsar.inconfig.xml"],
  registry: [
    { key: "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Helper", name: "ImagePath", type: "REG_EXPAND_SZ", data: "%ProgramFiles%\\EternalRocks\\svc.exe" },
  ],
  programs: ["C:\\ProgramData\\tasksche.exe"],
};

for (const [host, planted, verdict, indicators] of [
  ["a host with signs", SIGNS, "infected", ["N1.2", "N2.2", "N3", "N4"]],
  ["a host without signs", {}, "no_signs", []],
]) {
  describe(host, { skip }, () => {
    const visit = sharedVisit();
    const { folder: made } = scratch();
    let collection;
    before(async () => (collection = await collect({ planted })));
    after(() => rmSync(dirname(collection.folder), { recursive: true }));

    const judged = async (path, hand) => {
      assert.equal(await check(visit.page, path, hand), verdict);
      const shown = await visit.page.locator("#evidence [data-indicator]").evaluateAll((all) => all.map((row) => row.dataset.indicator));
      assert.deepEqual([...new Set(shown)].sort(), indicators);
      const command = jianceCheck([path].flat());
      assert.equal(command.status, STATUS[verdict]);
      assert.ok((await savedReport(visit.page)).equals(command.json), "the command line says something else");
    };

    test("its folder, dropped", () => judged([collection.folder], dropFiles));
    test("its folder, chosen", () => judged(collection.folder, chooseFolder));
    test("its folder, packed", () => judged([pack(collection.folder, join(made, `${basename(collection.folder)}.zip`))], chooseFiles));
  });
}

describe("what the native collector wrote", { skip }, () => {
  const visit = sharedVisit();
  for (const [host, planted, verdict] of [["a host with signs", SIGNS, "infected"], ["a host without signs", {}, "no_signs"]]) {
    test(host, async () => {
      const made = await makeHost({ planted });
      try {
        const { zip } = await made.collect(["/quiet"]);
        assert.equal(await check(visit.page, [zip], dropFiles), verdict);
        const command = jianceCheck([zip]);
        assert.equal(command.status, STATUS[verdict]);
        assert.ok((await savedReport(visit.page)).equals(command.json), "the command line says something else");
      } finally {
        await made.remove();
      }
    });
  }
});
