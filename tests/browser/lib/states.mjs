// Every state of the page that a person may see. In: Playwright's page, freshly loaded. Out: the page in that state, and at rest in it.
import { fileURLToPath } from "node:url";

import { caseOf, longListing } from "./inputs.mjs";
import { checkFragment } from "./links.mjs";
import { chooseFiles, waitVerdict } from "./page.mjs";

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
    await page.waitForFunction(() => document.querySelector('[role="progressbar"]')?.getAttribute("aria-valuenow") >= 10);
    await page.evaluate(() => (window.isWorkerHeld = true));
  },
  infected: checked(sample("infected")),
  suspected: checked(caseOf("trace-typed-path").bundle),
  clean: checked(sample("clean")),
  "cannot-tell": checked(sample("incomplete")),
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
  broken: (page) => page.evaluate(() => document.documentElement.classList.add("broken")),
});

/** For a visit's `prepare`: the page hears nothing of its worker while `isWorkerHeld`. */
export const holdable = (page) =>
  page.addInitScript(() => {
    window.Worker = class extends window.Worker {
      constructor(...words) {
        super(...words);
        this.addEventListener("message", (event) => window.isWorkerHeld && event.stopImmediatePropagation());
      }
    };
  });
