// A web server of its own for a test. In: a folder. Out: its files at an address of this machine, until it is stopped; it can come back at the
// same address.
import { createReadStream, existsSync, statSync } from "node:fs";
import http from "node:http";
import { extname, join } from "node:path";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml" };

/** Serves a folder; `headers` are sent with every answer. */
export async function startSite(folder, { headers = {} } = {}) {
  const server = http.createServer((request, answer) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    const asked = join(folder, path);
    const file = path.endsWith("/") ? join(asked, "index.html") : asked;
    if (!existsSync(file) || !statSync(file).isFile()) return answer.writeHead(404).end();
    answer.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", ...headers });
    return createReadStream(file).pipe(answer);
  });
  const listen = (port) => new Promise((ready, failed) => server.once("error", failed).listen(port, "127.0.0.1", ready));
  await listen(0);
  const { port } = server.address();
  return {
    address: `http://127.0.0.1:${port}/`,
    stop: () =>
      new Promise((stopped) => {
        server.close(stopped);
        server.closeAllConnections();
      }),
    comeBack: () => listen(port),
  };
}
