// The page without a network. In: the policy that makes addresses of scripts. Out: a service worker that keeps the page's files (sw.js), the
// browser's offer to install the page, and word of a newer version. All of it is asked for before the lock, which forbids it; where the page
// stands inside another one, or came over a line that anybody can change, nothing is.

const CONTAINER = navigator.serviceWorker;

/** Asks for all that; gives what the page is told by and goes over to a newer version with, or nothing. */
export function stayWithoutNetwork(policy) {
  if (window.top !== window || !isSecureContext || !CONTAINER) return undefined;
  offerInstallation();
  const { href } = new URL("sw.js", document.baseURI);
  // Not waited for: the page starts as quickly as without. Where the browser keeps nothing, as in private windows, it needs the network.
  const registered = CONTAINER.register(policy?.createScriptURL(href) ?? href).catch(() => undefined);
  return {
    onNewVersion: (tell) => void registered.then((registration) => registration && watch(registration, tell)),
    takeNewVersion: () => void registered.then(takeOver),
  };
}

/** Tells once a newer version than the one that runs here waits. */
function watch(registration, tell) {
  const look = () => {
    if (registration.waiting && CONTAINER.controller) tell();
  };
  const follow = () => registration.installing?.addEventListener("statechange", look);
  look();
  follow();
  registration.addEventListener("updatefound", follow);
}

/** Goes over to the version that waits, and loads the page anew from it. */
function takeOver(registration) {
  CONTAINER.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration?.waiting?.postMessage("take-over");
}

/** The page's icons stand in their own addresses, too. Those of pixels may be cut to any shape. */
function iconOf({ href: src, type, sizes }) {
  return { src, type, sizes: sizes.value, purpose: type === "image/png" ? "any maskable" : "any" };
}

/** The manifest stands in its own address, so that the browser may read it whenever it wants to, and the lock still lets nothing out. */
function offerInstallation() {
  const here = new URL("./", document.baseURI).href;
  const manifest = {
    id: here,
    start_url: here,
    scope: here,
    name: document.title,
    lang: document.documentElement.lang,
    display: "standalone",
    icons: [...document.querySelectorAll("link[rel=icon]")].map(iconOf),
  };
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = `data:application/manifest+json,${encodeURIComponent(JSON.stringify(manifest))}`;
  document.head.append(link);
}
