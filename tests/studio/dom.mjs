// What the widget has drawn, read off its elements. `readDrawn` runs in the page, so it is one function that names
// nothing outside of itself.

/** {box: {x, y, width, height}, scroll, nodes: [{role, id, name, texts, states, edges: [left, top, right, bottom]}]}, px from the view's corner. */
export function readDrawn(view) {
  const root = document.querySelector("#journey").shadowRoot;
  const frames = { strip: ".strip-canvas", cards: ".scroller", grid: ".scroller", details: ".details-scroll" };
  const frame = root.querySelector(frames[view]);
  const box = frame.getBoundingClientRect();
  const CORNERS = { failed: ".fail-dot", live: ".medal.live, .live-pill:not(.idle)", idle: ".medal.idle, .live-pill.idle", inbound: ".arrow.in", outbound: ".arrow.out" };
  // role → where it is drawn; texts: the elements that hold its words; classes and corners: how its states show.
  const ROLES = {
    strip: {
      overview: { at: ".overview" }, window: { at: ".window" }, tick: { at: ".tick", texts: "span", classes: ["major"] },
      gap: { at: ".gap", texts: "span" }, day: { at: ".day", texts: ".day-name, .day-count", classes: ["today"], named: true }, lane: { at: ".lane" },
      lane_header: { at: ".lane-header", texts: ".lane-name, .lane-count" }, mark: { at: ".mark", classes: ["selected"], corners: true, named: true },
      cluster: { at: ".cluster", texts: "span:not(.fail-dot)", classes: ["selected"], corners: true, named: true }, now: { at: ".now" },
      history_start: { at: ".history-start" },
    },
    cards: {
      day: { at: ".card-day", texts: "span", classes: ["today"] },
      card: { at: ".card", texts: ".live-pill, .card-time, .card-gist, .card-count > span, .card-second", classes: ["selected", "internal"], corners: true },
    },
    grid: {
      column: { at: ".column", texts: "span", sorted: true }, row: { at: ".row", classes: ["selected"] },
      cell: { at: ".cell", texts: ".live-pill, .clip", corners: true },
    },
    details: {
      field: { at: ".field", texts: "dt, dd" },
      event: { at: ".event", texts: "time, .event-kind, .event-head .clip, .badge, .event-head > .quiet:not(.clip), .event-text", classes: ["failed", "internal"], badge: true },
    },
  };
  const written = (element) => {
    const copy = element.cloneNode(true);
    for (const unseen of copy.querySelectorAll(".sr-only")) unseen.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const statesOf = (element, { classes = [], corners, sorted, badge }) => [
    ...classes.filter((name) => element.classList.contains(name)),
    ...(corners ? Object.keys(CORNERS).filter((name) => element.querySelector(CORNERS[name])) : []),
    ...(sorted ? [element.getAttribute("aria-sort")].filter((sort) => sort === "ascending" || sort === "descending") : []),
    ...(badge && element.querySelector(".badge") ? ["automated"] : []),
  ];
  const nodes = Object.entries(ROLES[view]).flatMap(([role, how]) => [...root.querySelectorAll(how.at)].map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return {
      role, id: element.dataset.node ?? element.id.replace(/^tl\d+-n-/, ""), name: how.named ? element.getAttribute("aria-label") : "",
      texts: how.texts ? [...element.querySelectorAll(how.texts)].map(written) : [], states: statesOf(element, how).sort(),
      edges: [left - box.x, top - box.y, right - box.x, bottom - box.y],
    };
  }));
  // The bars of the overview are one path: M x bottom v −height h width …
  const path = view === "strip" ? (root.querySelector(".overview-bars path")?.getAttribute("d") ?? "") : "";
  const mirrored = getComputedStyle(root.host).direction === "rtl";
  for (const [, x, bottom, height, width] of path.matchAll(/M([\d.]+) ([\d.]+)v-([\d.]+)h([\d.]+)/g)) {
    const [left, right] = [Number(x), Number(x) + Number(width)];
    const edges = [mirrored ? box.width - right : left, bottom - height, mirrored ? box.width - left : right, Number(bottom)];
    nodes.push({ role: "overview_bar", id: "", name: "", texts: [], states: [], edges });
  }
  return { box: { x: box.x, y: box.y, width: box.width, height: box.height }, scroll: frame.scrollTop, nodes };
}
