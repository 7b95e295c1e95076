// The page's icons for home screens, which want pixels. In: the icon in index.html, and a folder. Out: SIZE.png in it, each on a white ground that
// leaves a tenth free on every side, so that a round or soft mask cuts nothing off.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";

import { startBrowser } from "./lib/browser.mjs";
import { indexedPng } from "./lib/indexed-png.mjs";

const SIZES = [192, 512];
/** Steps of each colour: edges stay smooth, and the files small. */
const STEP = 255 / 4;

const [folder] = process.argv.slice(2);
const index = readFileSync(new URL("../../web/index.html", import.meta.url), "utf8");
const icon = decodeURIComponent(index.match(/rel="icon" [^>]*href="data:image\/svg\+xml,([^"]+)"/)[1]);

const browser = await startBrowser();
try {
  for (const size of SIZES) {
    const { page, close } = await browser.open("about:blank", { width: size, height: size });
    await page.setContent(`<style>body { margin: 0; background: #fff } svg { display: block; padding: 10vw; width: 80vw }</style>${icon}`);
    const picture = PNG.sync.read(await page.screenshot());
    picture.data.forEach((value, at) => (picture.data[at] = Math.round(Math.round(value / STEP) * STEP)));
    writeFileSync(join(folder, `${size}.png`), indexedPng(picture));
    await close();
  }
} finally {
  await browser.close();
}
