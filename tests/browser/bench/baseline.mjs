// The least that any page could do with a file: read it, or inflate what is packed in it, in a worker, and forget it.
import { openSync, readSync, closeSync, statSync } from "node:fs";

const SLICE = 32 << 20;

/** Reads files slice by slice, the next one always asked for; only their first `bytes` if given. */
export function read(browser, paths, bytes = Infinity) {
  return inWorker(browser, paths, readAll, { slice: SLICE, bytes });
}

/** Inflates every entry of a zip with the browser's own `DecompressionStream`. */
export function inflate(browser, path) {
  return inWorker(browser, [path], inflateAll, { entries: packed(path) });
}

/** Runs `work(files, settings)` in a worker of an empty page; gives how many milliseconds it took. */
async function inWorker(browser, paths, work, settings) {
  const visit = await browser.open("about:blank");
  const { page } = visit;
  await page.setContent(`<input type="file" multiple>`);
  await page.locator("input").setInputFiles(paths);
  const ms = await page.evaluate(timed, [String(work), settings]);
  await visit.close();
  return { ms };
}

/** The same as `read` in an empty page that WebDriver drives. */
export async function readDriven({ driver }, paths) {
  await driver.get("about:blank");
  await driver.executeScript(`document.body.innerHTML = '<input type="file" multiple>'`);
  await driver.findElement({ css: "input" }).sendKeys(paths.join("\n"));
  const script = `(${timed})(arguments[0]).then(arguments[1], (problem) => arguments[1](String(problem)))`;
  const ms = await driver.executeAsyncScript(script, [String(readAll), { slice: SLICE }]);
  if (typeof ms !== "number") throw new Error(ms);
  return { ms };
}

/** Runs in the page: how long a worker takes with the chosen files. */
async function timed([work, settings]) {
  const code = `onmessage = async ({ data: [files, settings] }) => {
    const begin = performance.now();
    await (${work})(files, settings);
    postMessage(performance.now() - begin);
  }`;
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  worker.postMessage([[...document.querySelector("input").files], settings]);
  return new Promise((done) => (worker.onmessage = ({ data }) => done(data)));
}

/** Runs in the worker. */
async function readAll(files, { slice, bytes }) {
  for (const file of files) {
    const end = Math.min(file.size, bytes ?? file.size);
    const ask = (at) => (at < end ? file.slice(at, Math.min(at + slice, end)).arrayBuffer() : undefined);
    let next = ask(0);
    for (let at = 0; at < end; at += slice) {
      const arrived = next;
      next = ask(at + slice);
      await arrived;
    }
  }
}

/** Runs in the worker. */
async function inflateAll([file], { entries }) {
  for (const { begin, end } of entries) {
    const reader = file.slice(begin, end).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    while (!(await reader.read()).done);
  }
}

/** Where a zip's packed entries lie, by its directory. */
function packed(path) {
  const file = openSync(path, "r");
  const bytes = (at, length) => {
    const buffer = Buffer.alloc(length);
    readSync(file, buffer, 0, length, at);
    return buffer;
  };
  const { size } = statSync(path);
  const tail = bytes(Math.max(0, size - 65557), Math.min(size, 65557));
  const end = tail.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const directory = bytes(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = [];
  for (let at = 0; at < directory.length; ) {
    const [method, length, header] = [directory.readUInt16LE(at + 10), directory.readUInt32LE(at + 20), directory.readUInt32LE(at + 42)];
    const local = bytes(header, 30);
    const begin = header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    if (method === 8) entries.push({ begin, end: begin + length });
    at += 46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  closeSync(file);
  return entries;
}
