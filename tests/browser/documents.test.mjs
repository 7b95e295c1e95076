// docs/THREATS.md names tests: each is there, in the file that it is said to be in. The Chinese one promises by the same tests.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** What each row of a document promises, and the files and tests that it names for it. */
function rows(path) {
  const lines = read(path).split("\n").filter((line) => line.startsWith("| ") && !/^\| (promised|保证) /.test(line));
  assert.ok(lines.length > 0, path);
  return lines.map((line) => {
    const columns = line.split(" | ");
    assert.equal(columns.length, 2, `two columns: ${line}`);
    return { promise: columns[0], named: [...columns[1].matchAll(/`([^`]+)`/g)].map(([, name]) => name) };
  });
}

test("every test that docs/THREATS.md names exists", () => {
  for (const { promise, named } of rows("docs/THREATS.md")) {
    assert.match(named[0] ?? "", /^(tests|crate)\//, promise);
    let source = "";
    for (const name of named) {
      if (/^(tests|crate)\//.test(name)) source = read(name);
      else assert.ok(source.includes(name), `${name}, which is to show: ${promise}`);
    }
  }
});

test("the Chinese document names the same tests in the same order", () => {
  const of = (path) => rows(path).map(({ named }) => named);
  assert.deepEqual(of("docs/THREATS.zh-CN.md"), of("docs/THREATS.md"));
  const headings = (path) => read(path).split("\n").filter((line) => line.startsWith("## ")).length;
  assert.equal(headings("docs/THREATS.zh-CN.md"), headings("docs/THREATS.md"));
});
