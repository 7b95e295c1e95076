// What a person does on the page. In: Playwright's page. Out: the deed done, or what the page then shows.
import { readFileSync } from "node:fs";

const FILES = 'input[type="file"][multiple]';

/** Chooses files with the page's file input. */
export async function chooseFiles(page, paths) {
  await page.locator(FILES).setInputFiles(paths);
}

/** Chooses a folder with the page's button for it. */
export async function chooseFolder(page, path) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator("#folder").click()]);
  await chooser.setFiles(path);
}

/** Drags files or folders from the desktop and drops them in the middle of the page, as the browser itself sees it. */
export async function dropFiles(page, paths) {
  const { width, height } = page.viewportSize();
  await page.evaluate(() => window.scrollTo(0, 0));
  await dropAt(page, { x: width / 2, y: height / 2 }, paths);
}

/** The same on an element. */
export async function dropOn(page, selector, paths) {
  const element = page.locator(selector);
  await element.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await element.boundingBox();
  await dropAt(page, { x: x + width / 2, y: y + height / 2 }, paths);
}

async function dropAt(page, place, paths) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, ...place, data });
  }
  await session.detach();
}

/** Waits until a check runs. */
export async function waitRunning(page) {
  await page.locator('[data-verdict="running"]').waitFor();
}

/** Waits for the final report of a check and gives its verdict. */
export async function waitVerdict(page, { timeout = 60_000 } = {}) {
  const result = page.locator('[data-verdict][data-complete="true"]:not([data-from-link])');
  await result.waitFor({ timeout });
  return result.getAttribute("data-verdict");
}

/** Stops the check under way. */
export async function cancel(page) {
  await page.locator('[data-verdict="running"] button').click();
}

/** Goes back to where files can be chosen, from wherever the page is. */
export async function startOver(page) {
  const ways = page.locator('[data-verdict="running"] button, #restart, .failure button:last-of-type');
  if (await ways.count()) await ways.first().click();
  await page.locator(FILES).waitFor({ state: "attached" });
}

/** Checks files from the start and gives the verdict. `hand` says how they are given. */
export async function check(page, paths, hand = chooseFiles) {
  await startOver(page);
  await hand(page, paths);
  return waitVerdict(page);
}

/** Chooses a language by its own name, as `中文` or `English`. */
export async function speak(page, name) {
  await page.getByRole("button", { name, exact: true }).click();
}

/** The bytes of the report that the page offers to save. */
export async function savedReport(page) {
  return savedFile(page, "#download-report");
}

/** The bytes of what a button of the page offers to save. */
export async function savedFile(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  return readFileSync(await download.path());
}
