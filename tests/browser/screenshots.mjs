// Pictures of the page: each state, at both widths, in both languages.
// In: a folder. Out: STATE-LANGUAGE-WIDTH.png in it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { startBrowser } from "./lib/browser.mjs";
import { chooseFiles, waitRunning, waitVerdict } from "./lib/page.mjs";

const [folder] = process.argv.slice(2);
const samples = join(dirname(fileURLToPath(import.meta.url)), "../../static/samples");
const scratch = mkdtempSync(join(tmpdir(), "jiance-pictures-"));
mkdirSync(folder, { recursive: true });

// Long enough that the page is still at it when the picture is taken.
const long = join(scratch, "files.txt");
writeFileSync(long, "11/20/2025  09:00 AM            12,345 notepad.exe\r\n".repeat(8_000_000));

const checked = (sample) => async (page) => {
  await chooseFiles(page, [join(samples, sample)]);
  await waitVerdict(page);
};
const STATES = {
  empty: () => {},
  running: async (page) => {
    await chooseFiles(page, [long]);
    await waitRunning(page);
  },
  infected: checked("infected.zip"),
  clean: checked("clean.zip"),
  "cannot-tell": checked("incomplete.zip"),
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
