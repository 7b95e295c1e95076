// Runs collector/jiance.bat on a small Windows made by Wine, once with signs planted and once without, and reads what it wrote.
// JIANCE_SKIP_WINE=1 leaves these tests out, and says so.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { COLLECTOR, collect } from './collect.mjs';
import { INDICATORS, NEEDED, SIGNS, coverage, infectedBy } from './signs.mjs';

const CLI = process.env.JIANCE_CLI ?? join(dirname(COLLECTOR), '../target/debug/jiance');

const skip = process.env.JIANCE_SKIP_WINE === '1' && 'JIANCE_SKIP_WINE=1';

describe('on a host with signs', { skip }, () => {
  let collection;
  before(async () => (collection = await collect({ planted: SIGNS })));
  after(() => rmSync(dirname(collection.folder), { recursive: true }));

  test('ends well and says where the output lies', () => {
    assert.equal(collection.status, 0);
    assert.match(collection.printed, /^Done\./m);
    assert.ok(collection.printed.includes(`\\${basename(collection.folder)}"`));
  });

  test('names its output after host and time', () => {
    assert.match(basename(collection.folder), /^jiance-[^-].*-20\d{6}-\d{6}$/);
  });

  test('touches nothing but its output', () => assert.deepEqual(collection.changes, []));

  test('lists hidden files and names in every script', () => {
    const listing = utf16(collection, 'files-C.txt');
    for (const name of ['mssecsvc.exe', '说明.txt', '资料 夹', '.hidden', 'pagefile.sys']) {
      assert.ok(listing.includes(`  ${name}\r\n`), name);
    }
    assert.match(listing, /Directory of C:\\windows\\system32\\drivers\r/i);
    assert.match(listing, /Total files listed:/);
  });

  test('lists running programs', () => {
    const programs = utf16(collection, 'processes.txt');
    for (const name of ['services.exe', 'explorer.exe', 'tasksche.exe']) assert.ok(programs.includes(name), name);
  });

  test('exports the registry as it stands', () => {
    const machine = utf16(collection, 'registry-hklm.reg');
    assert.ok(machine.startsWith('Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE'));
    assert.ok(machine.endsWith('\r\n\r\n'));
    const image = machine.split('\\Services\\Helper]\r\n')[1].split('\r\n\r\n')[0];
    const bytes = image.match(/hex\(2\):([\s\S]*)/)[1].replace(/[^0-9a-f]/g, '');
    assert.equal(Buffer.from(bytes, 'hex').toString('utf16le'), '%ProgramFiles%\\EternalRocks\\svc.exe\0');

    const users = utf16(collection, 'registry-hku.reg');
    assert.ok(users.startsWith('Windows Registry Editor Version 5.00\r\n\r\n[HKEY_USERS'));
    assert.ok(users.includes('\\Software\\测试]\r\n"值"="中文"\r\n'));
  });

  test('keeps a manifest of its own work', () => {
    const { head, parts, last } = manifest(collection);
    assert.equal(head.collector, 'jiance.bat 1.0');
    assert.equal(head.elevated, 'yes');
    assert.equal(head.codepage, '437');
    assert.equal(head.system_drive, 'C:');
    assert.equal(head.fixed_drive, 'C:');
    assert.equal(last, 'end=manifest');

    const whole = ['files-C.txt', 'os.txt', 'processes.txt', 'registry-hklm.reg', 'registry-hku.reg', 'sockets.txt', 'version.txt'];
    // Wine has no list of updates and no file versions, and its systeminfo is silent.
    const failed = ['hotfixes.txt', 'systeminfo.txt', 'versions.txt'];
    assert.deepEqual(parts.filter((part) => part.ended).map((part) => part.name).sort(), whole);
    assert.deepEqual(parts.filter((part) => !part.ended).map((part) => part.name).sort(), failed);
    for (const part of parts) {
      for (const key of ['start', 'command', 'encoding', 'exit', 'stop']) assert.ok(part[key], `${part.name}: ${key}`);
    }
    for (const part of parts.filter((part) => part.ended)) {
      assert.equal(part.exit, '0', part.name);
      assert.ok(statSync(join(collection.folder, part.name)).size > 10, part.name);
    }
    for (const name of failed) assert.ok(collection.printed.includes(name), `says that it has no ${name}`);
  });

  test('is judged infected, on each of the signs', () => {
    const { status, report } = judge(collection);
    assert.equal(status, 10);
    assert.equal(report.verdict, 'infected');
    for (const id of INDICATORS) assert.ok(infectedBy(report).has(id), id);
  });

  test('leaves no working files', () => {
    const named = manifest(collection).parts.map((part) => part.name);
    assert.deepEqual(readdirSync(collection.folder).filter((name) => !['manifest.txt', ...named].includes(name)), []);
  });
});

describe('on a host without signs, run by a plain user', { skip }, () => {
  let collection;
  before(async () => (collection = await collect({ elevated: false, runIn: 'C:\\tools' })));
  after(() => rmSync(dirname(collection.folder), { recursive: true }));

  test('says that it does not see everything', () => {
    assert.equal(manifest(collection).head.elevated, 'no');
    assert.match(collection.printed, /Run as administrator/);
  });

  test('collects the same parts, without any sign in them', () => {
    assert.equal(manifest(collection).last, 'end=manifest');
    for (const name of ['files-C.txt', 'processes.txt', 'registry-hklm.reg', 'registry-hku.reg']) {
      assert.doesNotMatch(utf16(collection, name), /mssecsvc\.|tasksche\.|EternalRocks/i, name);
    }
  });
});

describe('on a host without signs', { skip }, () => {
  let collection;
  before(async () => (collection = await collect()));
  after(() => rmSync(dirname(collection.folder), { recursive: true }));

  test('is judged to have none, and everything needed was there', () => {
    const { status, report } = judge(collection);
    assert.deepEqual(report.sightings, []);
    for (const artifact of NEEDED) assert.equal(coverage(report, artifact), 'complete', artifact);
    assert.equal(report.verdict, 'no_signs');
    assert.equal(status, 0);
  });

  test('cannot be judged without its process list', () => {
    rmSync(join(collection.folder, 'processes.txt'));
    const { status, report } = judge(collection);
    assert.equal(report.verdict, 'cannot_tell');
    assert.equal(status, 12);
  });
});

describe('packing', { skip }, () => {
  /** Packs with this machine's own programs, as the program it stands for would. */
  const packed = (folder, program, args) => spawnSync(program, args, { cwd: folder }).status;
  const tar = (line, folder) => {
    const [, parts] = line.match(/^-a -cf packed\.zip (.*)$/) ?? [];
    if (parts) return packed(folder, 'zip', ['-q', 'packed.zip', ...parts.split(' ')]);
    return line === '-tf packed.zip' ? packed(folder, 'unzip', ['-tq', 'packed.zip']) : 2;
  };
  const powershell = (line, folder) => {
    if (!line.includes('[IO.Compression.ZipFileExtensions]::CreateEntryFromFile($zip, $part, $part)')) return 1;
    assert.match(line, /^-NoProfile -NonInteractive -Command "\$ErrorActionPreference = 'Stop'; .*\$zip\.Dispose\(\)"$/);
    return packed(folder, 'zip', ['-q', 'packed.zip', ...readdirSync(folder).filter((name) => /\.(txt|reg)$/.test(name))]);
  };
  const makecab = (line, folder) => {
    assert.equal(line, '/f packed.ddf');
    const rows = readFileSync(join(folder, 'packed.ddf'), 'latin1').trimEnd().split('\r\n');
    const settings = Object.fromEntries(rows.filter((row) => row.startsWith('.Set ')).map((row) => row.slice(5).split('=')));
    assert.deepEqual([settings.CabinetNameTemplate, settings.DiskDirectory1, settings.Compress], ['packed.cab', '.', 'on']);
    return packed(folder, 'gcab', ['--create', '--zip', 'packed.cab', ...rows.filter((row) => !row.startsWith('.'))]);
  };
  /** One that writes something else, and then can't read it. */
  const badTar = (line, folder) => (line.startsWith('-a') ? rubbish(folder) : 1);
  const POWERSHELL = 'WindowsPowerShell\\v1.0\\powershell.exe';

  for (const [by, kind, standIns] of [
    ['tar, where there is one', 'zip', { 'tar.exe': tar, [POWERSHELL]: powershell, 'makecab.exe': makecab }],
    ['PowerShell, where tar is none that writes zips', 'zip', { 'tar.exe': badTar, [POWERSHELL]: powershell }],
    ['makecab, where nothing else works', 'cab', { [POWERSHELL]: () => 1, 'makecab.exe': makecab }],
  ]) {
    test(`is done by ${by}`, async () => {
      const collection = await collect({ planted: SIGNS, standIns });
      try {
        assert.equal(collection.status, 0);
        assert.match(basename(collection.folder), new RegExp(`^jiance-[^-].*-20\\d{6}-\\d{6}\\.${kind}$`));
        assert.ok(collection.printed.includes(`\\${basename(collection.folder)}"`));
        assert.deepEqual(collection.changes, []);
        const { status, report } = judge(collection);
        assert.equal(status, 10);
        for (const id of INDICATORS) assert.ok(infectedBy(report).has(id), id);
        for (const artifact of NEEDED) assert.equal(coverage(report, artifact), 'complete', artifact);
      } finally {
        rmSync(dirname(collection.folder), { recursive: true });
      }
    });
  }

  test('that fails in every way leaves the folder, and no half-made file', async () => {
    const collection = await collect({ standIns: { 'tar.exe': badTar, [POWERSHELL]: (_, folder) => rubbish(folder) || 1, 'makecab.exe': () => 1 } });
    try {
      assert.match(collection.printed, /could not be packed into one file/);
      const named = manifest(collection).parts.map((part) => part.name);
      assert.deepEqual(readdirSync(collection.folder).filter((name) => !['manifest.txt', ...named].includes(name)), []);
    } finally {
      rmSync(dirname(collection.folder), { recursive: true });
    }
  });

  function rubbish(folder) {
    writeFileSync(join(folder, 'packed.zip'), 'x'.repeat(1000));
    return 0;
  }
});

describe('the collector as it is served', () => {
  const bytes = readFileSync(COLLECTOR);
  const text = bytes.toString('latin1');

  test('is ASCII with CRLF line ends, as every cmd.exe reads it', () => {
    assert.ok(bytes.every((byte) => byte < 0x80));
    assert.equal(text.replace(/\r\n/g, '').search(/[\r\n]/), -1);
  });

  test('holds no indicator, or antivirus programs would remove it', () => {
    const indicators =
      'mssecsvc tasksche qeriuwjhrf UpdateInstaller torunzip inconfig architouch doublepulsar eternal smbtouch WanaCry WanaDecryptor';
    for (const name of indicators.split(' ')) assert.ok(!text.toLowerCase().includes(name.toLowerCase()), name);
  });

  test('runs only programs that XP has, but for PowerShell and tar, which it does without', () => {
    const named = [...text.matchAll(/%SYS%\\([\w\\.]+\.(?:exe|com))/g)].map((match) => match[1].toLowerCase());
    const ofXp = ['chcp.com', 'cmd.exe', 'find.exe', 'makecab.exe', 'netstat.exe', 'reg.exe', 'systeminfo.exe', 'tasklist.exe', 'wbem\\wmic.exe'];
    const newer = ['tar.exe', 'windowspowershell\\v1.0\\powershell.exe'];
    assert.deepEqual([...new Set(named)].sort(), [...ofXp, ...newer].sort());
    // Each of the newer ones is one way of several: what follows asks whether it worked.
    for (const [index, line] of text.split('\r\n').entries()) {
      if (!/^(%PS%|%SYS%\\tar\.exe) /.test(line)) continue;
      assert.match(text.split('\r\n').slice(index + 1, index + 3).join('\n'), /call :(result|check_packed)|if not defined FOUND call :result/, line);
    }
  });

  test('jumps and calls only to labels it has', () => {
    const labels = new Set([...text.matchAll(/^:(\w+)/gm)].map((match) => match[1]));
    const targets = [...text.matchAll(/\b(?:goto |call :)(\w+)/g)].map((match) => match[1]);
    assert.ok(targets.length > 20);
    for (const target of targets) assert.ok(labels.has(target), target);
  });
});

/** What the command line says of a collection. */
function judge({ folder }) {
  const { status, stdout, stderr, error } = spawnSync(CLI, ['check', '--json', folder], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (error) throw error;
  assert.ok(stdout, stderr);
  return { status, report: JSON.parse(stdout) };
}

function utf16({ folder }, name) {
  return readFileSync(join(folder, name)).toString('utf16le').replace(/^\uFEFF/, '');
}

/** The manifest's head, its parts with the last value of each key, and its last line. */
function manifest({ folder }) {
  const lines = readFileSync(join(folder, 'manifest.txt'), 'latin1').trimEnd().split('\r\n');
  assert.equal(lines[0], 'jiance-manifest/1');
  const [head, parts] = [{}, []];
  for (const line of lines.slice(1, -1)) {
    const [, key, value] = line.match(/^(\w+)=(.*)$/);
    if (key === 'begin') parts.push({ name: value, ended: false });
    else if (key === 'end') {
      assert.equal(value, parts.at(-1).name);
      parts.at(-1).ended = true;
    } else (parts.at(-1) ?? head)[key] = value;
  }
  return { head, parts, last: lines.at(-1) };
}
