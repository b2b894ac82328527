// Lists change in place: a filter that is ticked, an order or a page that is chosen fetches the
// same page that the form would lead to, and takes the list from it. The address follows, and
// the focus stays where it is.
import htmx from "htmx.org/dist/htmx.esm.js";

// What a reader has opened stays open, and what a script has shown stays shown.
htmx.config.morphIgnore.push("open", "hidden");
htmx.config.includeIndicatorCSS = false;

const list = () => document.querySelector("form[data-refines]");

document.addEventListener("change", (event) => {
  const form = list();
  if (form && event.target.form === form) htmx.trigger(form, "refine");
});

function busy(event, value) {
  event.detail.ctx.target?.setAttribute("aria-busy", value);
}
document.addEventListener("htmx:before:request", (event) => busy(event, "true"));
document.addEventListener("htmx:finally:request", (event) => busy(event, "false"));

// A list that cannot be fetched is asked for as without script, so that the reader sees why.
function plainly(event) {
  const to = event.detail.ctx?.request.action;
  if (to) location.assign(to);
}
document.addEventListener("htmx:error", plainly);
document.addEventListener("htmx:response:error", plainly);

// The address of what is shown is the one that the page gives for copying. htmx goes back to
// addresses that bear its mark.
document.addEventListener("htmx:after:swap", (event) => {
  const form = list();
  const address = form?.querySelector("[data-copy]")?.dataset.copy;
  const { sourceElement } = event.detail.ctx;
  if (!address || !form.contains(sourceElement)) return;
  const { pathname, search } = new URL(address, location.href);
  if (pathname + search !== location.pathname + location.search) history.pushState({ htmx: true }, "", pathname + search);
  if (!sourceElement.closest(".pages")) return;
  const results = document.getElementById("results");
  results.focus();
  results.scrollIntoView();
});
