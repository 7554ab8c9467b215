// What the strip's scene says of itself: plain questions to its nodes.

import { GEOMETRY } from "throughline:tokens";
import type { Scene, SceneNode } from "../engine/scene.js";
import type { TimeWindow } from "./strip-glide.js";

const DAY_MS = 86_400_000;

/** True where the ticks above say the same names: one day, week, month or year each, and a tick for every one but the
 *  first, which may have begun before them. */
export function namedByTicks(ticks: readonly SceneNode[], days: readonly SceneNode[]): boolean {
  const longest = Math.max(...days.map((day) => (day.number("to_ms") ?? 0) - (day.number("from_ms") ?? 0)));
  const one: Readonly<Record<string, number>> = { day: 2 * DAY_MS, week: 8 * DAY_MS, month: 40 * DAY_MS, year: 400 * DAY_MS };
  const unit = days[0]?.text("unit") ?? "";
  return unit === ticks[0]?.text("unit") && ticks.length >= days.length - 1 && longest < (one[unit] ?? 0);
}

/** Px of a letter of a script whose letters are squares, at the size of the dates' names. */
const SQUARE_PX = 11;
const SQUARES = /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]/gu;

/** The first of the names that a date's cell of that width has room for, beside a count, there or not: with few events
 *  some dates would have names and others none. Half a name says nothing. */
export function fittingName(names: readonly (string | undefined)[], width: number): string | undefined {
  const { day_ends_w, day_count_w, day_letter_w } = GEOMETRY.strip;
  return names.find((name) => {
    if (name === undefined) return false;
    const squares = name.match(SQUARES)?.length ?? 0;
    return (name.length - squares) * day_letter_w + squares * SQUARE_PX <= width - day_ends_w - day_count_w;
  });
}

/** The window that a scene shows. */
export function windowOf({ root }: Scene): TimeWindow | undefined {
  const from = root?.number("from_ms");
  const to = root?.number("to_ms");
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** When a mark is, or a cluster begins. */
export function timeOf(node: SceneNode | undefined): number | undefined {
  return node?.number("at_ms") ?? node?.number("from_ms");
}

export function isStop(node: SceneNode): boolean {
  return node.role === "mark" || node.role === "cluster";
}

export function sharePercent(shown: TimeWindow, range: TimeWindow): number {
  const free = range.to - range.from - (shown.to - shown.from);
  return free <= 0 ? 100 : Math.round((100 * (shown.from - range.from)) / free);
}
