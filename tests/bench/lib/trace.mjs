// What the page's main thread does in each frame, from Chromium's own trace: script, style, layout, paint and whatever
// else runs there between one frame's begin and the next. It is the thread's own time where the trace has it: what other
// processes take from it meanwhile is not counted.
const CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.frame"];
const TASK = /RunTask$/;
const FRAME = "BeginMainThreadFrame";
const US = 1000;

/** Runs `work` under the trace; {frames: [ms, …]}, one number a frame. */
export async function framesOf({ browser, page }, work) {
  await browser.startTracing(page, { categories: CATEGORIES });
  let trace;
  try {
    await work();
  } finally {
    trace = JSON.parse(await browser.stopTracing());
  }
  return frameTimes(trace.traceEvents);
}

export function frameTimes(events) {
  const begins = events.filter(({ name }) => name === FRAME);
  const thread = mostCommon(begins.map(threadOf));
  const starts = begins.filter((event) => threadOf(event) === thread).map(({ ts }) => ts).sort((a, b) => a - b);
  // A task within a task is part of it.
  const tasks = events.filter((event) => event.ph === "X" && TASK.test(event.name) && threadOf(event) === thread).sort((a, b) => a.ts - b.ts);
  const frames = starts.map(() => 0);
  let covered = -Infinity;
  let at = -1;
  for (const { ts, dur = 0, tdur = dur } of tasks) {
    if (ts < covered) continue;
    covered = ts + dur;
    // The task that holds a frame's begin belongs to that frame.
    while (at + 1 < starts.length && starts[at + 1] <= covered) at += 1;
    if (at >= 0) frames[at] += tdur / US;
  }
  return frames;
}

const threadOf = ({ pid, tid }) => `${pid} ${tid}`;

function mostCommon(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
