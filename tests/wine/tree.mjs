// In: a folder and a count. Out: so many files in it, laid out and named as on a Windows that has been in use, the same ones every time.
//
// The shares are estimated, not counted on a real host: a third of the files are the component store with its manifests, copies of what
// stands in System32, below folders that end in 16 digits of a hash; the rest are drivers, updates, programs, and what people and
// browsers leave behind. Of the names, those parts are random that are random on a Windows: hashes, GUIDs, counters.

import { closeSync, ftruncateSync, futimesSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';

import { WORDS, below, capital, hex, numbers, pick, some } from './random.mjs';

const PEOPLE = '合同 报价单 会议纪要 发票 照片 项目 财务 客户 培训 新建文件夹 Report Invoice Photos Budget Meeting Notes Draft Final Scan Copy'.split(' ');
const LANGUAGES = ['en-us', 'zh-cn'];
const KINDS = ['dll', 'dll', 'dll', 'dll', 'exe', 'mui', 'mui', 'sys', 'inf', 'xml'];
/** When parts of this Windows were installed, in seconds since 1970: with it, and with each update. */
const INSTALLED = [1489784400, 1494575040, 1499137200, 1507593600, 1512432000];

/** Makes the files. */
export function makeTree(root, count) {
  const random = numbers(20170512);
  const system = Array.from({ length: 4000 }, () => `${some(random, WORDS, 1, 3).join('')}.${pick(random, KINDS)}`);
  const makers = [[22, component], [8, manifests], [8, packages], [14, programs], [6, drivers], [16, caches], [12, modules], [14, documents]];
  const total = makers.reduce((sum, [share]) => sum + share, 0);
  let left = count;
  for (const [at, [share, maker]] of makers.entries()) {
    let here = at + 1 < makers.length ? Math.trunc((count * share) / total) : left;
    left -= here;
    while (0 < here) {
      const { folder, files } = maker(random, system);
      const path = join(root, ...folder);
      mkdirSync(path, { recursive: true });
      for (const file of files.slice(0, here)) {
        writeEmpty(join(path, file.name), file);
        here -= 1;
      }
    }
  }
}

function component(random, system) {
  const installed = pick(random, INSTALLED) + below(random, 3600);
  const files = some(random, system, 1, 6).map((name) => binary(random, name, installed));
  return { folder: ['Windows', 'WinSxS', componentName(random)], files };
}

function manifests(random) {
  const installed = pick(random, INSTALLED) + below(random, 3600);
  return { folder: ['Windows', 'WinSxS', 'Manifests'], files: [binary(random, `${componentName(random)}.manifest`, installed)] };
}

function componentName(random) {
  const words = some(random, WORDS, 2, 4).join('-');
  const language = pick(random, ['none', 'none', ...LANGUAGES]);
  return `${pick(random, ['amd64', 'amd64', 'wow64', 'x86', 'msil'])}_microsoft-windows-${words}_31bf3856ad364e35_10.0.15063.${pick(random, [0, 0, 296, 447, 674])}_${language}_${hex(random, 16)}`;
}

function packages(random) {
  const installed = pick(random, INSTALLED) + below(random, 3600);
  const name = `Package_${below(random, 6000)}_for_KB${pick(random, [4012212, 4016871, 4022725, 4025342, 4041676])}~31bf3856ad364e35~amd64~~10.0.1.${below(random, 9)}`;
  return { folder: ['Windows', 'servicing', 'Packages'], files: ['mum', 'cat'].map((kind) => binary(random, `${name}.${kind}`, installed)) };
}

function programs(random) {
  const installed = 1480000000 + below(random, 50_000_000);
  const folder = ['Program Files', `${capital(pick(random, WORDS))} ${capital(pick(random, WORDS))}`, ...some(random, WORDS, 0, 2)];
  const files = Array.from({ length: 1 + below(random, 40) }, () => binary(random, `${some(random, WORDS, 1, 2).join('_')}.${pick(random, ['dll', 'png', 'html', 'js', 'xml', 'dat'])}`, installed + below(random, 60)));
  return { folder, files };
}

function drivers(random, system) {
  const name = pick(random, WORDS) + below(random, 99);
  const installed = pick(random, INSTALLED) + below(random, 3600);
  const files = [`${name}.inf`, `${name}.sys`, `${name}.cat`, pick(random, system)].map((file) => binary(random, file, installed));
  return { folder: ['Windows', 'System32', 'DriverStore', 'FileRepository', `${name}.inf_amd64_${hex(random, 16)}`], files };
}

function caches(random) {
  const first = below(random, 0xfff00);
  let time = 1500000000 + below(random, 30_000_000);
  const files = Array.from({ length: 100 }, (_, at) => {
    time += below(random, 40);
    const name = pick(random, [`f_${(first + at).toString(16).padStart(6, '0')}`, hex(random, 32), `${pick(random, WORDS)}[${1 + below(random, 3)}].js`]);
    return { name, size: size(random), modified: time, read: time };
  });
  return { folder: ['Users', 'lin', 'AppData', 'Local', pick(random, ['Cache', 'INetCache']), hex(random, 8).toUpperCase()], files };
}

function modules(random) {
  const installed = 1480000000 + below(random, 50_000_000);
  const folder = ['Users', 'lin', 'projects', pick(random, WORDS), 'node_modules', some(random, WORDS, 1, 2).join('-'), ...pick(random, [[], ['lib'], ['dist', pick(random, WORDS)]])];
  const files = Array.from({ length: 2 + below(random, 20) }, () => binary(random, `${pick(random, [...WORDS, 'index', 'package', 'README'])}.${pick(random, ['js', 'js', 'ts', 'json', 'md', 'map'])}`, installed));
  return { folder, files };
}

function documents(random) {
  let photo = below(random, 9000);
  let time = 1400000000 + below(random, 130_000_000);
  const files = Array.from({ length: 1 + below(random, 60) }, () => {
    photo += 1;
    time += below(random, 86_400);
    const name = pick(random, [`IMG_${String(photo).padStart(4, '0')}.JPG`, `${pick(random, PEOPLE)} ${2012 + below(random, 6)}-${1 + below(random, 12)}.docx`, `${pick(random, PEOPLE)}${pick(random, PEOPLE)} (${below(random, 9)}).xlsx`]);
    return { name, size: size(random), modified: time, read: 1510000000 + below(random, 5_000_000) };
  });
  return { folder: ['Users', pick(random, ['lin', 'wang', 'Public']), 'Documents', pick(random, PEOPLE), `${pick(random, PEOPLE)} ${below(random, 400)}`], files };
}

/** A file that came with a program: made and read when that was installed, give or take. */
function binary(random, name, installed) {
  const modified = installed + below(random, 3);
  return { name, size: size(random), modified, read: pick(random, [modified, modified, installed + below(random, 9_000_000)]) };
}

function writeEmpty(path, { size, modified, read }) {
  const file = openSync(path, 'w');
  // Without content, whatever its size: it takes no room.
  ftruncateSync(file, size);
  futimesSync(file, read, modified);
  closeSync(file);
}

/** Sizes of every order of magnitude. */
function size(random) {
  return Math.trunc(2 ** (4 + random() * 18));
}
