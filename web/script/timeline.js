// A chart over time that can be looked into: drawn from the file of its numbers, in place of
// the drawing that came with the page.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

const height = 260;
const drawn = new WeakMap();

// zoom swaps the drawing of the button's figure for one that can be zoomed, and back.
export async function zoom(button, style) {
  const figure = button.closest("figure");
  const drawing = figure.querySelector("[data-drawing]");
  const chart = drawn.get(figure);
  if (chart) {
    chart.destroy();
    drawn.delete(figure);
  } else {
    addStyle(style);
    drawn.set(figure, draw(figure, drawing, await numbers(button.dataset.zoom), button.dataset.hint));
  }
  drawing.hidden = drawn.has(figure);
  button.setAttribute("aria-pressed", drawn.has(figure));
}

function addStyle(href) {
  if (!href || document.querySelector(`link[href="${href}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}

// numbers reads a file of a time and its numbers. None of them is quoted; an empty one is unknown.
async function numbers(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const lines = (await response.text()).trim().split(/\r?\n/).slice(1).map((line) => line.split(","));
  const columns = lines[0].map((_, i) => lines.map((line) => (line[i] === "" ? null : Number(line[i]))));
  columns[0] = lines.map((line) => Date.parse(line[0]) / 1000);
  return columns;
}

function draw(figure, drawing, data, hint) {
  const named = [...figure.querySelectorAll("thead th")].map((th) => th.textContent);
  const colour = (name) => getComputedStyle(figure).getPropertyValue(name).trim();
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
  const strokes = ["--c1", "--c2", "--c3", "--c4", "--c6"].map(colour);
  const chart = new uPlot({
    width: drawing.clientWidth || figure.clientWidth,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    scales: { y: { range: (_, low, high) => [Math.min(0, low), high || 1] } },
    axes: [{ ...axis, values: (_, marks) => marks.map((at) => day.format(at * 1000)), space: 110 }, { ...axis, size: 64, values: (_, marks) => marks.map((v) => number.format(v)) }],
    series: [
      { label: named[0], value: (_, at) => (at == null ? "–" : day.format(at * 1000)) },
      ...data.slice(1).map((_, i) => ({
        label: named[i + 1],
        stroke: strokes[i % strokes.length],
        dash: i % 2 ? [6, 4] : undefined,
        width: 2,
        value: (_, v) => (v == null ? "–" : number.format(v)),
      })),
    ],
  }, data, drawing.parentElement);
  drawing.after(chart.root);
  byKeyboard(chart, data[0], hint);
  new ResizeObserver(() => chart.root.isConnected && chart.setSize({ width: figure.clientWidth, height })).observe(figure);
  return chart;
}

// byKeyboard does with keys what the pointer does by dragging: + and - zoom, arrows move, 0
// shows all.
function byKeyboard(chart, times, hint) {
  const first = times[0];
  const last = times.at(-1);
  chart.root.tabIndex = 0;
  chart.root.setAttribute("role", "group");
  chart.root.setAttribute("aria-label", hint);
  chart.root.title = hint;
  chart.root.addEventListener("keydown", (event) => {
    const { min, max } = chart.scales.x;
    const part = (max - min) / 4;
    const views = {
      "+": [min + part, max - part],
      "-": [min - part, max + part],
      ArrowLeft: [min - part, max - part],
      ArrowRight: [min + part, max + part],
      0: [first, last],
    };
    const view = views[event.key];
    if (!view) return;
    event.preventDefault();
    chart.setScale("x", { min: Math.max(first, view[0]), max: Math.min(last, view[1]) });
  });
}
