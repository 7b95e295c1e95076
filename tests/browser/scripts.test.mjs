// The scripts: the very bytes that the command line writes, for the steps that are chosen; what cannot be scripted is said.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { caseOf, scratch } from "./lib/inputs.mjs";
import { check, savedFile, savedReport, speak } from "./lib/page.mjs";
import { setting } from "./lib/setting.mjs";
import { sharedVisit } from "./lib/suite.mjs";

const visit = sharedVisit("?lang=en");
const { folder: made, write } = scratch();

const sample = fileURLToPath(new URL("../../static/samples/infected.zip", import.meta.url));
const boxes = () => visit.page.locator("#scripts [data-choice]");
const chosen = () => visit.page.locator("#scripts [data-choice]:checked").evaluateAll((all) => all.map((it) => it.dataset.choice));

/** What the command line writes: the harden script's bytes, and the undo script's. */
function written(bundle, lang, steps = []) {
  const folder = join(made, `${lang}-${steps.length}-${readdirSync(made).length}`);
  const named = steps.flatMap((step) => ["--step", step]);
  spawnSync(setting("JIANCE_CLI"), ["check", "--lang", lang, "--scripts", folder, ...named, bundle]);
  return ["harden", "undo"].map((kind) => {
    const name = readdirSync(folder).find((file) => file.startsWith(kind));
    return readFileSync(join(folder, name));
  });
}

for (const [lang, ownName] of [["en", "English"], ["zh-CN", "中文"]]) {
  test(`the suggested steps are chosen before, and both scripts are the command line's, in ${lang}`, async () => {
    const { page } = visit;
    await speak(page, ownName);
    await check(page, [sample]);
    const report = JSON.parse(String(await savedReport(page)));
    const steps = report.hardening.flatMap((row) => row.steps);
    assert.deepEqual(await chosen(), steps.filter((step) => step.suggested).map((step) => step.id));
    assert.equal(await boxes().count(), steps.filter((step) => step.scripted).length);
    const [harden, undo] = written(sample, lang);
    assert.ok((await savedFile(page, "#download-harden")).equals(harden));
    assert.ok((await savedFile(page, "#download-undo")).equals(undo));
  });
}

test("another choice is another script, and no choice is none", async () => {
  const { page } = visit;
  await speak(page, "English");
  await check(page, [sample]);
  const [first, ...others] = await chosen();
  for (const id of others) await page.locator(`[data-choice="${id}"]`).uncheck();
  const [harden] = written(sample, "en", [first]);
  assert.ok((await savedFile(page, "#download-harden")).equals(harden));
  await page.locator(`[data-choice="${first}"]`).uncheck();
  assert.equal(await page.locator("#download-harden").count(), 0);
  assert.ok((await page.locator("[data-no-script]").innerText()).length > 0);
});

test("an infected host is told that a script is no cure", async () => {
  const { page } = visit;
  await check(page, [sample]);
  assert.equal(await page.locator('#scripts [data-note="infected"]').count(), 1);
  await check(page, [caseOf("clean-2016-en").bundle]);
  assert.equal(await page.locator('#scripts [data-note="infected"]').count(), 0);
});

test("a domain controller with shares is warned of before, and its ports stay unchosen", async () => {
  const { page } = visit;
  const controller = write("controller.reg", [
    "Windows Registry Editor Version 5.00",
    "",
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions]",
    '"ProductType"="LanmanNT"',
    "",
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Shares]",
    '"data"=hex(7):50,00,61,00,74,00,68,00,3d,00,44,00,3a,00,5c,00,00,00,00,00',
    "",
    "",
  ].join("\r\n"));
  await check(page, [caseOf("clean-2016-en").bundle]);
  const isPorts = (id) => id.startsWith("close_smb_ports.");
  assert.ok((await chosen()).some(isPorts));
  await check(page, [caseOf("clean-2016-en").bundle, controller]);
  const warned = await page.locator("#scripts [data-note]").evaluateAll((all) => all.map((it) => it.dataset.note));
  assert.deepEqual(warned, ["domain_controller", "file_server"]);
  assert.ok(!(await chosen()).some(isPorts));
});

test("where the Windows is not known, there is no script, and the page says why", async () => {
  const { page } = visit;
  const listing = caseOf("clean-2016-en").files.find((path) => path.endsWith("files-C.txt"));
  await check(page, [listing]);
  assert.equal(await page.locator("#download-harden").count(), 0);
  assert.ok((await page.locator("[data-no-script]").innerText()).length > 0);
});
