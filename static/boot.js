// Brings the page's parts from where it was served, and has run.js run it. Not inline, so that the page's content security policy needs no
// exception for it.
import { embed } from "./embed.js";
import { stayWithoutNetwork } from "./offline.js";
import { run } from "./run.js";
import { partSamples } from "./samples.js";

/** The checksum that the page names for one of its files, if it names one. */
const sumOf = (path) => document.querySelector(`link[href="${path}"]`)?.integrity ?? "";

/** One of the page's own files. */
async function bring(path, options = { integrity: sumOf(path) }) {
  const answer = await fetch(new URL(path, document.baseURI), options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/**
 * The wasm, compiled while it arrives. A browser that is to compare a checksum gives nothing away before all is there; so the sum is taken
 * here, and what has another one is never run. A page that came over plain HTTP can take no sums: there the browser does.
 */
async function bringWasm(path) {
  const sum = sumOf(path);
  if (!WebAssembly.compileStreaming || !crypto.subtle) return WebAssembly.compile(await bring(path).then((answer) => answer.arrayBuffer()));
  const answer = await bring(path, {});
  const copy = answer.clone();
  // Not where the server calls it something else than wasm.
  const streamed = WebAssembly.compileStreaming(answer).catch(() => undefined);
  const bytes = await copy.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  if (sum && sum !== `sha384-${btoa(String.fromCharCode(...digest))}`) throw new Error(`${path}: another checksum than the page names`);
  return (await streamed) ?? WebAssembly.compile(bytes);
}

/** The examples by name, or none: the page is of use without. So they wait for all else. */
async function bringSamples() {
  return bring("./samples.txt", { priority: "low" }).then((answer) => answer.blob()).then(partSamples).catch(() => new Map());
}

run(async (policy) => {
  await globalThis.first?.seen;
  const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
  const [{ default: init }, module, script, loader, samples] = await Promise.all([
    import(new URL(js, document.baseURI)),
    bringWasm(wasm),
    bring(js).then((answer) => answer.text()),
    bring("./worker.js").then((answer) => answer.text()),
    bringSamples(),
    embed(),
  ]);
  const newer = stayWithoutNetwork(policy);
  return { init, module, worker: { texts: [script, loader], type: "module" }, samples, newer };
});
