// Every state of the page that a person may see. In: Playwright's page, freshly loaded. Out: the page in that state, and at rest in it.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

import { caseOf, longListing } from "./inputs.mjs";
import { checkFragment } from "./links.mjs";
import { cancel, chooseFiles, dropFiles, waitVerdict } from "./page.mjs";

const samples = fileURLToPath(new URL("../../../static/samples", import.meta.url));
const sample = (name) => `${samples}/${name}.zip`;

const checked = (...paths) => async (page) => {
  await chooseFiles(page, paths);
  await waitVerdict(page);
};
const follow = (page, fragment) => page.evaluate((fragment) => void (location.hash = fragment), fragment);
const handOn = async (page) => {
  await checked(sample("infected"))(page);
  await page.locator("#make-link").click();
  return (await page.locator("#result-link pre").textContent()).replace(/^.*#/, "");
};

/** A listing as `dir /s /b` prints it, with a sign, and lines that nobody can read. */
const partlyRead = Array.from({ length: 60 }, (_, at) =>
  at === 20 ? "C:\\Windows\\mssecsvc.exe" : at % 23 === 7 ? `The network path \\\\SRV-${at}\\share is no longer there` : `C:\\Data\\${at}.docx`);

/** By name: how each is reached. `write` makes a file for the run. */
export const statesOf = ({ write }) => ({
  // Before the program is there, which never comes.
  arriving: async (page) => {
    await page.route("**/*.wasm", () => {});
    await page.reload({ waitUntil: "domcontentloaded" });
    await chooseFiles(page, [sample("clean")]);
    await page.locator("#kept").waitFor();
  },
  start: () => {},
  asked: async (page) => {
    await follow(page, checkFragment({ step: "run", ticket: "T-4711" }).slice(1));
    await page.getByText("T-4711").first().waitFor();
  },
  "lock-tested": async (page) => {
    await page.locator("#test-lock").click();
    await page.locator("[data-way]").first().waitFor();
  },
  running: async (page) => {
    // A listing that takes long, and of which nothing more is heard once it is under way.
    await chooseFiles(page, [write("files.txt", longListing(100 << 20, "notepad.exe"))]);
    await page.waitForFunction(() => {
      window.isWorkerHeld ||= document.querySelector('[role="progressbar"]')?.getAttribute("aria-valuenow") >= 10;
      return window.isWorkerHeld;
    });
  },
  stopped: async (page) => {
    await page.evaluate(() => (window.isWorkerHeld = true));
    await chooseFiles(page, [sample("clean")]);
    await cancel(page);
    await page.locator(".start .note").waitFor();
  },
  // As where the page is a file: browsers then give no folder's content.
  "folder-refused": async (page) => {
    await page.evaluate(() => {
      const { webkitGetAsEntry } = DataTransferItem.prototype;
      DataTransferItem.prototype.webkitGetAsEntry = function () {
        const folder = webkitGetAsEntry.call(this);
        const reader = Object.getPrototypeOf(folder.createReader());
        reader.readEntries = (_, refuse) => refuse(new DOMException("", "EncodingError"));
        return folder;
      };
    });
    await dropFiles(page, [dirname(write("folder/files.txt", "x"))]);
    await page.locator(".start .note").waitFor();
  },
  composer: async (page) => {
    await page.locator("#for-support").click();
    await page.locator("#compose-ticket").fill("T-4711");
    await page.locator("#check-link").waitFor();
  },
  "new-version": async (page) => {
    await checked(sample("clean"))(page);
    await page.evaluate(() => window.bringNewVersion());
    await page.locator("#take-new-version").waitFor();
  },
  infected: checked(sample("infected")),
  suspected: checked(caseOf("trace-typed-path").bundle),
  clean: checked(sample("clean")),
  "cannot-tell": checked(sample("incomplete")),
  unread: async (page) => {
    await checked(write("unread.txt", partlyRead.join("\r\n") + "\r\n"))(page);
    for (const section of ["#evidence", "#inputs"]) {
      await page.locator(`${section} .around`).first().click();
      await page.locator(`${section} .lines`).waitFor();
    }
  },
  hosts: checked(...["infected", "clean", "incomplete"].map(sample)),
  "hand-on": handOn,
  "from-link": async (page) => {
    await follow(page, await handOn(page));
    await page.locator("[data-from-link]").waitFor();
  },
  "link-cut": async (page) => {
    await follow(page, (await handOn(page)).slice(0, 90));
    await page.locator("[data-link-error]").waitFor();
  },
  // Two hosts in truth, so that the warning is there, too.
  changed: async (page) => {
    await checked(sample("infected"))(page);
    await chooseFiles(page, [sample("clean")]);
    await page.locator("#changes").waitFor();
    await waitVerdict(page);
  },
  // The check of a later collection breaks off, and the answer before it is still at hand.
  "broke-off": async (page) => {
    await checked(sample("infected"))(page);
    await page.evaluate(() => (window.areWorkersDeadly = true));
    await dropFiles(page, [sample("clean")]);
    await page.locator(".failure #back").waitFor();
  },
  broken: (page) => page.evaluate(() => document.documentElement.classList.add("broken")),
});

/**
 * For a visit's `prepare`. The page hears nothing of its worker while `isWorkerHeld`; every worker ends when it is asked for a check while
 * `areWorkersDeadly`; and `bringNewVersion` has a newer version of the page wait, as far as its service worker says.
 */
export const movable = (page) =>
  page.addInitScript(() => {
    window.Worker = class extends window.Worker {
      constructor(...words) {
        super(...words);
        this.addEventListener("message", (event) => window.isWorkerHeld && event.stopImmediatePropagation());
      }
      postMessage(...words) {
        super.postMessage(...words);
        if (window.areWorkersDeadly && words[0].Check) this.terminate();
      }
    };
    const registration = Object.assign(new EventTarget(), { installing: new EventTarget(), waiting: null });
    const container = { controller: {}, register: async () => registration };
    Object.defineProperty(navigator, "serviceWorker", { value: container });
    window.bringNewVersion = () => {
      registration.waiting = {};
      registration.installing.dispatchEvent(new Event("statechange"));
    };
  });
