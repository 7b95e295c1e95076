// docs/THREATS.md names tests: each is there, in the file that it is said to be in.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("every test that docs/THREATS.md names exists", () => {
  const rows = read("docs/THREATS.md").split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| promised"));
  assert.ok(rows.length > 0);
  for (const row of rows) {
    const [, promise, shown] = row.split(" | ").length === 2 ? [row, ...row.split(" | ")] : [];
    assert.ok(shown, `two columns: ${row}`);
    const named = [...shown.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    assert.match(named[0] ?? "", /^(tests|crate)\//, promise);
    let source = "";
    for (const name of named) {
      if (/^(tests|crate)\//.test(name)) source = read(name);
      else assert.ok(source.includes(name), `${name}, which is to show: ${promise}`);
    }
  }
});
