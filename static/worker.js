// The worker's loader. boot.js puts it behind wasm-bindgen's own script, whose `__wbg_init` it calls, in one blob: so the worker fetches
// nothing and is bound by the page's lock. The page sends the compiled wasm; the wasm then takes over.
// What arrives before that is kept and handed on. What fails in a promise is thrown on, so that the page hears of it.
const early = [];
const keep = (event) => early.push(event.data);

/** Takes the lock by which the page knows that this worker lives (watch.js), where there are locks. */
const live = () =>
  new Promise((alive) => {
    const forever = () => (alive(), new Promise(() => {}));
    navigator.locks ? navigator.locks.request(self.name, forever).catch(alive) : alive();
  });

self.addEventListener("unhandledrejection", (event) => {
  throw event.reason;
});

self.addEventListener(
  "message",
  async ({ data: module }) => {
    self.addEventListener("message", keep);
    await live();
    await __wbg_init({ module_or_path: module });
    self.removeEventListener("message", keep);
    for (const data of early) self.dispatchEvent(new MessageEvent("message", { data }));
  },
  { once: true },
);
