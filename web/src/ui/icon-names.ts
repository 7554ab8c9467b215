/** The Lucide icons that the widget itself draws; those of kinds and channels come from core/data. The build reads
 *  this list, so an icon costs bytes only where it is used. */
export const ICON_NAMES = [
  "arrow-down", "arrow-left", "arrow-right", "arrow-up", "braces", "calendar-days", "chart-bar", "check", "check-check", "corner-up-left", "flag", "flag-triangle-right", "map", "plus", "printer", "route", "slash", "trending-down", "chevron-down", "chevron-left",
  "chevron-right", "circle", "clock", "copy", "eye", "eye-off", "fold-horizontal", "keyboard", "navigation", "redo-2", "skip-back", "undo-2", "download", "ellipsis-vertical", "file-text", "funnel-x", "chart-gantt", "history",
  "inbox", "lock", "maximize-2", "messages-square", "paperclip", "pencil", "phone", "phone-call", "pin", "rows-3", "search", "sticky-note", "skip-forward", "smartphone", "split", "table",
  "trash-2", "triangle-alert", "users", "x", "zoom-in", "zoom-out",
] as const;

export type IconName = (typeof ICON_NAMES)[number];
