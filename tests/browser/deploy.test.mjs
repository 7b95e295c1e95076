// The page on a web server, with the snippets of deploy/: nginx is run, and its headers read back; the others must say the same.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { caseOf } from "./lib/inputs.mjs";
import { startNginx } from "./lib/nginx.mjs";
import { check } from "./lib/page.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const read = (path) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

const OWN_POLICY = read("web/index.html").match(/http-equiv="Content-Security-Policy"\s+content="([^"]+)"/)[1];

/** What every answer must have. */
const HEADERS = {
  "Content-Security-Policy": `${OWN_POLICY}; frame-ancestors 'none'`,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-DNS-Prefetch-Control": "off",
};
const LASTING = "public, max-age=31536000, immutable";

const browser = sharedBrowser();
let nginx;
before(async () => (nginx = await startNginx()));
after(() => nginx.stop());

for (const [file, line] of [
  ["nginx.conf", (name, value) => `add_header ${name} "${value}" always;`],
  ["Caddyfile", (name, value) => `${name} "${value}"`],
  ["apache.htaccess", (name, value) => `Header always set ${name} "${value}"`],
  ["_headers", (name, value) => `${name}: ${value}`],
]) {
  test(`deploy/${file} has the page's own policy and every header`, () => {
    const lines = read(`deploy/${file}`).split("\n").map((text) => text.trim());
    for (const [name, value] of Object.entries(HEADERS)) assert.ok(lines.includes(line(name, value)), name);
    assert.ok(lines.some((text) => text.includes(LASTING)), "files that never change");
    assert.ok(lines.some((text) => /Content-Disposition:? "?attachment/.test(text)) || file === "nginx.conf", "the page as one file");
  });
}

test("every file comes from nginx with the headers, its type, and how long it may be kept", async () => {
  const types = { html: "text/html", js: /javascript$/, wasm: "application/wasm", css: "text/css" };
  const built = readdirSync(fileURLToPath(new URL("../../dist", import.meta.url)), { withFileTypes: true });
  const files = built.filter((entry) => entry.isFile()).map(({ name }) => name);
  const lasting = files.filter((name) => /-[0-9a-f]{8,16}/.test(name));
  assert.ok(lasting.some((name) => name.endsWith(".wasm")) && lasting.some((name) => name.endsWith(".css")), files.join(" "));
  for (const name of ["", ...files, "no-such-file"]) {
    const answer = await fetch(new URL(name, nginx.address));
    await answer.arrayBuffer();
    assert.equal(answer.status, name === "no-such-file" ? 404 : 200, name);
    for (const [header, value] of Object.entries(HEADERS)) assert.equal(answer.headers.get(header), value, `${name}: ${header}`);
    if (!answer.ok) continue;
    assert.equal(answer.headers.get("Content-Disposition"), name === "jiance.html" ? "attachment" : null, name);
    assert.equal(answer.headers.get("Cache-Control"), lasting.includes(name) ? LASTING : "no-cache", name);
    const type = types[name.split(".")[1] ?? "html"];
    if (type) assert.match(answer.headers.get("Content-Type").split(";")[0], new RegExp(type), name);
  }
});

test("the page from nginx checks a host, and goes on when the server is stopped", async (t) => {
  const own = await startNginx();
  t.after(own.stop);
  const visit = await browser.visit(own.address);
  t.after(visit.close);
  assert.equal(await check(visit.page, [caseOf("planted-n1-2").bundle]), "infected");
  await own.stop();
  assert.equal(await check(visit.page, [caseOf("clean-2016-zh-cn").bundle]), "no_signs");
  assert.deepEqual(visit.sinceLoaded(), []);
  assert.deepEqual(visit.problems, []);
});

test("the page refuses to be shown inside another one", async (t) => {
  const visit = await browser.open("about:blank");
  t.after(visit.close);
  const refused = visit.page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
  await visit.page.setContent(`<iframe src="${nginx.address}"></iframe>`);
  await refused;
});
