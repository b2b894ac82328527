// Every page in other languages: node web/browser/tongues.mjs BASE_URL < PAGES
//
// PAGES are pairs of path and status in JSON. It looks at them as the browser tests do: in both
// themes and at all widths.

import { text } from "node:stream/consumers";
import { launch } from "./browser.mjs";
import { looks } from "./looks.mjs";
import { check, finish } from "./tap.mjs";

const browser = await launch();
try {
  await looks(browser, process.argv[2], JSON.parse(await text(process.stdin)));
} catch (error) {
  check("the tests run to their end", error.stack);
} finally {
  await browser.close();
}
process.exitCode = finish();
