// A picture of every page: node web/browser/screenshots.mjs BASE_URL FOLDER < PAGES
//
// PAGES are pairs of path and status in JSON. The pictures are of the whole page, light and dark,
// on a phone and on a desk, with index.html to look at them all; readme/ has those for README.md.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { go, launch, open } from "./browser.mjs";

const [base, folder] = process.argv.slice(2);
const widths = [390, 1280];
const themes = ["light", "dark"];

// readme are the pictures that a README shows, each one window high.
const readme = [
  ["start", "/", 1280, "light"],
  ["servers", "/servers?signup=any", 1280, "light"],
  ["server", "/s/quiet-harbour-sim.social", 1280, "dark"],
  ["find-on-a-phone", "/find?lang=en&rv=v1", 390, "light"],
  ["map", "/places", 1280, "light"],
];

const pages = JSON.parse(await text(process.stdin)).map(([path, status]) => ({ path, status, name: nameOf(path) }));
await mkdir(join(folder, "readme"), { recursive: true });
const browser = await launch();
try {
  const left = [...pages];
  await Promise.all([shooting(left), shooting(left)]);
  const tab = await open(browser, base, { viewport: { width: 1280, height: 800 } });
  for (const [name, path, width, colorScheme] of readme) {
    await tab.page.emulateMedia({ colorScheme });
    await tab.page.setViewportSize({ width, height: 800 });
    await go(tab.page, base, path);
    await writeFile(join(folder, "readme", `${name}.webp`), await small(tab.page));
  }
} finally {
  await browser.close();
}
await writeFile(join(folder, "index.html"), sheet());
console.log(`${pages.length} pages, ${pages.length * widths.length * themes.length} pictures and ${readme.length} for README.md: ${join(folder, "index.html")}`);

// small is a picture of the window in WebP, which takes a third of what others do.
async function small(page) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 70 });
  return Buffer.from(data, "base64");
}

// drawn lets a page draw what waits until it is seen: it looks down to the end, and back.
async function drawn(page) {
  await page.evaluate(async () => {
    for (const image of document.images) {
      image.loading = "eager";
      await image.decode().catch(() => {});
    }
    scrollTo(0, document.body.scrollHeight);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    scrollTo(0, 0);
  });
}

// shooting takes pages from the list until it is empty.
async function shooting(left) {
  const { page, close } = await open(browser, base, { viewport: { width: widths[0], height: 800 } });
  for (let next = left.shift(); next; next = left.shift()) {
    await go(page, base, next.path, next.status);
    await drawn(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: join(folder, fileOf(next.name, width, colorScheme)), fullPage: true, type: "jpeg", quality: 70 });
      }
    }
  }
  await close();
}

function fileOf(name, width, theme) {
  return `${name}-${width}-${theme}.jpg`;
}

// nameOf is an address as a file's name. A number tells addresses apart that differ only by marks.
function nameOf(path) {
  const number = [...path].reduce((sum, c) => (sum * 31 + c.codePointAt(0)) % 46_656, 7).toString(36);
  return `${path.replaceAll(/[^a-z0-9]+/gi, "-").replaceAll(/^-|-$/g, "").slice(0, 80) || "start"}-${number}`;
}

// sheet lists all pictures.
function sheet() {
  const cell = ({ name }, width, theme) => `<a href="${fileOf(name, width, theme)}"><img loading="lazy" width="${width / 4}" src="${fileOf(name, width, theme)}" alt="${width} ${theme}"></a>`;
  const row = (page) => `<h2><code>${page.path.replaceAll("&", "&amp;")}</code></h2><p>${widths.flatMap((width) => themes.map((theme) => cell(page, width, theme))).join(" ")}</p>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pages</title>
<style>body{font:14px system-ui;margin:1rem;background:#888}p{display:flex;gap:1rem;align-items:start;max-height:40rem;overflow:auto}</style>
<h1>Pages of the tests' world</h1><p>Every server on them is invented.</p>${pages.map(row).join("\n")}</html>\n`;
}
