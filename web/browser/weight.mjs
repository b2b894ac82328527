import { get } from "node:http";
import { check } from "./tap.mjs";

// Budgets in bytes as sent, with brotli.
const budgets = { page: 20 * 1024, css: 6 * 1024, js: 15 * 1024 };

// weight measures what is sent for the directory, its style sheet and its scripts, those that are
// fetched after it was shown included.
export async function weight(base) {
  const page = await fetched(base + "/servers");
  const assets = [...page.text.matchAll(/(?:href|src|data-enhance|data-suggest)="(\/[^"]+\.(css|js)\?v=[^"]+)"/g)];
  check(`the directory is sent in ${page.sent} bytes`, page.sent > budgets.page && `the budget is ${budgets.page}`);
  const all = { css: 0, js: 0 };
  for (const [, path, kind] of assets) all[kind] += (await fetched(base + path)).sent;
  for (const [kind, sent] of Object.entries(all)) {
    check(`its ${kind} is sent in ${sent} bytes`, [sent === 0 && "there is none", sent > budgets[kind] && `the budget is ${budgets[kind]}`]);
  }
}

// fetched returns how many bytes of body an address sends to a client that reads
// brotli, and the body's text as sent without it.
async function fetched(url) {
  const [packed, plain] = await Promise.all([bytes(url, "br"), bytes(url, "identity")]);
  return { sent: packed.length, text: plain.toString("utf8") };
}

function bytes(url, coding) {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": coding } }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve(Buffer.concat(parts)));
      response.on("error", reject);
    }).on("error", reject);
  });
}
