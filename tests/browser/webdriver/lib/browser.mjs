// A browser driven through W3C WebDriver, and visits to the page in it. In: a browser's name. Out: the page, what was asked of its server
// or through the proxy, what it saved.
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { Builder, Capabilities } from "selenium-webdriver";

import { startRecorder } from "../../lib/recorder.mjs";
import { startDriver } from "./programs.mjs";

/** What a browser writes while it still saves; it may be renamed at any moment. */
const UNFINISHED = /^\.|\.(part|crdownload|wkdownload)$/;

/** A page may be served with other scripts than it names the checksums of. */
const withoutSums = (page) => page.replace(/ integrity="[^"]*"/g, "");

/** A service worker asks for the page's files when it likes, which would be taken for the page's own doing. */
const NOTHING_KEPT = { "/offline.js": () => "export const stayWithoutNetwork = () => undefined;" };

/** What to serve instead of the page's own files. */
function served({ "/": page = (text) => text, ...scripts }) {
  return { ...scripts, "/": (text) => page(withoutSums(text)) };
}

/** One browser for all tests of a suite, ended with it. */
export function driven(name, options) {
  const shared = {};
  before(async () => Object.assign(shared, await startDriven(name, options)), { timeout: 60_000 });
  after(() => shared.close?.());
  return shared;
}

/**
 * Starts a browser and, in front of the page's server, a recorder: its `home` is the page's address. All that the browser asks for from
 * anybody else goes through the recorder, too. `changes` are the recorder's. With `keeps` the page is served as it is, and kept for when
 * there is no network.
 */
export async function startDriven(name, { dark = false, changes = {}, keeps = false } = {}) {
  const recorder = await startRecorder({ changes: keeps ? {} : served({ ...NOTHING_KEPT, ...changes }) });
  const folder = mkdtempSync(join(tmpdir(), `jiance-${name}-`));
  const service = await startDriver(name, { folder, proxy: recorder.address, dark });
  const wanted = new Builder().usingServer(service.address).withCapabilities(new Capabilities(service.capabilities));
  const driver = await wanted.build().catch(async (error) => {
    await service.stop();
    recorder.close();
    throw error;
  });
  await driver.manage().window().setRect({ x: 0, y: 0, width: 1280, height: 900 });
  const home = `${recorder.address}/`;
  let loading = 0;
  /** What was asked for until now belongs to loading. */
  const settle = () => (loading = recorder.requests.length);
  return {
    name,
    driver,
    home,
    cut: recorder.close,
    requests: recorder.requests,
    /** What was asked for since the page was loaded. */
    sinceLoaded: () => recorder.requests.slice(loading),
    /** Opens the page as for the first time, and waits until it can work. */
    async visit(place = "") {
      if ((await driver.getCurrentUrl()).startsWith(home)) await driver.executeScript("localStorage.clear()");
      // Otherwise another fragment alone would not load the page anew.
      await driver.get("about:blank");
      await driver.get(home + place);
      await isLoaded(driver);
      settle();
    },
    settle,
    /** The bytes of the one file that is saved by the deed. */
    async saved(deed) {
      const before = readdirSync(folder);
      await deed();
      const file = await driver.wait(() => {
        const made = readdirSync(folder).filter((file) => !before.includes(file));
        const whole = made.filter((file) => !UNFINISHED.test(file) && statSync(join(folder, file), { throwIfNoEntry: false })?.size > 0);
        return whole.length === 1 && made.length === 1 && whole[0];
      }, 20_000, "nothing was saved");
      const bytes = readFileSync(join(folder, file));
      rmSync(join(folder, file));
      return bytes;
    },
    async close() {
      await driver.quit().catch(() => {}); // It may be gone already.
      await service.stop();
      recorder.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Waits until the page has all that it needs, and its worker can work. */
export async function isLoaded(driver) {
  const isReady = () => driver.executeScript(`return document.querySelector("#main[data-engine=ready]") !== null`);
  await driver.wait(isReady, 30_000, "the page did not become ready");
}
