// Runs the page. In: a function that brings all that the page will ever need, from a server (boot.js) or from the file that it is in
// (single.js). Out: the page, locked (lock.js) and only then running.
// Where the browser cannot run it (no WebAssembly SIMD, a part that did not arrive), index.html's own text says so.
import { isRefused, lock } from "./lock.js";
import { watched } from "./watch.js";

/** Where no newer version can come. */
const NO_NEWER = { onNewVersion() {}, takeNewVersion() {} };

/** Shows index.html's own text instead of the page. */
const giveUp = () => document.documentElement.classList.add("broken");

// The wasm has no words for what should never happen: it traps, and the page stands still.
for (const kind of ["error", "unhandledrejection"]) {
  addEventListener(kind, ({ error, reason }) => {
    if ((error ?? reason) instanceof WebAssembly.RuntimeError) giveUp();
  });
}

/**
 * `bring`, given the policy that makes addresses of scripts, gives `init`, which starts the wasm; `module`, the compiled wasm; `worker`, the
 * texts that its worker is made of and the type of script that they are; `samples`, the examples by name; and `newer`, where there may be a
 * newer version one day: `onNewVersion`, which calls back then, and `takeNewVersion`, which goes over to it.
 */
export async function run(bring) {
  try {
    // The only policy that makes addresses of scripts; only this code and `bring` can reach it.
    const policy = globalThis.trustedTypes?.createPolicy("jiance-worker", { createScriptURL: (address) => address });
    const { init, module, worker, samples, newer = NO_NEWER } = await bring(policy);
    await lock();
    const address = URL.createObjectURL(new Blob(worker.texts, { type: "text/javascript" }));
    const trusted = policy?.createScriptURL(address) ?? address;
    // What the wasm asks the page for.
    globalThis.jiance = {
      startWorker: () => watched((name) => new Worker(trusted, { type: worker.type, name })),
      sample: (name) => samples.get(name),
      isRefused,
      // What first.js was given meanwhile.
      early: globalThis.first?.leave() ?? (() => new Promise(() => {})),
      ...newer,
    };
    document.documentElement.classList.add("shown");
    await init({ module_or_path: module });
  } catch (reason) {
    giveUp();
    throw reason;
  }
}
