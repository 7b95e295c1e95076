// What Lighthouse says of the built page, as a phone on a slow line and as a desk computer, and how long a first visitor waits. In: dist/. Out:
// a table, each figure with its goal; what is short of it is named.
import { fileURLToPath } from "node:url";
import * as chromeLauncher from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

import { PHONE, coldStart } from "./cold-start.mjs";
import { serve } from "./server.mjs";

const GOALS = { performance: 95, accessibility: 95, "best-practices": 95, seo: 100 };
/** Lighthouse asks for it from within the page, whose lock refuses that as it refuses everything; so it is asked for from here. */
const REFUSED = "robots-txt";
const TIMES = ["first-contentful-paint", "largest-contentful-paint", "speed-index", "total-blocking-time", "interactive", "total-byte-weight"];
/** Until a first visitor on a slow phone can use the page. */
const USABLE_MS = 2000;
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];

const fromTop = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

async function measure(name, address, config) {
  const chrome = await chromeLauncher.launch({ chromePath: process.env.JIANCE_BROWSER, chromeFlags: FLAGS });
  try {
    const flags = { port: chrome.port, logLevel: "error", onlyCategories: Object.keys(GOALS), skipAudits: [REFUSED] };
    const { lhr } = await lighthouse(address, flags, config);
    if (lhr.runtimeError) throw new Error(`${name}: ${lhr.runtimeError.message}`);
    console.log(`\n${name} (Lighthouse ${lhr.lighthouseVersion})`);
    for (const [id, goal] of Object.entries(GOALS)) {
      const { score, title, auditRefs } = lhr.categories[id];
      const reached = Math.round(score * 100);
      console.log(`  ${reached >= goal ? "ok  " : "LESS"}  ${String(reached).padStart(3)}  goal ${goal}  ${title}`);
      for (const { id, weight } of auditRefs) {
        const audit = lhr.audits[id];
        if (weight > 0 && audit.score !== null && audit.score < 0.9) console.log(`             ${audit.title}: ${audit.displayValue ?? "no"}`);
      }
    }
    for (const id of TIMES) console.log(`        ${lhr.audits[id].title}: ${lhr.audits[id].displayValue}`);
  } finally {
    await chrome.kill();
  }
}

/** What a first visitor waits for, as Chrome plays a slow phone itself. */
async function measureColdStart(address) {
  const chrome = await chromeLauncher.launch({ chromePath: process.env.JIANCE_BROWSER, chromeFlags: FLAGS });
  try {
    const { usable, ready, requests, bytes } = await coldStart(chrome.port, address);
    const { downloadThroughput, latency, slowdown } = PHONE;
    const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
    console.log(`\nCold start (${(downloadThroughput * 8) / 1e6} Mbit/s, ${latency} ms, processor ×${slowdown}, middle of five first visits)`);
    console.log(`  ${usable <= USABLE_MS ? "ok  " : "LESS"}  ${seconds(usable)}  goal ${seconds(USABLE_MS)}  can be read and used, files can be handed in`);
    console.log(`        ${seconds(ready)}  the program is ready: ${requests} requests, ${Math.round(bytes / 1024)} KiB`);
  } finally {
    await chrome.kill();
  }
}

const server = await serve(fromTop("dist"), fromTop("deploy/_headers"));
try {
  await measure("Phone, slow line, first visit", server.address);
  await measure("Desk computer", server.address, desktopConfig);
  await measureColdStart(server.address);
  const robots = await fetch(new URL("robots.txt", server.address));
  const isSaid = robots.ok && /^User-agent: /.test(await robots.text());
  console.log(`\n  ${isSaid ? "ok  " : "LESS"}  robots.txt, which Lighthouse cannot ask a locked page for`);
} finally {
  server.stop();
}
