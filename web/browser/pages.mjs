// The browser tests: node web/browser/pages.mjs BASE_URL
//
// They visit every kind of page of a running site, print a line for each test
// (TAP), and exit with 1 if any fails. The site must list some servers.

import { launch, open, go } from "./browser.mjs";
import { looks, opened } from "./looks.mjs";
import { copying, keyboard, machines } from "./uses.mjs";
import { refining } from "./refining.mjs";
import { suggesting } from "./suggesting.mjs";
import { weight } from "./weight.mjs";
import { check, finish } from "./tap.mjs";

const base = (process.argv[2] ?? "").replace(/\/$/, "");
if (!/^https?:\/\//.test(base)) {
  console.error("usage: node web/browser/pages.mjs BASE_URL");
  process.exit(2);
}

const browser = await launch();
try {
  const host = await firstHost();
  const closing = await firstClosing();
  await looks(browser, base, [
    ["/", 200],
    ["/servers", 200],
    ["/servers?signup=any&sort=fastest&speed=fast,good", 200],
    ["/servers?signup=any&sort=active&view=table", 200],
    ["/servers?lang=eo&q=nothing+is+called+this", 200],
    ["/servers?speed=warp", 200],
    ["/de/", 200],
    ["/de/servers?view=table&signup=any", 200],
    [`/de/s/${host}`, 200],
    ["/de/notices", 200],
    ...["/", "/servers?signup=any", `/s/${host}`, "/stats", "/topics/music"].map((page) => [`/ar${page}`, 200]),
    ["/uk/find?lang=uk&rv=v1", 200],
    [`/s/${host}`, 200],
    [`/s/${host}/diary`, 200],
    [`/s/${host}/rules`, 200],
    ...["join", "speed", "speed?period=7d", "incidents", "history", "history?field=version", "connections"].map((page) => [`/s/${host}/${page}`, 200]),
    [`/de/s/${closing.host}/join`, 200],
    [`/de/s/${closing.host}/incidents`, 200],
    ["/s/never-heard-of-sim.social/diary", 200],
    [`/check?domain=${host}`, 200],
    ["/check?domain=never-heard-of-sim.social", 200],
    ["/check?domain=no+name", 200],
    [`/which?host=${host}`, 200],
    ["/which?mail=never-heard-of-sim.social", 200],
    ["/notices", 200],
    ["/stats", 200],
    ["/stats/software-by-day", 200],
    ["/stats/concentration", 200],
    ["/stats/map?by=hosted", 200],
    ["/stats/graph", 200],
    ["/status", 200],
    ["/de/stats/speed", 200],
    ["/notices?size=huge&notice=less", 200],
    ["/notices?state=warp", 200],
    [closing.notice, 200],
    [`/gone/${closing.host}`, 200],
    [`/s/${closing.host}`, 200],
    [`/s/${closing.host}/rules`, 200],
    ["/gone", 200],
    ["/gone?q=nothing+is+called+this", 200],
    ["/notices/never-heard-of", 404],
    ["/find", 200],
    ["/find?step=1", 200],
    ["/find?lang=eo&step=2", 200],
    ["/find?step=3", 200],
    ["/find?step=3b&topic=music,art", 200],
    ["/find?step=4", 200],
    ["/find?lang=de,en&more=5&rv=v1", 200],
    ["/find?join=now&kind=events&rv=v1", 200],
    ["/de/find?lang=de&rv=v1", 200],
    ["/compare", 200],
    [`/compare?d=${host},${closing.host}`, 200],
    [`/de/compare?d=${host},${closing.host}&diff=1`, 200],
    [`/s/${host}/ranking`, 200],
    [`/de/s/${closing.host}/ranking?matter=fast&rv=v1`, 200],
    ["/ranking/changelog", 200],
    ["/topics", 200],
    ["/topics/music", 200],
    ["/topics/adult", 200],
    ["/de/topics/art", 200],
    ["/places", 200],
    ["/places?meaning=hosted_in", 200],
    ["/places/de", 200],
    ["/de/places/jp?meaning=legally_based", 200],
    ["/languages", 200],
    ["/languages/en", 200],
    ["/software", 200],
    ["/software/mastodon", 200],
    ["/methodology", 200],
    ["/methodology/sign-up", 200],
    ...["speed", "uptime", "ranking", "topics", "places", "rules"].map((page) => [`/methodology/${page}`, 200]),
    ["/move", 200],
    [`/move/mastodon?from=${closing.host}`, 200],
    ["/de/move/lemmy?by=2099-01-01", 200],
    ["/start", 200],
    ...["need", "people", "domain", "software", "hosting", "cost", "upkeep", "rules", "law", "ending", "launch"].map((step) => [`/start/${step}`, 200]),
    ["/start/software?budget=30&for=video&people=100&team=one", 200],
    ["/de/start/cost?media=photos&people=20&sw=gotosocial", 200],
    ["/start/rules?in=de&r=hate:forbidden,minimum-age:16", 200],
    ["/opt-out", 200],
    ["/opt-out?host=example.social", 200],
    ["/crawler", 200],
    ["/about", 200],
    ["/accessibility", 200],
    ["/privacy", 200],
    ["/nowhere", 404],
  ]);
  await opened(browser, base, host, closing.notice);
  await keyboard(browser, base);
  await copying(browser, base);
  await refining(browser, base);
  await suggesting(browser, base);
  await machines(browser, base, host);
  await weight(base);
} catch (error) {
  check("the tests run to their end", error.stack);
} finally {
  await browser.close();
}
process.exitCode = finish();

// firstHost finds the first server that is listed.
async function firstHost() {
  const tab = await open(browser, base, {});
  await go(tab.page, base, "/servers?signup=any");
  const href = await tab.page.locator(".card .name a").first().getAttribute("href", { timeout: 5000 });
  await tab.close();
  return href.slice("/s/".length);
}

// firstClosing finds the first closing that is shown, and whose it is. Notices come with a
// snapshot that is younger than the first servers, so that they are waited for.
async function firstClosing() {
  const tab = await open(browser, base, {});
  const link = tab.page.locator(".card .name a").first();
  for (let tries = 0; ; tries++) {
    await go(tab.page, base, "/notices");
    if ((await link.count()) > 0) break;
    if (tries === 60) throw new Error("/notices shows no closing");
    await tab.page.waitForTimeout(1000);
  }
  const notice = await link.getAttribute("href");
  await go(tab.page, base, notice);
  const host = await tab.page.locator(".crumbs [aria-current]").textContent();
  await tab.close();
  return { notice, host };
}
