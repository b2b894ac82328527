import axe from "axe-core";
import { check } from "./tap.mjs";
import { go, open } from "./browser.mjs";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// widths are those of windows that pages have to fit.
const widths = [320, 390, 1280];
const themes = ["light", "dark"];

// looks visits every page and looks for what a machine can find, in each theme at each width.
export async function looks(browser, base, paths) {
  await visit(browser, base, paths, 1280, shown);
}

// fits visits every page in the narrowest window, and sees whether it fits.
export async function fits(browser, base, paths) {
  await visit(browser, base, paths, widths[0], async (tab, path) => {
    check(`${path} ${widths[0]}`, [...(await overflow(tab.page)), ...tab.faults()]);
  });
}

// visit loads every page once, and has it looked at. Two tabs share the pages.
async function visit(browser, base, paths, width, look) {
  const left = [...paths];
  const visitor = async () => {
    const tab = await open(browser, base, { viewport: { width, height: 800 } });
    for (let next = left.shift(); next; next = left.shift()) {
      await go(tab.page, base, ...next);
      await look(tab, next[0]);
    }
    await tab.close();
  };
  await Promise.all([visitor(), visitor()]);
}

async function shown(tab, path) {
  for (const colorScheme of themes) {
    await tab.page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await tab.page.setViewportSize({ width, height: 800 });
      check(`${path} ${colorScheme} ${width}`, [...(await violations(tab.page)), ...(await overflow(tab.page)), ...tab.faults()]);
    }
  }
}

// opened looks at what is folded away at first: the sheet of filters on a narrow
// screen, and every detail of a page.
export async function opened(browser, base, host, notice) {
  for (const colorScheme of themes) {
    const tab = await open(browser, base, { colorScheme, viewport: { width: 390, height: 800 } });
    await go(tab.page, base, "/servers");
    await tab.page.getByRole("button", { name: /^Filters/ }).click();
    check(`sheet of filters ${colorScheme}`, [...(await violations(tab.page)), ...tab.faults()]);
    for (const [what, path] of [["a server", `/s/${host}`], ["a closing", notice]]) {
      await go(tab.page, base, path);
      await tab.page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      const problems = [...(await violations(tab.page)), ...(await overflow(tab.page)), ...tab.faults()];
      check(`every detail of ${what} ${colorScheme}`, problems);
    }
    await tab.close();
  }
}

// violations are what axe holds against a page as it is just now.
export async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const result = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] }), rules);
  return result.violations.map((v) => `${v.id}: ${v.help}\n${v.nodes.map((n) => n.html).join("\n")}`);
}

// overflow names what sticks out of the page sideways. Regions that scroll by
// themselves may hold more than they show.
async function overflow(page) {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const outside = (box) => (document.documentElement.dir === "rtl" ? box.left < -1 : box.right > room + 1);
    const scrolls = (e) => e.parentElement?.closest(".scroll");
    const out = [...document.querySelectorAll("body *")].filter((e) => !scrolls(e) && outside(e.getBoundingClientRect()));
    return [`wider than ${room}: ${out.slice(0, 3).map((e) => e.outerHTML.slice(0, 120)).join(" … ")}`];
  });
}
