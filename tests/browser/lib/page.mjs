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
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: width / 2, y: height / 2, data });
  }
  await session.detach();
}

/** Waits until a check runs. */
export async function waitRunning(page) {
  await page.locator('[data-verdict="running"]').waitFor();
}

/** Waits for the final report and gives its verdict. */
export async function waitVerdict(page, { timeout = 60_000 } = {}) {
  const result = page.locator('[data-verdict][data-complete="true"]');
  await result.waitFor({ timeout });
  return result.getAttribute("data-verdict");
}

/** Stops the check under way. */
export async function cancel(page) {
  await page.locator('[data-verdict="running"] button').click();
}

/** Goes back to where files can be chosen, from wherever the page is. */
export async function startOver(page) {
  const ways = page.locator('[data-verdict="running"] button, .toolbar .primary, .failure button');
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
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#download-report").click()]);
  return readFileSync(await download.path());
}
