// The three browsers where there is no network: in a namespace of their own that holds the page's server, and nothing else to be reached.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { caseOf } from "../lib/inputs.mjs";
import { BROWSERS } from "./lib/programs.mjs";

const script = fileURLToPath(new URL("lib/no-network.mjs", import.meta.url));
const cases = ["planted-n1-2", "clean-2016-en", "incomplete-without-process-list"].map(caseOf);

const alone = (...words) => spawnSync("unshare", ["--map-root-user", "--net", ...words], { encoding: "utf8" });

test("a check in each browser without a network", { timeout: 240_000 }, (t) => {
  if (alone("true").status !== 0) {
    t.skip("this user may make no network namespace; flows.test.mjs has the server gone after loading");
    return;
  }
  const bundles = cases.map(({ bundle }) => bundle);
  const run = alone("sh", "-c", 'ip link set lo up && exec "$@"', "sh", process.execPath, script, ...bundles);
  assert.equal(run.status, 0, run.stderr);
  const { interfaces, ...browsers } = JSON.parse(run.stdout);
  assert.deepEqual(interfaces, ["lo"]);
  const expected = { verdicts: cases.map(({ verdict }) => verdict), asked: [] };
  assert.deepEqual(browsers, Object.fromEntries(BROWSERS.map((name) => [name, expected])));
});
