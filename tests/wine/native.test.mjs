// Runs the native collector on small Windows made by Wine, and compares what it wrote with what Wine's own commands say.
// JIANCE_SKIP_WINE=1 leaves these tests out, and says so.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { builtHelper } from './helper.mjs';
import { X64, X86, judge, makeHost, part, paths, sh } from './native.mjs';
import { has32Bit } from './prefix.mjs';
import { INDICATORS, NEEDED, SIGNS, coverage, infectedBy } from './signs.mjs';

const skip = process.env.JIANCE_SKIP_WINE === '1' && 'JIANCE_SKIP_WINE=1';
const PROGRAMS = has32Bit ? [X64, X86] : [X64];

/** What `winecfg -v` calls them, the version they say they are, and what the report makes of it. */
const VERSIONS = [
  ['winxp64', /^5\.2\.3790$/, /^Windows (XP|Server 2003)/],
  ['win2003', /^5\.2\.3790$/, /^Windows (Server )?2003/],
  ['win7', /^6\.1\.7601$/, /^Windows 7/],
  ['win81', /^6\.3\.9600$/, /^Windows 8\.1/],
  ['win10', /^10\.0\.1\d{4}$/, /^Windows 10/],
];

test('the 32-bit build runs too', { skip: skip || (!has32Bit && 'this Wine runs no 32-bit programs: they come with wine32 (dpkg --add-architecture i386)') }, () => {});

for (const program of PROGRAMS) {
  for (const [windows, version, product] of VERSIONS) {
    describe(`${program} on ${windows} with signs`, { skip }, () => {
      let host, collection;
      before(async () => {
        host = await makeHost({ program, windows, planted: SIGNS });
        collection = await host.collect();
      });
      after(() => host.remove());

      test('ends well, and says where the file lies and what its checksum is', () => {
        assert.equal(collection.status, 0);
        assert.match(collection.printed, /^Done\./m);
        const [sum] = sh('sha256sum', collection.zip).stdout.toString().split(' ');
        assert.ok(collection.printed.includes(`SHA-256 ${sum}`));
        assert.match(basename(collection.zip), /^jiance-[^-].*-20\d{6}-\d{6}\.zip$/);
      });

      test('writes a zip that others open', () => {
        assert.equal(sh('unzip', '-tq', collection.zip).status, 0);
        assert.equal(sh('7z', 't', collection.zip).status, 0);
      });

      test('tells the version', () => {
        assert.match(part(collection.zip, 'os.txt').match(/^Version=(.*)\r$/m)[1], version);
      });

      test('is judged infected, on each of the signs, as the Windows it is', () => {
        const { status, report } = judge(collection.zip);
        assert.equal(status, 10);
        for (const id of INDICATORS) assert.ok(infectedBy(report).has(id), id);
        for (const artifact of NEEDED) assert.equal(coverage(report, artifact), 'complete', artifact);
        assert.match(report.host.os.product, product);
      });

      test('sees full paths of programs', () => {
        assert.match(part(collection.zip, 'processes.txt'), /\r\nExecutablePath=C:\\windows\\tasksche\.exe\r\nName=tasksche\.exe\r\n/i);
      });
    });
  }
}

describe('a host without signs', { skip }, () => {
  let host, collection;
  before(async () => {
    host = await makeHost();
    collection = await host.collect();
  });
  after(() => host.remove());

  test('is judged to have none, and everything needed was there', () => {
    const { status, report } = judge(collection.zip);
    assert.deepEqual(report.sightings, []);
    assert.equal(report.verdict, 'no_signs');
    assert.equal(status, 0);
  });

  test('gives the same listing as dir', async () => {
    await host.run(['cmd', '/c', 'dir /s /b /a C:\\ > C:\\list.txt']);
    const { zip } = await host.collect();
    const listed = paths(part(zip, 'files-C.txt'));
    // The console's page lacks most characters.
    const shown = readFileSync(host.prefix.unixPath('C:\\list.txt'), 'latin1').trimEnd().split('\r\n').filter((path) => !/[^ -~]|\?/.test(path));
    const expected = shown.filter((path) => !listed.has(path.toLowerCase()));
    assert.ok(500 < shown.length);
    assert.deepEqual(expected, []);
  });

  test('is shown nothing while quiet but the file and its checksum', async () => {
    const { status, printed } = await host.collect(['/quiet']);
    assert.equal(status, 0);
    assert.match(printed, /^C:\\.*\.zip\r\n {4}SHA-256 [0-9a-f]{64}\r\n$/);
  });

  test('cannot be judged without its registry', async () => {
    const { zip } = await host.collect(['/no-registry', '/quiet']);
    assert.equal(judge(zip).report.verdict, 'cannot_tell');
    assert.doesNotMatch(part(zip, 'manifest.txt'), /registry/);
  });

  test('gets a file that can be verified, until it is damaged', async () => {
    const { zip } = await host.collect(['/quiet']);
    const bytes = readFileSync(zip);
    const verify = async (contents) => {
      writeFileSync(join(host.place, 'v.zip'), contents);
      const { status } = await host.prefix.run(['jiance.exe', '/verify', 'v.zip'], host.place);
      rmSync(join(host.place, 'v.zip'));
      return status;
    };
    assert.equal(await verify(bytes), 0);
    bytes[Math.trunc(bytes.length / 2)] ^= 1;
    assert.equal(await verify(bytes), 1);
    assert.equal(await verify(bytes.subarray(0, bytes.length - 30)), 1);
  });

  test('is listed with every fixed disk it has', async () => {
    const disk = join(host.prefix.folder, 'disk');
    mkdirSync(join(disk, '数据'), { recursive: true });
    writeFileSync(join(disk, '数据', 'tasksche.exe'), '');
    symlinkSync('../disk', join(host.prefix.folder, 'dosdevices/d:'));
    const { zip } = await host.collect(['/quiet', '/no-registry']);
    rmSync(join(host.prefix.folder, 'dosdevices/d:'));
    assert.match(part(zip, 'manifest.txt'), /\r\nfixed_drive=C:\r\nfixed_drive=D:\r\n/);
    assert.ok(paths(part(zip, 'files-D.txt')).has('d:\\数据\\tasksche.exe'));
    assert.ok(judge(zip).report.sightings.some(({ indicator }) => indicator === 'N1.2'));
  });

  test('is told which options there are', async () => {
    const { status, zip } = await host.collect(['/nonsense']);
    assert.deepEqual([status, zip], [2, undefined]);
  });
});

describe('the registry', { skip }, () => {
  let host;
  before(async () => (host = await makeHost()));
  after(() => host.remove());

  test('is written as reg export writes it, with every type of value and one of a mebibyte', async () => {
    const hex = (bytes) => bytes.toString('hex').match(/../g).join(',');
    const values = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 0xffff0000].map((type) => `"type ${type}"=hex(${type.toString(16)}):61,00,00,00`);
    values.push(`"large"=hex:${hex(Buffer.alloc(1 << 20, 'abc'))}`, '"quoted \\"\\\\"="a\\\\\\"检测"', '@="default"', '"empty"=""', '"none"=hex:');
    const text = `Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Every]\r\n${values.join('\r\n')}\r\n\r\n`;
    writeFileSync(host.prefix.unixPath('C:\\every.reg'), Buffer.from(`\uFEFF${text}`, 'utf16le'));
    await host.run(['reg', 'import', 'C:\\every.reg']);
    const { zip } = await host.collect(['/no-files']);
    for (const [hive, name] of [['HKLM', 'registry-hklm.reg'], ['HKU', 'registry-hku.reg']]) {
      await host.run(['reg', 'export', hive, `C:\\${hive}.reg`]);
      const theirs = keys(readFileSync(host.prefix.unixPath(`C:\\${hive}.reg`)).toString('utf16le').replace(/^\uFEFF/, ''));
      const ours = keys(part(zip, name));
      assert.ok(hive !== 'HKLM' || ours.get('[hkey_local_machine\\software\\every]').length > 3 << 20);
      for (const [key, block] of ours) {
        // A link behind a link is written as it is.
        if (!block.includes('"SymbolicLinkValue"')) assert.equal(block, theirs.get(key), key);
      }
      // Left out on purpose: see collector/src/left_out.rs.
      const missing = [...theirs.keys()].filter((key) => !ours.has(key) && !/\\wow6432node\\classes\\|\\enum\\.*\\properties\b|\\protected storage system provider/.test(key));
      assert.deepEqual(missing, []);
    }
  });
});

describe('a user who is not logged on', { skip }, () => {
  let host;
  before(async () => (host = await makeHost()));
  after(() => host.remove());

  test('is read from the file of his registry, which stays as it is', async () => {
    const list = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\S-1-5-21-1-2-3-1001';
    await host.run(['reg', 'add', list, '/v', 'ProfileImagePath', '/t', 'REG_EXPAND_SZ', '/d', '%SystemDrive%\\Users\\away', '/f']);
    const bytes = hive('Run', 'x', 'C:\\Windows\\tasksche.exe');
    host.prefix.writeFile('C:\\Users\\away\\NTUSER.DAT', bytes);
    const { zip } = await host.collect(['/quiet']);
    const users = part(zip, 'registry-hku.reg');
    assert.ok(users.includes('[HKEY_USERS\\S-1-5-21-1-2-3-1001\\Run]\r\n"x"="C:\\\\Windows\\\\tasksche.exe"\r\n\r\n'));
    assert.ok(readFileSync(host.prefix.unixPath('C:\\Users\\away\\NTUSER.DAT')).equals(bytes));
    assert.equal(coverage(judge(zip).report, 'registry'), 'complete');
  });

  test('is written once, though an old path leads on to the new one', async () => {
    const profile = host.prefix.unixPath('C:\\Users\\away');
    host.prefix.writeFile('C:\\Users\\away\\AppData\\Local\\Microsoft\\Windows\\UsrClass.dat', hive('Run', 'x', 'y'));
    symlinkSync('AppData/Local', join(profile, 'Local Settings'));
    symlinkSync('.', join(profile, 'AppData', 'Local', 'Application Data'));
    const { zip } = await host.collect(['/quiet']);
    assert.equal(part(zip, 'registry-hku.reg').split('[HKEY_USERS\\S-1-5-21-1-2-3-1001_Classes\\Run]').length, 2);
  });

  test('is told of where the file of his registry is locked, and the host is not called clean', async () => {
    copyFileSync(builtHelper(), host.prefix.unixPath('C:\\helper.exe'));
    await host.prefix.start('C:\\helper.exe', 'lock', 'C:\\Users\\away\\NTUSER.DAT');
    const { status, zip } = await host.collect(['/quiet']);
    assert.equal(status, 3);
    // ERROR_SHARING_VIOLATION
    assert.match(part(zip, 'manifest.txt'), /\r\nrefused_at=00000020 HKEY_USERS\\S-1-5-21-1-2-3-1001\r\n/);
    const { report } = judge(zip);
    assert.deepEqual([report.verdict, coverage(report, 'registry')], ['cannot_tell', 'partial']);
  });
});

/** The blocks of a registry export, by their key. */
function keys(text) {
  const all = new Map();
  for (const block of text.split(/(?=^\[)/m).slice(1)) all.set(block.split('\r\n')[0].toLowerCase(), block.trimEnd());
  return all;
}

/** A registry hive as Windows keeps it on the disk: a root, in it one key, in that one text. */
function hive(key, name, text) {
  const cells = [Buffer.alloc(32)];
  const cell = (...fields) => {
    const place = cells.reduce((sum, { length }) => sum + length, 0);
    const data = Buffer.concat(fields.map((field) => (typeof field === 'string' ? Buffer.from(field, 'latin1') : Buffer.from(field))));
    const whole = Buffer.alloc(Math.ceil((data.length + 4) / 8) * 8);
    whole.writeInt32LE(-whole.length);
    data.copy(whole, 4);
    cells.push(whole);
    return place;
  };
  const u32 = (...numbers) => new Uint8Array(Uint32Array.from(numbers).buffer);
  const u16 = (...numbers) => new Uint8Array(Uint16Array.from(numbers).buffer);
  const NARROW = 0x20;
  const nk = (name, subkeys, values) =>
    cell('nk', u16(NARROW), new Uint8Array(16), u32(...subkeys.length ? [1, 0, subkeys[0], 0] : [0, 0, 0, 0]), u32(values.length, values[0] ?? 0), new Uint8Array(28), u16(name.length, 0), name);
  const data = Buffer.from(`${text}\0`, 'utf16le');
  const value = cell('vk', u16(name.length), u32(data.length, cell(data), 1), u16(1, 0), name);
  const child = nk(key, [], [cell(u32(value))]);
  const root = nk('ROOT', [cell('lh', u16(1), u32(child, 0))], []);
  const head = Buffer.alloc(4096);
  head.write('regf');
  head.writeUInt32LE(root, 36);
  return Buffer.concat([head, ...cells]);
}
