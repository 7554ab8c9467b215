// What the tracker's rows and bars are called: everything that is drawn in them, in words.

import type { Scene, SceneNode } from "../engine/scene.js";
import type { Surroundings } from "../element/surroundings.js";
import { gist, wayName } from "./sentences.js";

type Around = Pick<Surroundings, "texts" | "dates" | "nowLocalMs">;

/** Whole percent of a bar's share of all started. */
export function percent(node: SceneNode): number {
  return Math.round((node.number("share") ?? 0) / 10);
}

export function partName(node: SceneNode, { texts }: Around): string {
  return texts.say("tracker.part", { state: texts.name("journey_state", node.text("state") ?? ""), count: node.number("count") ?? 0 });
}

export function barName(node: SceneNode, label: string, { texts, dates }: Around): string {
  const duration = node.number("duration_ms");
  return texts.list([
    texts.say("tracker.bar", { name: label, count: node.number("count") ?? 0, percent: percent(node) }),
    duration === undefined ? undefined : texts.say("tracker.median", { duration: dates.duration(duration) }),
    node.has("slowest") ? texts.say("tracker.slowest") : undefined,
    node.has("biggest_drop") ? texts.say("tracker.biggest_drop") : undefined,
  ]);
}

function stopName(node: SceneNode, { texts, dates }: Around): string {
  const name = node.text("name") ?? "";
  if (node.has("skipped")) return texts.say("tracker.skipped", { name });
  if (!node.has("reached")) return texts.say("tracker.pending", { name });
  const reached = texts.say("tracker.reached", { name, duration: dates.duration(node.number("duration_ms") ?? 0) });
  return node.has("out_of_order") ? texts.list([reached, texts.say("tracker.out_of_order", { name })]) : reached;
}

/** "Returns, WhatsApp, my parcel came back, c-17, open, stalled, Fri 20 Nov 2026, 16:42, Reason captured after 2 h, …" */
export function journeyName(node: SceneNode, scene: Scene | undefined, around: Around): string {
  const { texts, dates } = around;
  const children = scene?.childrenOf(node) ?? [];
  const deadline = children.find((one) => one.role === "deadline");
  return texts.list([
    node.text("name"), wayName(node, around), gist(node, around), node.text("subject"), texts.name("journey_state", node.text("state") ?? ""),
    node.has("stalled") ? texts.say("tracker.stalled") : undefined,
    dates.stamp(node.number("local_ms") ?? 0),
    ...children.filter((one) => one.role === "milestone").map((one) => stopName(one, around)),
    node.text("outcome"),
    deadline === undefined ? undefined : texts.say("tracker.deadline", { when: dates.stamp(deadline.number("local_ms") ?? 0) }),
  ]);
}
