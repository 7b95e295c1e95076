// The files of one host go in, its report comes out. A page with large files does this in a worker, so that it stays quick.
import init, { Check } from "../module/jiance.js";

const input = document.querySelector("input");
const status = document.querySelector("[role=status]");

/** Feeds a file, in the pieces in which the browser reads it; one without any bytes is a file too. */
async function feed(check, file) {
  const reader = file.stream().getReader();
  let piece = { value: new Uint8Array() };
  while (!piece.done) {
    check.feed(file.name, piece.value);
    piece = await reader.read();
  }
}

async function judge(files) {
  const check = new Check({ lang: "en" });
  try {
    for (const file of files) await feed(check, file);
    check.finish();
    return check.report();
  } finally {
    check.free();
  }
}

await init();
input.disabled = false;
input.addEventListener("change", async () => {
  const report = await judge(input.files);
  status.textContent = report.reasons.map(({ text }) => text).join(" ");
  document.querySelector("pre").textContent = JSON.stringify(report, null, 2);
  document.body.dataset.verdict = report.verdict;
});
