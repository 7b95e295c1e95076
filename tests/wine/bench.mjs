// In: how many files to make. Out, printed: the native collector's size, its speed against Wine's own dir and reg export on the same
// small Windows, and how small its zip is against what they write.

import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { X64, X86, makeHost } from './native.mjs';
import { makeTree } from './tree.mjs';

const BUILT = join(dirname(fileURLToPath(import.meta.url)), '../../collector/built');
const ROUNDS = 3;

const entries = Number(process.argv[2] ?? 200_000);
const host = await makeHost();
try {
  for (const name of [X86, X64]) console.log(`${name.padEnd(16)} ${statSync(join(BUILT, name)).size} bytes`);
  makeTree(host.prefix.unixPath('C:\\tree'), entries);
  console.log(`files            ${entries}`);

  const onlyFiles = ['/quiet', '/no-processes', '/no-registry', '/no-sockets', '/no-system'];
  const onlyKeys = ['/quiet', '/no-processes', '/no-files', '/no-sockets', '/no-system'];
  // Once unmeasured: both then find the same things in memory.
  await host.collect(['/quiet']);
  const files = await best(() => host.collect(onlyFiles));
  const dir = await best(() => host.run(['cmd', '/d', '/u', '/c', 'dir /s /b /a C:\\ > C:\\dir.txt']));
  console.log(`listing          ${ms(files)}; dir /s /b /a: ${ms(dir)}; ${times(dir, files)} as fast`);
  const keys = await best(() => host.collect(onlyKeys));
  const reg = await best(async () => {
    for (const hive of ['HKLM', 'HKU']) await host.run(['reg', 'export', hive, `C:\\${hive}.reg`, '/y']);
  });
  console.log(`registry         ${ms(keys)}; reg export: ${ms(reg)}; ${times(reg, keys)} as fast`);

  const { zip } = await host.collect(['/quiet']);
  const theirs = ['dir.txt', 'HKLM.reg', 'HKU.reg'].map((name) => statSync(host.prefix.unixPath(`C:\\${name}`)).size).reduce((a, b) => a + b);
  const ours = statSync(zip).size;
  console.log(`zip              ${ours} bytes; dir and reg export in UTF-16: ${theirs} bytes; 1 / ${(theirs / ours).toFixed(1)}`);
} finally {
  await host.remove();
}

/** The shortest of some rounds, in milliseconds. */
async function best(job) {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await job();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function ms(time) {
  return `${Math.round(time)} ms`;
}

function times(slow, fast) {
  return `${(slow / fast).toFixed(1)} times`;
}
