// What people do with the page, in each of the three browsers. Dropping, and folders, stand in folders.test.mjs: what a browser's driver cannot
// do of that is left to tests/browser, in Chromium.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Key } from "selenium-webdriver";

import { STATUS, jianceCheck } from "../lib/command.mjs";
import { caseOf } from "../lib/inputs.mjs";
import { setting } from "../lib/setting.mjs";
import { driven, isLoaded } from "./lib/browser.mjs";
import { attributeOf, check, chooseFiles, click, each, find, savedFile, textOf, waitVerdict } from "./lib/page.mjs";
import { BROWSERS } from "./lib/programs.mjs";

const VERDICTS = {
  infected: caseOf("planted-n1-2"),
  suspected: caseOf("trace-typed-path"),
  no_signs: caseOf("clean-2016-en"),
  cannot_tell: caseOf("incomplete-without-process-list"),
};
const sample = fileURLToPath(new URL("../../../static/samples/infected.zip", import.meta.url));

/** What the command line writes: the harden script's bytes. */
function hardenScript(bundle) {
  const folder = mkdtempSync(join(tmpdir(), "jiance-scripts-"));
  try {
    spawnSync(setting("JIANCE_CLI"), ["check", "--lang", "en", "--scripts", folder, bundle]);
    return readFileSync(join(folder, readdirSync(folder).find((file) => file.startsWith("harden"))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Presses Tab until it comes round, or to a place; gives where the focus stood each time, by id, sample or words. */
async function tabThrough({ driver }, last) {
  const here = () =>
    driver.executeScript(() => {
      const { id, dataset, innerText, tagName } = document.activeElement;
      return id || dataset.sample || `${tagName} ${innerText.trim().slice(0, 20)}`;
    });
  const places = [];
  for (let step = 0; step < 60 && !places.includes(last); step += 1) {
    await driver.actions().sendKeys(Key.TAB).perform();
    const place = await here();
    if (place === places[0] || (place.startsWith("BODY") && places.length > 0)) break;
    places.push(place);
  }
  return places;
}

for (const name of BROWSERS) {
  describe(name, { timeout: 240_000 }, () => {
    const browser = driven(name);
    // After the page was loaded, nothing was asked for.
    afterEach(() => assert.deepEqual(browser.sinceLoaded(), []));

    test("the page starts, asks its own server only, and shows that it is locked", async () => {
      await browser.visit("?lang=en");
      const strangers = browser.requests.filter(({ url }) => !url.startsWith("/") && !url.startsWith(browser.home));
      assert.deepEqual(strangers, []);
      assert.equal(await attributeOf(browser, "html", "lang"), "en");
      await click(browser, "#test-lock");
      await find(browser, "[data-way]");
      const said = await each(browser, "[data-way]", "(row) => `${row.dataset.way} ${row.dataset.refused}`");
      assert.deepEqual(said, ["fetch true", "image true", "beacon true", "socket true"]);
    });

    for (const [verdict, { bundle }] of Object.entries(VERDICTS)) {
      test(`a bundle is judged ${verdict}, and the report saved is the command line's`, async () => {
        assert.equal(await check(browser, [bundle]), verdict);
        const command = jianceCheck([bundle], "en");
        assert.equal(command.status, STATUS[verdict]);
        assert.equal(String(await savedFile(browser, "#download-report")), String(command.json));
      });
    }

    test("the files of a folder are judged as one host", async () => {
      const files = VERDICTS.infected.files.toSorted();
      assert.equal(await check(browser, files), "infected");
      assert.equal(String(await savedFile(browser, "#download-report")), String(jianceCheck(files, "en").json));
    });

    test("the language changes at once, stays chosen, and the answer with it", async () => {
      assert.equal(await check(browser, [VERDICTS.no_signs.bundle], "zh-CN"), "no_signs");
      const before = await textOf(browser, "#main h1");
      await click(browser, 'button[lang="en"]');
      await find(browser, 'html[lang="en"]');
      assert.notEqual(await textOf(browser, "#main h1"), before);
      assert.equal(await waitVerdict(browser), "no_signs");
      assert.equal(String(await savedFile(browser, "#download-report")), String(jianceCheck([VERDICTS.no_signs.bundle], "en").json));
    });

    test("a link that was made opens as the same answer, marked as not checked here", async () => {
      assert.equal(await check(browser, [VERDICTS.infected.bundle]), "infected");
      await click(browser, "#make-link");
      const address = await attributeOf(browser, "#result-link pre", "textContent");
      assert.ok(address.startsWith(`${browser.home}#result=`), address);
      await browser.visit(address.slice(browser.home.length));
      assert.equal(await attributeOf(browser, "[data-from-link]", "data-verdict"), "infected");

      await browser.visit(`?lang=en${address.slice(browser.home.length, -30)}`);
      assert.equal(await attributeOf(browser, "[data-link-error]", "data-link-error"), "link.cut");
      assert.ok((await textOf(browser, ".failure .lead")).length > 20);
    });

    test("several bundles are a table of hosts, and each opens its own answer", async () => {
      const { infected, no_signs, cannot_tell } = VERDICTS;
      assert.equal(await check(browser, [infected, no_signs, cannot_tell].map(({ bundle }) => bundle)), "infected");
      const verdicts = () => each(browser, ".host-table tbody tr", "(row) => row.dataset.verdictOf");
      assert.deepEqual(await verdicts(), ["infected", "cannot_tell", "no_signs"]);
      await click(browser, '[data-verdict-of="no_signs"] .open-host');
      assert.equal(await attributeOf(browser, "[data-verdict][data-complete]", "data-verdict"), "no_signs");
      assert.equal(String(await savedFile(browser, "#download-report")), String(jianceCheck([no_signs.bundle], "en").json));
      await browser.driver.navigate().back();
      await find(browser, ".host-table");
      assert.equal((await verdicts()).length, 3);
    });

    test("the script saved is the command line's", async () => {
      await check(browser, [sample]);
      assert.ok((await savedFile(browser, "#download-harden")).equals(hardenScript(sample)));
    });

    test("the keyboard reaches every control, and starts a check", async () => {
      await browser.visit("?lang=en");
      const places = await tabThrough(browser);
      for (const wanted of ["files", "folder", "infected.zip", "clean.zip", "incomplete.zip", "test-lock", "BUTTON English", "BUTTON 中文"]) {
        assert.ok(places.includes(wanted), `${wanted} is not among ${places.join(", ")}`);
      }
      await browser.visit("?lang=en");
      await tabThrough(browser, "clean.zip");
      await browser.driver.actions().sendKeys(Key.ENTER).perform();
      assert.equal(await waitVerdict(browser), "no_signs");
    });

    test("loading the page anew forgets what was checked, and checks again", async () => {
      assert.equal(await check(browser, [VERDICTS.infected.bundle]), "infected");
      const before = browser.requests.length;
      await browser.driver.navigate().refresh();
      await isLoaded(browser.driver);
      assert.ok(browser.requests.length > before, "it was loaded anew");
      assert.deepEqual(await each(browser, "[data-verdict]", "(it) => it.dataset.verdict"), []);
      await chooseFiles(browser, [VERDICTS.no_signs.bundle]);
      assert.equal(await waitVerdict(browser), "no_signs");
      browser.settle();
    });

    test("the server gone after loading, the answer comes all the same", async () => {
      await browser.visit("?lang=en");
      browser.cut();
      await chooseFiles(browser, [VERDICTS.infected.bundle]);
      assert.equal(await waitVerdict(browser), "infected");
      assert.equal(String(await savedFile(browser, "#download-report")), String(jianceCheck([VERDICTS.infected.bundle], "en").json));
    });
  });

  describe(`${name}, before the program is there`, { timeout: 120_000 }, () => {
    /** What boot.js waits for now comes when the test says so. WebKit's requests pass the recorder twice. */
    const held = (script) => {
      const after = script.replace("await globalThis.first?.seen;", "await new Promise((go) => (globalThis.go = go));");
      assert.ok(after.includes("globalThis.go"));
      return after;
    };
    const browser = driven(name, { changes: { "/boot.js": held } });

    test("files that are chosen are checked once it is, in the language that was chosen meanwhile", async () => {
      await browser.driver.get(`${browser.home}?lang=zh-CN`);
      await chooseFiles(browser, [VERDICTS.infected.bundle]);
      const isSaid = async () => (await find(browser, "#kept")).isDisplayed();
      assert.ok(await isSaid());
      await click(browser, 'button[lang="en"]');
      assert.ok(await isSaid());
      assert.deepEqual(await each(browser, "#main[data-engine], [data-verdict]", "(it) => it.id"), []);
      await browser.driver.executeScript("go()");
      assert.equal(await waitVerdict(browser), "infected");
      assert.equal(await attributeOf(browser, "html", "lang"), "en");
    });
  });

  describe(`${name}, without a network from the second visit on`, { timeout: 120_000 }, () => {
    const browser = driven(name, { keeps: true });

    test("the page opens and checks", async () => {
      await browser.visit("?lang=en");
      await browser.driver.executeAsyncScript("navigator.serviceWorker.ready.then(() => arguments[0]())");
      browser.cut();
      await browser.visit("?lang=en");
      await chooseFiles(browser, [VERDICTS.infected.bundle]);
      assert.equal(await waitVerdict(browser), "infected");
    });
  });

  describe(`${name}, set to dark`, { timeout: 120_000 }, () => {
    const browser = driven(name, { dark: true });

    test("the page is dark, and its words are light", async () => {
      await browser.visit("?lang=en");
      const colours = await browser.driver.executeScript(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return [backgroundColor, color];
      });
      const [ground, ink] = colours.map((colour) => colour.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0));
      assert.ok(ground < 150 && ink > 600, String(colours));
    });
  });
}
