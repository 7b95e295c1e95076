// In: what to plant on a small Windows made by Wine. Out: what collector/jiance.bat, run there, wrote.

import { copyFileSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { builtHelper } from './helper.mjs';
import { makePrefix } from './prefix.mjs';

export const COLLECTOR = join(dirname(fileURLToPath(import.meta.url)), '../../collector/jiance.bat');

/** A folder name that has all a batch file stumbles over. Only `%` is missing: Wine's own cmd expands it twice. */
export const AWKWARD_FOLDER = "C:\\a b & 检测 (1)! ^;,='";

/** Wine's cmd leaves the output of each `for /f` command behind; Windows' own uses a pipe. */
const WINE_LITTER = /^users\/[^/]+\/Temp\/CMD[0-9a-f]+\.tmp$/;

/**
 * Runs the collector in a fresh prefix.
 *
 * `planted.files` are Windows paths, `planted.registry` rows of `{key, name, type, data}`,
 * `planted.programs` paths of programs that run meanwhile. `standIns` are programs that Wine lacks, by their path below System32:
 * each is called with its command line and the folder it runs in, and gives an exit status. Gives
 * - `folder`: the collection, copied out of the prefix: a folder, or the file it was packed into;
 * - `printed`, `status`: what the collector said, and its exit status;
 * - `changes`: what it created, changed or removed on drive C: outside its output.
 */
export async function collect({ planted = {}, elevated = true, runIn = AWKWARD_FOLDER, standIns = {} } = {}) {
  const prefix = await makePrefix();
  try {
    for (const path of planted.files ?? []) prefix.writeFile(path, 'x');
    for (const { key, name, type, data } of planted.registry ?? []) {
      await runWhole(prefix, ['reg', 'add', key, '/v', name, '/t', type, '/d', data, '/f']);
    }
    // The key by which the collector sees that it may read everything; Wine does not have it.
    if (elevated) await runWhole(prefix, ['reg', 'add', 'HKU\\S-1-5-19', '/f']);
    for (const path of planted.programs ?? []) await prefix.startProgram(path);

    const place = prefix.unixPath(runIn);
    mkdirSync(place, { recursive: true });
    copyFileSync(COLLECTOR, join(place, 'jiance.bat'));

    for (const path of Object.keys(standIns)) prefix.writeFile(`C:\\windows\\system32\\${path}`, readFileSync(builtHelper()));

    const before = snapshot(prefix.unixPath('C:\\windows'), place);
    const answering = setInterval(() => answer(prefix, standIns), 10);
    const { printed, status } = await prefix.run(['cmd', '/c', 'jiance.bat'], place).finally(() => clearInterval(answering));
    const after = snapshot(prefix.unixPath('C:\\windows'), place);

    const outputs = readdirSync(place).filter((name) => name !== 'jiance.bat');
    if (outputs.length !== 1) throw new Error(`one output expected, found ${JSON.stringify(outputs)}; it said:\n${printed}`);
    const folder = join(mkdtempSync(join(tmpdir(), 'jiance-collection-')), basename(outputs[0]));
    cpSync(join(place, outputs[0]), folder, { recursive: true });
    return { folder, printed, status, changes: differences(before, after) };
  } finally {
    await prefix.remove();
  }
}

/** Answers a stand-in that asks (helper.c). */
function answer(prefix, standIns) {
  const [question, reply] = ['C:\\ask.txt', 'C:\\answer.txt'].map((path) => prefix.unixPath(path));
  if (!existsSync(question)) return;
  const [folder, line] = readFileSync(question).toString('utf16le').split('\n');
  rmSync(question);
  const [path, standIn] = Object.entries(standIns).find(([path]) => line.toLowerCase().includes(path.toLowerCase()));
  const words = line.slice(line.toLowerCase().indexOf(path.toLowerCase()) + path.length).replace(/^"/, '').trim();
  writeFileSync(`${reply}.tmp`, String(standIn(words, prefix.unixPath(folder))));
  renameSync(`${reply}.tmp`, reply);
}

async function runWhole(prefix, args) {
  const { status, printed } = await prefix.run(args);
  if (status !== 0) throw new Error(`${args.join(' ')} failed with ${status}: ${printed}`);
}

/** Every file and folder of the drive that holds `windows`, but for what lies in `leftOut`. */
function snapshot(windows, leftOut) {
  const drive = dirname(windows);
  const entries = new Map();
  const walk = (folder) => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (path === leftOut) continue;
      const entry = lstatSync(path);
      entries.set(relative(drive, path), entry.isDirectory() ? 'folder' : `${entry.size} bytes, ${entry.mtimeMs}`);
      if (entry.isDirectory()) walk(path);
    }
  };
  walk(drive);
  return entries;
}

function differences(before, after) {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path) && !WINE_LITTER.test(path)).sort();
}
