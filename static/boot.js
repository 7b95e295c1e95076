// Brings the page's parts from where it was served, and has run.js run it. Not inline, so that the page's content security policy needs no
// exception for it.
import { embed } from "./embed.js";
import { stayWithoutNetwork } from "./offline.js";
import { run } from "./run.js";
import { partSamples } from "./samples.js";

/** One of the page's own files, with the checksum that the page names for it, if it names one. */
async function bring(path) {
  const integrity = document.querySelector(`link[href="${path}"]`)?.integrity ?? "";
  const answer = await fetch(new URL(path, document.baseURI), { integrity });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/** The examples by name, or none: the page is of use without. */
async function bringSamples() {
  return bring("./samples.txt").then((answer) => answer.blob()).then(partSamples).catch(() => new Map());
}

run(async (policy) => {
  const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
  const [{ default: init }, module, script, loader, samples] = await Promise.all([
    import(new URL(js, document.baseURI)),
    bring(wasm).then((answer) => answer.arrayBuffer()).then((bytes) => WebAssembly.compile(bytes)),
    bring(js).then((answer) => answer.text()),
    bring("./worker.js").then((answer) => answer.text()),
    bringSamples(),
    embed(),
  ]);
  const newer = stayWithoutNetwork(policy);
  return { init, module, worker: { texts: [script, loader], type: "module" }, samples, newer };
});
