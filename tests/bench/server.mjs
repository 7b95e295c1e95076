// The built page as a web host with brotli serves it, with the headers of deploy/_headers. In: a folder. Out: its address, and what was sent.
import { readFileSync, readdirSync } from "node:fs";
import http from "node:http";
import { extname, join, relative } from "node:path";
import { brotliCompressSync } from "node:zlib";

const TYPES = {
  ".bat": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** `{pattern, headers}` of every block in a `_headers` file. */
function blocksOf(text) {
  const blocks = [];
  for (const line of text.split("\n").filter((line) => line.trim() && !line.startsWith("#"))) {
    const [name, ...value] = line.trim().split(": ");
    if (line.startsWith("/")) blocks.push({ pattern: new RegExp(`^${line.trim().replace(/[.]/g, "\\.").replaceAll("*", ".*")}$`), headers: {} });
    else blocks.at(-1).headers[name.toLowerCase()] = value.join(": ");
  }
  return blocks;
}

/** Compresses everything beforehand, as a host does, and serves it. */
export async function serve(folder, headersFile) {
  const blocks = blocksOf(readFileSync(headersFile, "utf8"));
  const files = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = readFileSync(path);
    const type = TYPES[extname(path)];
    files.set(`/${relative(folder, path)}`, type ? { type, encoding: "br", body: brotliCompressSync(bytes) } : { type: "application/octet-stream", body: bytes });
  }
  files.set("/", files.get("/index.html"));
  const server = http.createServer((request, answer) => {
    const path = new URL(request.url, "http://x").pathname;
    const file = files.get(path);
    if (!file) return answer.writeHead(404).end();
    const headers = Object.assign({}, ...blocks.filter(({ pattern }) => pattern.test(path)).map(({ headers }) => headers));
    if (file.encoding) headers["content-encoding"] = file.encoding;
    return answer.writeHead(200, { ...headers, "content-type": file.type, "content-length": file.body.length }).end(file.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    stop: () => (server.close(), server.closeAllConnections()),
  };
}
