// In: a count. Out: so many registry keys as a `.reg` file, of the kinds that fill the registry of a Windows in use, the same every time.
//
// Half of them are classes, with a GUID each; then come the component store's packages, services, and what programs keep.

import { WORDS, below, capital, hex, numbers, pick, some } from './random.mjs';

const SOFTWARE = 'HKEY_LOCAL_MACHINE\\SOFTWARE';
const CLASSES = `${SOFTWARE}\\Classes`;
const PACKAGES = `${SOFTWARE}\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages`;
const SERVICES = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services';
const MAKERS = [classOf, classOf, interfaceOf, interfaceOf, packageOf, serviceOf, programOf, programOf];

/** The text of the file. */
export function keys(count) {
  const random = numbers(20170512);
  const blocks = [];
  while (blocks.length < count) blocks.push(...pick(random, MAKERS)(random));
  return `Windows Registry Editor Version 5.00\r\n\r\n${blocks.slice(0, count).join('\r\n\r\n')}\r\n\r\n`;
}

function classOf(random) {
  const key = `${CLASSES}\\CLSID\\{${guid(random)}}`;
  const name = some(random, WORDS, 2, 3).map(capital).join('');
  return [
    `[${key}]\r\n@="${name} Class"`,
    `[${key}\\InprocServer32]\r\n@=${expandable(`%SystemRoot%\\system32\\${pick(random, WORDS)}${pick(random, WORDS)}.dll`)}\r\n"ThreadingModel"="${pick(random, ['Both', 'Apartment', 'Free'])}"`,
    `[${key}\\ProgID]\r\n@="${name}.1"`,
  ];
}

function interfaceOf(random) {
  const key = `${CLASSES}\\Interface\\{${guid(random)}}`;
  return [
    `[${key}]\r\n@="I${some(random, WORDS, 2, 3).map(capital).join('')}"`,
    `[${key}\\NumMethods]\r\n@="${3 + below(random, 20)}"`,
    `[${key}\\ProxyStubClsid32]\r\n@="{00020424-0000-0000-C000-000000000046}"`,
  ];
}

function packageOf(random) {
  const name = `Microsoft-Windows-${some(random, WORDS, 2, 3).map(capital).join('-')}-Package~31bf3856ad364e35~amd64~~10.0.15063.${below(random, 700)}`;
  return [`[${PACKAGES}\\${name}]\r\n"InstallName"="${name}.mum"\r\n"InstallTimeHigh"=dword:01d2${hex(random, 4)}\r\n"InstallTimeLow"=dword:${hex(random, 8)}\r\n"CurrentState"=dword:00000070\r\n"SelfUpdate"=dword:00000000`];
}

function serviceOf(random) {
  const name = some(random, WORDS, 2, 3).map(capital).join('');
  return [`[${SERVICES}\\${name}]\r\n"Type"=dword:00000020\r\n"Start"=dword:0000000${2 + below(random, 3)}\r\n"ErrorControl"=dword:00000001\r\n"ImagePath"=${expandable(`%SystemRoot%\\System32\\svchost.exe -k ${pick(random, WORDS)}`)}\r\n"ObjectName"="LocalSystem"`];
}

function programOf(random) {
  const key = `${SOFTWARE}\\${capital(pick(random, WORDS))} ${capital(pick(random, WORDS))}\\${some(random, WORDS, 1, 3).map(capital).join('\\')}`;
  return [`[${key}]\r\n"${capital(pick(random, WORDS))}"=dword:${hex(random, 8)}\r\n"Path"="C:\\\\Program Files\\\\${capital(pick(random, WORDS))}"\r\n"Blob"=hex:${hex(random, 64).match(/../g).join(',')}`];
}

function expandable(text) {
  return `hex(2):${Buffer.from(`${text}\0`, 'utf16le').toString('hex').match(/../g).join(',')}`;
}

function guid(random) {
  return [8, 4, 4, 4, 12].map((digits) => hex(random, digits)).join('-').toUpperCase();
}
