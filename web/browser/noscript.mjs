// What a reader does, with JavaScript switched off: node web/browser/noscript.mjs BASE_URL
//
// The site must be one that takes names, with quiet-harbour-sim.social among its servers.

import { readFile } from "node:fs/promises";
import { go, launch, open } from "./browser.mjs";
import { check, finish } from "./tap.mjs";
import { choosingWithoutScript, closingsWithoutScript, withoutScript } from "./uses.mjs";

const base = process.argv[2];
const host = "quiet-harbour-sim.social";

// Each use starts on a page and ends with what is wrong.
const uses = {
  "search from the first page": async (page) => {
    await go(page, base, "/");
    await page.getByRole("combobox", { name: "Search servers" }).fill("harbour");
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForURL(/\/servers\?.*q=harbour/);
    const names = await page.locator(".card .name").allTextContents();
    return !names.some((name) => name.includes("Quiet Harbour")) && `it finds ${names}`;
  },
  "check a server": async (page) => {
    await go(page, base, "/check");
    await page.getByLabel("Name of the server").fill(host);
    await page.getByLabel("Name of the server").press("Enter");
    await page.waitForURL(/domain=/);
    return says(page, "Nothing is in the way");
  },
  "ask which server one is on": async (page) => {
    await go(page, base, "/which");
    await page.getByLabel("Your handle").fill(`@somebody@${host}`);
    await page.getByRole("button", { name: "Tell me" }).click();
    await page.waitForURL(/which\?/);
    return [...(await says(page, "Your handle there ends in")), page.url().includes("somebody") && `the address names a person: ${page.url()}`];
  },
  "add a server": async (page) => {
    await go(page, base, "/add");
    await page.getByLabel("Name of the server").fill("new-pier-sim.social");
    await page.getByLabel("Name of the server").press("Enter");
    await page.getByRole("status").waitFor();
    return says(page, "new-pier-sim.social");
  },
  "add what is no name": async (page) => {
    await go(page, base, "/add");
    await page.getByLabel("Name of the server").fill("no name");
    await page.getByLabel("Name of the server").press("Enter");
    await page.locator("#host-problem").waitFor();
    return (await page.getByLabel("Name of the server").inputValue()) !== "no name" && "what was typed is gone";
  },
  "opt out": async (page) => {
    await go(page, base, "/opt-out");
    await page.getByLabel("Name of the server").fill("asking-sim.social");
    await page.getByLabel("Name of the server").press("Enter");
    await page.waitForURL(/host=asking-sim\.social/);
    return says(page, "_landfall.asking-sim.social");
  },
  "save the numbers of a chart": async (page) => {
    await go(page, base, `/s/${host}/speed`);
    await page.locator("details summary").first().click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV" }).first().click()]);
    const text = await readFile(await download.path(), "utf8");
    return !text.startsWith("date,click_ms_p50") && `the file begins with ${text.slice(0, 40)}`;
  },
  "read another language": async (page) => {
    await go(page, base, `/s/${host}`);
    await page.getByRole("navigation", { name: "Languages" }).getByRole("link", { name: "Deutsch" }).click();
    await page.waitForURL(`**/de/s/${host}`);
    return (await page.locator("html").getAttribute("lang")) !== "de" && "it is not in German";
  },
  "look at it in the dark": async (page) => {
    await go(page, base, "/");
    const seen = [];
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      seen.push(await page.locator("body").screenshot({ clip: { x: 0, y: 300, width: 4, height: 4 } }).then((picture) => picture.toString("base64")));
    }
    return seen[0] === seen[1] && "light and dark are the same";
  },
};

// says returns what is wrong unless the page says a text.
async function says(page, text) {
  return (await page.locator("main").innerText()).includes(text) ? [] : [`${page.url()} does not say “${text}”`];
}

const browser = await launch();
try {
  for (const [name, use] of Object.entries(uses)) {
    const tab = await open(browser, base, { javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
    tab.page.setDefaultTimeout(10_000);
    const problems = await use(tab.page).catch((error) => error.message);
    check(`${name}, without script`, [problems, tab.faults()].flat());
    await tab.close();
  }
  await withoutScript(browser, base);
  await closingsWithoutScript(browser, base);
  await choosingWithoutScript(browser, base);
} catch (error) {
  check("the tests run to their end", error.stack);
} finally {
  await browser.close();
}
process.exitCode = finish();
