import type { SceneNode } from "../engine/scene.js";
import type { Surroundings } from "../element/surroundings.js";

type Around = Pick<Surroundings, "texts" | "dates">;

/** Which list of the catalogue names an enum's values, by the field they stand in. */
const ENUM_LISTS: Readonly<Record<string, string>> = {
  channel: "channel", channel_type: "channel", mode: "mode", direction: "direction", channel_direction: "direction",
  delivery: "delivery", status: "status", actor_kind: "actor_kind", state: "state", kind: "kind", failed: "failed",
};

/** A cell's or field's value as text: typed values through Intl and the catalogue, absence in words. */
export function valueText(node: SceneNode, around: Around): string {
  const { texts, dates } = around;
  const value = node.text("value");
  if (value === undefined || value === "") return absenceText(node, around, "absence");
  switch (node.text("value_form")) {
    case "local_ms":
      return dates.stamp(Number(value));
    case "duration_ms":
      return dates.duration(Number(value));
    case "integer":
      return /^-?\d{1,15}$/.test(value) ? texts.number(Number(value)) : value;
    case "enum":
      return texts.name(ENUM_LISTS[node.text("name") ?? ""] ?? "", value);
    default:
      return value;
  }
}

/** True where the value is missing and the node says why. */
export function isAbsent(node: SceneNode): boolean {
  return (node.text("value") ?? "") === "";
}

/** Why there is no value, in the words of a list of the catalogue; nothing where it is just empty. */
export function absenceText(node: SceneNode, { texts }: Around, words: "absence" | "absence_brief"): string {
  const absence = node.text("absence");
  return absence === undefined || absence === "" || absence === "empty" ? "" : texts.name(words, absence);
}
