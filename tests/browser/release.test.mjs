// What makes a release checkable: its checksums, what it is made of, whose work that is.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Spec, Validation } from "@cyclonedx/cyclonedx-library";

import { setting } from "./lib/setting.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const read = (name) => readFileSync(join(dist, name), "utf8");
const bills = readdirSync(dist).filter((name) => name.endsWith(".cdx.json"));
const browser = sharedBrowser();

test("every file is in the checksums, and is what they say", () => {
  const sums = read("SHA256SUMS.txt").trimEnd().split("\n").map((line) => line.split("  "));
  const files = readdirSync(dist, { recursive: true }).filter((name) => statSync(join(dist, name)).isFile());
  const named = sums.map(([, name]) => name);
  assert.deepEqual(named.toSorted(), files.filter((name) => name !== "SHA256SUMS.txt").toSorted());
  for (const [sum, name] of sums) assert.equal(createHash("sha256").update(readFileSync(join(dist, name))).digest("hex"), sum, name);
});

test("the bills of materials are CycloneDX", async () => {
  assert.deepEqual(bills.toSorted(), ["collector", "command-line", "page"].map((name) => `sbom-${name}.cdx.json`));
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  for (const name of bills) {
    const bill = read(name);
    assert.equal(await validator.validate(bill), null, name);
    assert.notEqual(await validator.validate(bill.replace('"library"', '"sausage"')), null, "a validator that cannot fail");
    const { components, dependencies } = JSON.parse(bill);
    const refs = new Set(dependencies.map(({ ref }) => ref));
    for (const { purl, hashes } of components) assert.ok(refs.has(purl) && (hashes || /jiance|message-files/.test(purl)), purl);
    for (const { dependsOn } of dependencies) for (const ref of dependsOn) assert.ok(refs.has(ref), ref);
  }
  const names = JSON.parse(read("sbom-page.cdx.json")).components.map(({ name }) => name);
  for (const name of ["jiance", "yew", "encoding_rs", "wasm-bindgen"]) assert.ok(names.includes(name), name);
  for (const name of ["proptest", "syn", "toml"]) assert.ok(!names.includes(name), `${name} does not ship`);
});

test("the licences of all that ships stand on a page that loads nothing", async (t) => {
  const { page, requests, problems, close } = await browser.open(new URL("licences.html", setting("JIANCE_PAGE")).href);
  t.after(close);
  const text = await page.locator("main").innerText();
  for (const name of bills) {
    for (const it of JSON.parse(read(name)).components.filter(({ hashes }) => hashes)) {
      assert.ok(text.includes(`${it.name} ${it.version} — ${it.licenses[0].expression}`), it.purl);
    }
  }
  assert.match(text, /Permission is hereby granted/);
  assert.deepEqual(problems, []);
  assert.deepEqual(requests.map(({ url }) => new URL(url).pathname), ["/licences.html"]);
});

test("the page leads to the licences and keeps its own tab", async (t) => {
  const { page, close } = await browser.visit("?lang=en");
  t.after(close);
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Third-party licences" }).click();
  const licences = await opened;
  await licences.waitForLoadState();
  assert.match(licences.url(), /\/licences\.html$/);
  assert.equal(await page.locator('input[type="file"]').count() > 0, true);
});
