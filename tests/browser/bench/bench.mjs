// How long the page takes for large inputs, beside what merely reading them takes in the same browser. In: the paths of a bundle's folder,
// the same as a zip, a small file, a large one, and one with a sign near its start. Out: a line for each figure (`cargo xtask bench`).
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { startBrowser } from "../lib/browser.mjs";
import { startDriven } from "../webdriver/lib/browser.mjs";
import { inflate, read, readDriven } from "./baseline.mjs";
import { check, checkDriven, visitWatched, workersMemory } from "./watched.mjs";

const RUNS = 3;
const MIB = 1 << 20;
const [bundle, zip, small, large, early] = process.argv.slice(2);

const tell = (id, value, how) => console.log([id, value, how].join("\t"));
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

const browser = await startBrowser();

/** The least of several runs, each in a fresh page. */
async function least(measure) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await measure());
  return runs.reduce((best, run) => (run.ms < best.ms ? run : best));
}

async function checked(paths) {
  const visit = await visitWatched(browser);
  const seen = await check(visit.page, paths);
  const memory = await workersMemory(visit.page);
  await visit.close();
  return { ...seen, memory };
}

async function ratio(id, checked, baseline, what) {
  const [page, bare] = [await least(checked), await least(baseline)];
  tell(id, page.ms / bare.ms, `${seconds(page.ms)}; ${what} ${seconds(bare.ms)}`);
  return page;
}

async function measured(id, of) {
  try {
    await of();
  } catch (problem) {
    tell(id, "-", String(problem.message).split("\n")[0]);
  }
}

const parts = readdirSync(bundle).map((name) => join(bundle, name));

await measured("bundle", async () => {
  const { longest } = await ratio("bundle", () => checked(parts), () => read(browser, parts), "reading");
  tell("task", longest, "while the folder is checked");
});
await measured("zip", () => ratio("zip", () => checked([zip]), () => inflate(browser, zip), "inflating"));
await measured("memory", async () => {
  const [few, many] = [await checked([small]), await checked([large])];
  tell("memory", many.memory / MIB, "the larger of both workers");
  tell("memory-growth", many.memory / few.memory, `${few.memory / MIB} MiB before`);
});
await measured("first", async () => {
  const [page, bare] = [await least(() => checked([early])), await least(() => read(browser, [early], 8 * MIB))];
  tell("first", page.first - bare.ms, `${seconds(page.first)}; reading ${seconds(bare.ms)}`);
});
await browser.close();
await measured("bundle-firefox", async () => {
  const firefox = await startDriven("firefox");
  try {
    await firefox.driver.manage().setTimeouts({ script: 600_000 });
    await ratio("bundle-firefox", () => checkDriven(firefox, parts), () => readDriven(firefox, parts), "reading");
  } finally {
    await firefox.close();
  }
});
