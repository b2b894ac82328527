import { go, open } from "./browser.mjs";
import { violations } from "./looks.mjs";
import { check } from "./tap.mjs";

// suggesting types into the search box of the first page and of the directory, and takes what it
// says: by keyboard and pointer, from left to right and from right to left. Without the larger
// scripts there is nothing to look at.
export async function suggesting(browser, base) {
  const tab = await open(browser, base, { viewport: { width: 1280, height: 800 } });
  await go(tab.page, base, "/");
  const built = (await tab.page.locator("[data-suggest]").count()) > 0;
  await tab.close();
  if (!built) return check("the search box suggests nothing: the larger scripts are not built in", []);
  for (const path of ["/", "/servers", "/ar/servers"]) {
    for (const [width, colorScheme] of [[390, "light"], [1280, "dark"]]) await lists(browser, base, path, width, colorScheme);
  }
  await things(browser, base);
  await servers(browser, base);
  await closing(browser, base);
  await asking(browser, base);
  await topics(browser, base);
}

// lists looks at the list that is open: what it says of itself, and where it lies.
async function lists(browser, base, path, width, colorScheme) {
  const tab = await typed(browser, base, path, "mast", { viewport: { width, height: 800 }, colorScheme });
  const { page } = tab;
  const input = page.locator("#q");
  const [box, list] = [await input.boundingBox(), await page.getByRole("listbox").boundingBox()];
  const edge = path.startsWith("/ar") ? (b) => b.x + b.width : (b) => b.x;
  const said = await page.locator(".combo [role=status]").textContent();
  const some = await page.locator(".combo [role=option]").count();
  check(`suggestions on ${path} ${colorScheme} ${width}`, [
    (await input.getAttribute("role")) !== "combobox" && "the box is no combobox",
    (await input.getAttribute("aria-expanded")) !== "true" && "it does not say that it is open",
    (await input.getAttribute("aria-controls")) !== (await page.getByRole("listbox").getAttribute("id")) && "it controls another list",
    (await input.getAttribute("list")) !== null && "the browser's own list is there as well",
    path === "/" && said !== `${some} suggestions` && `said is "${said}" of ${some}`,
    said === "" && "nothing is said",
    Math.abs(edge(box) - edge(list)) > 1 && `the list begins at ${edge(list)}, the box at ${edge(box)}`,
    (list.x < 0 || list.x + list.width > width) && `the list is from ${list.x} to ${list.x + list.width}`,
    Math.abs(list.y - box.y - box.height) > 8 && "the list is not below the box",
    ...(await violations(page)),
    ...tab.faults(),
  ]);
  await page.keyboard.press("ArrowDown");
  check(`an option is marked on ${path} ${colorScheme} ${width}`, await violations(page));
  await tab.close();
}

// things are taken: the words become a filter, beside those that there are.
async function things(browser, base) {
  const tab = await typed(browser, base, "/servers?signup=any", "mast", {});
  const { page } = tab;
  const options = page.locator(".combo [role=option]");
  const marked = async () => [await page.locator("#q").getAttribute("aria-activedescendant"), await page.locator("[role=option][aria-selected=true]").evaluateAll((all) => all.map((e) => e.id).join())];
  const ids = await options.evaluateAll((all) => all.map((e) => e.id));
  const faults = [];
  for (const [key, id] of [["ArrowDown", ids[0]], ["ArrowDown", ids[1]], ["ArrowUp", ids[0]], ["ArrowUp", null], ["ArrowUp", ids.at(-1)], ["ArrowDown", null], ["ArrowDown", ids[0]]]) {
    await page.keyboard.press(key);
    const [active, selected] = await marked();
    if (active !== id || selected !== (id ?? "")) faults.push(`${key} leads to ${active} and marks ${selected}, not ${id}`);
  }
  check("arrows go through the suggestions and back to what was typed", faults);
  const count = (await options.first().textContent()).match(/([\d,]+) servers?/)?.[1];
  await page.keyboard.press("Enter");
  await page.waitForURL(/sw=mastodon/);
  check("a thing that is taken is a filter", [
    !page.url().includes("signup=any") && "the other filters are gone",
    !count && "it does not say how many servers there are",
    !(await page.locator(".tags.active").textContent()).includes("Mastodon") && `no chip of it at ${page.url()}`,
  ]);
  await tab.close();
}

// servers are taken by the pointer, and lead to their pages; the focus does not leave the box before.
async function servers(browser, base) {
  const first = await open(browser, base, {});
  await go(first.page, base, "/servers?signup=any");
  const href = await first.page.locator(".card .name a").first().getAttribute("href");
  await first.close();
  const tab = await typed(browser, base, "/", href.slice("/s/".length), {});
  const { page } = tab;
  const option = page.locator(`[role=option][data-href="${href}"]`);
  const box = await option.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  const stays = await page.evaluate(() => document.activeElement.id === "q");
  await page.mouse.up();
  await page.waitForURL(`${base}${href}`);
  check("a server that is taken leads to its page", [!stays && "the focus left the box", ...tab.faults()]);
  await tab.close();
}

// closing closes the list: by Escape, which leaves what was typed, and by leaving the box.
async function closing(browser, base) {
  for (const key of ["Escape", "Tab"]) {
    const tab = await typed(browser, base, "/", "mast", {});
    const { page } = tab;
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press(key);
    const input = page.locator("#q");
    check(`${key} closes the suggestions`, [
      (await page.getByRole("listbox").count()) > 0 && "the list is there",
      (await input.getAttribute("aria-expanded")) !== "false" && "the box says that it is open",
      (await input.getAttribute("aria-activedescendant")) !== null && "an option is marked",
      (await input.inputValue()) !== "mast" && `what was typed is ${await input.inputValue()}`,
      ...tab.faults(),
    ]);
    if (key === "Escape") {
      await page.keyboard.press("ArrowDown");
      check("an arrow opens the suggestions again", await opens(page));
      await page.keyboard.press("Enter");
      await page.waitForURL(/servers\?/);
      check("Enter without a mark searches for what was typed", !/mast/.test(page.url()) && page.url());
    }
    await tab.close();
  }
}

// asking asks once for words that are typed at one go, and never for less than there is.
async function asking(browser, base) {
  const tab = await open(browser, base, {});
  const { page } = tab;
  const asked = [];
  page.on("request", (request) => request.url().includes("/servers/suggest?") && asked.push(new URL(request.url()).searchParams.get("q")));
  await go(page, base, "/");
  await page.locator("#q").pressSequentially("mast", { delay: 20 });
  const problems = await opens(page);
  await page.locator("#q").fill("xyzzyq");
  await page.getByRole("listbox").waitFor({ state: "detached" });
  check("the server is asked once the typing pauses", [...problems, asked.join() !== "mast,xyzzyq" && `asked for ${asked.join()}`, ...tab.faults()]);
  await tab.close();
}

// topics are what a browser offers by itself, without script.
async function topics(browser, base) {
  const tab = await open(browser, base, { javaScriptEnabled: false });
  const { page } = tab;
  await go(page, base, "/");
  const list = await page.locator("#q").getAttribute("list");
  check("topics are offered without script", (await page.locator(`datalist#${list} option`).count()) < 20 && "there are fewer than 20");
  await tab.close();
}

// typed opens a page with words in the box. Nothing moves from page to page there: a browser holds
// a move that it breaks off against the page.
async function typed(browser, base, path, text, options) {
  const tab = await open(browser, base, { reducedMotion: "reduce", ...options });
  await go(tab.page, base, path);
  await tab.page.locator("#q").fill(text);
  await opens(tab.page);
  return tab;
}

// opens waits for the list; if there is none it says so.
function opens(page) {
  return page.getByRole("listbox").waitFor({ timeout: 5000 }).then(() => [], () => ["no list opens"]);
}
