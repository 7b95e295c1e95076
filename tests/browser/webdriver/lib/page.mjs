// What a person does on the page, through WebDriver. In: a driven browser. Out: the deed done, or what the page then shows.
import { By, until } from "selenium-webdriver";

const PATIENCE = 30_000;

/** Waits for an element, and gives it. */
export const find = ({ driver }, selector) => driver.wait(until.elementLocated(By.css(selector)), PATIENCE, selector);

export const click = async (browser, selector) => (await find(browser, selector)).click();

export const textOf = async (browser, selector) => (await find(browser, selector)).getText();

export const attributeOf = async (browser, selector, name) => (await find(browser, selector)).getAttribute(name);

/** What a function of the page gives for each of the elements. */
export const each = ({ driver }, selector, pick) =>
  driver.executeScript(`return [...document.querySelectorAll(arguments[0])].map(${pick})`, selector);

/** Chooses files with the page's input. */
export async function chooseFiles(browser, paths) {
  await (await find(browser, 'input[type="file"][multiple]')).sendKeys(paths.join("\n"));
}

/** Waits for the final report of a check and gives its verdict. */
export const waitVerdict = (browser) => attributeOf(browser, '[data-verdict][data-complete="true"]:not([data-from-link])', "data-verdict");

/** Opens the page, checks files and gives the verdict. */
export async function check(browser, paths, lang = "en") {
  await browser.visit(`?lang=${lang}`);
  await chooseFiles(browser, paths);
  return waitVerdict(browser);
}

/** The bytes of what a button of the page offers to save. */
export const savedFile = (browser, button) => browser.saved(() => click(browser, button));
