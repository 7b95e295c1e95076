// Pictures of the page to look at: each state, whole, at both widths, in both languages.
// In: a folder. Out: STATE-LANGUAGE-WIDTH.png in it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { startBrowser } from "./lib/browser.mjs";
import { scratch } from "./lib/inputs.mjs";
import { movable, statesOf } from "./lib/states.mjs";

const [folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const browser = await startBrowser();
try {
  for (const [state, reach] of Object.entries(statesOf(scratch()))) {
    for (const lang of ["zh-CN", "en"]) {
      for (const width of [1280, 390]) {
        const { page, close } = await browser.visit(`?lang=${lang}`, { width, height: width > 600 ? 900 : 844, prepare: movable });
        await reach(page);
        await page.screenshot({ path: join(folder, `${state}-${lang}-${width}.png`), fullPage: true });
        await close();
      }
    }
  }
} finally {
  await browser.close();
}
