// In: what to plant on a small Windows made by Wine. Out: what collector/built/jiance.exe, run there, wrote.

import { spawnSync } from 'node:child_process';
import { chownSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { WINE_64, makePrefix } from './prefix.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const BUILT = join(ROOT, 'collector/built');
const CLI = process.env.JIANCE_CLI ?? join(ROOT, 'target/debug/jiance');

/** Where the collector lies on the small Windows. */
export const PLACE = "C:\\a b & 检测 (1)! ^;,='";

/** Builds, by their name in collector/built. */
export const X64 = 'jiance-x64.exe';
export const X86 = 'jiance.exe';

/** A small Windows with the collector on it. `remove` it in the end. */
export async function makeHost({ program = X64, windows, planted = {}, as } = {}) {
  const prefix = await makePrefix({ as });
  const host = new Host(prefix, program);
  if (windows) await host.run(['winecfg', '-v', windows]);
  for (const path of planted.files ?? []) prefix.writeFile(path, 'x');
  for (const { key, name, type, data } of planted.registry ?? []) {
    await host.run(['reg', 'add', key, '/v', name, '/t', type, '/d', data, '/f']);
  }
  for (const path of planted.programs ?? []) await prefix.startProgram(path);
  return host;
}

class Host {
  constructor(prefix, program) {
    this.prefix = prefix;
    this.place = prefix.unixPath(PLACE);
    mkdirSync(this.place, { recursive: true });
    if (prefix.as.uid) chownSync(this.place, prefix.as.uid, prefix.as.gid);
    copyFileSync(join(BUILT, program), join(this.place, 'jiance.exe'));
    this.kept = mkdtempSync(join(tmpdir(), 'jiance-native-'));
  }

  /** Runs one of Windows' own commands, in its 64-bit form, which must end well. */
  async run(args) {
    const { status, printed } = await this.prefix.run(args, undefined, WINE_64);
    if (status !== 0) throw new Error(`${args.join(' ')} failed with ${status}: ${printed}`);
    return printed;
  }

  /** Runs the collector. Gives its exit `status`, what it `printed`, and the `zip` it wrote, if any. */
  async collect(args = [], { from = this.place } = {}) {
    const before = new Set(readdirSync(from));
    const { status, printed } = await this.prefix.run(['jiance.exe', ...args], this.place);
    const written = readdirSync(from).filter((name) => !before.has(name));
    if (1 < written.length) throw new Error(`one file expected, found ${JSON.stringify(written)}`);
    return { status, printed, zip: written[0] && this.keep(join(from, written[0])) };
  }

  /** Moves a file out of the small Windows. */
  keep(file) {
    const kept = join(this.kept, basename(file));
    copyFileSync(file, kept);
    rmSync(file);
    return kept;
  }

  async remove() {
    await this.prefix.remove();
    rmSync(this.kept, { recursive: true, force: true });
  }
}

/** Runs a program to its end. */
export function sh(program, ...args) {
  const { status, stdout, error } = spawnSync(program, args, { maxBuffer: 1 << 30 });
  if (error) throw error;
  return { status, stdout };
}

/** The paths in a listing, without case. */
export function paths(listing) {
  const all = new Set();
  let folder;
  for (const line of listing.split('\r\n').slice(1)) {
    if (line.startsWith('folder=')) all.add((folder = line.slice(7).split('\t').at(-1).toLowerCase()));
    else if (/^[0-9a-f]+\t/.test(line)) all.add(`${folder.replace(/\\$/, '')}\\${line.split('\t')[6].toLowerCase()}`);
  }
  return all;
}

/** A part of a zip, as text without its mark. */
export function part(zip, name) {
  const { status, stdout } = sh('unzip', '-p', zip, name);
  if (status !== 0) throw new Error(`${zip} has no ${name}`);
  return stdout.toString('utf8').replace(/^\uFEFF/, '');
}

/** What the command line says of a file. */
export function judge(file) {
  const { status, stdout } = sh(CLI, 'check', '--json', file);
  return { status, report: JSON.parse(stdout.toString('utf8')) };
}
