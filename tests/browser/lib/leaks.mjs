// Every way in which a page or a worker could send something. In: the address to send to. Out: the attempt made, in the page or worker that
// the function is handed to. None waits for an answer. The recorder's own test shows that each is seen where nothing forbids it.

/** A strange address for a way: each has a host of its own, since of some only the host is seen. */
export const addressOf = (way) => `http://by-${way}.example.com/`;

/** An address for a way on the page's own site. */
export const ownAddressOf = (page) => (way) => new URL(`by-${way}.own`, page.url()).href;

/** Whether a request or a refusal is of that way. */
export const isOf = (way, url) => url.includes(`by-${way}.`);

/** From a worker, and from a page too. */
export const WORKER_WAYS = {
  fetch: (address) => void fetch(address, { method: "POST", mode: "no-cors", body: "x" }).catch(() => {}),
  xhr: (address) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.send();
  },
  socket: (address) => void new WebSocket(address.replace("http:", "ws:")),
  "event-source": (address) => void new EventSource(address),
  import: (address) => void import(address).catch(() => {}),
};

export const PAGE_WAYS = {
  ...WORKER_WAYS,
  beacon: (address) => void navigator.sendBeacon(address, "x"),
  ping: (address) => {
    const link = document.createElement("a");
    Object.assign(link, { href: "#main", ping: address });
    document.body.append(link);
    link.click();
  },
  image: (address) => void (new Image().src = address),
  font: (address) => void new FontFace("away", `url(${address})`).load().catch(() => {}),
  "css-import": (address) => void document.styleSheets[0].insertRule(`@import url("${address}")`, 0),
  "css-image": (address) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`body { background-image: url("${address}") }`);
    document.adoptedStyleSheets.push(sheet);
  },
  "style-sheet": (address) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: address });
    document.head.append(link);
  },
  prefetch: (address) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "prefetch", href: address });
    document.head.append(link);
  },
  preload: (address) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "image", href: address });
    document.head.append(link);
  },
  media: (address) => void (new Audio().src = address),
  script: (address) => {
    const script = document.createElement("script");
    script.src = address;
    document.head.append(script);
  },
  frame: (address) => {
    const frame = document.createElement("iframe");
    frame.src = address;
    document.body.append(frame);
  },
  object: (address) => {
    const object = document.createElement("object");
    object.data = address;
    document.body.append(object);
  },
  form: (address) => {
    const frame = document.createElement("iframe");
    frame.name = "answer";
    const form = document.createElement("form");
    Object.assign(form, { action: address, method: "post", target: "answer" });
    document.body.append(frame, form);
    form.submit();
  },
};

/** Makes every attempt in a page or worker, from within its own realm; gives the ways that threw at once. */
export async function tryAll(realm, ways, address = addressOf) {
  const thrown = [];
  for (const [way, attempt] of Object.entries(ways)) {
    await realm.evaluate(attempt, address(way)).catch(() => thrown.push(way));
  }
  return thrown;
}

/** Waits until `list()` has an entry of every one of the ways; gives those that have none when `patience` is over. */
export async function missingAfter(ways, list, patience = 20_000) {
  const end = Date.now() + patience;
  for (;;) {
    const urls = await list();
    const missing = ways.filter((way) => !urls.some((url) => isOf(way, url)));
    if (missing.length === 0 || end < Date.now()) return missing;
    await new Promise((later) => setTimeout(later, 50));
  }
}
