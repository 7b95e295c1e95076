// Starts the page: brings all that it will ever need, locks it (lock.js), and only then runs it. Not inline, so that the page's content
// security policy needs no exception for it.
// Where the browser cannot run it (no WebAssembly SIMD, a file that did not arrive), index.html's own text says so.
import { isRefused, lock } from "./lock.js";

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

/** One of the page's own files, with the checksum that the page names for it, if it names one. */
async function bring(path) {
  const integrity = document.querySelector(`link[href="${path}"]`)?.integrity ?? "";
  const answer = await fetch(new URL(path, document.baseURI), { integrity });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/** The examples by name, or none: the page is of use without. They come in one file, whose first line says where each is. */
async function bringSamples() {
  const all = await bring("./samples.txt").then((answer) => answer.blob()).catch(() => new Blob());
  const [head] = (await all.slice(0, 256).text()).split("\n");
  const places = [...head.matchAll(/(\S+)=(\d+)-(\d+)/g)];
  const at = (place) => head.length + 1 + Number(place);
  return new Map(places.map(([, name, start, end]) => [name, all.slice(at(start), at(end))]));
}

const giveUp = () => document.documentElement.classList.add("broken");

// The wasm has no words for what should never happen: it traps, and the page stands still.
for (const kind of ["error", "unhandledrejection"]) {
  addEventListener(kind, ({ error, reason }) => {
    if ((error ?? reason) instanceof WebAssembly.RuntimeError) giveUp();
  });
}

try {
  const [{ default: init }, module, script, loader, samples] = await Promise.all([
    import(new URL(js, document.baseURI)),
    bring(wasm).then((answer) => answer.arrayBuffer()).then((bytes) => WebAssembly.compile(bytes)),
    bring(js).then((answer) => answer.text()),
    bring("./worker.js").then((answer) => answer.text()),
    bringSamples(),
  ]);
  // The only policy that makes addresses of scripts; no other code can reach it.
  const policy = globalThis.trustedTypes?.createPolicy("jiance-worker", { createScriptURL: (address) => address });
  await lock();
  const address = URL.createObjectURL(new Blob([script, loader], { type: "text/javascript" }));
  const trusted = policy?.createScriptURL(address) ?? address;
  // What the wasm asks the page for.
  globalThis.jiance = {
    startWorker: () => new Worker(trusted, { type: "module" }),
    sample: (name) => samples.get(name),
    isRefused,
  };
  await init({ module_or_path: module });
} catch (reason) {
  giveUp();
  throw reason;
}
