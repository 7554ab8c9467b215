// The sheet of shortcuts: fetched when someone asks for it.

import { html, type TemplateResult } from "lit";
import { SHORTCUTS, VIEW_KEYS } from "../element/shortcuts.js";
import type { Surroundings } from "../element/surroundings.js";
import styles from "../styles/dialogs.css";
import { adopt } from "../ui/adopt.js";
import { icon } from "../ui/icon.js";

/** The same deed by two keys is one line. */
function lines(): [says: (typeof SHORTCUTS)[number]["says"], keys: string[]][] {
  const found = new Map<(typeof SHORTCUTS)[number]["says"], string[]>();
  for (const { says, keys } of [...SHORTCUTS, ...VIEW_KEYS]) found.set(says, [...(found.get(says) ?? []), keys]);
  return [...found];
}

export function sheet({ texts, elementId, shadow }: Surroundings, closed: () => void): TemplateResult {
  adopt(shadow, styles);
  const id = elementId("sheet-title");
  return html`<dialog class="dialog sheet" part="dialog" aria-labelledby=${id} @close=${closed}>
    <form method="dialog" class="sheet-head"><h2 id=${id}>${texts.say("desk.keys")}</h2>
      <button type="submit" class="tool" aria-label=${texts.say("dialog.close")} title=${texts.say("dialog.close")}>${icon("x")}</button></form>
    <dl class="keys">${lines().map(([says, keys]) => html`<div><dt>${keys.map((one) => html`<kbd dir="ltr">${one}</kbd>`)}</dt><dd>${texts.say(says)}</dd></div>`)}</dl>
  </dialog>`;
}
