// The page hands out the collectors, each with the SHA-256 that it shows.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { savedFile } from "./lib/page.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();

test("each native collector has the checksum that the page shows", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const { page } = visit;
  const names = await page.locator(".checksums dt").allTextContents();
  const sums = await page.locator(".checksums dd").allTextContents();
  assert.deepEqual(names, ["jiance.exe", "jiance-x64.exe"]);
  for (const [at, name] of names.entries()) {
    const bytes = await download(page, name);
    assert.equal(bytes.subarray(0, 2).toString(), "MZ", name);
    assert.equal(createHash("sha256").update(bytes).digest("hex"), sums[at], name);
  }
});

test("the batch file stands beside them", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  assert.match((await download(visit.page, "jiance.bat")).toString("latin1"), /^@echo off\r\n/);
});

test("a click saves a collector, though the page is locked: the browser asks for it, not the page", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  assert.match((await savedFile(visit.page, '#page a[download="jiance.bat"]')).toString("latin1"), /^@echo off\r\n/);
});

/** What the page's link to a file gives. */
async function download(page, name) {
  const href = await page.locator(`#page a[download="${name}"]`).getAttribute("href");
  const answer = await fetch(new URL(href, page.url()));
  assert.equal(answer.status, 200, name);
  return Buffer.from(await answer.arrayBuffer());
}
