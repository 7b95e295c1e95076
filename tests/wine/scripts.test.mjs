// Runs the scripts that the engine writes for XP, Server 2003 and 7 on a small Windows made by Wine: they change what they say, and
// taking it back leaves the registry byte for byte as it was. What Wine lacks (netsh, auditpol, services) is played by stand_in.c.
// JIANCE_SKIP_WINE=1 leaves these tests out, and says so.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { AWKWARD_FOLDER } from './collect.mjs';
import { makePrefix } from './prefix.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const CLI = process.env.JIANCE_CLI ?? join(HERE, '../../target/debug/jiance');

const skip = process.env.JIANCE_SKIP_WINE === '1' && 'JIANCE_SKIP_WINE=1';

const SERVICES = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';
const PARAMETERS = `${SERVICES}\\LanmanServer\\Parameters`;
const INTERFACES = `${SERVICES}\\NetBT\\Parameters\\Interfaces`;
const POLICY = `${SERVICES}\\SharedAccess\\Parameters\\FirewallPolicy`;
const RDP = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp';
const UPDATES = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update';
const ACCOUNTS = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';

/** What a Windows has before: some of it set, some not, some already as it should be. */
const BEFORE = {
  [PARAMETERS]: { AutoShareServer: 1, Size: 3 },
  [`${INTERFACES}\\Tcpip_{11111111-2222-3333-4444-555555555555}`]: { NetbiosOptions: 0 },
  [`${INTERFACES}\\Tcpip_{AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE}`]: { NetbiosOptions: 1 },
  [`${INTERFACES}\\Tcpip_{FFFFFFFF-0000-0000-0000-000000000000}`]: { NetbiosOptions: 2 },
  [`${POLICY}\\DomainProfile`]: { EnableFirewall: 0 },
  [`${POLICY}\\StandardProfile`]: { EnableFirewall: 0 },
  [`${POLICY}\\PublicProfile`]: { EnableFirewall: 1 },
  [`${POLICY}\\DomainProfile\\Logging`]: { LogDroppedPackets: 0, LogSuccessfulConnections: 0 },
  [`${POLICY}\\StandardProfile\\Logging`]: { LogDroppedPackets: 1, LogSuccessfulConnections: 0 },
  [`${POLICY}\\PublicProfile\\Logging`]: { LogDroppedPackets: 0, LogSuccessfulConnections: 0 },
  [`${POLICY}\\StandardProfile\\GloballyOpenPorts\\List`]: { 445: 1 },
  [`${SERVICES}\\LanmanServer`]: { Start: 2 },
  [`${SERVICES}\\lmhosts`]: { Start: 3 },
  [`${SERVICES}\\Browser`]: { Start: 4 },
  [`${SERVICES}\\Spooler`]: { Start: 2 },
  [`${SERVICES}\\wuauserv`]: { Start: 4, DelayedAutostart: 1 },
  [RDP]: { PortNumber: 3390 },
  [UPDATES]: { AUOptions: 0xffffffff },
  [ACCOUNTS]: { EnableLUA: 1 },
};
const RUNNING = ['LanmanServer', 'Spooler', 'SharedAccess'];

const WINDOWS = { xp: 'Microsoft Windows XP [Version 5.1.2600]', 2003: 'Microsoft Windows [Version 5.2.3790]', 7: 'Microsoft Windows [Version 6.1.7601]' };

let tools;
before(() => {
  if (skip) return;
  tools = mkdtempSync(join(tmpdir(), 'jiance-stand-in-'));
  execFileSync('x86_64-w64-mingw32-gcc', ['-O1', '-o', join(tools, 'stand-in.exe'), join(HERE, 'stand_in.c')]);
});
after(() => tools && rmSync(tools, { recursive: true }));

for (const windows of Object.keys(WINDOWS)) {
  describe(`every step on ${windows}`, { skip }, () => {
    let host, was, is, again, back;
    before(async () => {
      host = await makeHost(windows);
      was = await state(host);
      const hardened = await run(host, host.harden);
      is = { ...hardened, ...(await state(host)), said: said(host), kept: readdirSync(host.kept) };
      const second = await run(host, host.harden);
      again = { ...second, ...(await state(host)), kept: readdirSync(host.kept) };
      back = { ...(await run(host, host.undo)), ...(await state(host)) };
    });
    after(() => host?.prefix.remove());

    test('all goes well, and is said', () => {
      assert.equal(is.status, 0, is.printed);
      assert.ok(!is.printed.includes('[!]') && is.printed.includes('[+]') && is.printed.includes('[='), is.printed);
      assert.match(is.printed, /Restart this host/);
      assert.match(is.printed, /How to check:/);
      assert.ok(is.printed.includes(`run ${host.undo}`), is.printed);
    });

    test('the registry holds what the steps say', () => {
      const number = (value) => `dword:${value.toString(16).padStart(8, '0')}`;
      const nt5 = windows !== '7';
      for (const [key, name, value] of [
        [PARAMETERS, 'SMB1', nt5 ? undefined : 0],
        [PARAMETERS, 'AutoShareServer', 0],
        [PARAMETERS, 'AutoShareWks', 0],
        [PARAMETERS, 'Size', 3],
        ...['11111111-2222-3333-4444-555555555555', 'AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE'].map((id) => [`${INTERFACES}\\Tcpip_{${id}}`, 'NetbiosOptions', 2]),
        [`${SERVICES}\\LanmanServer`, 'Start', 4],
        [`${SERVICES}\\lmhosts`, 'Start', 4],
        [`${SERVICES}\\Spooler`, 'Start', nt5 ? 4 : 2],
        [`${SERVICES}\\wuauserv`, 'Start', nt5 ? 4 : 2],
        [ACCOUNTS, 'LocalAccountTokenFilterPolicy', nt5 ? undefined : 0],
        [UPDATES, 'AUOptions', nt5 ? 0xffffffff : 4],
        [`${POLICY}\\StandardProfile`, 'EnableFirewall', windows === '2003' ? 0 : 1],
      ]) {
        assert.equal(valueIn(is.registry, key, name), value === undefined ? undefined : number(value), `${key} ${name}`);
      }
    });

    test('the firewall is told to close the ports and to let remote desktop in where it listens', () => {
      const commands = { xp: ['type=FILEANDPRINT mode=DISABLE', 'port=3390'], 2003: ['dstport=445', 'assign=yes'], 7: ['localport=135,139,445', 'localport=3390'] };
      for (const words of commands[windows]) assert.ok(is.said.some((line) => line.includes(words)), `${words} in ${is.said.join('\n')}`);
    });

    test('a second run changes nothing and keeps what the first has kept', () => {
      assert.equal(again.status, 0);
      assert.equal(again.registry, is.registry);
      assert.deepEqual(again.kept, is.kept);
    });

    test('taking it back leaves everything as it was', () => {
      assert.equal(back.status, 0, back.printed);
      assert.equal(back.registry, was.registry);
      assert.deepEqual(back.standIn, was.standIn);
      assert.equal(existsSync(host.kept), false);
    });
  });
}

describe('what goes wrong', { skip }, () => {
  let host, was;
  before(async () => {
    host = await makeHost('7', { only: /smb1|advfirewall|firewall_on|server_cmd/ });
    was = await state(host);
  });
  after(() => host?.prefix.remove());

  test('without administrator rights nothing is done', async () => {
    await reg(host, 'delete', 'HKU\\S-1-5-19', '/f');
    for (const script of [host.harden, host.undo]) {
      const { status, printed } = await run(host, script);
      assert.equal(status, 1);
      assert.match(printed, /administrator/);
    }
    await reg(host, 'add', 'HKU\\S-1-5-19', '/f');
    assert.equal((await state(host)).registry, was.registry);
  });

  test('a step that fails is named, the others are taken, and all comes back', async () => {
    host.prefix.writeFile('C:\\stand-in\\fail', 'config "lmhosts"');
    const { status, printed } = await run(host, host.harden);
    assert.equal(status, 1);
    assert.match(printed, /\[!\] lmhosts: disabled/);
    assert.match(printed, /\[\+\] SMB1=0/);
    rmSync(host.prefix.unixPath('C:\\stand-in\\fail'));
    await run(host, host.undo);
    assert.equal((await state(host)).registry, was.registry);
  });

  test('the firewall stays off where remote desktop could not be let in', async () => {
    host.prefix.writeFile('C:\\stand-in\\fail', 'add rule name="Jiance allow remote desktop"');
    await run(host, host.harden);
    assert.equal(valueIn((await state(host)).registry, `${POLICY}\\StandardProfile`, 'EnableFirewall'), 'dword:00000000');
    rmSync(host.prefix.unixPath('C:\\stand-in\\fail'));
    await run(host, host.undo);
    assert.equal((await state(host)).registry, was.registry);
  });

  test('ports on which remote desktop listens are not closed', async () => {
    await reg(host, 'add', RDP, '/v', 'PortNumber', '/t', 'REG_DWORD', '/d', '445', '/f');
    rmSync(host.prefix.unixPath('C:\\stand-in\\said'), { force: true });
    const { printed } = await run(host, host.harden);
    assert.match(printed, /remote desktop listens on one of these ports/);
    assert.ok(!said(host).some((line) => line.includes('action=block')));
    await run(host, host.undo);
    await reg(host, 'add', RDP, '/v', 'PortNumber', '/t', 'REG_DWORD', '/d', '3390', '/f');
    assert.equal((await state(host)).registry, was.registry);
  });

  test('a value that is not a number is left alone', async () => {
    await reg(host, 'add', PARAMETERS, '/v', 'SMB1', '/t', 'REG_SZ', '/d', 'x', '/f');
    const { printed } = await run(host, host.harden);
    assert.match(printed, /\[!\] SMB1=0/);
    await run(host, host.undo);
    assert.equal(valueIn((await state(host)).registry, PARAMETERS, 'SMB1'), '"x"');
    await reg(host, 'delete', PARAMETERS, '/v', 'SMB1', '/f');
  });

  test('the undo without anything kept changes nothing', async () => {
    const { status, printed } = await run(host, host.undo);
    assert.equal(status, 0);
    assert.match(printed, /nothing to take back/);
    assert.equal((await state(host)).registry, was.registry);
  });
});

describe('in Chinese', { skip }, () => {
  let host, was;
  before(async () => {
    // Wine finds no folder with Chinese letters in a locale that this machine does not have.
    host = await makeHost('7', { lang: 'zh-CN', folder: 'C:\\a b & (1)', only: /smb1|advfirewall/ });
    was = await state(host);
  });
  after(() => host?.prefix.remove());

  test('a Windows in another code page is told so, in English, and stays as it is', async () => {
    const { status, printed } = await run(host, host.harden);
    assert.equal(status, 1);
    assert.match(printed, /written in code page 936, which this Windows does not have/);
    assert.equal((await state(host)).registry, was.registry);
  });

  test('a Chinese Windows is hardened, and told so in Chinese', async () => {
    const locale = host.prefix.env.LC_ALL;
    host.prefix.env.LC_ALL = 'zh_CN.UTF-8';
    // Wine writes the new locale into its registry.
    was = await state(host);
    const hardened = await run(host, host.harden);
    const now = await state(host);
    const undone = await run(host, host.undo);
    const then = await state(host);
    host.prefix.env.LC_ALL = locale;
    const printed = new TextDecoder('gbk').decode(Buffer.from(hardened.printed, 'latin1'));
    assert.equal(hardened.status, 0, printed);
    assert.match(printed, /\[\+\] SMB1=0 {2}已更改/);
    assert.match(printed, /请重启本机/);
    assert.equal(valueIn(now.registry, PARAMETERS, 'SMB1'), 'dword:00000000');
    assert.equal(undone.status, 0);
    assert.equal(then.registry, was.registry);
  });
});

/** A prefix that looks like one of the Windows, with scripts for it in a folder: with every step, or those whose id fits `only`. */
async function makeHost(windows, { lang = 'en', folder = AWKWARD_FOLDER, only = /./ } = {}) {
  const prefix = await makePrefix();
  prefix.env.WINEDLLOVERRIDES += ';net.exe,netsh.exe,sc.exe,auditpol.exe=n';
  for (const name of ['net', 'netsh', 'sc', 'auditpol']) {
    const path = prefix.unixPath(`C:\\windows\\system32\\${name}.exe`);
    rmSync(path, { force: true });
    copyFileSync(join(tools, 'stand-in.exe'), path);
  }
  prefix.writeFile('C:\\stand-in\\audit', 'as it was\n');
  for (const service of RUNNING) prefix.writeFile(`C:\\stand-in\\${service.toLowerCase()}`, '\n');
  const host = { prefix, harden: 'harden-OLD-PC.bat', undo: 'undo-OLD-PC.bat' };
  const rows = Object.entries(BEFORE).map(([key, values]) => {
    const lines = Object.entries(values).map(([name, value]) => `"${name}"=dword:${value.toString(16).padStart(8, '0')}\r\n`);
    return `[${key.replace('HKLM', 'HKEY_LOCAL_MACHINE')}]\r\n${lines.join('')}\r\n`;
  });
  const account = '[HKEY_USERS\\S-1-5-19]\r\n\r\n';
  prefix.writeFile('C:\\before.reg', `Windows Registry Editor Version 5.00\r\n\r\n${account}${rows.join('')}`);
  await reg(host, 'import', 'C:\\before.reg');

  const place = prefix.unixPath(folder);
  mkdirSync(place, { recursive: true });
  const given = join(prefix.folder, 'given');
  mkdirSync(given);
  writeFileSync(join(given, 'ver.txt'), `\r\n${WINDOWS[windows]}\r\n`);
  const name = '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName]\r\n"ComputerName"="OLD&PC"\r\n\r\n';
  writeFileSync(join(given, 'name.reg'), `Windows Registry Editor Version 5.00\r\n\r\n${name}`);
  const check = (...options) => {
    const { stdout, stderr, error } = spawnSync(CLI, ['check', '--json', '--lang', lang, ...options, given], { encoding: 'utf8' });
    if (error) throw error;
    assert.ok(stdout, stderr);
    return JSON.parse(stdout);
  };
  const steps = check().hardening.flatMap((measure) => measure.steps).filter((step) => step.scripted && only.test(step.id));
  check('--scripts', place, ...steps.flatMap((step) => ['--step', step.id]));
  assert.deepEqual(readdirSync(place).sort(), [host.harden, host.undo]);
  return { ...host, place, kept: join(place, 'jiance-before-OLD-PC') };
}

function run(host, script) {
  return host.prefix.run(['cmd', '/c', script], host.place);
}

async function reg(host, ...args) {
  const { status, printed } = await host.prefix.run(['reg', ...args]);
  assert.equal(status, 0, `reg ${args.join(' ')}: ${printed}`);
}

/** The registry that the scripts may touch, and what the stand-in was left with. */
async function state(host) {
  const parts = [];
  for (const key of ['HKLM\\SYSTEM\\CurrentControlSet', 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion', 'HKLM\\SOFTWARE\\Policies']) {
    const file = host.prefix.unixPath('C:\\now.reg');
    rmSync(file, { force: true });
    const { status } = await host.prefix.run(['reg', 'export', key, 'C:\\now.reg']);
    parts.push(status === 0 ? readFileSync(host.prefix.unixPath('C:\\now.reg'), 'utf16le') : `${key} is not there`);
  }
  const folder = host.prefix.unixPath('C:\\stand-in');
  const left = readdirSync(folder).filter((name) => name !== 'said').sort();
  const standIn = left.map((name) => [name, readFileSync(join(folder, name), 'latin1').trim()]);
  return { registry: parts.join(''), standIn };
}

/** What the stand-in was called with. */
function said(host) {
  const file = host.prefix.unixPath('C:\\stand-in\\said');
  return existsSync(file) ? readFileSync(file, 'latin1').split('\n') : [];
}

/** A value in an export, as it stands there. */
function valueIn(registry, key, name) {
  const block = registry.toLowerCase().split(`[${key.replace('HKLM', 'HKEY_LOCAL_MACHINE')}]\r\n`.toLowerCase())[1]?.split('\r\n\r\n')[0] ?? '';
  return block.split('\r\n').find((line) => line.startsWith(`"${name}"=`.toLowerCase()))?.split('=')[1];
}
