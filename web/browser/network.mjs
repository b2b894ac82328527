// The browser tests of the graph: node web/browser/network.mjs BASE_URL
//
// They open the graph of a running site that has one and lets it be looked into, in light and
// dark, by pointer and keyboard, with WebGL and without, as pages.mjs does.

import { launch, open, go } from "./browser.mjs";
import { violations } from "./looks.mjs";
import { check, finish } from "./tap.mjs";

const base = (process.argv[2] ?? "").replace(/\/$/, "");
if (!/^https?:\/\//.test(base)) {
  console.error("usage: node web/browser/network.mjs BASE_URL");
  process.exit(2);
}

const wide = { viewport: { width: 1280, height: 1000 } };
const path = "/stats/graph";

try {
  await using(false, withoutWebGL);
  await using(true, async (browser) => {
    for (const colorScheme of ["light", "dark"]) await opened(browser, colorScheme);
    await narrow(browser);
    await byKeyboard(browser);
    await byPointer(browser);
    await asked(browser);
    await themed(browser);
    await failing(browser);
  });
} catch (error) {
  check("the tests run to their end", error.stack);
}
process.exitCode = finish();

// using starts a browser, and closes it whatever happens.
async function using(webgl, use) {
  const browser = await launch({ webgl });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

// withoutWebGL sees a sentence and the picture where nothing can be drawn.
async function withoutWebGL(browser) {
  const tab = await open(browser, base, wide);
  await go(tab.page, base, path);
  await button(tab.page).click();
  const said = await tells(tab.page, /WebGL/);
  check("without WebGL the picture stays, and a sentence says why", [
    !said && "nothing is said",
    !(await tab.page.locator("figure img").isVisible()) && "the picture is gone",
    ...tab.faults().filter((fault) => !/WebGL/i.test(fault)),
  ]);
  await tab.close();
}

// opened draws the graph and looks at it: no rule is broken, and something is drawn.
async function opened(browser, colorScheme) {
  const tab = await shown(browser, { ...wide, colorScheme });
  const { page } = tab;
  check(`the graph opens ${colorScheme}`, [
    (await button(page).getAttribute("aria-pressed")) !== "true" && "the button is not pressed",
    (await page.locator("figure img").count()) !== 0 && "the picture is there still",
    !(await page.evaluate(() => document.activeElement.getAttribute("role") === "application")) && "the focus is elsewhere",
    (await colours(page)) < 4 && `${await colours(page)} colours are drawn`,
    ...(await violations(page)),
    ...tab.faults(),
  ]);
  await button(page).click();
  check(`the button closes it ${colorScheme}`, [
    !(await back(page)) && "the picture is not back",
    (await button(page).getAttribute("aria-pressed")) !== "false" && "the button is pressed",
    ...tab.faults(),
  ]);
  await tab.close();
}

// narrow opens it on a phone, and from right to left.
async function narrow(browser) {
  const tab = await shown(browser, { viewport: { width: 390, height: 800 }, reducedMotion: "reduce" }, `/ar${path}`);
  const { page } = tab;
  const box = await graph(page).boundingBox();
  check("the graph fits a narrow screen, and leaves room to scroll by", [
    (box.width > 390 || box.height > 640) && `${box.width} by ${box.height}`,
    (await page.evaluate(() => document.documentElement.scrollWidth)) > 390 && "the page is wider than the screen",
    (await colours(page)) < 4 && "nothing is drawn",
    ...tab.faults(),
  ]);
  await tab.close();
}

// byKeyboard moves through the graph and visits the server in its middle.
async function byKeyboard(browser) {
  for (const reducedMotion of ["reduce", "no-preference"]) {
    const tab = await shown(browser, { ...wide, reducedMotion });
    const { page } = tab;
    const hint = await status(page).textContent();
    const told = new Set();
    for (const key of ["+", "+", "+", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "-"]) {
      const before = await pixels(page);
      await page.keyboard.press(key);
      told.add(await status(page).textContent());
      check(`${key} moves the view, motion: ${reducedMotion}`, !(await changes(page, before)) && "nothing moves");
    }
    const last = await status(page).textContent();
    check(`the server in the middle is told of, motion: ${reducedMotion}`, [
      told.has(hint) && "the hint is still there",
      told.size < 2 && `always ${last}`,
      !/Most like: .+sim/.test(last) && last,
      ...tab.faults(),
    ]);
    const host = /[\w.-]+-sim\.\w+/.exec(last)[0];
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/s\//);
    check(`Enter visits it, motion: ${reducedMotion}`, [!page.url().endsWith(`/s/${host}`) && `${page.url()} for ${host}`]);
    await tab.close();
  }
  const tab = await shown(browser, wide);
  const { page } = tab;
  await page.keyboard.press("+");
  await page.keyboard.press("0");
  await page.keyboard.press("Escape");
  check("Escape closes the graph", [
    !(await back(page)) && "the picture is not back",
    !(await button(page).evaluate((b) => b === document.activeElement)) && "the focus is not back on the button",
    (await status(page).textContent()) !== "" && "something is said still",
    ...tab.faults(),
  ]);
  await tab.close();
}

// byPointer rests on a server and clicks it; a finger touches it twice.
async function byPointer(browser) {
  for (const hasTouch of [false, true]) {
    const tab = await shown(browser, { ...wide, hasTouch, reducedMotion: "reduce" });
    const { page } = tab;
    const at = await dot(page);
    if (hasTouch) await page.touchscreen.tap(at.x, at.y);
    else await page.mouse.move(at.x, at.y);
    const said = await tells(page, /Most like/);
    check(`a server is told of by ${hasTouch ? "touch" : "pointer"}`, [!said && `said is ${await status(page).textContent()}`, !page.url().endsWith(path) && `it leads to ${page.url()}`]);
    await page.waitForTimeout(400); // two touches at once are a double one
    if (hasTouch) await page.touchscreen.tap(at.x, at.y);
    else await page.mouse.click(at.x, at.y);
    await page.waitForURL(/\/s\//);
    check(`a server is visited by ${hasTouch ? "touch" : "pointer"}`, [!said.includes(page.url().split("/s/")[1]) && `${page.url()} for ${said}`, ...tab.faults()]);
    await tab.close();
  }
}

// asked opens the graph of a page that was asked for a server.
async function asked(browser) {
  const tab = await open(browser, base, wide);
  await go(tab.page, base, path);
  const host = await tab.page.locator(".places li a").first().textContent();
  await tab.close();
  const at = await shown(browser, wide, `${path}?host=${host}`);
  check("the graph begins with the server that was asked for", [!(await tells(at.page, /Most like/)).includes(host) && (await status(at.page).textContent()), ...at.faults()]);
  await at.close();
}

// themed changes the theme while the graph is open.
async function themed(browser) {
  const tab = await shown(browser, { ...wide, colorScheme: "light" });
  await tab.page.waitForTimeout(300);
  const before = await pixels(tab.page);
  await tab.page.emulateMedia({ colorScheme: "dark" });
  check("the graph follows the theme", [!(await changes(tab.page, before)) && "it stays as it is", ...tab.faults()]);
  await tab.close();
}

// failing cannot fetch the numbers.
async function failing(browser) {
  const tab = await open(browser, base, wide);
  const { page } = tab;
  await page.route("**/stats/graph.json", (route) => route.abort());
  await go(page, base, path);
  await button(page).click();
  check("a graph that cannot be fetched is said to be so", [!(await tells(page, /fetched/)) && "nothing is said", !(await page.locator("figure img").isVisible()) && "the picture is gone"]);
  await tab.close();
}

function button(page) {
  return page.locator("button[data-network]");
}

function status(page) {
  return page.locator("figure [role=status]");
}

function graph(page) {
  return page.locator("figure [role=application]");
}

async function shown(browser, options, where = path) {
  const tab = await open(browser, base, options);
  await go(tab.page, base, where);
  await button(tab.page).click();
  await graph(tab.page).waitFor();
  await frames(tab.page);
  return tab;
}

// tells waits until the status line says something, and returns it; "" if it does not.
async function tells(page, what) {
  for (let tries = 0; tries < 50; tries++) {
    const text = await status(page).textContent();
    if (what.test(text)) return text;
    await page.waitForTimeout(100);
  }
  return "";
}

// back waits until the picture is to be seen again.
function back(page) {
  return page.locator("figure img").waitFor({ timeout: 5000 }).then(() => true, () => false);
}

// frames waits until two are drawn.
function frames(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function pixels(page) {
  return (await graph(page).screenshot({ animations: "allow" })).toString("base64");
}

// changes waits until other pixels are drawn.
async function changes(page, before) {
  for (let tries = 0; tries < 20; tries++) {
    if ((await pixels(page)) !== before) return true;
    await page.waitForTimeout(50);
  }
  return false;
}

// colours counts those that are on many pixels of what is drawn.
async function colours(page) {
  const picture = await pixels(page);
  return page.evaluate(async (text) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const counts = new Map();
    for (let i = 0; i < data.length; i += 4) {
      const colour = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts.values()].filter((n) => n > 60).length;
  }, picture);
}

// dot moves the pointer over the graph until it rests on a server, leaves it, and returns where.
async function dot(page) {
  const box = await graph(page).boundingBox();
  for (let y = 0.1; y < 0.95; y += 0.02) {
    for (let x = 0.1; x < 0.95; x += 0.02) {
      const at = { x: box.x + box.width * x, y: box.y + box.height * y };
      await page.mouse.move(at.x, at.y);
      if (await graph(page).evaluate((e) => e.style.cursor === "pointer")) {
        await page.mouse.move(box.x + 2, box.y + 2);
        return at;
      }
    }
  }
  throw new Error("no server is under the pointer");
}
