// Pictures of every state of the page, at three widths, in both languages, light and dark. In: a browser. Out: each picture as pixels, small
// enough to be kept: half the size, and few colours.
import { fileURLToPath } from "node:url";
import { PNG } from "pngjs";

import { startBrowser } from "./browser.mjs";
import { speak } from "./page.mjs";
import { movable } from "./states.mjs";

const LANGUAGES = { "zh-CN": "中文", en: "English" };
const SIZES = { 360: 1200, 768: 1200, 1280: 1200 };

/** What is not the same twice: speeds, an address with this run's port and its code, and sums of what was built. */
const CHANGING = [".facts", "progress", ".files .quiet", "#result-link pre", "#check-link pre", "#check-message pre", "[data-length]", ".qr"];

/** States that are not seen from the top: what stands in the middle of their pictures. */
const MIDDLES = { "lock-tested": "[data-way]", "hand-on": "#result-link", clean: "#exposure", suspected: "#evidence", composer: "#composer", unread: "#inputs" };

/** A browser that draws letters alike on every machine. */
export const startPainter = () =>
  startBrowser({ env: { FONTCONFIG_FILE: fileURLToPath(new URL("../fonts.conf", import.meta.url)) } });

/** Takes every picture of a state; gives them by name. */
export async function picturesOf(browser, state, reach) {
  const visit = await browser.visit("?lang=zh-CN", { prepare: movable, scale: 0.5 });
  const { page } = visit;
  const taken = {};
  try {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await reach(page);
    for (const [lang, ownName] of Object.entries(LANGUAGES)) {
      if (state !== "broken") await speak(page, ownName);
      for (const [width, height] of Object.entries(SIZES)) {
        await page.setViewportSize({ width: Number(width), height });
        await page.evaluate(show, MIDDLES[state]);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          const mask = CHANGING.map((selector) => page.locator(selector));
          const shot = await page.screenshot({ animations: "disabled", mask, maskColor: "#888888" });
          taken[`${state}-${lang}-${width}-${colorScheme}.png`] = reduced(PNG.sync.read(shot));
        }
      }
    }
  } finally {
    await visit.close();
  }
  return taken;
}

/** Runs in the page: the focus away, and the place to see in the middle. */
function show(middle) {
  document.activeElement?.blur();
  scrollTo(0, 0);
  if (middle) document.querySelector(middle).scrollIntoView({ block: "center", behavior: "instant" });
}

/** Sixteen steps of each colour: the edges of letters then take far less room. */
function reduced(picture) {
  for (let at = 0; at < picture.data.length; at += 1) picture.data[at] = (picture.data[at] >> 4) * 17;
  return picture;
}
