// Starts the page: brings all that it will ever need, locks it (lock.js), and only then runs it. Not inline, so that the page's content
// security policy needs no exception for it.
// Where the browser cannot run it (no WebAssembly SIMD, a file that did not arrive), index.html's own text says so.
import { isRefused, lock } from "./lock.js";
import { watched } from "./watch.js";

const SAMPLES = ["infected.zip", "clean.zip", "incomplete.zip"];

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

/** One of the page's own files, with the checksum that the page names for it, if it names one. */
async function bring(path) {
  const integrity = document.querySelector(`link[href="${path}"]`)?.integrity ?? "";
  const answer = await fetch(new URL(path, document.baseURI), { integrity });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/** An example, or nothing: the page is of use without. */
async function bringSample(name) {
  return [name, await bring(`./samples/${name}`).then((answer) => answer.blob()).catch(() => undefined)];
}

try {
  const [{ default: init }, module, script, loader, samples] = await Promise.all([
    import(new URL(js, document.baseURI)),
    bring(wasm).then((answer) => answer.arrayBuffer()).then((bytes) => WebAssembly.compile(bytes)),
    bring(js).then((answer) => answer.text()),
    bring("./worker.js").then((answer) => answer.text()),
    Promise.all(SAMPLES.map(bringSample)).then((all) => new Map(all)),
  ]);
  // The only policy that makes addresses of scripts; no other code can reach it.
  const policy = globalThis.trustedTypes?.createPolicy("jiance-worker", { createScriptURL: (address) => address });
  await lock();
  const address = URL.createObjectURL(new Blob([script, loader], { type: "text/javascript" }));
  const trusted = policy?.createScriptURL(address) ?? address;
  // What the wasm asks the page for.
  globalThis.jiance = {
    startWorker: () => watched((name) => new Worker(trusted, { type: "module", name })),
    sample: (name) => samples.get(name),
    isRefused,
  };
  await init({ module_or_path: module });
} catch (reason) {
  document.documentElement.classList.add("broken");
  throw reason;
}
