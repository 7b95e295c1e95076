// The page reads double-byte code pages by the browser's own tables: every pair of bytes, and every four-byte character of GB18030's
// basic plane, as encoding_rs reads it on the command line. crate/src/pages/pairs.rs makes sure of the sums.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();
const sums = readFileSync(new URL("../data/code-pages.sha256", import.meta.url), "utf8");
const expected = Object.fromEntries(sums.trim().split("\n").map((line) => line.split("  ").reverse()));

test("the browser's double-byte code pages are the command line's", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const read = await visit.page.evaluate(() => {
    const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
    const pairs = range(0x81, 0xfe).flatMap((lead) => range(0x40, 0xfe).flatMap((trail) => [lead, trail, 0x0a]));
    const fours = range(0x81, 0x84).flatMap((first) =>
      range(0x30, 0x39).flatMap((second) =>
        range(0x81, 0xfe).flatMap((third) => range(0x30, 0x39).flatMap((fourth) => [first, second, third, fourth, 0x0a])),
      ),
    );
    const text = (page, bytes) => new TextDecoder(page).decode(new Uint8Array(bytes));
    const all = ["gbk", "big5", "shift_jis", "euc-kr"].map((page) => [page, text(page, pairs)]);
    return [...all, ["gbk, four bytes", text("gbk", fours)]];
  });
  for (const [page, text] of read) {
    assert.equal(createHash("sha256").update(text, "utf8").digest("hex"), expected[page], page);
  }
});
