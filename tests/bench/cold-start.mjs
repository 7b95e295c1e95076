// How long a first visitor on a slow phone waits. In: a running Chrome and the page's address. Out: milliseconds until the page can be used (its
// texts are painted, files can be handed in), until the program is ready, and what was asked for until then.
import puppeteer from "puppeteer-core";

/** Lighthouse's "slow 4G" and its phone, held to by Chrome itself instead of worked out afterwards. */
export const PHONE = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, slowdown: 4 };
const SCREEN = { width: 412, height: 823, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };

/** The middle one of several first visits, by when the program was ready. */
export async function coldStart(port, address, runs = 5) {
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}`, defaultViewport: SCREEN });
  try {
    const visits = [];
    for (let run = 0; run < runs; run += 1) visits.push(await visit(browser, address));
    return visits.sort((one, other) => one.ready - other.ready)[Math.floor(runs / 2)];
  } finally {
    await browser.disconnect();
  }
}

/** One first visit: nothing is in the browser's cache. */
async function visit(browser, address) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const session = await page.createCDPSession();
    const { slowdown, ...line } = PHONE;
    const sent = { requests: 0, bytes: 0 };
    await session.send("Network.enable");
    session.on("Network.loadingFinished", ({ encodedDataLength }) => {
      sent.requests += 1;
      sent.bytes += encodedDataLength;
    });
    await session.send("Network.emulateNetworkConditions", { offline: false, ...line });
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await page.evaluateOnNewDocument(watch);
    await page.goto(address, { waitUntil: "domcontentloaded" });
    await page.waitForFunction(() => window.seen?.ready, { timeout: 60_000 });
    return { ...(await page.evaluate(() => window.seen)), ...sent };
  } finally {
    await context.close();
  }
}

/** Runs in the page, before it. What is seen counts once it is painted. */
function watch() {
  window.seen = {};
  const note = (name) => requestAnimationFrame(() => setTimeout(() => (window.seen[name] ??= performance.now())));
  const look = () => {
    if (!window.seen.usable && document.getElementById("files")?.checkVisibility()) note("usable");
    if (!window.seen.ready && document.querySelector("#main[data-engine=ready]")) note("ready");
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}
