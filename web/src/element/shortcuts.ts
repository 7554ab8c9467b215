// The keys of the whole element, once: what acts on them and the sheet that explains them read the same list. Single
// letters act only while the focus is in the element and not in a text.

import type { TextKey } from "../ui/texts.js";

export interface Deeds {
  find(): void;
  step(by: 1 | -1): void;
  history(where: "undo" | "redo"): void;
  pin(): void;
  chooseView(index: number): void;
  sheet(): void;
}

interface Shortcut {
  /** As written on the sheet. */
  readonly keys: string;
  readonly says: TextKey;
  readonly when: (event: KeyboardEvent, command: boolean) => boolean;
  readonly act: (deeds: Deeds, event: KeyboardEvent) => void;
  /** Also from within a text. */
  readonly inTexts?: true;
}

const plain = (event: KeyboardEvent, key: string): boolean => event.key === key && !event.ctrlKey && !event.metaKey && !event.altKey;

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: "Ctrl F", says: "keys.find", inTexts: true, when: (event, command) => command && event.key.toLowerCase() === "f", act: (deeds) => deeds.find() },
  { keys: "/", says: "keys.find", when: (event) => plain(event, "/"), act: (deeds) => deeds.find() },
  { keys: "N", says: "keys.next", when: (event) => plain(event, "n"), act: (deeds) => deeds.step(1) },
  { keys: "Shift N", says: "keys.previous", when: (event) => plain(event, "N"), act: (deeds) => deeds.step(-1) },
  { keys: "P", says: "keys.pin", when: (event) => plain(event, "p"), act: (deeds) => deeds.pin() },
  { keys: "1 … 9", says: "keys.view", when: (event) => /^[1-9]$/.test(event.key) && plain(event, event.key), act: (deeds, event) => deeds.chooseView(Number(event.key) - 1) },
  { keys: "Ctrl Z", says: "keys.undo", when: (event, command) => command && !event.shiftKey && event.key.toLowerCase() === "z", act: (deeds) => deeds.history("undo") },
  { keys: "Ctrl Shift Z", says: "keys.redo", when: (event, command) => command && (event.key === "Z" || event.key.toLowerCase() === "y"), act: (deeds) => deeds.history("redo") },
  { keys: "?", says: "keys.sheet", when: (event) => event.key === "?" && !event.ctrlKey && !event.metaKey, act: (deeds) => deeds.sheet() },
];

/** The keys of single views, which act on them themselves. */
export const VIEW_KEYS: readonly { readonly keys: string; readonly says: TextKey }[] = [
  { keys: "↑ ↓ ← →", says: "keys.arrows" },
  { keys: "Home End", says: "keys.ends" },
  { keys: "PgUp PgDn", says: "keys.pages" },
  { keys: "Enter", says: "keys.open" },
  { keys: "Esc", says: "keys.close" },
  { keys: "+ − 0", says: "keys.zoom" },
];

/** True where the key was one of ours; it has acted. */
export function actOn(event: KeyboardEvent, deeds: Deeds): boolean {
  const target = event.composedPath()[0];
  const writes = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
  const command = event.ctrlKey || event.metaKey;
  const found = SHORTCUTS.find((one) => (!writes || one.inTexts === true) && one.when(event, command));
  if (found === undefined) return false;
  event.preventDefault();
  found.act(deeds, event);
  return true;
}
