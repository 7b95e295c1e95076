// Pictures of the page: each state, at both widths, in both languages.
// In: a folder. Out: STATE-LANGUAGE-WIDTH.png in it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { startBrowser } from "./lib/browser.mjs";
import { chooseFiles, waitVerdict } from "./lib/page.mjs";

const [folder] = process.argv.slice(2);
const samples = join(dirname(fileURLToPath(import.meta.url)), "../../static/samples");
const scratch = mkdtempSync(join(tmpdir(), "jiance-pictures-"));
mkdirSync(folder, { recursive: true });

// With a sign at its beginning, and long enough that the page is still at it when the picture is taken.
const long = join(scratch, "files.txt");
const row = (name) => `06/02/2017  04:35 PM            12,345 ${name}\r\n`;
writeFileSync(long, ` Directory of C:\\Windows\r\n\r\n${row("mssecsvc.exe")}${row("notepad.exe").repeat(8_000_000)}`);

const checked = (sample) => async (page) => {
  await chooseFiles(page, [join(samples, sample)]);
  await waitVerdict(page);
};
const handOn = async (page) => {
  await checked("infected.zip")(page);
  await page.locator("#make-link").click();
  return (await page.locator("#result-link pre").textContent()).replace(/^.*#/, "");
};
const follow = (page, fragment) => page.evaluate((fragment) => void (location.hash = fragment), fragment);
const STATES = {
  empty: () => {},
  running: async (page) => {
    await chooseFiles(page, [long]);
    await page.waitForFunction(() => document.querySelector('[role="progressbar"]')?.getAttribute("aria-valuenow") >= 30);
  },
  infected: checked("infected.zip"),
  clean: checked("clean.zip"),
  "cannot-tell": checked("incomplete.zip"),
  hosts: async (page) => {
    await chooseFiles(page, ["infected.zip", "clean.zip", "incomplete.zip"].map((name) => join(samples, name)));
    await waitVerdict(page);
  },
  "hand-on": handOn,
  "from-link": async (page) => {
    await follow(page, await handOn(page));
    await page.locator("[data-from-link]").waitFor();
  },
  "link-cut": async (page) => {
    await follow(page, (await handOn(page)).slice(0, 90));
    await page.locator("[data-link-error]").waitFor();
  },
  // Two hosts in truth, so that the warning is in the picture, too.
  changed: async (page) => {
    await checked("infected.zip")(page);
    await chooseFiles(page, [join(samples, "clean.zip")]);
    await page.locator("#changes").waitFor();
    await waitVerdict(page);
  },
};

const browser = await startBrowser();
try {
  for (const [state, reach] of Object.entries(STATES)) {
    for (const lang of ["zh-CN", "en"]) {
      for (const width of [1280, 390]) {
        const { page, close } = await browser.visit(`?lang=${lang}`, { width, height: width > 600 ? 900 : 844 });
        await reach(page);
        await page.screenshot({ path: join(folder, `${state}-${lang}-${width}.png`), fullPage: true });
        await close();
      }
    }
  }
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true });
}
