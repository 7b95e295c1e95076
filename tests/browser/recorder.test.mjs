// The recorder itself: a page that sends in every way a page can is seen doing so. Without this, "no request was seen" says nothing.
import assert from "node:assert/strict";
import http from "node:http";
import { test } from "node:test";

import { isOf, missingAfter, PAGE_WAYS, tryAll, WORKER_WAYS } from "./lib/leaks.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();

const PAGE = `<!doctype html><title>sends</title><link rel="icon" href="data:,"><style></style><body><script>new Worker("worker.js");</script>`;

const WORKER = `fetch("home-by-worker");`;

/** A page that nothing forbids to send. */
async function openPage(t) {
  const server = http.createServer((request, answer) => {
    const isWorker = request.url === "/worker.js";
    answer.setHeader("Content-Type", isWorker ? "text/javascript" : "text/html").end(isWorker ? WORKER : PAGE);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const visit = await browser.open(`http://127.0.0.1:${server.address().port}/`);
  t.after(visit.close);
  const urls = () => visit.requests.map(({ url }) => url);
  while (!urls().some((url) => url.endsWith("/home-by-worker"))) await new Promise((later) => setTimeout(later, 20));
  return { page: visit.page, urls };
}

for (const [place, ways, realmOf] of [
  ["page", PAGE_WAYS, (page) => page],
  ["worker", WORKER_WAYS, (page) => page.workers()[0]],
]) {
  test(`every way of sending from a ${place} is recorded`, { timeout: 60_000 }, async (t) => {
    const { page, urls } = await openPage(t);
    const names = Object.keys(ways);
    assert.deepEqual(await tryAll(realmOf(page), ways), []);
    assert.deepEqual(await missingAfter(names, urls), [], "not seen");
    const strangers = urls().filter((url) => !/^http:\/\/127\.0\.0\.1:/.test(url) && !names.some((way) => isOf(way, url)));
    assert.deepEqual(strangers, [], "nothing else was sent");
  });
}
