// The table: how often faster we are than each peer, against the goal. A row whose results differ has failed and has no
// ratio: who counts something else is not faster.
/** Contestants' results ({name, median, found}, ours first) and the row's goals → a finished row. */
export function judged({ job, unit = "ms", goals, results }) {
  const [ours, ...peers] = results;
  const wanted = JSON.stringify(ours.found);
  const different = peers.filter(({ found }) => found !== undefined && JSON.stringify(found) !== wanted).map(({ name }) => name);
  return {
    job, unit, found: ours.found, contestants: results, different,
    goals: different.length > 0 ? [] : goals.map((goal) => reached(goal, ours, peers)),
  };
}

/** A goal is {against, must, stretch}, so many times less than that peer or than the best of them; or {measure, atMost,
 *  stretch}, so much of ours at most. */
function reached(goal, ours, peers) {
  if (goal.measure !== undefined) return within(goal, ours[goal.measure]);
  const { against = "best", must, stretch } = goal;
  const rivals = against === "best" ? peers : peers.filter(({ key }) => key === against);
  if (rivals.length === 0) return { ...goal, against, state: "peer absent" };
  const rival = rivals.reduce((best, peer) => (peer.median < best.median ? peer : best));
  const ratio = rival.median / ours.median;
  return { must, stretch, against: rival.name, ratio, state: stretch !== undefined && ratio >= stretch ? "stretch" : ratio >= must ? "must" : "missed" };
}

function within({ measure, atMost, stretch }, value) {
  return { measure, atMost, stretch, value, state: stretch !== undefined && value <= stretch ? "stretch" : value <= atMost ? "must" : "missed" };
}

const number = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toPrecision(2));
const got = ({ measure, value, ratio, against }) => (measure !== undefined ? `${measure} ${number(value)}` : ratio === undefined ? "–" : `${number(ratio)} × ${against}`);
const asked = ({ measure, atMost, must, stretch }) => [measure === undefined ? `≥ ${must} ×` : `≤ ${atMost}`, ...(stretch === undefined ? [] : [measure === undefined ? `${stretch} ×` : stretch])].join(" / ");
const VERDICT = { stretch: "stretch", must: "yes", missed: "**no**", "peer absent": "–" };

function cells({ job, unit, different, contestants, goals }) {
  const [ours, ...peers] = contestants;
  const others = peers.map(({ name, median: value }) => `${name} ${number(value)}`).join("<br>");
  if (different.length > 0) return [job, "**failed**", `results differ: ${different.join(", ")}`, "", "", ""];
  return [job, ours.p95 === undefined ? `${number(ours.median)} ${unit}` : `${number(ours.median)} ${unit}<br>p95 ${number(ours.p95)}, most ${number(ours.max)}`, others, goals.map(got).join("<br>"), goals.map(asked).join("<br>"), goals.map(({ state }) => VERDICT[state]).join("<br>")];
}

const line = (columns) => `| ${columns.join(" | ")} |`;

/** A finished row as the table has it. */
export const rowLine = (row) => line(cells(row));

export function markdown({ rows, about, footer }) {
  const head = ["job", "ours", "peers", "ratio", "goal (must / stretch)", "met"];
  return [...about, "", line(head), line(head.map(() => "---")), ...rows.map(rowLine), "", ...footer, ""].join("\n");
}
