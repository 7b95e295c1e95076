// What a visitor downloads until the first verdict: every file that the page asks for, each compressed as a web host would.
import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";

import { caseOf } from "./lib/inputs.mjs";
import { check } from "./lib/page.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

/** Bytes, with brotli's best; docs/ARCHITECTURE.md says what is in them. */
const BUDGET = 496_500;

const browser = sharedBrowser();

const compressed = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;

test("the downloads until the first verdict stay within the budget", { timeout: 120_000 }, async (t) => {
  const visit = await browser.visit();
  t.after(visit.close);
  assert.equal(await check(visit.page, [caseOf("planted-n1-2").bundle]), "infected");
  const addresses = [...new Set(visit.requests.map(({ url }) => url))];
  const parts = await Promise.all(
    addresses.map(async (address) => {
      const bytes = Buffer.from(await (await fetch(address)).arrayBuffer());
      const name = address.slice(address.lastIndexOf("/") + 1) || "index.html";
      return { name, raw: bytes.length, compressed: compressed(bytes) };
    }),
  );
  parts.sort((one, other) => other.compressed - one.compressed);
  const total = parts.reduce((sum, part) => sum + part.compressed, 0);
  for (const part of [...parts, { name: "in all", compressed: total }]) {
    t.diagnostic(`${String(part.compressed).padStart(8)} ${String(part.raw ?? "").padStart(8)}  ${part.name}`);
  }
  assert.ok(parts.some(({ name }) => name.endsWith(".wasm")), "the wasm is among them");
  assert.ok(total <= BUDGET, `${total} bytes compressed, ${BUDGET} allowed`);
});
