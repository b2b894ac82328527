// The search box suggests what its words may go on to: an editable combobox with a list, after
// the ARIA Authoring Practices Guide. The list is made by the server.

const pause = 250; // milliseconds without a key before the server is asked

// suggests makes a search box one that suggests, if it is not yet.
export function suggests(input) {
  if (input.hasAttribute("aria-autocomplete")) return;
  const said = document.createElement("span");
  said.className = "vh";
  said.setAttribute("role", "status");
  input.after(said);
  input.removeAttribute("list"); // the browser's own list would lie over this one
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  const known = new Map(); // lists by words
  let list = null;
  let at = -1;
  let timer;

  const close = () => {
    clearTimeout(timer);
    list?.remove();
    list = null;
    mark(-1);
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-controls");
    said.textContent = "";
  };

  // mark moves through the options, and from the last on to what was typed.
  const mark = (to) => {
    list?.children[at]?.setAttribute("aria-selected", "false");
    at = to;
    const option = list?.children[at];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };

  const take = ({ dataset: { href, text } }) => {
    close();
    if (href) return location.assign(href);
    input.value = text;
    input.form.requestSubmit();
  };

  const ask = async () => {
    const words = input.value.trim();
    if (words.length === 0) return close();
    if (!known.has(words)) {
      const response = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(words)}`).catch(() => null);
      if (!response?.ok) return close();
      known.set(words, await response.text());
    }
    // Meanwhile something else may have been typed, or the box been left.
    if (words !== input.value.trim() || document.activeElement !== input) return;
    close();
    const holder = document.createElement("template");
    holder.innerHTML = known.get(words);
    const found = holder.content.firstElementChild;
    said.textContent = found.dataset.said;
    if (found.children.length === 0) return;
    list = found;
    input.after(list);
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", list.id);
    list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays
    list.addEventListener("click", (event) => {
      const option = event.target.closest("li");
      if (option) take(option);
    });
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };

  close();
  if (input.value !== input.defaultValue) soon(); // somebody was quicker
  input.addEventListener("input", soon);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list) {
      const stops = list.children.length + 1; // the box itself is one
      mark(((at + 1 + step + stops) % stops) - 1);
    } else if (step === 1) ask();
    else if (event.key === "Enter" && at >= 0) take(list.children[at]);
    else if (event.key === "Escape" && list) close();
    else return;
    event.preventDefault();
  });
}
