// The page before its program is there: the same page, to be read and used. What is handed in then waits, unread, for the lock.
import assert from "node:assert/strict";
import { test } from "node:test";

import { caseOf } from "./lib/inputs.mjs";
import { chooseFiles, chooseFolder, dropFiles, speak, waitVerdict } from "./lib/page.mjs";
import { setting } from "./lib/setting.mjs";
import { sharedBrowser } from "./lib/suite.mjs";

const browser = sharedBrowser();
const infected = caseOf("planted-n1-2");
const LANGUAGES = { "zh-CN": "中文", en: "English" };

/** Opens the page, whose wasm does not come before `arrive`. */
async function opening(t, place = "?lang=en", { prepare = () => {}, ...options } = {}) {
  let arrive;
  const gate = new Promise((resolve) => (arrive = resolve));
  const visit = await browser.open(new URL(place, setting("JIANCE_PAGE")).href, {
    ...options,
    prepare: async (page) => {
      await page.route("**/*.wasm", async (route) => {
        await gate;
        await route.continue();
      });
      await prepare(page);
    },
  });
  t.after(visit.close);
  const ready = () => visit.page.locator("#main[data-engine=ready]").waitFor();
  return {
    ...visit,
    arrive,
    ready,
    async become() {
      arrive();
      await ready();
    },
  };
}

/** Runs in the page, before it: notes whether the lock was closed each time that a file was read or a worker was started. */
function noteReading() {
  window.noted = [];
  const isLocked = () => document.querySelectorAll('meta[http-equiv="Content-Security-Policy"]').length === 2;
  const noting = (of, name) => {
    const original = of[name];
    of[name] = function (...words) {
      // The page's own files are blobs, too, but no files.
      if (of !== Blob.prototype || this instanceof File) window.noted.push(`${name}, ${isLocked() ? "locked" : "OPEN"}`);
      return original.apply(this, words);
    };
  };
  for (const name of ["arrayBuffer", "bytes", "slice", "stream", "text"]) noting(Blob.prototype, name);
  for (const name of ["readAsArrayBuffer", "readAsText", "readAsDataURL", "readAsBinaryString"]) noting(FileReader.prototype, name);
  const { webkitGetAsEntry } = DataTransferItem.prototype;
  DataTransferItem.prototype.webkitGetAsEntry = function () {
    const entry = webkitGetAsEntry.call(this);
    noting(entry, entry.isFile ? "file" : "createReader");
    return entry;
  };
  window.Worker = class extends window.Worker {
    constructor(...words) {
      super(...words);
      window.noted.push(`worker, ${isLocked() ? "locked" : "OPEN"}`);
    }
  };
}

/** Runs in the page: its elements with their places, but for what is only there before the program, and the bottom, where the lock is told of. */
const layout = () =>
  [...document.querySelectorAll("#page *:not(.bottom, .bottom *, #opening, #kept, #kept *)")].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return `${element.tagName} ${[x, y, width, height].map(Math.round)}`;
  });

/** Runs in the page: the start page, without what tells the two apart. */
const drawn = () => {
  const copy = document.getElementById("page").cloneNode(true);
  for (const element of copy.querySelectorAll(".lock span, #opening, #kept")) element.remove();
  for (const element of copy.querySelectorAll("[disabled], [data-engine]")) ["disabled", "data-engine"].forEach((name) => element.removeAttribute(name));
  const told = (element) =>
    `${element.localName} ${[...element.attributes].map(({ name, value }) => `${name}=${value}`).toSorted()} ` +
    [...element.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.data : node.nodeType === Node.ELEMENT_NODE ? `<${told(node)}>` : "")).join("");
  return told(copy);
};

function watchPainting() {
  window.painted = { shifts: [], largest: [] };
  new PerformanceObserver((list) => window.painted.shifts.push(...list.getEntries().map(({ value }) => value))).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => window.painted.largest.push(...list.getEntries().map(({ element }) => element?.className))).observe({
    type: "largest-contentful-paint",
    buffered: true,
  });
}

for (const [lang, options] of [["zh-CN", { width: 360, height: 780 }], ["en", { width: 390, height: 844 }], ["zh-CN", {}], ["en", {}]]) {
  test(`at ${options.width ?? 1280} pixels, in ${lang}, what is there first is what the program then draws, where it stands`, async (t) => {
    const visit = await opening(t, `?lang=${lang}`, { ...options, prepare: (page) => page.addInitScript(watchPainting) });
    const { page } = visit;
    await page.locator("#files").waitFor({ state: "attached" });
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    const before = [await page.title(), await page.evaluate(drawn), await page.evaluate(layout)];
    assert.ok(before[1].includes("jiance.exe") && before[2].length > 80, "there is a page");
    await visit.become();
    assert.deepEqual([await page.title(), await page.evaluate(drawn), await page.evaluate(layout)], before);
    assert.deepEqual(await page.evaluate(() => window.painted), { shifts: [], largest: ["lead"] });
    assert.deepEqual(visit.problems, []);
  });
}

test("nobody is told of a lock before it is closed, and what needs the program waits for it", async (t) => {
  const visit = await opening(t);
  const { page } = visit;
  assert.match(await page.locator(".lock").innerText(), /Not locked yet/);
  for (const id of ["test-lock", "for-support", "pasted", "open-pasted"]) assert.ok(await page.locator(`#${id}`).isDisabled(), id);
  await visit.become();
  assert.doesNotMatch(await page.locator(".lock").innerText(), /Not locked yet/);
  for (const id of ["test-lock", "for-support", "pasted", "open-pasted"]) assert.ok(await page.locator(`#${id}`).isEnabled(), id);
});

for (const [what, hand, verdict] of [
  ["files that are chosen", (page) => chooseFiles(page, [infected.bundle]), "infected"],
  ["a folder that is chosen", (page) => chooseFolder(page, infected.folder), "infected"],
  ["files that are dropped", (page) => dropFiles(page, [infected.bundle]), "infected"],
  ["a folder that is dropped", (page) => dropFiles(page, [infected.folder]), "infected"],
  ["the last of what is chosen one after the other", async (page) => {
    await chooseFiles(page, [infected.bundle]);
    await chooseFiles(page, [caseOf("clean-2016-en").bundle]);
  }, "no_signs"],
  ["an example that is asked for", (page) => page.locator('[data-sample="clean.zip"]').click(), "no_signs"],
]) {
  test(`before the program is there: ${what}: kept, unread, and checked once the page is locked`, async (t) => {
    const visit = await opening(t, "?lang=en", { prepare: (page) => page.addInitScript(noteReading) });
    const { page } = visit;
    await page.locator("#files").waitFor({ state: "attached" });
    assert.equal(await page.locator("#kept").isVisible(), false);
    await hand(page);
    await page.locator("#kept").waitFor();
    assert.match(await page.locator("#kept").innerText(), /The check starts as soon as/);
    assert.deepEqual(await page.evaluate(() => window.noted), [], "nothing is read yet");
    visit.arrive();
    assert.equal(await waitVerdict(page), verdict);
    const noted = await page.evaluate(() => window.noted);
    assert.ok(noted.includes("worker, locked"), String(noted));
    if (what === "a folder that is dropped") assert.ok(noted.includes("createReader, locked"), String(noted));
    assert.deepEqual(noted.filter((it) => it.endsWith("OPEN")), []);
    assert.deepEqual(visit.problems, []);
  });
}

test("a dialog that is open while the program arrives still hands in", async (t) => {
  for (const button of ["#files", "#folder"]) {
    const visit = await opening(t);
    const [chooser] = await Promise.all([visit.page.waitForEvent("filechooser"), visit.page.locator(button).click()]);
    await visit.become();
    await chooser.setFiles(button === "#files" ? [infected.bundle] : infected.folder);
    assert.equal(await waitVerdict(visit.page), "infected");
  }
});

test("a file that is dropped while the program starts is checked, and not opened by the browser", async (t) => {
  const { page, become } = await opening(t, "?lang=en", {
    prepare: (page) =>
      page.addInitScript(() => {
        const { instantiate } = WebAssembly;
        const held = new Promise((release) => (window.release = release));
        WebAssembly.instantiate = async (...words) => {
          window.isHeld = true;
          await held;
          return instantiate(...words);
        };
      }),
  });
  const done = become();
  await page.waitForFunction(() => window.isHeld);
  await dropFiles(page, [infected.bundle]);
  await page.evaluate(() => window.release());
  await done;
  assert.equal(await waitVerdict(page), "infected");
});

test("the language can be changed before, stays as it is chosen, and what was handed in stays, too", async (t) => {
  const visit = await opening(t, "", { locale: "zh-CN" });
  const { page } = visit;
  await chooseFiles(page, [infected.bundle]);
  assert.match(await page.locator("#kept").innerText(), /已收到/);
  await speak(page, LANGUAGES.en);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.match(await page.locator("h1:visible").innerText(), /worm/);
  assert.match(await page.locator("#kept").innerText(), /Received/);
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "English");
  visit.arrive();
  assert.equal(await waitVerdict(page), "infected");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  const next = await page.context().newPage();
  await next.goto(setting("JIANCE_PAGE"));
  assert.equal(await next.locator("html").getAttribute("lang"), "en");
});

test("the focus, what is unfolded and the place in the page stay when the program draws", async (t) => {
  const visit = await opening(t, "?lang=en", { width: 390, height: 844 });
  const { page } = visit;
  await page.locator(".hero summary").click();
  await page.locator("#collectors summary").click();
  await page.locator("#folder").focus();
  const seen = () => page.evaluate(() => [document.activeElement.id, scrollY, [...document.querySelectorAll("#page details")].map(({ open }) => open)]);
  const before = await seen();
  assert.equal(before[0], "folder");
  assert.ok(before[1] > 100 && before[2].filter(Boolean).length === 2, String(before));
  await visit.become();
  assert.deepEqual(await seen(), before);
});

test("whoever follows a link with a result does not see the start page first", async (t) => {
  const { page, become } = await opening(t, "?lang=en#result=AbCd");
  await page.locator("#opening").waitFor();
  assert.equal(await page.locator("h1:visible").count(), 0);
  await become();
  await page.locator("[data-link-error]").waitFor();
});

test("what the page starts from does not arrive: it says so, and what to do by hand", async (t) => {
  for (const file of ["boot.js", "lock.js"]) {
    const visit = await browser.open(setting("JIANCE_PAGE"), { prepare: (page) => page.route(`**/${file}`, (route) => route.abort()) });
    t.after(visit.close);
    await visit.page.locator("#broken").waitFor();
    assert.ok(await visit.page.locator("#by-hand").isVisible());
    assert.equal(await visit.page.locator("#page").isVisible(), false);
  }
});

test("wasm is compiled while it arrives, and also where the server calls it something else, or the browser can't", async (t) => {
  const watch = () => {
    window.ways = [];
    for (const name of ["compile", "compileStreaming"]) {
      const original = WebAssembly[name];
      WebAssembly[name] = async (...words) => {
        const module = await original.apply(WebAssembly, words);
        window.ways.push(name);
        return module;
      };
    }
  };
  const asBytes = async (route) => {
    const answer = await fetch(route.request().url());
    await route.fulfill({ contentType: "application/octet-stream", body: Buffer.from(await answer.arrayBuffer()) });
  };
  for (const [expected, prepare] of [
    ["compileStreaming", () => {}],
    ["compile", (page) => page.route("**/*.wasm", asBytes)],
    ["compile", (page) => page.addInitScript(() => delete WebAssembly.compileStreaming)],
    // As over plain HTTP.
    ["compile", (page) => page.addInitScript(() => Object.defineProperty(crypto, "subtle", { value: undefined }))],
  ]) {
    const visit = await browser.visit("", {
      prepare: async (page) => {
        await page.addInitScript(watch);
        await prepare(page);
      },
    });
    t.after(visit.close);
    assert.deepEqual(await visit.page.evaluate(() => window.ways), [expected]);
    assert.deepEqual(visit.problems, []);
  }
});
