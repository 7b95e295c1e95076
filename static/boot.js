// Starts the page. Not inline, so that the page's content security policy needs no exception for it.
// Where the browser cannot run it (no WebAssembly SIMD, a file that did not arrive), index.html's own text says so.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
try {
  const { default: init } = await import(new URL(js, document.baseURI));
  await init({ module_or_path: new URL(wasm, document.baseURI) });
} catch (reason) {
  document.documentElement.classList.add("broken");
  throw reason;
}
