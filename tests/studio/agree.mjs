// Whether three tellings of one view agree: the core's scene, the widget's elements, the studio's drawing.

/** Half a pixel, and a hair for arithmetic in floating point. */
const TOLERANCE = 0.5 + 1e-3;

/** Which states a face gives a shape, by role; the others are words in texts and names. */
const SHOWN = {
  tick: ["major"], day: ["today"], mark: ["selected", "failed", "live", "idle", "inbound", "outbound"], cluster: ["selected", "failed"],
  card: ["selected", "failed", "live", "idle", "inbound", "outbound", "internal"], row: ["selected"], column: ["ascending", "descending"],
  event: ["failed", "internal", "automated"],
};
/** What a row's cells show of its states. */
const CELL_SHOWS = { channel: ["failed", "live", "idle", "inbound", "outbound"], local_ms: ["live", "idle"], outcome: ["failed"] };
const ROLES = {
  strip: ["overview", "overview_bar", "window", "tick", "gap", "day", "lane", "lane_header", "mark", "cluster", "now", "history_start"],
  cards: ["day", "card"], grid: ["column", "row", "cell"], details: ["field", "event"],
};

/** The scene's nodes as they must stand on the screen; content wider than the view is seen from its inline start. */
export function expected(scene, { view, rtl, scroll, width, height }) {
  const byId = new Map(scene.nodes.map((node) => [node.id, node]));
  return scene.nodes.filter(({ role }) => ROLES[view].includes(role)).map((node) => {
    const [x, y, w, h] = node.rect;
    const left = rtl ? width - x - w : x;
    return { role: node.role, id: node.id, states: shownStates(node, byId.get(node.parent)).sort(), edges: [left, y - scroll, left + w, y - scroll + h] };
  }).filter(touches(height));
}

function shownStates({ role, state, text }, parent) {
  if (role === "cell") return (CELL_SHOWS[text.name] ?? []).filter((name) => parent.state.includes(name));
  return (SHOWN[role] ?? []).filter((name) => state.includes(name));
}

/** A node of which more than an edge is in sight. */
const touches = (height) => ({ edges: [, top, , bottom] }) => bottom > 1 && top < height - 1;

const edgesOf = ([x, y, w, h]) => [x, y, x + w, y + h];

/** A face's nodes in the same form. */
export function drawnBy(nodes, height) {
  return nodes.map((node) => ({ ...node, states: [...node.states].sort(), edges: node.edges ?? edgesOf(node.rect) })).filter(touches(height));
}

/** Every way in which a face differs from the scene, and the two faces from each other in words; [] is agreement. */
export function differences({ scene, dom, studio, view }) {
  const found = [];
  let compared = 0;
  for (const role of ROLES[view]) {
    const of = (nodes) => nodes.filter((node) => node.role === role);
    const [wanted, widget, drawn] = [of(scene), of(dom), of(studio)];
    if (widget.length !== wanted.length || drawn.length !== wanted.length) {
      found.push(`${role}: ${wanted.length} in the scene, ${widget.length} in the widget, ${drawn.length} in the studio`);
      continue;
    }
    wanted.forEach((node, i) => {
      compared += 1;
      found.push(...apart("widget", node, widget[i]), ...apart("studio", node, drawn[i]), ...unlike(widget[i], drawn[i]));
    });
  }
  return { found, compared };
}

function apart(face, wanted, drawn) {
  const at = `${face}: ${wanted.role} ${wanted.id}`;
  const problems = [];
  if (drawn.id && drawn.id !== wanted.id) problems.push(`${at}: ${drawn.id} stands in its place`);
  const off = Math.max(...wanted.edges.map((edge, i) => Math.abs(edge - drawn.edges[i])));
  if (!(off <= TOLERANCE)) problems.push(`${at}: ${off.toFixed(2)} px off, ${drawn.edges.map((edge) => edge.toFixed(2))} for ${wanted.edges}`);
  if (drawn.states.join() !== wanted.states.join()) problems.push(`${at}: states ${drawn.states} for ${wanted.states}`);
  return problems;
}

/** Blanks around a separator are the faces' own. */
const plain = (text) => text.replace(/\s*·\s*/g, "·").replace(/\s+/g, " ").trim();

function unlike(widget, studio) {
  const problems = [];
  if (widget.name && widget.name !== studio.name) problems.push(`${studio.role} ${studio.id}: named "${widget.name}" and "${studio.name}"`);
  const [ours, theirs] = [widget.texts.map(plain), studio.texts.map(plain)];
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) problems.push(`${studio.role} ${studio.id}: written ${JSON.stringify(ours)} and ${JSON.stringify(theirs)}`);
  return problems;
}
