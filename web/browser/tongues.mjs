// Every page in other languages: node web/browser/tongues.mjs BASE_URL looks|fits < PAGES
//
// PAGES are pairs of path and status in JSON. It looks at them as the browser tests do, in both
// themes and at all widths; or only whether they fit the narrowest window, for words are longer in
// one language than in another, and some scripts break lines anywhere.

import { text } from "node:stream/consumers";
import { launch } from "./browser.mjs";
import { fits, looks } from "./looks.mjs";
import { check, finish } from "./tap.mjs";

const [base, how] = process.argv.slice(2);
const browser = await launch();
try {
  await { fits, looks }[how](browser, base, JSON.parse(await text(process.stdin)));
} catch (error) {
  check("the tests run to their end", error.stack);
} finally {
  await browser.close();
}
process.exitCode = finish();
