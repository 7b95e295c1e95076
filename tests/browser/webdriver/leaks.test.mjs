// The lock in each of the three browsers: whatever is tried from the page or its worker, nothing reaches anybody; and without the lock, it
// would. What each browser says of a refusal is written down here, too.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { addressOf, isOf, missingAfter, ownAddressOf, PAGE_WAYS, tryAll, WORKER_WAYS } from "../lib/leaks.mjs";
import { driven } from "./lib/browser.mjs";
import { BROWSERS } from "./lib/programs.mjs";
import { realmsWith } from "./lib/realms.mjs";
import { MORE_WAYS, startStranger } from "./lib/ways.mjs";

const WAYS = { page: { ...PAGE_WAYS, ...MORE_WAYS }, worker: WORKER_WAYS };

/** Refused, as nobody is asked, but without a word: no error is thrown, and no violation told. */
const SILENT = {
  chromium: { page: ["dns-prefetch", "preconnect"], worker: [] },
  firefox: { page: ["ping", "preload", "dns-prefetch", "preconnect", "modulepreload", "manifest"], worker: ["event-source"] },
  webkit: { page: ["prefetch", "dns-prefetch", "preconnect", "manifest", "icon"], worker: ["fetch", "xhr", "import"] },
};

/**
 * What asks nobody even from a page that forbids nothing: it ends at a name or a connection, is for the page's own site only, or this browser
 * does not do it (Firefox sends no pings unless it is told to, and takes no manifest without a window).
 */
const NOWHERE = ["dns-prefetch", "preconnect", "rtc", "service-worker", "shared-worker", "worker"];
const UNSEEN = {
  chromium: { page: [...NOWHERE, "transport"], worker: [] },
  firefox: { page: [...NOWHERE, "ping", "form", "manifest"], worker: [] },
  webkit: { page: [...NOWHERE, "transport", "prefetch", "manifest", "icon"], worker: [] },
};

/** How long a browser may take to send, or to tell that it refused. Without the lock all of it is seen sooner. */
const PATIENCE_MS = 2000;

const keepRefusals = () => {
  self.refusals = [];
  self.addEventListener("securitypolicyviolation", ({ blockedURI }) => self.refusals.push(blockedURI));
};
const refusals = () => self.refusals;
const preconnect = MORE_WAYS.preconnect;
const open = (address) => void window.open(address);
const leave = (address) => void location.assign(address);

const realms = realmsWith([...Object.values(WAYS.page), keepRefusals, refusals, open, leave]);

/** The page without its policies and its lock. */
const UNLOCKED = {
  ...realms.changes,
  "/": (page) => page.replace(/<meta\s+http-equiv="?Content-Security-Policy"?[^>]*>/, ""),
  "/lock.js": () => "export const lock = async () => {}; export const isRefused = () => false;",
};

const urlsOf = (browser, stranger) => [...browser.sinceLoaded().map(({ url }) => url), ...stranger.asked];

for (const name of BROWSERS) {
  describe(name, { timeout: 240_000 }, () => {
    const browser = driven(name, { changes: realms.changes });
    let stranger;
    before(async () => (stranger = await startStranger()));
    after(() => stranger.stop());

    for (const [place, ways] of Object.entries(WAYS)) {
      for (const [whom, addresses] of [
        ["a strange host", () => addressOf],
        ["another port of this machine", () => stranger.addressOf],
        ["the page's own server", () => ownAddressOf(realms.page(browser))],
      ]) {
        test(`from the ${place}, nothing reaches ${whom}`, async () => {
          await browser.visit("?lang=en");
          const realm = realms[place](browser);
          await realm.evaluate(keepRefusals);
          const thrown = await tryAll(realm, ways, addresses());
          const others = Object.keys(ways).filter((way) => !thrown.includes(way));
          const silent = await missingAfter(others, () => realm.evaluate(refusals), PATIENCE_MS);
          assert.deepEqual(silent, SILENT[name][place], "refused without a word");
          assert.deepEqual(urlsOf(browser, stranger), []);
        });
      }
    }

    // What no policy rules; docs/THREATS.md says so. If a browser begins to refuse it, these tests say that it may be said otherwise.
    test("a connection may be opened beforehand, or not", async () => {
      await browser.visit("?lang=en");
      const { connections } = stranger;
      await realms.page(browser).evaluate(preconnect, stranger.address);
      const isConnected = () => stranger.connections > connections;
      const connected = await browser.driver.wait(isConnected, PATIENCE_MS).then(() => true, () => false);
      assert.equal(connected, name !== "webkit");
      assert.deepEqual(urlsOf(browser, stranger), [], "nothing is asked over it");
    });

    test("leaving the page stays possible", async () => {
      await browser.visit("?lang=en");
      await realms.page(browser).evaluate(leave, addressOf("leaving"));
      assert.deepEqual(await missingAfter(["leaving"], () => urlsOf(browser, stranger)), []);
    });
  });

  describe(`${name}, without the lock`, { timeout: 120_000 }, () => {
    const browser = driven(name, { changes: UNLOCKED });
    let stranger;
    before(async () => (stranger = await startStranger()));
    after(() => stranger.stop());

    for (const [place, ways] of Object.entries(WAYS)) {
      test(`what is tried from the ${place} is seen`, async () => {
        await browser.visit("?lang=en");
        await tryAll(realms[place](browser), ways);
        const unseen = await missingAfter(Object.keys(ways), () => urlsOf(browser, stranger), PATIENCE_MS);
        assert.deepEqual(unseen.toSorted(), UNSEEN[name][place].toSorted());
        assert.ok(urlsOf(browser, stranger).every((url) => Object.keys(ways).some((way) => isOf(way, url))));
      });
    }
  });
}
