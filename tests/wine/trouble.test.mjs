// Runs the native collector where a disk or its folders make trouble: odd names, folders it may not read, no room, an end in mid-run.
// JIANCE_SKIP_WINE=1 leaves these tests out, and says so.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { builtHelper } from './helper.mjs';
import { judge, makeHost, part, paths, sh } from './native.mjs';
import { PLAIN_USER } from './prefix.mjs';
import { SIGNS, coverage } from './signs.mjs';

const skip = process.env.JIANCE_SKIP_WINE === '1' && 'JIANCE_SKIP_WINE=1';
const NOTHING = ['/quiet', '/no-files', '/no-processes', '/no-registry', '/no-sockets', '/no-system'];

describe('odd files', { skip }, () => {
  let host;
  before(async () => {
    host = await makeHost();
    mkdirSync(host.prefix.unixPath('C:\\odd'));
  });
  after(() => host.remove());

  // Halves of characters are not among them: Wine has no way to make such a name. collector/src/text.rs tests them.
  test('lose nothing of their names, and circles end', async () => {
    const odd = ['a\u202Etxt.exe', 'trail.', 'trail ', ' lead', '100% [x] {y}', '\u{1F9EA}检测', 'tab\there', 'e\u0301', '\u200F\u05D0', '-'.repeat(250)];
    for (const name of odd) host.prefix.writeFile(`C:\\odd\\${name}`);
    const root = host.prefix.unixPath('C:\\odd');
    symlinkSync('..', join(root, 'circle'));
    symlinkSync('/', join(root, 'out'));
    let [deep, path] = [root, 'C:\\odd'];
    for (let level = 0; level < 18; level += 1) {
      deep = join(deep, 'd'.repeat(200));
      path += `\\${'d'.repeat(200)}`;
    }
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, 'end'), '');
    const { zip, status } = await host.collect();
    assert.equal(status, 0);
    const listed = paths(part(zip, 'files-C.txt'));
    for (const name of odd) assert.ok(listed.has(`c:\\odd\\${name.replaceAll('\t', '/0009')}`.toLowerCase()), JSON.stringify(name));
    assert.ok(listed.has(`${path}\\end`.toLowerCase()));
    for (const link of ['c:\\odd\\circle', 'c:\\odd\\out']) {
      assert.ok(listed.has(link) && ![...listed].some((path) => path.startsWith(`${link}\\`)), link);
    }
  });

  test('that lie deeper than Wine reaches are not passed over in silence', async () => {
    const levels = 160;
    const script = `cd "$1" && for i in $(seq ${levels}); do mkdir ${'d'.repeat(200)} && cd -P ${'d'.repeat(200)} || exit 1; done`;
    const root = host.prefix.unixPath('C:\\odd\\deep');
    mkdirSync(root);
    assert.equal(spawnSync('bash', ['-c', script, 'bash', root]).status, 0);
    const { zip, status } = await host.collect(['/quiet', '/no-registry']);
    assert.equal(status, 3);
    assert.match(part(zip, 'files-C.txt'), /\r\nrefused=[0-9a-f]{8} C:\\odd\\deep\\d+\\d/);
    assert.equal(coverage(judge(zip).report, 'file_listing'), 'partial');
  });

  test('stay as they are: nothing but the output is written', async () => {
    const drive = host.prefix.unixPath('C:\\windows');
    const state = () => sh('find', drive, '-newermt', '@0', '-printf', '%P %s %T@\n').stdout.toString();
    const before = state();
    await host.collect(['/quiet']);
    assert.equal(state(), before);
  });
});

describe('a folder', { skip }, () => {
  let host;
  before(async () => {
    host = await makeHost();
    copyFileSync(builtHelper(), host.prefix.unixPath('C:\\helper.exe'));
  });
  after(() => host.remove());

  test('that another program has locked is told, and the host is not called clean', async () => {
    host.prefix.writeFile('C:\\shut\\inside.txt');
    await host.prefix.start('C:\\helper.exe', 'lock', 'C:\\shut');
    const { status, zip } = await host.collect(['/quiet']);
    assert.equal(status, 3);
    const listing = part(zip, 'files-C.txt');
    // ERROR_SHARING_VIOLATION
    assert.ok(listing.includes('\r\nrefused=00000020 C:\\shut\r\n'));
    assert.ok(paths(listing).has('c:\\shut') && !paths(listing).has('c:\\shut\\inside.txt'));
    const { report } = judge(zip);
    assert.deepEqual([report.verdict, coverage(report, 'file_listing')], ['cannot_tell', 'partial']);
  });
});

describe('a user who may not read everything', { skip: skip || cannotServe(PLAIN_USER) }, () => {
  let host;
  before(async () => (host = await makeHost({ as: PLAIN_USER })));
  after(() => host.remove());

  test('gets what he may read, and is told what not', async () => {
    host.prefix.writeFile('C:\\shut\\inside.txt');
    const folder = host.prefix.unixPath('C:\\shut');
    chmodSync(folder, 0);
    const { status, zip, printed } = await host.collect();
    chmodSync(folder, 0o755);
    assert.equal(status, 3);
    assert.match(printed, /did not let it read: 1\r\n/);
    const listing = part(zip, 'files-C.txt');
    // ERROR_ACCESS_DENIED
    assert.ok(listing.includes('\r\nrefused=00000005 C:\\shut\r\n'));
    assert.ok(paths(listing).has('c:\\windows\\system32\\drivers'));
    assert.match(part(zip, 'manifest.txt'), /\r\nrefused=1\r\nend=files-C.txt\r\n/);
    const { report } = judge(zip);
    assert.deepEqual([report.verdict, coverage(report, 'file_listing')], ['cannot_tell', 'partial']);
  });
});

describe('a host with very much on it', { skip }, () => {
  let host;
  before(async () => (host = await makeHost()));
  after(() => host.remove());

  test('takes no more than 32 MiB of memory, those of Wine included', async () => {
    const root = host.prefix.unixPath('C:\\many');
    mkdirSync(root);
    // More than the collector keeps of names at once, so it reads the folder again for the rest.
    for (let index = 0; index < 16_000; index += 1) mkdirSync(join(root, `${'folder '.repeat(18)}${index}`));
    // A text of eight mebibytes.
    const large = `Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Large]\r\n"text"="${'检测ab'.repeat(1 << 20)}"\r\n\r\n`;
    writeFileSync(host.prefix.unixPath('C:\\large.reg'), Buffer.from(`\uFEFF${large}`, 'utf16le'));
    await host.run(['reg', 'import', 'C:\\large.reg']);
    const started = await peak(host, NOTHING);
    const all = await peak(host, ['/quiet']);
    assert.ok(started < all && all <= 32 << 10, `${all} KiB, ${started} KiB of them with nothing to do`);
  });
});

describe('trouble', { skip }, () => {
  let host;
  before(async () => (host = await makeHost({ planted: { registry: SIGNS.registry } })));
  after(() => host.remove());

  test('a full disk is told, and what was written opens and is not called clean', async (t) => {
    const mount = mkdtempSync(join(tmpdir(), 'jiance-full-'));
    if (sh('mount', '-t', 'tmpfs', '-o', 'size=420k', 'tmpfs', mount).status !== 0) {
      rmSync(mount, { recursive: true });
      return t.skip('this user may not mount a small disk');
    }
    try {
      symlinkSync(mount, join(host.prefix.folder, 'dosdevices/e:'));
      const { status, printed, zip } = await host.collect(['/no-files', '/out', 'E:\\'], { from: mount });
      assert.equal(status, 4);
      assert.match(printed, /disk is full/);
      assert.equal(sh('7z', 't', zip).status, 0);
      assert.match(part(zip, 'registry-hklm.reg'), /^Windows Registry Editor/);
      assert.doesNotMatch(part(zip, 'manifest.txt'), /end=manifest/);
      assert.notEqual(judge(zip).report.verdict, 'no_signs');
    } finally {
      rmSync(join(host.prefix.folder, 'dosdevices/e:'), { force: true });
      sh('umount', mount);
      rmSync(mount, { recursive: true });
    }
  });

  test('no place to write to is told', async () => {
    const { status, printed, zip } = await host.collect(['/out', 'C:\\no\\such\\folder']);
    assert.deepEqual([status, zip], [1, undefined]);
    assert.match(printed, /no folder it may write to/);
  });

  test('killed on its way, it leaves a zip that opens, holds the parts that were whole, and is not called clean', async () => {
    const names = new Set(readdirSync(host.place));
    const child = spawn('wine', ['jiance.exe'], { cwd: host.place, env: host.prefix.env, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    let zip;
    // What it lists when others open it says how far it is.
    while (!zip || !parts(zip).includes('files-C.txt')) {
      await new Promise(setImmediate);
      const name = readdirSync(host.place).find((name) => !names.has(name));
      zip = name && join(host.place, name);
      assert.equal(child.exitCode, null, 'it ended before it could be killed');
    }
    child.kill('SIGKILL');
    await ended;
    const left = host.keep(zip);
    assert.deepEqual(parts(left), ['processes.txt', 'sockets.txt', 'files-C.txt']);
    assert.equal(sh('unzip', '-tq', left).status, 0);
    assert.equal(sh('7z', 't', left).status, 0);
    assert.match(part(left, 'files-C.txt'), /\r\nend=\d+ \d+ 0\r\n$/);
    const { report } = judge(left);
    assert.equal(report.verdict, 'cannot_tell');
    copyFileSync(left, join(host.place, 'left.zip'));
    assert.equal((await host.prefix.run(['jiance.exe', '/verify', 'left.zip'], host.place)).status, 1);
  });
});

/** The names of what a zip holds; none if it does not open. */
function parts(zip) {
  return sh('unzip', '-Z1', zip).stdout.toString().split('\n').filter(Boolean);
}

/** Why tests can't be run as a user; nothing if they can. */
function cannotServe(user) {
  const { status } = spawnSync('test', ['-x', dirname(builtHelper())], { ...user });
  return status !== 0 && 'the folder of this checkout is shut to other users';
}

/** The most memory that the collector took, in KiB, with all of Wine that is in the same process. */
async function peak(host, args) {
  const child = spawn('wine', ['jiance.exe', ...args], { cwd: host.place, env: host.prefix.env, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  let most = 0;
  while (child.exitCode === null) {
    try {
      most = Number(readFileSync(`/proc/${child.pid}/status`, 'latin1').match(/VmHWM:\s+(\d+)/)?.[1] ?? most);
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await ended;
  assert.ok([0, 3].includes(child.exitCode));
  return most;
}
