// Links: what an answer's link holds and leaves out, what its receiver sees, what becomes of a link that was harmed or forged, and
// where a check link leads.
import assert from "node:assert/strict";
import { basename } from "node:path";
import { test } from "node:test";

import { caseOf, longListing, scratch } from "./lib/inputs.mjs";
import { Forged, checkFragment } from "./lib/links.mjs";
import { check, chooseFiles, savedReport, waitRunning, waitVerdict } from "./lib/page.mjs";
import { setting } from "./lib/setting.mjs";
import { assertQuiet, sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();
const { write } = scratch();
const home = new URL(setting("JIANCE_PAGE")).href;

const infected = caseOf("planted-n1-2");
const clean = caseOf("clean-2016-zh-cn");
const incomplete = caseOf("incomplete-without-process-list");

/** A visit that ends with the test, and has asked for nothing and complained of nothing by then. */
async function visiting(t, place, options) {
  const visit = await browser.visit(place, options);
  t.after(async () => {
    await visit.close();
    // Chromium itself fetches the page's icon anew when the fragment changes; what stands after # is in no request.
    const sinceLoaded = () => visit.sinceLoaded().filter(({ url }) => !/\/icon-[0-9a-f]+\.svg$/.test(url));
    assertQuiet({ ...visit, sinceLoaded });
  });
  return visit.page;
}

/** Ticks what is to be added, makes the link, and gives its `address`, the code `block` and the lines for a `ticket`. */
async function makeLink(page, extras = []) {
  for (const extra of extras) await page.locator(`[data-choice="${extra}"]`).check();
  await page.locator("#make-link").click();
  const copied = (place) => page.locator(`${place} pre`).textContent();
  return { address: await copied("#result-link"), block: await copied("#code-block"), ticket: await copied("#ticket-text") };
}

/** The link of a case, as its fragment. */
async function fragmentOf(t, { bundle }, extras) {
  const page = await visiting(t, "?lang=en");
  await check(page, [bundle]);
  const { address } = await makeLink(page, extras);
  return address.slice(home.length);
}

const EXTRAS = ["host-name", "evidence", "file-names"];

/** `name: state` of every row in a section; `name` is where the row has its own. */
const states = (page, section, name = "row") =>
  page.locator(`#${section} [data-${name}]`).evaluateAll((all, name) => all.map((row) => `${row.dataset[name]}: ${row.dataset.state}`), name);

const opened = async (page) => {
  const result = page.locator("[data-from-link]");
  await result.waitFor();
  return result.getAttribute("data-verdict");
};

const errorOf = async (page) => {
  const error = page.locator("[data-link-error]");
  await error.waitFor();
  return error.getAttribute("data-link-error");
};

test("a link holds nothing of the host's own unless it is ticked, and shows all of it before", async (t) => {
  const page = await visiting(t, "?lang=en");
  await check(page, [infected.bundle]);
  const report = JSON.parse(String(await savedReport(page)));
  const names = [report.host.name, ...report.inputs.map(({ file }) => basename(file))];
  const found = report.sightings.map(({ evidence }) => evidence);
  assert.ok(names[0].length > 3 && found.length > 0);

  for (const extra of EXTRAS) assert.equal(await page.locator(`[data-choice="${extra}"]`).isChecked(), false, extra);
  assert.equal(await page.locator("#result-link").count(), 0, "nothing is made before it was seen");
  const shown = () => page.locator(".holds").innerText();
  const before = await shown();
  const plain = await makeLink(page);
  assert.match(plain.address, new RegExp(`^${home}#result=[A-Za-z0-9_-]+$`), "all of it stands after #, and not the page's own ?lang");
  assert.ok(plain.address.length < 1_800);
  assert.equal(await page.locator("[data-length]").getAttribute("data-length"), String(plain.address.length));
  const bytes = new Forged(plain.address).bytes.toString("utf8");
  for (const text of [bytes, before, plain.ticket]) {
    for (const secret of [...names, ...found, "C:\\", "Users"]) assert.ok(!text.toLowerCase().includes(secret.toLowerCase()), `${secret} in ${text}`);
  }

  await page.locator('[data-choice="host-name"]').check();
  assert.equal(await page.locator("#result-link").count(), 0, "another choice is another link");
  const all = await makeLink(page, EXTRAS);
  const told = new Forged(all.address).bytes.toString("utf8");
  for (const secret of [names[0], found[0]]) {
    assert.ok(told.includes(secret), `${secret} was ticked`);
    assert.ok((await shown()).includes(secret), `${secret} is shown`);
  }
});

for (const lang of ["zh-CN", "en"]) {
  for (const { name, bundle, verdict } of [infected, clean, incomplete]) {
    test(`${name} in ${lang} arrives as it was sent, as a link and as a block`, async (t) => {
      const sender = await visiting(t, `?lang=${lang}`);
      assert.equal(await check(sender, [bundle]), verdict);
      assert.equal(await sender.locator("[data-from-link]").count(), 0, "this one was checked here");
      const report = JSON.parse(String(await savedReport(sender)));
      const { address, block } = await makeLink(sender);

      const page = await visiting(t, address.slice(home.length), { locale: lang === "en" ? "zh-CN" : "en-GB" });
      assert.equal(await opened(page), verdict);
      assert.equal(await page.locator("html").getAttribute("lang"), lang, "the sender's language, as the receiver has chosen none");
      const codes = await page.locator(".verdict [data-code]").evaluateAll((all) => all.map((it) => it.dataset.code));
      assert.deepEqual(codes, report.reasons.map(({ code }) => code));
      assert.deepEqual(await states(page, "coverage"), report.coverage.map(({ artifact, state }) => `${artifact}: ${state}`));
      assert.deepEqual(await states(page, "exposure"), report.exposure.map(({ weakness, state }) => `${weakness}: ${state}`));
      assert.deepEqual(await states(page, "hardening"), report.hardening.map(({ measure, state }) => `${measure}: ${state}`));
      assert.deepEqual((await states(page, "checks", "indicator")).toSorted(), report.checks.map(({ indicator, state }) => `${indicator}: ${state}`).toSorted());
      const updates = await page.locator("#exposure .installs a").evaluateAll((all) => all.map((it) => it.textContent));
      assert.deepEqual(updates, report.exposure.flatMap(({ install }) => install.map(({ kb }) => kb)));
      const seen = await page.locator("#evidence [data-indicator]").evaluateAll((all) => all.map((it) => [it.dataset.indicator, Number(it.dataset.total)]));
      for (const [id, total] of seen) assert.equal(total, report.sightings.filter(({ indicator }) => indicator === id).length, id);
      assert.deepEqual(seen.map(([id]) => id).toSorted(), [...new Set(report.sightings.map(({ indicator }) => indicator))].toSorted());
      assert.match(await page.locator(".host").innerText(), /[0-9a-f]{4}(-[0-9a-f]{4}){4}/);

      const pasted = await visiting(t, `?lang=${lang}`);
      await pasted.locator("#open-link summary").click();
      await pasted.locator("#pasted").fill(`> Hello,\n> ${block.replaceAll("\n", "\n> ")}\nRegards`);
      await pasted.locator("#open-pasted").click();
      assert.equal(await opened(pasted), verdict);
    });
  }
}

test("each way in which a link is harmed has its sentence, and a place to paste the block", async (t) => {
  const fragment = await fragmentOf(t, infected);
  const whole = () => new Forged(fragment);
  const cases = {
    "link.cut": [fragment.slice(0, -30), "#", "#result=", "#check?v=1&advisory=smb-wo"],
    "link.damaged": [fragment.slice(0, 40) + (fragment[40] === "A" ? "B" : "A") + fragment.slice(41), `${fragment}AAAA`],
    "link.oversized": [`#result=${"A".repeat(9_000)}`],
    "link.newer": [whole().withVersion(2).fragment()],
    "link.unknown_advisory": [whole().replacing("smb-worms-2017", "smb-worms-2099").fragment()],
    "link.impossible": [whole().withContent(Buffer.from("not what Jiance writes")).fragment()],
  };
  for (const [error, fragments] of Object.entries(cases)) {
    for (const harmed of fragments) {
      const page = await visiting(t, `?lang=en${harmed}`);
      assert.equal(await errorOf(page), error, harmed.slice(0, 60));
      assert.ok((await page.locator(".failure .lead").innerText()).length > 20);
      assert.ok(await page.locator("#pasted").isVisible());
      assert.equal(await page.locator("[data-verdict]").count(), 0);
    }
  }
});

test("what is pasted and is no link is told beside the field, and stays to be put right", async (t) => {
  const page = await visiting(t, "?lang=en");
  await page.locator("#open-link summary").click();
  await page.locator("#pasted").fill("Hello");
  await page.locator("#open-pasted").click();
  await page.locator("#open-link [role=alert]").waitFor();
  assert.equal(await page.locator("#pasted").inputValue(), "Hello");
});

test("another fragment opens the other link, and none leads back to the start", async (t) => {
  const [first, second] = [await fragmentOf(t, infected), await fragmentOf(t, incomplete)];
  const page = await visiting(t, `?lang=en${first}`);
  assert.equal(await opened(page), "infected");
  const turn = (hash) => page.evaluate((hash) => void (location.hash = hash), hash);
  await turn(second);
  await page.locator('[data-from-link][data-verdict="cannot_tell"]').waitFor();
  await turn(second.slice(0, 60));
  assert.equal(await errorOf(page), "link.cut");
  // A sentence's full stop, and an address written by a program that knows no better.
  await turn(`${first.replace("=", "%3D")}。`);
  await page.locator('[data-from-link][data-verdict="infected"]').waitFor();
  await page.locator(".toolbar button").first().click();
  await page.locator(".hero").waitFor();
  assert.equal(page.url(), `${home}?lang=en`, "what is not shown any more is not in the address either");
  await turn(first);
  await page.locator("[data-from-link]").waitFor();
});

test("what a link says is text, whatever it says", async (t) => {
  const fragment = await fragmentOf(t, infected, EXTRAS);
  const report = new Forged(fragment);
  const evil = "<b id=evil>x</b>";
  const name = report.bytes.toString("latin1").match(/WIN-[0-9A-Z-]+/)[0];
  const forged = report.replacing(name, evil.slice(0, name.length)).fragment();
  const page = await visiting(t, `?lang=en${forged}`);
  assert.equal(await opened(page), "infected");
  assert.ok((await page.locator(".host").innerText()).includes(evil.slice(0, name.length)));
  assert.equal(await page.locator("#evil, .host b").count(), 0);
});

test("whoever has the files is told whether the link speaks of them", async (t) => {
  const fragment = await fragmentOf(t, infected);
  const about = async (place, { bundle }) => {
    const page = await visiting(t, `?lang=en${place}`);
    await opened(page);
    await chooseFiles(page, [bundle]);
    await waitVerdict(page);
    return page.locator(".result > [data-note]").getAttribute("data-note");
  };
  assert.equal(await about(fragment, infected), "same");
  assert.equal(await about(fragment, clean), "other");
  assert.equal(await about(new Forged(fragment).withVerdict("no_signs").fragment(), infected), "other-verdict");
});

test("a check link sets language, step and ticket, and the ticket goes along", async (t) => {
  const page = await visiting(t, checkFragment({ lang: "en", step: "run", ticket: "T-4711" }), { locale: "zh-CN" });
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.locator('#step-run[aria-current="step"]').waitFor();
  assert.equal(await page.locator('[aria-current="step"]').count(), 1);
  assert.equal(await page.evaluate(() => document.activeElement.id), "step-run");
  const ticket = page.locator('[data-ticket="T-4711"]');
  assert.ok(await ticket.isVisible());
  await check(page, [clean.bundle]);
  assert.ok(await ticket.isVisible());
  assert.match((await makeLink(page)).ticket, /^Ticket: T-4711$/m);
});

test("the QR code is drawn, of the size that its text needs", async (t) => {
  const page = await visiting(t, "?lang=en");
  await check(page, [infected.bundle]);
  const { address } = await makeLink(page);
  const modules = Number(await page.locator(".qr [role=img]").getAttribute("data-modules"));
  // A QR code of version V has 17 + 4 V modules a side; version 15 holds 520 bytes (ISO/IEC 18004, level L).
  assert.ok(address.length > 230 && address.length <= 520, `${address.length} characters`);
  assert.ok(modules > 17 + 4 * 5 && modules <= 17 + 4 * 15, `${modules} modules`);
});

for (const lang of ["zh-CN", "en"]) {
  test(`all of it fits a width of 390 pixels in ${lang}`, async (t) => {
    const narrow = { width: 390, height: 844 };
    const fits = async (page) => assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), 390);
    const page = await visiting(t, `?lang=${lang}`, narrow);
    await check(page, [infected.bundle]);
    const { address } = await makeLink(page, EXTRAS);
    for (const folded of ["#code-block", "#ticket-text"]) await page.locator(`${folded} summary`).click();
    await fits(page);
    const fragment = address.slice(home.length);
    const receiver = await visiting(t, fragment, narrow);
    await opened(receiver);
    await fits(receiver);
    const harmed = await visiting(t, `?lang=${lang}${fragment.slice(0, 90)}`, narrow);
    await errorOf(harmed);
    await fits(harmed);
  });
}

test("a damaged link takes away no answer, and leads back to it", async (t) => {
  const page = await visiting(t, "?lang=en");
  await check(page, [clean.bundle]);
  await page.evaluate(() => void (location.hash = "#result=AQDvEDC"));
  assert.equal(await errorOf(page), "link.cut");
  await page.locator("#resume").click();
  assert.equal(await waitVerdict(page), "no_signs");
  await page.evaluate(() => void (location.hash = "#check?v=1&advisory=x&sum=00000000"));
  assert.equal(await errorOf(page), "link.damaged");
  await page.goBack();
  await page.goBack();
  assert.equal(await waitVerdict(page), "no_signs", "the browser's own Back, too");
});

test("a check goes on while a link is read", async (t) => {
  const page = await visiting(t, "?lang=en");
  const fragment = await fragmentOf(t, incomplete);
  await chooseFiles(page, [write("files.txt", longListing(20 << 20, "mssecsvc.exe"))]);
  await waitRunning(page);
  await page.evaluate((hash) => void (location.hash = hash), fragment);
  assert.equal(await opened(page), "cannot_tell");
  await page.locator(".aside").getByText("earlier answer").waitFor({ timeout: 120_000 });
  await page.locator("#resume").click();
  assert.equal(await waitVerdict(page), "infected");
  assert.equal(await page.locator(".result > [data-note]").getAttribute("data-note"), "other");
});
