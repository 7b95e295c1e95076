// The lock: whatever runs in the page or its worker, an attacker's script included, the browser lets nothing out.
import assert from "node:assert/strict";
import { test } from "node:test";

import { caseOf, longListing, scratch } from "./lib/inputs.mjs";
import { addressOf, isOf, missingAfter, ownAddressOf, PAGE_WAYS, tryAll, WORKER_WAYS } from "./lib/leaks.mjs";
import { check, speak } from "./lib/page.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();
const { write } = scratch();
const infected = caseOf("planted-n1-2");

/** Has a page or worker keep the addresses that its policies refuse. */
const keepRefusals = () => {
  globalThis.refusals = [];
  globalThis.addEventListener("securitypolicyviolation", ({ blockedURI }) => globalThis.refusals.push(blockedURI));
};

/** Tries all ways in a realm; asserts that each was refused, by a thrown error or by a policy. */
async function assertAllRefused(realm, ways, address) {
  await realm.evaluate(keepRefusals);
  const thrown = await tryAll(realm, ways, address);
  const others = Object.keys(ways).filter((way) => !thrown.includes(way));
  assert.deepEqual(await missingAfter(others, () => realm.evaluate(() => globalThis.refusals)), [], "not refused");
}

test("the page can send in no way, and nothing reaches the network", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  await assertAllRefused(visit.page, PAGE_WAYS);
  assert.deepEqual(visit.sinceLoaded(), []);
});

test("the worker can send in no way, and nothing reaches the network", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const [worker] = visit.page.workers();
  await assertAllRefused(worker, WORKER_WAYS);
  assert.deepEqual(visit.sinceLoaded(), []);
});

test("nor can those that help with large files", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const { page } = visit;
  await check(page, [write("files-C.txt", longListing(9 << 20, "notepad.exe"))]);
  const [, ...helpers] = page.workers();
  assert.equal(helpers.length, 2);
  for (const helper of helpers) await assertAllRefused(helper, WORKER_WAYS);
  assert.deepEqual(visit.sinceLoaded(), []);
});

test("not even the page's own server can be asked", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const { page } = visit;
  await assertAllRefused(page, PAGE_WAYS, ownAddressOf(page));
  await assertAllRefused(page.workers()[0], WORKER_WAYS, ownAddressOf(page));
  assert.deepEqual(visit.sinceLoaded(), []);
});

test("taking the lock's element away opens nothing", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  await visit.page.evaluate(() => {
    for (const meta of document.querySelectorAll("meta[http-equiv]")) meta.remove();
  });
  await assertAllRefused(visit.page, PAGE_WAYS, ownAddressOf(visit.page));
  assert.deepEqual(visit.sinceLoaded(), []);
});

test("a script made from text is refused: no markup, no address, no new worker", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const sinks = {
    markup: () => void (document.body.innerHTML = "<img src=x>"),
    policy: () => void trustedTypes.createPolicy("mine", { createHTML: (text) => text }),
    worker: () => void new Worker("./worker.js"),
    "worker from a blob": () => void new Worker(URL.createObjectURL(new Blob([""]))),
  };
  for (const [name, sink] of Object.entries(sinks)) {
    const outcome = await visit.page.evaluate(sink).then(() => "taken", () => "refused");
    assert.equal(outcome, "refused", name);
  }
  assert.deepEqual(visit.sinceLoaded(), []);
});

test("no other service worker than the page's own takes hold: it was there before the lock", async (t) => {
  const visit = await browser.visit("", { serviceWorkers: "allow" });
  t.after(visit.close);
  const outcome = await visit.page.evaluate(() => navigator.serviceWorker.register("./other.js").then(() => "taken", () => "refused"));
  assert.equal(outcome, "refused");
  assert.deepEqual(visit.requests.filter(({ url }) => url.endsWith("/other.js")), []);
});

test("WebRTC, which no policy rules, is not to be had, and cannot be put back", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const attempts = {
    connection: () => void new RTCPeerConnection({ iceServers: [{ urls: "stun:by-stun.example.com" }] }),
    "under its old name": () => void new webkitRTCPeerConnection({}),
    "put back": () => void (delete globalThis.RTCPeerConnection, Object.defineProperty(globalThis, "RTCPeerConnection", { value: 1 })),
  };
  for (const [name, attempt] of Object.entries(attempts)) {
    assert.equal(await visit.page.evaluate(attempt).then(() => "taken", () => "refused"), "refused", name);
  }
});

test("a worker that breaks is replaced without the network, and the new one is locked too", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const { page } = visit;
  await visit.cut();
  const ended = page.workers()[0];
  const gone = ended.waitForEvent("close");
  await ended.evaluate(() => void setTimeout(() => { throw new Error("broken on purpose"); }));
  assert.equal(await check(page, [infected.bundle]), "infected");
  await gone;
  const [worker] = page.workers();
  assert.notEqual(worker, ended);
  await assertAllRefused(worker, WORKER_WAYS, ownAddressOf(page));
});

for (const language of ["English", "中文"]) {
  test(`"Test it" shows every attempt refused, in ${language}`, async (t) => {
    const visit = await browser.visit();
    t.after(visit.close);
    const { page } = visit;
    await speak(page, language);
    await page.locator("#test-lock").click();
    const rows = page.locator("[data-way]");
    await rows.first().waitFor();
    const said = await rows.evaluateAll((all) => all.map(({ dataset }) => [dataset.way, dataset.refused]));
    assert.deepEqual(said, [["fetch", "true"], ["image", "true"], ["beacon", "true"], ["socket", "true"]]);
    assert.deepEqual(visit.sinceLoaded(), []);
  });
}

test("“Test it” tells when the page is not locked", async (t) => {
  const visit = await browser.visit("?lang=en", {
    // As a browser that ignores policies would have it.
    prepare: (page) => page.addInitScript(() => {
      const append = Element.prototype.append;
      Element.prototype.append = function (...nodes) {
        return append.apply(this, nodes.filter((node) => node.httpEquiv !== "Content-Security-Policy"));
      };
    }),
  });
  t.after(visit.close);
  await visit.page.locator("#test-lock").click();
  // The page's first policy lets it ask its own server; only the lock forbids that.
  await visit.page.locator('[data-way="fetch"][data-refused="false"]').waitFor();
});

// What a policy in a page cannot forbid. docs/THREATS.md says so; if a browser begins to, these tests say that it may be said otherwise.
test("WebRTC stays possible from a frame without an address", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  const kind = await visit.page.evaluate(() => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    return typeof frame.contentWindow.RTCPeerConnection;
  });
  assert.equal(kind, "function");
});

test("leaving the page stays possible: an address that a script opens is asked for", async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  await visit.page.evaluate((address) => void location.assign(address), addressOf("leaving"));
  assert.deepEqual(await missingAfter(["leaving"], () => visit.sinceLoaded().map(({ url }) => url)), []);
  assert.ok(visit.sinceLoaded().every(({ url }) => isOf("leaving", url)));
});
