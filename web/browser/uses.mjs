import { check } from "./tap.mjs";
import { go, open } from "./browser.mjs";

// count is how many servers a page says it has found.
async function count(page) {
  const text = await page.locator("#count strong").textContent();
  return Number(text.replaceAll(",", ""));
}

// withoutScript filters, sorts and looks at a server with JavaScript switched off.
export async function withoutScript(browser, base) {
  for (const width of [390, 1280]) {
    const tab = await open(browser, base, { javaScriptEnabled: false, viewport: { width, height: 800 } });
    const { page } = tab;
    await go(page, base, "/servers?signup=any");
    const all = await count(page);
    if (width < 960) await page.getByRole("button", { name: /^Filters/ }).click();
    const box = page.locator("#filters input[name=speed]").first();
    const expected = Number((await box.locator("xpath=..").locator(".n").textContent()).replaceAll(",", ""));
    await box.check();
    await page.getByRole("button", { name: "Show servers" }).click();
    await page.waitForURL(/speed=/); // and until that page is loaded whole
    const found = await count(page);
    check(`filter without script ${width}`, [
      !page.url().includes("speed=") && `the address is ${page.url()}`,
      found !== expected && `${found} servers; the box promised ${expected}`,
      found >= all && `${found} of ${all} servers are left`,
    ]);
    await page.getByLabel("Sort by").selectOption("name");
    await page.getByRole("button", { name: "Apply the order" }).click();
    await page.waitForURL(/sort=name/);
    const names = await page.locator(".card .name").allTextContents();
    check(`sort without script ${width}`, [
      !page.url().includes("sort=name") && `the address is ${page.url()}`,
      names.length !== Math.min(found, 30) && `${names.length} cards for ${found} servers`,
    ]);
    await page.locator(".card .name a").first().click();
    await page.waitForURL(/\/s\//);
    const name = await page.locator("h1").textContent();
    check(`open a server without script ${width}`, [name.trim() !== names[0].trim() && `${name} opens for ${names[0]}`, ...tab.faults()]);
    await tab.close();
  }
}

// closingsWithoutScript narrows the list of closings and opens one, with JavaScript switched
// off.
export async function closingsWithoutScript(browser, base) {
  for (const width of [390, 1280]) {
    const tab = await open(browser, base, { javaScriptEnabled: false, viewport: { width, height: 800 } });
    const { page } = tab;
    await go(page, base, "/notices");
    if (width < 960) await page.getByRole("button", { name: /^Filters/ }).click();
    const box = page.locator("#filters input[name=state][value=closing]");
    const expected = Number((await box.locator("xpath=..").locator(".n").textContent()).replaceAll(",", ""));
    await box.check();
    await page.getByRole("button", { name: "Show closings" }).click();
    await page.waitForURL(/state=closing/);
    const found = await count(page);
    check(`filter closings without script ${width}`, found !== expected && `${found} closings; the box promised ${expected}`);
    await page.locator(".card .name a").first().click();
    await page.waitForURL(/\/notices\//);
    const steps = await page.locator("[aria-labelledby=moving-h] li").count();
    check(`open a closing without script ${width}`, [steps === 0 && "it does not say what to do", ...tab.faults()]);
    await tab.close();
  }
}

// choosingWithoutScript goes from the start page through the four questions to three servers,
// and compares them and two of the list, with JavaScript switched off.
export async function choosingWithoutScript(browser, base) {
  for (const width of [390, 1280]) {
    const tab = await open(browser, base, { javaScriptEnabled: false, viewport: { width, height: 800 } });
    const { page } = tab;
    await go(page, base, "/");
    await page.getByRole("link", { name: "Answer 4 questions" }).click();
    await page.waitForURL(/step=1/);
    await page.getByRole("button", { name: "Next" }).click();
    await page.waitForURL(/step=2/);
    await page.getByLabel("English", { exact: true }).check();
    await page.getByRole("button", { name: "Next" }).click();
    await page.waitForURL(/step=3/);
    await page.getByRole("link", { name: "Skip", exact: true }).click();
    await page.waitForURL(/step=4/);
    await page.getByLabel("Fast", { exact: true }).check();
    await page.getByRole("button", { name: "Show three servers" }).click();
    await page.waitForURL(/rv=/);
    // A site that is young recommends nobody yet, and shows who would fit as new.
    const names = await page.locator("main .cards .name").allTextContents();
    check(`choose without script ${width}`, [
      names.length < 3 && `${names.length} servers at ${page.url()}`,
      !/lang=en/.test(page.url()) && `the address is ${page.url()}`,
    ]);
    await page.getByRole("link", { name: /of 100: why/ }).first().click();
    await page.waitForURL(/ranking/);
    check(`a rank is explained without script ${width}`, [(await page.locator("main .tbl tbody tr").count()) < 4 && `no score at ${page.url()}`]);
    await go(page, base, "/servers");
    for (const box of [0, 2]) await page.locator("input[form=compare]").nth(box).check();
    await page.getByRole("button", { name: "Compare what is ticked" }).click();
    await page.waitForURL(/compare/);
    check(`compare what is ticked ${width}`, [(await page.locator("thead a").count()) !== 2 && `not two columns at ${page.url()}`, ...tab.faults()]);
    await tab.close();
  }
}

// keyboard walks from the top of the directory to its first server.
export async function keyboard(browser, base) {
  const tab = await open(browser, base, { viewport: { width: 1280, height: 800 } });
  const { page } = tab;
  await go(page, base, "/servers");
  await page.keyboard.press("Tab");
  const first = await focused(page);
  await page.keyboard.press("Enter");
  check("the first tab skips to the content", [
    first.href !== "#main" && `the first stop is ${first.html}`,
    !first.seen && "the link is not to be seen",
    (await page.evaluate(() => document.activeElement.id)) !== "main" && "the link does not move the focus",
  ]);
  await go(page, base, "/servers");
  const unseen = [];
  let presses = 0;
  let at;
  do {
    await page.keyboard.press("Tab");
    presses++;
    at = await focused(page);
    if (!at.seen) unseen.push(`no focus is to be seen on ${at.html}`);
    if (at.href === "#results") await page.keyboard.press("Enter");
  } while (!at.card && presses < 100);
  check(`the first server is ${presses} tabs away`, [presses > 25 && "more than 25", ...unseen]);
  await tab.close();
}

function focused(page) {
  return page.evaluate(() => {
    const e = document.activeElement;
    const box = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    return {
      html: e.outerHTML.slice(0, 120),
      href: e.getAttribute("href"),
      card: Boolean(e.closest("#results .card")),
      seen: box.width > 0 && box.left >= 0 && box.top >= 0 && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
  });
}

// copying checks the one thing that a script does.
export async function copying(browser, base) {
  const tab = await open(browser, base, { permissions: ["clipboard-read", "clipboard-write"], viewport: { width: 1280, height: 800 } });
  await go(tab.page, base, "/servers?signup=any&sort=name");
  await tab.page.getByRole("button", { name: "Copy link" }).click();
  const copied = await tab.page.evaluate(() => navigator.clipboard.readText());
  check("the link to a list is copied", [!copied.endsWith("/servers?signup=any&sort=name") && `copied ${copied}`, ...tab.faults()]);
  await tab.close();
}

// machines looks at what browsers do with what pages say to programs: none of it is held
// against the policy, and a server's page is fetched ahead of a click, nothing else.
export async function machines(browser, base, host) {
  const tab = await open(browser, base, {});
  const { page } = tab;
  await go(page, base, "/");
  const data = await page.locator('script[type="application/ld+json"]').allTextContents();
  check("the first page states what it is", [
    data.length !== 1 && `${data.length} documents`,
    ...data.map((text) => JSON.parse(text)["@type"] !== "WebSite" && text),
    ...tab.faults(),
  ]);
  for (const path of ["/social.png", `/social/${host}.png`]) {
    const size = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth} by ${image.naturalHeight}`;
    }, path);
    check(`${path.replace(host, "{host}")} is a picture`, size !== "1200 by 630" && size);
  }
  await go(page, base, "/servers?signup=any");
  const rules = await page.request.get(base + "/speculation.json");
  check("browsers are told what to fetch ahead", [
    rules.headers()["content-type"] !== "application/speculationrules+json" && rules.headers()["content-type"],
    ...JSON.parse(await rules.text()).prefetch.map((rule) => rule.eagerness !== "moderate" && rule.eagerness),
  ]);
  check("a server's page is fetched ahead, and nothing else", [...(await fetchedAhead(page)), ...tab.faults()]);
  await tab.close();
}

// fetchedAhead rests the pointer on links, that to a server last, and returns what is wrong
// with what the browser fetches meanwhile: requests that it does not tell a page of.
async function fetchedAhead(page) {
  const client = await page.context().newCDPSession(page);
  const ready = new Set();
  client.on("Preload.prefetchStatusUpdated", ({ prefetchUrl, status }) => {
    if (status === "Ready") ready.add(new URL(prefetchUrl).pathname);
  });
  await client.send("Preload.enable");
  await page.locator(".nav a").first().hover();
  await page.waitForTimeout(500); // a browser waits before it fetches
  const link = page.locator(".card .name a").first();
  await link.hover();
  for (let tries = 0; ready.size === 0 && tries < 50; tries++) await page.waitForTimeout(100);
  const want = await link.getAttribute("href");
  const got = [...ready].join(" ");
  return [got !== want && `fetched is "${got}"; the pointer rests on ${want}`];
}
