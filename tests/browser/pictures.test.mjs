// The page looks as it did. In: tests/browser/pictures, which `cargo xtask screenshots --accept` renews. Out, of a picture that differs: what
// is seen now, and where it differs, in target/pictures.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

import { indexedPng } from "./lib/indexed-png.mjs";
import { scratch } from "./lib/inputs.mjs";
import { picturesOf, startPainter } from "./lib/pictures.mjs";
import { statesOf } from "./lib/states.mjs";

/** How much of a picture may differ: the edges of letters, of another version of the browser or the font, and no line or block. */
const TOLERANCE = 0.003;

const kept = fileURLToPath(new URL("pictures", import.meta.url));
const differing = fileURLToPath(new URL("../../target/pictures", import.meta.url));
const isAccepted = process.env.JIANCE_ACCEPT === "1";
const states = statesOf(scratch());

let browser;
before(async () => {
  browser = await startPainter();
  rmSync(isAccepted ? kept : differing, { recursive: true, force: true });
  mkdirSync(isAccepted ? kept : differing, { recursive: true });
});
after(() => browser.close());

/** The share of pixels that differ; 1 if there is nothing to compare, or of another size. */
function difference(name, picture) {
  const path = join(kept, name);
  if (!existsSync(path)) return 1;
  const before = PNG.sync.read(readFileSync(path));
  const { width, height, data } = picture;
  if (before.width !== width || before.height !== height) return 1;
  const marked = new PNG({ width, height });
  const share = pixelmatch(before.data, data, marked.data, width, height, { threshold: 0.2 }) / (width * height);
  if (share > TOLERANCE) writeFileSync(join(differing, name.replace(".png", ".differs.png")), PNG.sync.write(marked));
  return share;
}

for (const [state, reach] of Object.entries(states)) {
  test(`it looks as it did: ${state}`, { timeout: 180_000 }, async () => {
    const changed = [];
    for (const [name, picture] of Object.entries(await picturesOf(browser, state, reach))) {
      if (isAccepted) {
        writeFileSync(join(kept, name), indexedPng(picture));
        continue;
      }
      const share = difference(name, picture);
      if (share <= TOLERANCE) continue;
      writeFileSync(join(differing, name), indexedPng(picture));
      changed.push(`${name}: ${(share * 100).toFixed(2)} %`);
    }
    assert.deepEqual(changed, [], "see target/pictures; if it is meant so: cargo xtask screenshots --accept");
  });
}

test("no picture is kept of a state that is no more", () => {
  const strays = readdirSync(kept).filter((name) => !Object.keys(states).some((state) => name.startsWith(`${state}-`)));
  assert.deepEqual(strays, []);
});
