// What a scene's node is called, in words: the same facts that are drawn, so that nothing is said by shape or
// colour alone.

import type { SceneNode } from "../engine/scene.js";
import type { Surroundings } from "../element/surroundings.js";

type Around = Pick<Surroundings, "texts" | "dates" | "nowLocalMs">;

/** Whose journey it is. */
export function customerName({ texts, journey }: Pick<Surroundings, "texts" | "journey">): string {
  const { identity, customers } = journey;
  if (identity !== undefined) return identity.name || identity.customer;
  return customers > 1 ? texts.say("customer.several", { count: customers }) : texts.say("customer.unknown");
}

/** The channel's or mode's name: "Mobile call", "WhatsApp". */
export function wayName(node: SceneNode, { texts }: Around): string {
  const mode = node.text("mode");
  if (mode !== undefined && mode !== "") return texts.name("mode", mode);
  return channelName(node.text("channel"), { texts });
}

export function channelName(channel: string | undefined, { texts }: Pick<Around, "texts">): string {
  return channel === undefined || channel === "" ? texts.say("channel.none") : texts.name("channel", channel);
}

/** A kind's name, or the kind itself where it is the data's own. */
export function kindName(node: SceneNode, { texts }: Around): string {
  const own = node.text("kind_name");
  return own !== undefined && own !== "" ? own : texts.name("kind", node.kind);
}

/** When it was, as the viewer likes it: by the clock, as `clock` says it, or how long ago. */
export function timeOf(node: SceneNode, { dates, journey, preferences }: Surroundings, clock: string): string {
  const at = node.number("at_ms");
  return preferences.times === "clock" || at === undefined ? clock : dates.ago(at, journey.asOfMs);
}

/** The line that says most: its text, else its title, else what happened. */
export function gist(node: SceneNode, around: Around): string {
  if (node.has("deleted")) return around.texts.say("deleted.message");
  return node.text("gist") || node.text("title") || kindName(node, around);
}

const TOLD_STATES = ["live", "idle", "inactive", "failed", "internal", "deleted", "edited", "automated", "suspect", "pinned", "fresh"] as const;

/** The states worth telling, in words. */
export function stateNames(node: SceneNode, { texts }: Around): string[] {
  return TOLD_STATES.filter((state) => node.has(state)).map((state) => texts.say(`state.${state}`));
}

/** The whole sentence for a mark, a card or a row. */
export function interactionName(node: SceneNode, around: Around): string {
  const { texts, dates } = around;
  const local = node.number("local_ms");
  const direction = node.text("direction");
  const agent = node.text("agent");
  const campaign = node.text("campaign");
  const outcome = node.text("outcome");
  const index = node.number("index");
  const total = node.number("total");
  return texts.list([
    wayName(node, around),
    direction ? texts.name("direction", direction) : undefined,
    ...stateNames(node, around),
    local === undefined ? undefined : dates.stamp(local),
    gist(node, around),
    outcome,
    agent ? texts.say("cards.agent", { agent }) : undefined,
    campaign ? texts.say("cards.campaign", { campaign }) : undefined,
    index !== undefined && total !== undefined && total > 1 ? texts.say("position", { index, total }) : undefined,
  ]);
}

/** What a card's or row's own text leaves to its shapes: said after it, unseen. */
export function unsaidName(node: SceneNode, around: Around): string {
  const { texts, dates } = around;
  const direction = node.text("direction");
  return texts.list([direction ? texts.name("direction", direction) : undefined, ...stateNames(node, around), dates.stamp(node.number("local_ms") ?? 0)]);
}

export function clusterName(node: SceneNode, around: Around): string {
  const { texts, dates } = around;
  const count = node.number("count") ?? 0;
  const name = texts.say("strip.cluster", {
    count,
    from: dates.stamp(node.number("local_ms") ?? 0),
    to: dates.stamp(node.number("local_end_ms") ?? node.number("local_ms") ?? 0),
    channel: channelName(node.text("channel"), around),
  });
  return node.has("failed") ? texts.list([name, texts.say("strip.cluster.failed")]) : name;
}
