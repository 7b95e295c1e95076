// `cargo xtask soak`. In: --checks N, --bundles N, --gigabytes N. Out: a table of what was measured, each row with its verdict; the status is
// 1 if one of them is bad.
import { createHash } from "node:crypto";
import { closeSync, copyFileSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

import { startBrowser } from "./lib/browser.mjs";
import { CASES, caseOf, longListing } from "./lib/inputs.mjs";
import { check, chooseFiles, dropFiles, savedReport, speak, startOver, waitVerdict } from "./lib/page.mjs";

const number = (normal) => ({ type: "string", default: String(normal) });
const { values } = parseArgs({ options: { checks: number(500), bundles: number(1000), gigabytes: number(4) } });
const checks = Number(values.checks);
const bundles = Number(values.bundles);
const gigabytes = Number(values.gigabytes);

const MIB = 1 << 20;
const folder = mkdtempSync(join(tmpdir(), "jiance-soak-"));
const browser = await startBrowser();
const rows = [];

/** A row of the table. */
function note(what, figures, isGood) {
  rows.push({ what, figures, verdict: isGood ? "good" : "BAD" });
  console.log(`  ${isGood ? "good" : "BAD "}  ${what}: ${figures}`);
}

/** Runs in the page, before it starts: keeps the memory of its wasm, and of its worker's, at hand. */
function keepMemories() {
  const keep = () => {
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...words) => {
      const made = await instantiate(...words);
      self.wasmMemory = (made.instance ?? made).exports.memory;
      return made;
    };
  };
  keep();
  window.Blob = class extends window.Blob {
    constructor(parts, options) {
      super(options?.type === "text/javascript" ? [`(${keep})();\n`, ...parts] : parts, options);
    }
  };
}

/** What the tab holds now, once it was asked to let go of all that it can. */
async function measure(page, session, processes) {
  await session.send("HeapProfiler.enable");
  for (let round = 0; round < 3; round += 1) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name) => metrics.find((it) => it.name === name).value;
  const size = () => self.wasmMemory.buffer.byteLength / 1048576;
  const { processInfo } = await processes.send("SystemInfo.getProcessInfo");
  const anonymous = (id) => Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) / 1024;
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => anonymous(id));
  return {
    "JS heap, MiB": metric("JSHeapUsedSize") / MIB,
    "DOM nodes": metric("Nodes"),
    "event listeners": metric("JSEventListeners"),
    "workers": page.workers().length,
    "the page's wasm, MiB": await page.evaluate(size),
    "the worker's wasm, MiB": await page.workers()[0].evaluate(size),
    "the process, MiB": Math.max(...renderers),
  };
}

/** How much more of each there may be at the end than after the first fifth. */
const ALLOWED = {
  "JS heap, MiB": 2,
  "DOM nodes": 200,
  "event listeners": 20,
  "workers": 0,
  "the page's wasm, MiB": 1,
  "the worker's wasm, MiB": 1,
  "the process, MiB": 40,
};

async function open() {
  const visit = await browser.visit("", { prepare: (page) => page.addInitScript(keepMemories) });
  const session = await visit.page.context().newCDPSession(visit.page);
  await session.send("Performance.enable");
  const processes = await visit.page.context().browser().newBrowserCDPSession();
  return { ...visit, measure: () => measure(visit.page, session, processes) };
}

async function manyChecks() {
  const { page, measure, close } = await open();
  const clean = caseOf("clean-10-22h2-en");
  const infected = caseOf("planted-n1-1");
  // Dropped, each of them: what sets files to an input from outside the browser keeps that input, and the part of the page around it.
  const inputs = [
    [[clean.bundle], "no_signs"],
    [[infected.bundle], "infected"],
    [infected.files, "infected"],
    [[clean.folder], "no_signs"],
    [[clean.bundle, infected.bundle], "infected"],
  ];
  const began = Date.now();
  let early;
  for (let done = 0; done < checks; done += 1) {
    const [files, expected] = inputs[done % inputs.length];
    const verdict = await check(page, files, dropFiles);
    if (verdict !== expected) return note(`check ${done + 1}`, `${verdict} instead of ${expected}`, false);
    if (done % 7 === 0) await speak(page, done % 2 ? "中文" : "English");
    if (done + 1 === Math.ceil(checks / 5)) {
      await startOver(page);
      early = await measure();
    }
  }
  await startOver(page);
  const late = await measure();
  note(`${checks} checks in one tab`, `${Math.round((Date.now() - began) / checks)} ms each, every verdict right`, true);
  for (const [what, allowed] of Object.entries(ALLOWED)) {
    const [one, other] = [early[what], late[what]].map((it) => Math.round(it * 10) / 10);
    note(what, `${one} after ${Math.ceil(checks / 5)} checks, ${other} after ${checks}`, other - one <= allowed);
  }
  await close();
}

async function manyBundles() {
  const { page, measure, close } = await open();
  // With a manifest each: that is what makes a host of a bundle.
  const kinds = CASES.filter(({ files }) => files.some((path) => basename(path) === "manifest.txt")).slice(0, 40);
  const files = Array.from({ length: bundles }, (_, at) => {
    const path = join(folder, `${String(at).padStart(5, "0")}.zip`);
    copyFileSync(kinds[at % kinds.length].bundle, path);
    return path;
  });
  const began = Date.now();
  await chooseFiles(page, files);
  await waitVerdict(page, { timeout: 3_600_000 });
  const seconds = (Date.now() - began) / 1000;
  // The table shows its first rows; the counts above it are of all.
  const counts = await page.locator("[data-count]").evaluateAll((all) =>
    Object.fromEntries(all.map((it) => [it.dataset.count, Number(it.querySelector("strong").innerText)])));
  const expected = { infected: 0, suspected: 0, cannot_tell: 0, no_signs: 0 };
  for (let at = 0; at < bundles; at += 1) expected[kinds[at % kinds.length].verdict] += 1;
  const isRight = Object.entries(expected).every(([verdict, count]) => counts[verdict] === count);
  const shown = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const { "the worker's wasm, MiB": worker, "the process, MiB": tab } = await measure();
  const memory = `the worker's wasm ${Math.round(worker)} MiB, the process ${Math.round(tab)} MiB`;
  note(`${bundles} bundles at once`, `${seconds.toFixed(1)} s, ${shown} hosts; ${memory}`, isRight);
  await close();
}

async function oneLargeFile() {
  const { page, measure, close } = await open();
  const path = join(folder, "files-C.txt");
  const [chunk, sign] = [longListing(64 * MIB, "notepad.exe"), longListing(0, "mssecsvc.exe")].map((text) => Buffer.from(text));
  const hash = createHash("sha256");
  const file = openSync(path, "w");
  let size = 0;
  const write = (bytes) => {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    hash.update(bytes);
    size += bytes.length;
  };
  // More than 32 bits count.
  while (size <= gigabytes * 2 ** 30) write(chunk);
  write(sign);
  closeSync(file);
  const began = Date.now();
  await chooseFiles(page, [path]);
  const verdict = await waitVerdict(page, { timeout: 3_600_000 });
  const seconds = (Date.now() - began) / 1000;
  const [input] = JSON.parse(String(await savedReport(page))).inputs;
  const isRight = verdict === "infected" && input.bytes === size && input.sha256 === hash.digest("hex");
  const { "the worker's wasm, MiB": worker } = await measure();
  const rate = `${Math.round(size / MIB / seconds)} MiB/s`;
  note(`a file of ${(size / 2 ** 30).toFixed(2)} GiB`, `${seconds.toFixed(0)} s, ${rate}; the worker's wasm ${Math.round(worker)} MiB`, isRight && worker < 64);
  await close();
}

try {
  if (checks) await manyChecks();
  if (bundles) await manyBundles();
  if (gigabytes) await oneLargeFile();
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = rows.every(({ verdict }) => verdict === "good") ? 0 : 1;
