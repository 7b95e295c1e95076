// The command line, run as a program would run it.
import { spawnSync } from "node:child_process";

import { setting } from "./setting.mjs";

/** The statuses that the command's contract names. */
export const STATUS = { no_signs: 0, infected: 10, suspected: 11, cannot_tell: 12 };

/** Runs `jiance check --json` and gives its exit `status`, and `json` and `said`, the bytes it printed. */
export function jianceCheck(paths, lang = "zh-CN") {
  const run = spawnSync(setting("JIANCE_CLI"), ["check", "--json", "--lang", lang, ...paths], { maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  return { status: run.status, json: run.stdout, said: run.stderr };
}
