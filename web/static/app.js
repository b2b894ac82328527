"use strict";
// What needs no library: copying an address or the text of an element, and fetching a larger script once it is asked for.
// Buttons that need a script stay hidden without.
const own = document.currentScript.dataset;
const status = document.createElement("span");
status.className = "vh";
status.setAttribute("role", "status");
document.body.append(status);

const shown = [navigator.clipboard && "button[data-copy]", own.timeline && "button[data-zoom]", own.network && "button[data-network]"];
const show = () => {
  for (const button of document.querySelectorAll(shown.filter(Boolean).join() || "_")) button.hidden = false;
};
show();
document.addEventListener("htmx:after:swap", show);

// Whatever is not needed to show a page comes after it.
if (own.enhance) addEventListener("load", () => import(own.enhance));
const suggest = async (box) => own.suggest && box?.matches("[data-suggest]") && (await import(own.suggest)).suggests(box);
document.addEventListener("focusin", (event) => suggest(event.target));
suggest(document.activeElement);

async function copy(button) {
  const label = button.textContent;
  try {
    const what = button.dataset.copy;
    await navigator.clipboard.writeText(what[0] === "#" ? document.querySelector(what).textContent : new URL(what, location.href).href);
    button.textContent = button.dataset.copied;
    status.textContent = button.dataset.copied;
  } catch {
    button.textContent = button.dataset.failed;
  }
  setTimeout(() => {
    button.textContent = label;
    status.textContent = "";
  }, 2000);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.copy) await copy(button);
  else if (button.dataset.zoom) (await import(own.timeline)).zoom(button, own.timelineStyle);
  else if (button.dataset.network) (await import(own.network)).open(button);
});
