// The worker's loader. boot.js puts it behind wasm-bindgen's own script, whose `__wbg_init` it calls, in one blob: so the worker fetches
// nothing and is bound by the page's lock. The page sends the compiled wasm; the wasm then takes over.
// What arrives before that is kept and handed on. What fails in a promise is thrown on, so that the page hears of it.
const early = [];
const keep = (event) => early.push(event.data);

self.addEventListener("unhandledrejection", (event) => {
  throw event.reason;
});

self.addEventListener(
  "message",
  async ({ data: module }) => {
    self.addEventListener("message", keep);
    await __wbg_init({ module_or_path: module });
    self.removeEventListener("message", keep);
    for (const data of early) self.dispatchEvent(new MessageEvent("message", { data }));
  },
  { once: true },
);
