// Runs where there is no network but this machine's own loopback. In: bundles. Out, as JSON: the network's interfaces, and for each browser
// the verdicts, and what was asked for since the page was loaded.
import { networkInterfaces } from "node:os";

import { startNginx } from "../../lib/nginx.mjs";
import { startDriven } from "./browser.mjs";
import { check } from "./page.mjs";
import { BROWSERS } from "./programs.mjs";

const bundles = process.argv.slice(2);
const nginx = await startNginx();
process.env.JIANCE_PAGE = nginx.address;
const found = { interfaces: Object.keys(networkInterfaces()) };
try {
  for (const name of BROWSERS) {
    const browser = await startDriven(name);
    try {
      const verdicts = [];
      for (const bundle of bundles) verdicts.push(await check(browser, [bundle]));
      found[name] = { verdicts, asked: browser.sinceLoaded() };
    } finally {
      await browser.close();
    }
  }
} finally {
  await nginx.stop();
}
process.stdout.write(JSON.stringify(found));
