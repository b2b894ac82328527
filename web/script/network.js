// The graph of who knows the same others, to be looked into: drawn from the page's own numbers
// in place of the picture that came with it. Where servers lie is in the numbers.

const opened = new WeakMap();

// open swaps the picture of the button's figure for a graph that can be zoomed, and back. The
// button says in its data where the numbers are, what servers' addresses begin with, which one
// was asked for, and what there is to tell.
export async function open(button) {
  const figure = button.closest("figure");
  const said = figure.querySelector("[role=status]");
  if (figure.ariaBusy) return;
  if (opened.has(button)) return opened.get(button)();
  if (!drawable()) {
    said.textContent = button.dataset.missing;
    return;
  }
  figure.ariaBusy = "true";
  try {
    // The library is bundled in, but runs no sooner than here: it needs WebGL to do so.
    const [numbers, { default: Graph }, { default: Sigma }] = await Promise.all([fetched(button.dataset.network), import("graphology"), import("sigma")]);
    show(button, figure, said, numbers, Graph, Sigma);
  } catch (error) {
    said.textContent = button.dataset.failed;
    throw error;
  } finally {
    figure.ariaBusy = null;
  }
}

function drawable() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

// show draws the graph, lets it be used, and remembers how to close it.
function show(button, figure, said, numbers, Graph, Sigma) {
  const picture = figure.querySelector("img");
  const box = frame(picture, button.dataset.hint);
  const listening = new AbortController();
  const { signal } = listening;
  picture.replaceWith(box);
  const view = { colours: coloursOf(figure), chosen: null, around: new Set() };
  const graph = filled(new Graph({ type: "undirected" }), numbers, button.dataset.colours.split(" "), Math.min(1, Math.max(0.6, box.clientWidth / 1000)));
  const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 200; // of 0 a share cannot be told
  const sigma = new Sigma(graph, box, {
    ...looks(graph, view),
    labelFont: getComputedStyle(figure).fontFamily,
    minCameraRatio: 0.02,
    maxCameraRatio: 1.5,
    cameraPanBoundaries: { tolerance: box.clientWidth / 2 }, // what lies at the edge can be moved to the middle
    inertiaDuration: duration,
    zoomDuration: duration,
    doubleClickZoomingDuration: duration,
  });
  const close = (text = "") => {
    listening.abort();
    opened.delete(button);
    sigma.kill();
    box.replaceWith(picture);
    button.setAttribute("aria-pressed", "false");
    button.focus();
    said.textContent = text;
  };
  const choose = (node) => {
    if (node === view.chosen) return;
    view.chosen = node;
    view.around = new Set(node ? graph.neighbors(node) : []);
    if (node) said.textContent = told(graph, node, button.dataset.said);
    sigma.refresh({ skipIndexation: true });
  };
  const visit = () => location.assign(button.dataset.server + view.chosen);
  byPointer(sigma, box, view, choose, visit);
  byKeyboard(sigma, box, duration, choose, () => view.chosen && visit(), close, signal);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    view.colours = coloursOf(figure);
    sigma.setSetting("labelColor", { color: view.colours.ink });
  }, { signal });
  for (const canvas of Object.values(sigma.getCanvases())) canvas.addEventListener("webglcontextlost", () => close(button.dataset.missing), { signal });
  const sized = new ResizeObserver(() => box.isConnected ? sigma.resize().refresh() : sized.disconnect());
  sized.observe(box);
  opened.set(button, close);
  button.setAttribute("aria-pressed", "true");
  said.textContent = button.dataset.hint;
  box.focus();
  const { chosen } = button.dataset;
  if (!graph.hasNode(chosen)) return;
  choose(chosen);
  const { x, y } = sigma.getNodeDisplayData(chosen);
  sigma.getCamera().animate({ x, y, ratio: 0.5 }, { duration });
}

// frame makes the element that the graph is drawn in: no higher than most of the window, so that
// there is room beside it to scroll the page by.
function frame(picture, hint) {
  const box = document.createElement("div");
  box.tabIndex = 0;
  box.dir = "ltr"; // labels stand to the right of their dots
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", picture.alt);
  box.title = hint;
  Object.assign(box.style, { position: "relative", overflow: "hidden", height: "min(75vh, 45rem)" });
  return box;
}

// coloursOf are those of the theme just now.
function coloursOf(element) {
  const probe = document.createElement("i");
  element.append(probe);
  const named = ["ink", "control", "line", "surface"].map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  const colours = Object.fromEntries(named);
  return { ...colours, edge: colours.control.replace(/^rgb\((.+)\)$/, "rgba($1, 0.45)") };
}

// filled puts in servers as large as the picture has them, and their likenesses.
function filled(graph, { nodes, edges }, colours, scale) {
  const most = Math.max(1, ...nodes.map((node) => node.named_by_lists));
  for (const { host, display_host, named_by_lists, community, x, y } of nodes) {
    graph.addNode(host, {
      label: display_host, community, x, y: -y,
      size: scale * (2.5 + 6 * Math.sqrt(named_by_lists / most)),
      color: colours[Math.min(community, colours.length) - 1],
    });
  }
  for (const { a, b, likeness } of edges) graph.addEdge(a, b, { likeness });
  return graph;
}

// looks are how the graph is drawn: of a server that is chosen, and of those that it is like,
// the names are shown, and all others step back.
function looks(graph, view) {
  return {
    labelColor: { color: view.colours.ink },
    labelRenderedSizeThreshold: 7,
    zIndex: true,
    nodeReducer: (node, data) => {
      if (!view.chosen) return data;
      if (node === view.chosen) return { ...data, highlighted: true, zIndex: 2 };
      if (view.around.has(node)) return { ...data, forceLabel: true, zIndex: 1 };
      return { ...data, label: null, color: view.colours.line };
    },
    edgeReducer: (edge) => {
      if (!view.chosen) return { color: view.colours.edge, size: 0.6 };
      if (graph.hasExtremity(edge, view.chosen)) return { color: view.colours.ink, size: 1, zIndex: 1 };
      return { hidden: true };
    },
    defaultDrawNodeHover: (context, { x, y, size, label, color }, { labelSize, labelFont, labelWeight }) => {
      context.font = `${labelWeight} ${labelSize}px ${labelFont}`;
      const from = x + size + 3;
      context.fillStyle = view.colours.surface;
      context.strokeStyle = view.colours.ink;
      context.beginPath();
      context.roundRect(from - 2, y - labelSize, context.measureText(label).width + 10, labelSize * 2, 4);
      context.fill();
      context.stroke();
      context.fillStyle = color;
      context.beginPath();
      context.arc(x, y, size + 2, 0, Math.PI * 2);
      context.fill();
      context.stroke();
      context.fillStyle = view.colours.ink;
      context.fillText(label, from + 3, y + labelSize / 3);
    },
  };
}

const neighboursTold = 8;

// told says a server's name, its community and whom it is most like.
function told(graph, node, pattern) {
  const language = document.documentElement.lang;
  const apart = (text) => `\u2068${text}\u2069`; // names run from left to right in any sentence
  const label = (of) => apart(graph.getNodeAttribute(of, "label"));
  const likeness = (of) => graph.getEdgeAttribute(node, of, "likeness");
  const others = graph.neighbors(node).sort((a, b) => likeness(b) - likeness(a) || (a < b ? -1 : 1));
  const names = others.slice(0, neighboursTold).map(label);
  const values = {
    server: label(node),
    number: new Intl.NumberFormat(language).format(graph.getNodeAttribute(node, "community")),
    others: new Intl.ListFormat(language, { type: "unit", style: "short" }).format(names) + (others.length > names.length ? " …" : ""),
  };
  return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// byPointer shows the server that the pointer rests on; a click leads to it. A finger cannot
// rest: its first touch shows, the second leads.
function byPointer(sigma, box, view, choose, visit) {
  let touched = false;
  let before = null;
  sigma.on("enterNode", ({ node }) => {
    choose(node);
    box.style.cursor = "pointer";
  });
  sigma.on("leaveNode", () => {
    choose(null);
    box.style.cursor = "";
  });
  box.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    before = view.chosen;
  }, { capture: true });
  sigma.on("clickNode", ({ node }) => {
    choose(node);
    if (!touched || before === node) visit();
  });
  sigma.on("clickStage", () => choose(null));
}

// byKeyboard moves the view; the server in its middle is the one that is chosen.
function byKeyboard(sigma, box, duration, choose, enter, close, signal) {
  const camera = sigma.getCamera();
  const step = 0.15;
  const moves = {
    ArrowLeft: ({ x, ratio }) => ({ x: x - step * ratio }),
    ArrowRight: ({ x, ratio }) => ({ x: x + step * ratio }),
    ArrowUp: ({ y, ratio }) => ({ y: y + step * ratio }),
    ArrowDown: ({ y, ratio }) => ({ y: y - step * ratio }),
    "+": ({ ratio }) => ({ ratio: ratio / 1.5 }),
    "-": ({ ratio }) => ({ ratio: ratio * 1.5 }),
    0: () => ({ x: 0.5, y: 0.5, ratio: 1 }),
  };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    if (event.key === "Enter") enter();
    else if (event.key === "Escape") close();
    else if (move) {
      const state = { ...camera.getState(), ...move(camera.getState()) };
      const to = camera.validateState(state);
      camera.animate(to, { duration });
      choose(event.key === "0" ? null : middle(sigma, { ...state, ...to }));
    } else return;
    event.preventDefault();
  }, { signal });
}

// middle returns the server nearest to the middle of a view.
function middle(sigma, cameraState) {
  const { width, height } = sigma.getDimensions();
  const at = sigma.viewportToGraph({ x: width / 2, y: height / 2 }, { cameraState });
  let nearest = null;
  let least = Infinity;
  sigma.getGraph().forEachNode((node, { x, y }) => {
    const far = Math.hypot(x - at.x, y - at.y);
    if (far < least) [nearest, least] = [node, far];
  });
  return nearest;
}
