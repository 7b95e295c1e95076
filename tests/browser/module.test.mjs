// The engine as a module: the shipped example gives the command line's report, what a caller gets wrong is told, and the types hold.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { jianceCheck } from "./lib/command.mjs";
import { CASES, caseOf, scratch } from "./lib/inputs.mjs";
import { setting } from "./lib/setting.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();
const { folder, write } = scratch();
const infected = caseOf("planted-n4-service-image");

/** Opens the shipped example. */
async function example(t) {
  const visit = await browser.open(new URL("examples/module.html", setting("JIANCE_PAGE")).href);
  t.after(visit.close);
  await visit.page.locator("input:enabled").waitFor();
  return visit;
}

/** What a script with the module at hand gives, or the error that it throws. */
const running = (page, script) =>
  page.evaluate(async (script) => {
    const { Check } = await import("../module/jiance.js");
    try {
      return await new Function("Check", script)(Check);
    } catch (error) {
      return { error: error instanceof Error, message: error.message };
    }
  }, script);

test("the example's report is the command line's, of a bundle, of single files and of an empty one", async (t) => {
  const { page, problems } = await example(t);
  for (const [paths, verdict] of [
    [[infected.bundle], "infected"],
    [[caseOf("clean-2016-zh-cn").bundle], "no_signs"],
    [infected.files.toSorted(), "infected"],
    [[write("empty.txt", "")], "cannot_tell"],
  ]) {
    await page.evaluate(() => delete document.body.dataset.verdict);
    await page.locator("input").setInputFiles(paths);
    await page.locator(`body[data-verdict="${verdict}"]`).waitFor();
    const report = JSON.parse(await page.locator("pre").textContent());
    const command = jianceCheck(paths, "en");
    if (command.json.length > 0) assert.deepEqual(report, JSON.parse(command.json));
    else assert.match(report.inputs[0].file, /empty\.txt/);
  }
  assert.deepEqual(problems, []);
});

test("it does not matter where a file is cut", async (t) => {
  const { page } = await example(t);
  const bytes = JSON.stringify(readFileSync(infected.bundle).toString("base64"));
  const cutEvery = (length) =>
    running(
      page,
      `const bytes = Uint8Array.from(atob(${bytes}), (letter) => letter.charCodeAt(0));
       const check = new Check();
       for (let at = 0; at < bytes.length; at += ${length}) check.feed("bundle.zip", bytes.subarray(at, at + ${length}));
       check.finish();
       return check.report();`,
    );
  const whole = await cutEvery(1 << 30);
  assert.equal(whole.verdict, "infected");
  assert.equal(whole.inputs.filter(({ file }) => file === "bundle.zip").length, 1);
  assert.deepEqual(await cutEvery(997), whole);
});

test("what a caller gets wrong is thrown as an Error with one sentence, in the check's language", async (t) => {
  const { page } = await example(t);
  for (const [script, words] of [
    ["new Check({ lang: 'xx' })", /`lang`.*"xx"/],
    ["new Check({ lang: 'en', advisory: 'none' })", /no advisory "none"/],
    ["new Check().report()", /finish/],
    ["const check = new Check({ lang: 'en' }); check.finish(); check.feed('a', new Uint8Array())", /is finished/],
    ["const check = new Check(); check.finish(); check.finish()", /已经结束/],
  ]) {
    const { error, message } = await running(page, script);
    assert.equal(error, true, script);
    assert.match(message, words);
  }
});

test("TypeScript accepts the documented use and every report, and refuses what no report has", () => {
  cpSync(fileURLToPath(new URL("../../dist/module/jiance.d.ts", import.meta.url)), join(folder, "jiance.d.ts"));
  copyFileSync(fileURLToPath(new URL("types/use.ts", import.meta.url)), join(folder, "use.ts"));
  const firsts = ["infected", "suspected", "no_signs", "cannot_tell"].map((verdict) => CASES.find((it) => it.verdict === verdict));
  const reports = firsts.map(({ bundle }) => String(jianceCheck([bundle], "en").json));
  write("reports.ts", `import type { Report } from "./jiance.js";\nexport const reports: Report[] = [${reports.join(",")}];\n`);
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "esnext,dom"];
  const run = spawnSync(process.execPath, [tsc, ...options, "use.ts", "reports.ts"], { cwd: folder });
  assert.equal(String(run.stdout) + String(run.stderr), "");
  assert.equal(run.status, 0);
});
