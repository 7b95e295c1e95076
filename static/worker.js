// The worker's loader. The page sends it the address of its own script and its compiled wasm; the wasm then takes over.
// What arrives before that is kept and handed on. What fails in a promise is thrown on, so that the page hears of it.
const early = [];
const keep = (event) => early.push(event.data);

self.addEventListener("unhandledrejection", (event) => {
  throw event.reason;
});

self.addEventListener(
  "message",
  async ({ data: { js, module } }) => {
    self.addEventListener("message", keep);
    const { default: init } = await import(js);
    await init({ module_or_path: module });
    self.removeEventListener("message", keep);
    for (const data of early) self.dispatchEvent(new MessageEvent("message", { data }));
  },
  { once: true },
);
