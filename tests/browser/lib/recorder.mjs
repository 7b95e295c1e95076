// A proxy that all of the browser's traffic goes through, whoever in it asks: the page, a worker, a beacon.
// In: what the browser asks for. Out: a list of it; only what goes to this machine is passed on. Asked by its own address, it passes on to
// the page's server, and so is in front of the page even for a browser that asks this machine without a proxy.
import http from "node:http";
import { text } from "node:stream/consumers";

import { setting } from "./setting.mjs";

// Chromium asks these for its updates, the time, its user's account and how to fill in forms, and Firefox for its settings, whatever the
// page. All else counts.
const BROWSERS_OWN = [
  "accounts.google.com",
  "clients2.google.com",
  "content-autofill.googleapis.com",
  "update.googleapis.com",
  "firefox.settings.services.mozilla.com",
];

const isLoopback = (host) => /^(127\.0\.0\.1|\[::1\]|localhost)$/.test(host);

/** `changes` may give, for the path of a file of the page, a function from its text to the one that is served instead. */
export async function startRecorder({ changes = {} } = {}) {
  const requests = [];
  const note = (method, url, host) => {
    if (!BROWSERS_OWN.includes(host)) requests.push({ method, url });
  };
  const proxy = http.createServer((request, answer) => {
    const url = new URL(request.url, setting("JIANCE_PAGE"));
    note(request.method, request.url, url.hostname);
    if (!isLoopback(url.hostname)) {
      answer.writeHead(403).end();
      return;
    }
    const change = changes[url.pathname];
    const onward = http.request(url, { method: request.method, headers: request.headers }, (reply) => {
      const { "content-length": length, ...others } = reply.headers;
      answer.writeHead(reply.statusCode, change ? others : reply.headers);
      if (change) text(reply).then((whole) => answer.end(change(whole)));
      else reply.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    // A browser that leaves in the middle of an answer must not leave the rest of it waiting.
    answer.on("close", () => onward.destroy());
    request.pipe(onward);
  });
  // What is encrypted, and WebSockets, ask for a tunnel. There is none to be had, but the wish is noted.
  proxy.on("connect", (request, socket) => {
    socket.on("error", () => {}); // The browser may be gone already.
    note("CONNECT", request.url, request.url.replace(/:\d+$/, ""));
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n", () => socket.destroy());
  });
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${proxy.address().port}`,
    requests,
    close() {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}
