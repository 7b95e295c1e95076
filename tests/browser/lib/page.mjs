// What a person does on the page. In: Playwright's page. Out: the deed done, or what the page then shows.

/** Chooses files with the page's file input. */
export async function chooseFiles(page, paths) {
  await page.locator('input[type="file"][multiple]:not([webkitdirectory])').setInputFiles(paths);
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

/** Waits for the final report and gives its verdict. */
export async function waitVerdict(page, { timeout = 60_000 } = {}) {
  const result = page.locator('[data-verdict][data-complete="true"]');
  await result.waitFor({ timeout });
  return result.getAttribute("data-verdict");
}

/** Waits until the page can be used. */
export async function waitReady(page) {
  await page.locator('input[type="file"]').first().waitFor({ state: "attached" });
}
