// Whether pages fit a narrow window: node web/browser/fits.mjs BASE_URL < PAGES
//
// PAGES are pairs of path and status in JSON. Words are longer in one language than in another, and
// some scripts break lines anywhere.

import { text } from "node:stream/consumers";
import { go, launch, open } from "./browser.mjs";
import { overflow } from "./looks.mjs";
import { check, finish } from "./tap.mjs";

const base = process.argv[2];
const browser = await launch();
try {
  const left = JSON.parse(await text(process.stdin));
  const visitor = async () => {
    const tab = await open(browser, base, { viewport: { width: 320, height: 800 } });
    for (let next = left.shift(); next; next = left.shift()) {
      await go(tab.page, base, ...next);
      check(`${next[0]} 320`, [...(await overflow(tab.page)), ...tab.faults()]);
    }
    await tab.close();
  };
  await Promise.all([visitor(), visitor()]);
} catch (error) {
  check("the tests run to their end", error.stack);
} finally {
  await browser.close();
}
process.exitCode = finish();
