// The lock: a second content security policy, put in once the page's own files are here. In: nothing. Out: a page that can ask for
// nothing any more, for as long as it lives; a browser never takes back a policy, whatever becomes of the element that brought it.
// Workers made from a `blob:` afterwards are bound by it too.

/** All that is left: to run the wasm that is here, in workers of what is here, and to read the manifest that stands in its own address. */
const POLICY = [
  "default-src 'none'",
  "connect-src 'none'",
  "img-src 'none'",
  "style-src 'none'",
  "font-src 'none'",
  "frame-src 'none'",
  "manifest-src data:",
  "object-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "script-src 'wasm-unsafe-eval'",
  "worker-src blob:",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** Connections that no policy rules yet: their makers are taken away. A frame without an address still has its own; docs/THREATS.md. */
const UNRULED = ["RTCPeerConnection", "webkitRTCPeerConnection"];

/** How long a browser may take to say that it refused. */
const PATIENCE_MS = 3000;

/** Waits for what index.html names, style sheets above all, whether it arrives or not, and closes the lock. */
export async function lock() {
  if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded, { once: true }));
  for (const name of UNRULED) Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = POLICY;
  document.head.append(meta);
}

const WAYS = {
  fetch: (address) => fetch(address, { method: "POST", body: "x" }).catch(() => {}),
  image: (address) => (new Image().src = address),
  beacon: (address) => navigator.sendBeacon(address, "x"),
  socket: (address) => {
    try {
      new WebSocket(address.replace(/^http/, "ws"));
    } catch {
      // Some browsers refuse aloud; the violation is told all the same.
    }
  },
};

/**
 * Tries to send one byte to the page's own server, in one of `WAYS`. True if the browser says that a policy refused it; a network that is
 * merely gone does not count. Where the page is a file, it has no server, and an address that no server can have stands for one.
 */
export function isRefused(way) {
  const home = location.protocol === "file:" ? "https://jiance.invalid/" : location.href;
  const address = new URL(`lock-test-${way}`, home).href;
  return new Promise((answer) => {
    const finish = (refused) => {
      clearTimeout(timer);
      document.removeEventListener("securitypolicyviolation", hear);
      answer(refused);
    };
    const hear = ({ disposition, blockedURI }) => {
      if (disposition === "enforce" && blockedURI.endsWith(`lock-test-${way}`)) finish(true);
    };
    const timer = setTimeout(finish, PATIENCE_MS, false);
    document.addEventListener("securitypolicyviolation", hear);
    WAYS[way](address);
  });
}
