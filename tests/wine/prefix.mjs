// In: nothing but an installed Wine. Out: a fresh Wine prefix that looks like a small Windows, and ways to run programs in it.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  closeSync, cpSync, existsSync, linkSync, lstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, renameSync, rmSync,
  symlinkSync, writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TARGET = join(dirname(fileURLToPath(import.meta.url)), '../../target/wine');

/** What every Windows has and Wine does not make: without these a listing looks as if hidden entries had been left out. */
const WINDOWS_OWN_FILES = [
  'C:\\pagefile.sys',
  'C:\\$Recycle.Bin\\S-1-5-18\\desktop.ini',
  'C:\\System Volume Information\\tracking.log',
  'C:\\users\\Default\\NTUSER.DAT',
];

/** What Wine says when it could not start a program: nothing of that program ran. */
const NOT_STARTED = /^(wine: (failed to|could not load)|Application could not be started)/m;

/** A user who may not read everything, for tests that are run by one who may: his number, or nothing if this user is such a one. */
export const PLAIN_USER = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};

/** Makes a fresh prefix and starts its server; `remove` ends both. `as` is who all of it runs as: PLAIN_USER, or who runs the tests. */
export async function makePrefix({ as = {} } = {}) {
  const template = await madeTemplate();
  // Beside the template: links do not lead from one disk to another.
  const folder = mkdtempSync(join(TARGET, 'run-'));
  linkTree(join(template, 'drive_c'), join(folder, 'drive_c'));
  // The registry, and the stamp without which Wine would set the prefix up again.
  for (const file of ['.update-timestamp', 'system.reg', 'user.reg', 'userdef.reg']) {
    cpSync(join(template, file), join(folder, file));
  }
  // No drive Z:, which Wine makes a fixed disk that holds the whole machine.
  mkdirSync(join(folder, 'dosdevices'));
  symlinkSync('../drive_c', join(folder, 'dosdevices/c:'));
  if (as.uid) {
    const { status } = spawnSync('find', [folder, '-type', 'd', '-exec', 'chown', `${as.uid}:${as.gid}`, '{}', '+']);
    if (status !== 0) throw new Error(`${folder} could not be given to user ${as.uid}`);
  }
  const prefix = new Prefix(folder, as);
  // Without a lasting server, keys that Wine keeps in memory only are gone between two programs.
  await finished('wineserver', ['-p'], { env: prefix.env, ...as });
  await started(prefix);
  return prefix;
}

/** Waits until the prefix runs programs. */
function started(prefix) {
  return patiently(async () => {
    const { status, printed } = await prefix.run(['cmd', '/c', 'exit 0']);
    if (status !== 0) throw new Error(`Wine does not start: ${printed}`);
  });
}

/** Tries up to three times: while the services of a small Windows still start, Wine may fail to start a program for no fault of its own. */
async function patiently(start) {
  for (let tries = 3; ; tries -= 1) {
    try {
      return await start();
    } catch (error) {
      if (tries === 1) throw error;
    }
  }
}

class Prefix {
  constructor(folder, as = {}) {
    this.folder = folder;
    this.as = as;
    this.env = wineEnvironment(folder);
    this.children = [];
  }

  /** Where a Windows path lies, whatever case its existing folders have. */
  unixPath(windowsPath) {
    let path = join(this.folder, 'drive_c');
    for (const name of windowsPath.replace(/^C:\\/i, '').split('\\')) {
      const there = existsSync(path) ? readdirSync(path) : [];
      path = join(path, there.find((entry) => entry.toLowerCase() === name.toLowerCase()) ?? name);
    }
    return path;
  }

  writeFile(windowsPath, contents = '') {
    const path = this.unixPath(windowsPath);
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    writeFileSync(path, contents);
  }

  /** Runs a Windows program to its end; it reads nothing. Gives what it printed and its exit `status`. */
  run(args, cwd = join(this.folder, 'drive_c'), wine = 'wine') {
    return patiently(async () => {
      const ended = await this.runOnce(args, cwd, wine);
      if (NOT_STARTED.test(ended.printed)) throw new Error(`${args.join(' ')} was not started: ${ended.printed}`);
      return ended;
    });
  }

  async runOnce(args, cwd, wine) {
    // To a file: Wine's services, started along the way, would keep a pipe open for ever.
    const file = join(this.folder, 'printed.txt');
    const printed = openSync(file, 'w');
    try {
      const status = await finished(wine, args, { cwd, env: this.env, stdio: ['ignore', printed, printed], ...this.as });
      return { status, printed: readFileSync(file, 'latin1') };
    } finally {
      closeSync(printed);
    }
  }

  /** Starts a program that stays: a copy of the command shell under another name, waiting for input. Gives it back once it runs. */
  startProgram(windowsPath) {
    const path = this.unixPath(windowsPath);
    mkdirSync(dirname(path), { recursive: true });
    cpSync(this.unixPath('C:\\windows\\system32\\cmd.exe'), path);
    return this.start(windowsPath);
  }

  /** Starts a program that waits for input once it has said something. Gives what it said. */
  start(...words) {
    return patiently(() => this.startOnce(words));
  }

  startOnce(words) {
    const complaints = join(this.folder, 'complaints.txt');
    const toFile = openSync(complaints, 'w');
    const child = spawn('wine', words, { cwd: join(this.folder, 'drive_c'), env: this.env, stdio: ['pipe', 'pipe', toFile], ...this.as });
    closeSync(toFile);
    this.children.push(child);
    return new Promise((resolve, reject) => {
      child.stdout.once('data', resolve);
      child.on('error', reject);
      child.on('exit', (status) => {
        reject(new Error(`${words.join(' ')} ended at once with ${status}: ${readFileSync(complaints, 'latin1')}`));
      });
    });
  }

  async remove() {
    await finished('wineserver', ['-k'], { env: this.env, ...this.as });
    for (const child of this.children) child.kill();
    // Folders may lie deeper than Node's own way of removing reaches, and may be shut.
    spawnSync('chmod', ['-R', 'u+rwx', this.folder], { stdio: 'ignore' });
    spawnSync('rm', ['-rf', this.folder], { stdio: 'ignore' });
  }
}

/** Whether this Wine runs 32-bit programs: where Debian and Wine's own packages put what that takes. */
export const has32Bit = ['/usr/lib/i386-linux-gnu/wine', '/opt/wine-stable/lib/wine', '/opt/wine-devel/lib/wine'].some((folder) => existsSync(folder));

/** What runs Windows' own commands as 64-bit programs: a Wine that can do both begins as a 32-bit one. */
export const WINE_64 = ['/usr/lib/wine/wine64', '/opt/wine-stable/bin/wine64', '/opt/wine-devel/bin/wine64'].find((file) => existsSync(file)) ?? 'wine';

/** The prefix all others are linked from, made once per version of Wine, with 32-bit programs or without. */
async function madeTemplate() {
  const version = execFileSync('wine', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().replace(/[^\w.-]+/g, '_');
  const template = join(TARGET, has32Bit ? `${version}_32` : version);
  if (existsSync(template)) return template;
  mkdirSync(TARGET, { recursive: true });
  const making = mkdtempSync(join(TARGET, 'making-'));
  const env = wineEnvironment(making);
  await finished('wineboot', ['--init'], { env });
  await finished('wineserver', ['-w'], { env });
  // The user's folders are links to folders of this machine.
  cutLinks(join(making, 'drive_c'));
  const made = new Prefix(making);
  for (const path of WINDOWS_OWN_FILES) made.writeFile(path, 'x');
  try {
    renameSync(making, template);
  } catch (error) {
    // Another test was quicker.
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(template)) throw error;
  }
  return template;
}

/** Runs a program to its end and gives its exit status. */
function finished(program, args, options) {
  return new Promise((resolve, reject) => {
    spawn(program, args, { stdio: 'ignore', ...options }).on('error', reject).on('exit', resolve);
  });
}

function wineEnvironment(folder) {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    USER: 'tester',
    LC_ALL: 'C.UTF-8',
    WINEPREFIX: folder,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    // No .NET, no HTML engine, no entries in this machine's menus.
    WINEDLLOVERRIDES: 'mscoree=;mshtml=;winemenubuilder.exe=',
  };
}

function cutLinks(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const entry = lstatSync(path);
    if (entry.isSymbolicLink()) {
      rmSync(path);
      mkdirSync(path);
    } else if (entry.isDirectory()) {
      cutLinks(path);
    }
  }
}

/** Copies a tree by hard links: 700 MB of Wine's own files in no time. */
function linkTree(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, copy] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, copy);
    else linkSync(source, copy);
  }
}
