// The recorder itself: a page that sends in every way a page can is seen doing so. Without this, "no request was seen" says nothing.
import assert from "node:assert/strict";
import http from "node:http";
import { test } from "node:test";

import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();

const PAGE = `<!doctype html><title>sends</title><link rel="icon" href="data:,"><script type="module">
  const away = "http://away.example.com/";
  const settled = (promise) => promise.catch(() => {});
  await settled(fetch("home-by-fetch"));
  await settled(fetch(away + "by-fetch", { method: "POST", mode: "no-cors", body: "x" }));
  await new Promise((done) => { const image = new Image(); image.onerror = done; image.src = away + "by-image"; });
  navigator.sendBeacon(away + "by-beacon", "x");
  await new Promise((done) => { const socket = new WebSocket("ws://socket.example.com/"); socket.onerror = done; });
  const worker = new Worker("worker.js");
  await new Promise((done) => { worker.onmessage = done; });
  document.body.dataset.sent = "true";
</script><body>`;

const WORKER = `fetch("http://away.example.com/by-worker", { mode: "no-cors" }).catch(() => {}).finally(() => postMessage(0));`;

test("every way of sending is recorded", { timeout: 60_000 }, async (t) => {
  const server = http.createServer((request, answer) => {
    const isWorker = request.url === "/worker.js";
    answer.setHeader("Content-Type", isWorker ? "text/javascript" : "text/html").end(isWorker ? WORKER : PAGE);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const { page, requests, close } = await browser.open(`http://127.0.0.1:${server.address().port}/`);
  t.after(close);
  await page.locator("[data-sent]").waitFor({ state: "attached" });

  const seen = requests.map(({ url }) => url.replace(/^http:\/\/127\.0\.0\.1:\d+/, "home"));
  for (const expected of [
    "home/home-by-fetch",
    "http://away.example.com/by-fetch",
    "http://away.example.com/by-image",
    "http://away.example.com/by-beacon",
    "http://away.example.com/by-worker",
    "socket.example.com:80",
  ]) {
    assert.ok(seen.includes(expected), `${expected} was not seen among ${seen.join(", ")}`);
  }
  const strangers = seen.filter((url) => !url.startsWith("home/") && !url.includes(".example.com"));
  assert.deepEqual(strangers, [], "nothing else was sent");
});
