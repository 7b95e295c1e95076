// The drivers of the three browsers, each as its system package brings it. In: a browser's name and where its downloads go.
// Out: a driver that listens, and what to ask it for.
import { spawn } from "node:child_process";
import { once } from "node:events";

import { freePort } from "../../lib/port.mjs";
import { setting } from "../../lib/setting.mjs";

/** Firefox's own errands, whatever the page, and what it asks before it opens or saves something. */
const FIREFOX = {
  "app.normandy.enabled": false,
  "browser.safebrowsing.downloads.enabled": false,
  "browser.topsites.contile.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.push.connection.enabled": false,
  "extensions.getAddons.cache.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,",
  "browser.download.folderList": 2,
  "browser.download.manager.showWhenStarting": false,
  "browser.download.always_ask_before_handling_new_types": false,
  "browser.helperApps.neverAsk.saveToDisk": "application/json,application/octet-stream,text/csv,text/plain",
};

/** For each browser: its driver's words, its environment, and the capabilities to ask for. */
const KINDS = {
  chromium: ({ folder, proxy, dark }) => ({
    program: "chromedriver",
    words: (port) => [`--port=${port}`],
    capabilities: {
      browserName: "chrome",
      "goog:chromeOptions": {
        binary: setting("JIANCE_BROWSER"),
        args: [
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          ...(proxy ? [`--proxy-server=${proxy}`] : []),
          ...(dark ? ["--blink-settings=preferredColorScheme=0"] : []),
        ],
        prefs: { "download.default_directory": folder },
      },
    },
  }),
  firefox: ({ folder, proxy, dark }) => ({
    program: "geckodriver",
    words: (port) => ["--port", String(port), "--profile-root", folder],
    capabilities: {
      browserName: "firefox",
      "moz:firefoxOptions": {
        binary: setting("JIANCE_FIREFOX"),
        args: ["-headless"],
        prefs: { ...FIREFOX, "browser.download.dir": folder, "ui.systemUsesDarkTheme": dark ? 1 : 0 },
      },
      ...(proxy ? manual(proxy) : {}),
    },
  }),
  // It knows no headless mode: `display` is an invisible screen. Its browser saves in the home folder.
  webkit: ({ folder, proxy, dark, display }) => ({
    program: "WebKitWebDriver",
    words: (port) => [`--port=${port}`],
    environment: { DISPLAY: display, HOME: folder, LIBGL_ALWAYS_SOFTWARE: "1", GTK_THEME: dark ? "Adwaita:dark" : "Adwaita" },
    capabilities: { browserName: "MiniBrowser", ...(proxy ? manual(proxy) : {}) },
  }),
};

export const BROWSERS = Object.keys(KINDS);

const manual = (proxy) => {
  const { host } = new URL(proxy);
  return { proxy: { proxyType: "manual", httpProxy: host, sslProxy: host } };
};

/** Starts a browser's driver; gives its `address`, the `capabilities`, and `stop`. */
export async function startDriver(browser, { folder, proxy, dark }) {
  const screen = browser === "webkit" ? await startScreen() : undefined;
  const { program, words, environment, capabilities } = KINDS[browser]({ folder, proxy, dark, display: screen?.display });
  const stopAll = async (driver) => {
    await end(driver);
    await end(screen?.server);
  };
  let said = "";
  // Where somebody else took the port meanwhile, another one is tried.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort();
    const driver = spawn(program, words(port), { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [driver.stdout, driver.stderr]) stream.on("data", (text) => (said = (said + text).slice(-4000)));
    const ended = once(driver, "exit").catch((error) => (said += error));
    const address = `http://127.0.0.1:${port}`;
    if (await isReady(address, ended)) return { address, capabilities, stop: () => stopAll(driver) };
  }
  await end(screen?.server);
  throw new Error(`${program} did not start: ${said}`);
}

/** A screen that nobody sees, under a number that it chooses itself. */
async function startScreen() {
  const words = ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"];
  const server = spawn("Xvfb", words, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await Promise.race([once(server.stdio[3], "data"), once(server, "exit")]);
  if (server.exitCode !== null) throw new Error(`Xvfb did not start (${server.exitCode})`);
  return { server, display: `:${String(number[0]).trim()}` };
}

async function end(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  await ended;
}

/** Whether the driver answers, before it ends. */
async function isReady(address, ended) {
  let over = false;
  ended.then(() => (over = true));
  while (!over) {
    const status = await fetch(`${address}/status`).then((answer) => answer.json(), () => undefined);
    if (status?.value?.ready) return !over;
    await new Promise((later) => setTimeout(later, 20));
  }
  return false;
}
