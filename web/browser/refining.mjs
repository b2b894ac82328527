import { check } from "./tap.mjs";
import { go, open } from "./browser.mjs";

// refining changes the list of servers in place, where the larger scripts are built in: the
// page stays, the focus stays, and the address and the list are those of the page that the
// form would have led to. Without them there is nothing to look at but that no script is asked for.
export async function refining(browser, base) {
  const tab = await open(browser, base, { viewport: { width: 1280, height: 800 } });
  const { page } = tab;
  await go(page, base, "/servers?signup=any");
  if ((await page.locator("script[data-enhance]").count()) === 0) {
    check("lists change by whole pages: the larger scripts are not built in", tab.faults());
    return tab.close();
  }
  await page.evaluate(() => (window.stayed = true));
  const boxes = page.locator("#filters input[name=speed]");
  const some = Math.min(await boxes.count(), 3);
  for (let i = 0; i < some; i++) {
    const box = boxes.nth(i);
    const value = await box.getAttribute("value");
    await box.focus();
    await page.keyboard.press("Space");
    await page.waitForURL((url) => url.searchParams.get("speed")?.split(",").includes(value));
    const focus = await page.evaluate(() => document.activeElement.value);
    check(`a filter is ticked in place: ${i + 1}`, [
      !(await page.evaluate(() => window.stayed)) && "the page was loaded anew",
      focus !== value && `the focus went from ${value} to ${focus}`,
      !(await box.isChecked()) && "the box is not ticked",
    ]);
  }
  await same(browser, base, page, "ticked");
  await page.locator("#sort").selectOption("name");
  await page.waitForURL(/sort=name/);
  await same(browser, base, page, "sorted");
  const sorted = page.url();
  await page.locator(".tags.active a").first().click();
  await page.waitForURL((url) => url.href !== sorted);
  await same(browser, base, page, "lifted");
  await page.goBack();
  await page.waitForURL(sorted);
  await same(browser, base, page, "gone back");
  check("nothing was held against lists that change in place", tab.faults());
  await tab.close();
}

// same holds the list against the one that its address leads to.
async function same(browser, base, page, what) {
  const address = page.url();
  const fresh = await open(browser, base, { viewport: { width: 1280, height: 800 } });
  await go(fresh.page, base, address.slice(base.length));
  const read = (of) => of.evaluate(() => ({
    count: document.getElementById("count").textContent,
    names: [...document.querySelectorAll(".card .name")].map((n) => n.textContent),
    boxes: [...document.querySelectorAll("#filters input:checked")].map((b) => `${b.name}=${b.value}`),
    canonical: document.querySelector("[data-copy]").dataset.copy,
  }));
  const want = await read(fresh.page);
  let got;
  for (let tries = 0; tries < 20; tries++) {
    got = await read(page);
    if (JSON.stringify(got) === JSON.stringify(want)) break;
    await page.waitForTimeout(100);
  }
  check(`a list changed in place is the list of its address: ${what}`, [
    JSON.stringify(got) !== JSON.stringify(want) && `${address}: ${JSON.stringify(got).slice(0, 600)} instead of ${JSON.stringify(want).slice(0, 600)}`,
    !want.canonical.endsWith(new URL(address).pathname + new URL(address).search) && `${address} is not ${want.canonical}`,
  ]);
  await fresh.close();
}
