// Takes the page's parts out of jiance.html, in which all of them stand, and has run.js run it. `xtask/src/single_file.rs` puts this script,
// lock.js, watch.js, run.js and samples.js into the file, one behind the other. A browser that opens a file makes no worker from a module: so here the worker's
// script is a classic one, and the glue, of which it is made, is one too.
import { run } from "./run.js";
import { partSamples } from "./samples.js";

/** A file that was packed into this one, by its address on a server. */
async function unpack(path) {
  const packed = document.querySelector(`script[data-file="${path}"]`).textContent;
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).blob();
}

/** The addresses of all that is packed into this file below a folder. */
function pathsBelow(folder) {
  return [...document.querySelectorAll(`script[data-file^="${folder}"]`)].map((script) => script.dataset.file);
}

/** Has links to files that a server would have beside the page lead to what is in this one, before the browser follows them. */
function serveLinks(files) {
  const lead = ({ target }) => {
    const link = target.closest?.("a[download]");
    const file = files.get(link?.getAttribute("href"));
    if (file) link.href = URL.createObjectURL(file);
  };
  for (const deed of ["click", "auxclick", "contextmenu"]) document.addEventListener(deed, lead, { capture: true });
}

run(async () => {
  const handedOut = [...pathsBelow("./jiance.bat"), ...pathsBelow("./collector/")];
  const [wasm, samples, files] = await Promise.all([
    unpack("./jiance.wasm"),
    unpack("./samples.txt").then(partSamples),
    Promise.all(handedOut.map(async (path) => [path, await unpack(path)])),
  ]);
  serveLinks(new Map(files));
  const [glue, loader] = ["glue", "worker"].map((id) => document.getElementById(id).textContent);
  return {
    init: __wbg_init,
    module: await WebAssembly.compile(await wasm.arrayBuffer()),
    worker: { texts: [glue, loader], type: "classic" },
    samples,
  };
});
