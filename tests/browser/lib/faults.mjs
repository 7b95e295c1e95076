// Faults at a chosen moment. In: a page, or nothing. Out: a read that waits for the test, a page with little memory, a server whose files change.
import { createReadStream, cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Holds the page's workers back at the nth read of a file that one of them makes, counting those of at least so many bytes, until `release`. `reached`
 * waits until it is made. What then happens to the file is real.
 */
export async function hold(page, nth, least = 0) {
  const workers = page.workers();
  const inEach = (code, words) => workers.map((worker) => worker.evaluate(code, words));
  await Promise.all(inEach(holdRead, [nth, least]));
  return {
    reached: () => Promise.any(inEach(() => self.reached)),
    release: () => Promise.all(inEach(() => self.release())),
  };
}

/** Runs in a worker. */
function holdRead([nth, least]) {
  const read = (self.readAtOnce ??= Blob.prototype.arrayBuffer);
  let reads = 0;
  const released = new Promise((release) => (self.release = release));
  self.reached = new Promise((reach) => {
    Blob.prototype.arrayBuffer = async function () {
      if (least <= this.size) reads += 1;
      if (reads === nth) {
        reach();
        await released;
        Blob.prototype.arrayBuffer = read;
      }
      return read.call(this);
    };
  });
}

/** Ends a worker as a browser does that runs short of memory. The first one checks; of those that help with large files the first reads. */
export async function end(page, at = 0) {
  // The page hears of it once it waits for the lock that the worker holds.
  await page.waitForFunction(async (workers) => workers <= (await navigator.locks.query()).pending.length, page.workers().length);
  await page.workers()[at].evaluate(() => self.close()).catch(() => {});
}

/**
 * Runs in the page, before it starts: its wasm gets so many MiB more than it begins with. The section of a module that describes its memory says how much it
 * begins with, and may say how much it ends with.
 */
export function limitMemory(mebibytes) {
  const number = (bytes, at) => {
    for (let value = 0, shift = 0; ; shift += 7, at += 1) {
      value |= (bytes[at] & 127) << shift;
      if (bytes[at] < 128) return [value, at + 1];
    }
  };
  const written = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...written(value >>> 7)]);
  const compile = WebAssembly.compile;
  // So that all of it passes here.
  delete WebAssembly.compileStreaming;
  WebAssembly.compile = (buffer) => {
    const bytes = new Uint8Array(buffer);
    for (let at = 8; at < bytes.length; ) {
      const id = bytes[at];
      const [size, begin] = number(bytes, at + 1);
      if (id === 5) {
        // One memory, without an end: 1, 0, pages.
        const [pages] = number(bytes, begin + 2);
        const section = [1, 1, ...written(pages), ...written(pages + mebibytes * 16)];
        return compile(concat([bytes.subarray(0, at), new Uint8Array([5, section.length, ...section]), bytes.subarray(begin + size)]));
      }
      at = begin + size;
    }
    throw new Error("the module has no memory of its own");
  };
  const concat = (parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  };
}

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };

/** Serves a copy of the built page; `replaceEverything` puts other bytes in the place of each file. */
export async function startOwnServer() {
  const folder = mkdtempSync(join(tmpdir(), "jiance-served-"));
  cpSync(fileURLToPath(new URL("../../../dist", import.meta.url)), folder, { recursive: true });
  const server = http.createServer((request, answer) => {
    const { pathname } = new URL(request.url, "http://page");
    const path = join(folder, pathname === "/" ? "index.html" : pathname);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return void answer.writeHead(404).end();
    answer.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream", "Cache-Control": "no-store" });
    createReadStream(path).pipe(answer);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    replaceEverything() {
      for (const name of readdirSync(folder, { recursive: true })) {
        if (statSync(join(folder, name)).isFile()) writeFileSync(join(folder, name), "another version");
      }
    },
    stop() {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
