import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

// launch starts the Chromium of the machine, CHROMIUM names another, without WebGL or with a
// software one.
export function launch({ webgl = false } = {}) {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = places.find((place) => place && existsSync(place));
  if (!executablePath) throw new Error("no Chromium: set CHROMIUM to one");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", ...(webgl ? software : none)] });
}

const software = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const none = ["--disable-webgl", "--disable-webgl2"];

// open returns a page that keeps a list of what must not happen on it: messages of
// the console, violations of the content security policy, and requests to others.
// Requests to others are stopped, so that no test reaches the network.
export async function open(browser, base, options) {
  const context = await browser.newContext(options);
  const origin = new URL(base).origin;
  const faults = [];
  await context.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.origin === origin) return route.continue();
    faults.push(`request to ${url.origin}`);
    return route.abort();
  });
  if (options.javaScriptEnabled !== false) {
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy forbids ${event.violatedDirective}: ${event.blockedURI}`);
      });
    });
  }
  const page = await context.newPage();
  page.on("console", (message) => {
    const refused = /status of (400|404|422)/.test(message.text()) && message.location().url === page.url();
    const expected = refused || /GL Driver Message .*Performance/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !expected) faults.push(`console: ${message.text()}`);
  });
  if (options.javaScriptEnabled !== false) {
    // With scripts off, errors can only be the browser's own.
    page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  }
  return { page, faults: () => faults.splice(0), close: () => context.close() };
}

// go visits a path and fails if the page does not answer with the status.
export async function go(page, base, path, status = 200) {
  const response = await page.goto(base + path, { waitUntil: "load" });
  if (response.status() !== status) throw new Error(`${path} answers ${response.status()}, not ${status}`);
  return response;
}
