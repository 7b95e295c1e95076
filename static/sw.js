// Keeps the page's own files, so that it opens without a network. In: what `cargo xtask dist` writes into the next two lines. Out: answers to
// requests for exactly these files, all of one version. Nothing else is ever stored, and nothing else is ever asked for.
const VERSION = "{VERSION}";
const FILES = {FILES};

const SCOPE = self.registration.scope;
// Other versions of this page, and nobody else's caches, begin like this.
const OURS = `jiance ${SCOPE} `;
const CACHE = OURS + VERSION;
const ADDRESSES = new Set(Object.keys(FILES).map((file) => new URL(file, SCOPE).href));

/** All files or none: one that is of another version has another checksum, and this version is then not installed. */
async function store() {
  const cache = await caches.open(CACHE);
  const requests = Object.entries(FILES).map(([file, integrity]) => new Request(new URL(file, SCOPE), { integrity, cache: "no-cache" }));
  await cache.addAll(requests);
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
}

/** The address under which a request's answer is kept. What stands behind `?` is for the page, which reads it itself. */
function addressOf({ url }) {
  const address = new URL(url);
  address.search = "";
  address.hash = "";
  return address.href.replace(/\/index\.html$/, "/");
}

/** A page inside another one is always the server's newest, of which these files may not be. */
async function isEmbedded({ clientId, request }) {
  const client = clientId ? await self.clients.get(clientId) : undefined;
  return request.destination === "iframe" || client?.frameType === "nested";
}

async function answer(event, address) {
  const kept = (await isEmbedded(event)) ? undefined : await caches.match(address, { cacheName: CACHE });
  return kept ?? fetch(event.request);
}

self.addEventListener("install", (event) => event.waitUntil(store()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
self.addEventListener("fetch", (event) => {
  const address = addressOf(event.request);
  if (event.request.method === "GET" && ADDRESSES.has(address)) event.respondWith(answer(event, address));
});
self.addEventListener("message", ({ data }) => {
  if (data === "take-over") self.skipWaiting();
});
