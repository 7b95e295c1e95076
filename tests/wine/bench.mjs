// In: how many files to make. Out, printed: the native collector's size, its speed against Wine's own dir and reg export on the same
// small Windows, and how small its zip is against what they write; each with its goal. The exit status is 1 if one is missed.

import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { keys } from './keys.mjs';
import { X64, X86, makeHost } from './native.mjs';
import { makeTree } from './tree.mjs';

const BUILT = join(dirname(fileURLToPath(import.meta.url)), '../../collector/built');
const ROUNDS = 3;
/** A Windows has more keys than files; Wine's registry is slow, so this one has fewer, which makes the goal of the zip harder. */
const FILES_A_KEY = 3;
const GOALS = { bytes: 96 * 1024, listing: 3, registry: 1, zip: 12 };

const files = Number(process.argv[2] ?? 200_000);
const onlyFiles = ['/quiet', '/no-processes', '/no-registry', '/no-sockets', '/no-system'];
const onlyKeys = ['/quiet', '/no-processes', '/no-files', '/no-sockets', '/no-system'];
let missed = 0;

const host = await makeHost();
try {
  const size = statSync(join(BUILT, X86)).size;
  tell('size', `${size} bytes; ${X64}: ${statSync(join(BUILT, X64)).size}`, `at most ${GOALS.bytes}`, size <= GOALS.bytes);

  makeTree(host.prefix.unixPath('C:\\'), files);
  writeFileSync(host.prefix.unixPath('C:\\keys.reg'), Buffer.from(`\uFEFF${keys(Math.trunc(files / FILES_A_KEY))}`, 'utf16le'));
  await host.run(['reg', 'import', 'C:\\keys.reg']);
  console.log(`on ${files} files and ${Math.trunc(files / FILES_A_KEY)} keys besides Wine's own; the shortest of ${ROUNDS} rounds`);

  // Once unmeasured: both then find the same things in memory.
  await host.collect(['/quiet']);
  const listing = await best(() => host.collect(onlyFiles));
  const dir = await best(() => host.run(['cmd', '/d', '/u', '/c', 'dir /s /b /a C:\\ > C:\\dir.txt']));
  tellSpeed('listing', listing.ms, 'dir /s /b /a', dir.ms, GOALS.listing);
  const registry = await best(() => host.collect(onlyKeys));
  const reg = await best(async () => {
    for (const hive of ['HKLM', 'HKU']) await host.run(['reg', 'export', hive, `C:\\${hive}.reg`, '/y']);
  });
  tellSpeed('registry', registry.ms, 'reg export', reg.ms, GOALS.registry);

  const bytes = (...names) => names.map((name) => statSync(host.prefix.unixPath(`C:\\${name}`)).size).reduce((sum, size) => sum + size);
  const { zip } = await host.collect(['/quiet']);
  tellRatio('zip', zip, bytes('dir.txt', 'HKLM.reg', 'HKU.reg'), GOALS.zip);
  tellRatio('  of the files', listing.result.zip, bytes('dir.txt'));
  tellRatio('  of the keys', registry.result.zip, bytes('HKLM.reg', 'HKU.reg'));
} finally {
  await host.remove();
}
process.exitCode = missed === 0 ? 0 : 1;

function tell(what, figure, goal, met) {
  missed += met === false ? 1 : 0;
  console.log(`${what.padEnd(16)} ${figure}${goal ? `; goal: ${goal}: ${met ? 'met' : 'MISSED'}` : ''}`);
}

function tellSpeed(what, ours, command, theirs, goal) {
  tell(what, `${ours} ms; ${command}: ${theirs} ms; ${(theirs / ours).toFixed(1)} times as fast`, `${goal} times`, goal * ours <= theirs);
}

function tellRatio(what, zip, theirs, goal) {
  const ours = statSync(zip).size;
  tell(what, `${ours} bytes; dir and reg export in UTF-16: ${theirs}; 1/${(theirs / ours).toFixed(1)}`, goal && `1/${goal}`, goal && goal * ours <= theirs);
}

/** The shortest of some rounds, in milliseconds, and what the last one gave. */
async function best(job) {
  let [ms, result] = [Infinity, undefined];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    result = await job();
    ms = Math.min(ms, Math.round(performance.now() - start));
  }
  return { ms, result };
}
