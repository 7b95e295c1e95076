// The report that the page offers to save is, byte for byte, what the command line prints: however the files are handed in, in each language.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";

import { STATUS, jianceCheck } from "./lib/command.mjs";
import { caseOf, scratch } from "./lib/inputs.mjs";
import { check, chooseFiles, chooseFolder, dropFiles, savedReport, speak } from "./lib/page.mjs";
import { sharedVisit } from "./lib/suite.mjs";

const visit = sharedVisit();
const { folder: made, write } = scratch();

const infected = caseOf("planted-n4-service-image");
const incomplete = caseOf("incomplete-listing-cut");

for (const [lang, name] of [["zh-CN", "中文"], ["en", "English"]]) {
  describe(`in ${lang}`, () => {
    const same = async (paths, hand, verdict) => {
      const { page } = visit;
      await speak(page, name);
      assert.equal(await check(page, Array.isArray(paths) ? paths : [paths], hand), verdict);
      const command = jianceCheck([paths].flat(), lang);
      assert.equal(command.status, STATUS[verdict]);
      assert.ok(command.json.length > 1000, String(command.said));
      assert.ok((await savedReport(page)).equals(command.json), "the bytes differ");
    };

    test("a bundle, chosen", () => same([incomplete.bundle], chooseFiles, "cannot_tell"));
    test("a bundle, dropped", () => same([infected.bundle], dropFiles, "infected"));
    test("one file", () => same([caseOf("incomplete-registry-alone").files[0]], chooseFiles, "cannot_tell"));
    test("single files", () => same(infected.files.toSorted(byName), chooseFiles, "infected"));
    test("single files, dropped", () => same(infected.files.toSorted(byName), dropFiles, "infected"));
    test("a folder, chosen", () => same(infected.folder, (page, [path]) => chooseFolder(page, path), "infected"));
    test("a folder, dropped", () => same([infected.folder], dropFiles, "infected"));

    test("a folder of folders, whose names sort one way alone and another way as parts of a path", async () => {
      const top = join(made, `hosts-${lang}`);
      // Without their manifests, which would make three hosts of them.
      const filter = (path) => basename(path) !== "manifest.txt";
      for (const name of ["a", "a-b", "甲 乙"]) cpSync(infected.folder, join(top, name), { recursive: true, filter });
      write(join(basename(top), "a", "深", "empty.txt"), "");
      await same([top], dropFiles, "infected");
      await same(top, (page, [path]) => chooseFolder(page, path), "infected");
    });

    test("files with names that could be mistaken for markup or direction", async () => {
      const listing = infected.files.find((path) => path.endsWith("files-C.txt"));
      const folder = join(made, `names-${lang}`);
      for (const name of ["<b>bold<!--.txt", "\u202Etxt.exe", "it's \"so\".txt", "x\ny.txt"]) {
        cpSync(listing, join(folder, name), { recursive: true });
      }
      await same([folder], dropFiles, "cannot_tell");
    });
  });
}

function byName(one, other) {
  return basename(one) < basename(other) ? -1 : 1;
}
