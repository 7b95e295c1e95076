// The page without a network, and what becomes of it when there is a newer version.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { caseOf, longListing, scratch } from "./lib/inputs.mjs";
import { check, chooseFiles, dropFiles, savedReport, speak, startOver, waitRunning, waitVerdict } from "./lib/page.mjs";
import { startSite } from "./lib/site.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();
const { folder: made, write } = scratch();
const infected = caseOf("planted-n1-2");
const clean = caseOf("clean-2016-zh-cn");

const folder = join(made, "dist");
let site;
before(async () => {
  cpSync(fileURLToPath(new URL("../../dist", import.meta.url)), folder, { recursive: true });
  site = await startSite(folder);
});
after(() => site.stop());

const edit = (name, change) => writeFileSync(join(folder, name), change(readFileSync(join(folder, name), "utf8")));

/** Puts a newer version of the page on the server: another title, and so other checksums and another version. */
function publish(title) {
  edit("index.html", (html) => html.replace(/<title>.*<\/title>/, `<title>${title}</title>`));
  const sum = createHash("sha256").update(readFileSync(join(folder, "index.html"))).digest("base64");
  edit("sw.js", (script) => script.replace(/"\.\/": "[^"]+"/, `"./": "sha256-${sum}"`).replace(/VERSION = "[^"]+"/, `VERSION = "${title}"`));
}

/** Opens the page and waits until the browser keeps it. */
async function visiting(t, options) {
  const visit = await browser.visit(site.address, { serviceWorkers: "allow", ...options });
  t.after(visit.close);
  await visit.page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => void active));
  return visit;
}

/** Loads the page again, from what the browser keeps, and waits until it can check. */
async function reload(page) {
  await page.reload();
  await page.locator("#main[data-engine=ready]").waitFor();
}

const cacheNames = (page) => page.evaluate(() => caches.keys());
const notice = "#take-new-version";

test("with the server stopped, the page opens again and checks a host, in either language", async (t) => {
  const visit = await visiting(t);
  const { page } = visit;
  await site.stop();
  t.after(site.comeBack);
  await reload(page);
  assert.equal(await check(page, [infected.bundle]), "infected");
  assert.equal(await check(page, [clean.bundle], dropFiles), "no_signs");
  await page.goto(`${site.address}index.html?lang=en`);
  await page.locator("#main[data-engine=ready]").waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.locator('[data-sample="infected.zip"]').click();
  assert.equal(await waitVerdict(page), "infected");
});

test("once the page is kept, checking asks for nothing, and nothing of what was dropped is kept", async (t) => {
  const visit = await visiting(t);
  const { page } = visit;
  const kept = () =>
    page.evaluate(async () => {
      const all = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
      return all.flat().map((url) => url.replace(document.baseURI, "")).sort();
    });
  const before = await kept();
  const asked = visit.requests.length;
  assert.equal(await check(page, [infected.bundle]), "infected");
  await savedReport(page);
  assert.deepEqual(visit.requests.slice(asked).filter(({ url }) => !url.endsWith("/sw.js")), []);
  assert.deepEqual(await kept(), before);
  const listed = Object.keys(JSON.parse(readFileSync(join(folder, "sw.js"), "utf8").match(/FILES = (\{[^}]+\})/)[1].replace(/,\n\}/, "\n}")));
  assert.deepEqual(before, listed.map((file) => file.replace("./", "")).sort());
  assert.ok(before.includes("") && before.includes("collector/jiance.exe") && !before.includes("jiance.html"), before.join(" "));
});

test("a newer version is told in the page's language, waits for the user and for a check under way, and leaves no old file behind", async (t) => {
  const { page } = await visiting(t);
  const [old] = await cacheNames(page);
  publish("newer");
  await reload(page);
  await page.locator(notice).waitFor();
  assert.notEqual(await page.title(), "newer");
  await speak(page, "English");
  assert.match(await page.locator(".new-version").innerText(), /newer version/);
  await speak(page, "中文");
  assert.match(await page.locator(".new-version").innerText(), /新版本/);

  await chooseFiles(page, [write("files.txt", longListing(200 << 20, "notepad.exe"))]);
  await waitRunning(page);
  assert.equal(await page.locator(notice).count(), 0, "not under a running check");
  await page.locator('[data-verdict="running"] button').click();
  await startOver(page);

  await page.evaluate(() => (window.isTheOldOne = true));
  await page.locator(notice).click();
  await page.waitForFunction(() => !window.isTheOldOne);
  await page.locator("#main[data-engine=ready]").waitFor();
  assert.equal(await page.locator(notice).count(), 0);
  const names = await cacheNames(page);
  assert.equal(names.length, 1);
  assert.notEqual(names[0], old);
  assert.equal(await page.evaluate(async () => /<title>newer</.test(await (await caches.match("./")).text())), true);
  await site.stop();
  t.after(site.comeBack);
  await reload(page);
  assert.equal(await check(page, [infected.bundle]), "infected");
});

test("the browser may install the page, though it is locked", async (t) => {
  const { page } = await visiting(t);
  const session = await page.context().newCDPSession(page);
  const { data, errors } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data);
  assert.equal(manifest.start_url, site.address);
  assert.ok(manifest.name.length > 0 && manifest.icons[0].src.startsWith("data:image/svg+xml,"));
  const pixels = await page.evaluate(
    (icons) =>
      Promise.all(
        icons.map(async ({ src, sizes, purpose }) => {
          const bytes = Uint8Array.from(atob(src.split(",")[1]), (letter) => letter.charCodeAt(0));
          const { width, height } = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          return [sizes, `${width}x${height}`, purpose];
        }),
      ),
    manifest.icons.filter(({ type }) => type === "image/png"),
  );
  assert.deepEqual(pixels, [["192x192", "192x192", "any maskable"], ["512x512", "512x512", "any maskable"]]);
  assert.match(await page.locator("link[rel=apple-touch-icon]").getAttribute("href"), /^data:image\/png;base64,/);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Of what this browser demands nothing is missing but a window that is not a private one, which the tests' are.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"), []);
});

test("a version of which one file is of another is not kept", async (t) => {
  edit("sw.js", (script) => script.replace(/VERSION = "[^"]+"/, 'VERSION = "torn"').replace(/"\.\/lock\.js": "[^"]+"/, `"./lock.js": "sha256-${"A".repeat(43)}="`));
  const visit = await browser.visit(site.address, { serviceWorkers: "allow" });
  t.after(visit.close);
  const state = () =>
    visit.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      const worker = registration?.installing;
      if (worker) await new Promise((over) => worker.addEventListener("statechange", over, { once: true }));
      return Boolean(registration?.active ?? registration?.waiting);
    });
  assert.equal(await state(), false);
  assert.equal(await check(visit.page, [infected.bundle]), "infected");
});
