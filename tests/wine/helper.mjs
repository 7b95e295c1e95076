// In: helper.c. Out: the program, built by the toolchain that links the collector, once for all tests.

import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { sh } from './native.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCE = join(HERE, 'helper.c');
const TARGET = join(HERE, '../../target/wine');
const BUILT = join(TARGET, 'helper.exe');

/** Where the program lies on this machine. */
export function builtHelper() {
  if (!isCurrent()) {
    mkdirSync(TARGET, { recursive: true });
    const folder = mkdtempSync(join(TARGET, 'making-'));
    const making = join(folder, 'helper.exe');
    const { status } = sh('x86_64-w64-mingw32-gcc', '-O1', '-Wall', '-Werror', '-municode', '-s', '-o', making, SOURCE);
    if (status !== 0) throw new Error('helper.c does not build');
    renameSync(making, BUILT);
    rmSync(folder, { recursive: true });
  }
  return BUILT;
}

function isCurrent() {
  const built = statSync(BUILT, { throwIfNoEntry: false });
  return built && statSync(SOURCE).mtimeMs < built.mtimeMs;
}
