// Once the page is loaded, checking asks for nothing: whatever is handed in, and with the network gone.
import assert from "node:assert/strict";
import { test } from "node:test";

import { caseOf, longListing, scratch } from "./lib/inputs.mjs";
import { cancel, check, chooseFiles, chooseFolder, dropFiles, savedReport, speak, startOver, waitRunning, waitVerdict } from "./lib/page.mjs";
import { assertQuiet, sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();
const { write } = scratch();

const infected = caseOf("planted-n1-2");
const clean = caseOf("clean-2016-zh-cn");

test("the page loads its own files, each from its own host", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const home = new URL(visit.page.url());
  const asked = visit.requests.map(({ method, url }) => `${method} ${url.replace(home.href, "").replace(/-[0-9a-f]{6,}/, "")}`);
  const sheets = ["jiance-web.css", "print.css"];
  const scripts = ["first.js", "boot.js", "run.js", "lock.js", "watch.js", "embed.js", "offline.js", "samples.js", "jiance-web.js", "worker.js"];
  const known = ["", ...scripts, "jiance-web_bg.wasm", "samples.txt", ...sheets].map((name) => `GET ${name}`);
  assert.deepEqual([...new Set(asked)].sort(), known.sort());
});

test("no kind of input makes a request", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const { page } = visit;
  assert.equal(await check(page, [clean.bundle]), "no_signs");
  assert.equal(await check(page, [infected.bundle], dropFiles), "infected");
  assert.equal(await check(page, clean.files), "no_signs");
  assert.equal(await check(page, [clean.folder], dropFiles), "no_signs");
  assert.equal(await check(page, infected.folder, chooseFolder), "infected");
  assert.equal(await check(page, [write("photo.jpg", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]))]), "cannot_tell");
  await speak(page, "English");
  await savedReport(page);
  assertQuiet(visit);
});

test("with the network gone after loading, the verdict comes all the same", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  await visit.cut();
  assert.equal(await check(visit.page, [infected.bundle]), "infected");
  assert.equal(await check(visit.page, clean.folder, chooseFolder), "no_signs");
  assert.deepEqual(visit.problems, []);
});

test("with the network gone, a check can be stopped and another one made", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  await visit.cut();
  await chooseFiles(visit.page, [write("files.txt", longListing(200 << 20, "notepad.exe"))]);
  await waitRunning(visit.page);
  await cancel(visit.page);
  await startOver(visit.page);
  await chooseFiles(visit.page, [infected.bundle]);
  assert.equal(await waitVerdict(visit.page), "infected");
  assert.deepEqual(visit.problems, []);
});
