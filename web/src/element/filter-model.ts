// The filter as the bar edits it: a draft beside what is applied, so that Search can apply it all at once.

import { KIND_ICONS } from "../engine/codes.js";
import type { Filter, FilterValue, Period } from "../engine/documents.js";

/** s4: the immediately preceding 3, 6, 9 or 12 months; 12 by default. 0 stands for all time. */
export const PERIOD_MONTHS = [3, 6, 9, 12, 0] as const;
export const DEFAULT_FILTER: Filter = { period: { months: 12 } };

/** The fields that the bar lists with counts. */
export const LISTED_FIELDS = ["campaign", "channel", "group"] as const;

/** Which lists the bar shows counts from: its own, and those of values chosen elsewhere. The lists of conversations and
 *  interactions are as long as the data, so nobody asks for all. */
export function facetFields(filter: Filter): readonly string[] {
  return [...new Set([...LISTED_FIELDS, ...Object.keys(filter).filter((field) => Array.isArray(filter[field]))])];
}

/** A value's key in lists: null is its own. */
export function keyOf(value: FilterValue): string {
  return value === null ? "∅" : `=${String(value)}`;
}

export function valuesOf(filter: Filter, field: string): readonly FilterValue[] {
  const value = filter[field];
  return Array.isArray(value) ? (value as readonly FilterValue[]) : [];
}

export function toggled(filter: Filter, field: string, value: FilterValue): Filter {
  const values = valuesOf(filter, field);
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return withField(filter, field, next.length > 0 ? next : undefined);
}

export function withField(filter: Filter, field: string, value: readonly FilterValue[] | Period | string | undefined): Filter {
  const { [field]: _dropped, ...rest } = filter;
  return value === undefined || value === "" ? rest : { ...rest, [field]: value };
}

/** Takes away what a cause of the hidden-by notice names. */
export function without(filter: Filter, cause: string): Filter {
  return cause === "several" ? {} : withField(filter, cause, undefined);
}

export function monthsOf(filter: Filter): number | undefined {
  const { period } = filter;
  return period !== undefined && "months" in period ? period.months : undefined;
}

export function same(a: Filter, b: Filter): boolean {
  const canonical = (filter: Filter): string => JSON.stringify(Object.entries(filter).filter(([, value]) => value !== undefined).sort(([x], [y]) => (x < y ? -1 : 1)));
  return canonical(a) === canonical(b);
}

/** Each chosen value is a chip; "no system activity" is one, not a dozen. */
export function chips(filter: Filter): { readonly field: string; readonly value: FilterValue }[] {
  return Object.keys(filter).filter((field) => field !== "group" || !hidesSystem(filter)).flatMap((field) => valuesOf(filter, field).map((value) => ({ field, value })));
}

/** What the machinery does, of no interest to who wants to know what was said: hidden in one click. */
const SYSTEM_GROUPS = ["conversation", "agent", "tag", "sla", "priority"];
/** All other groups of the list, also those that have no event yet: what arrives later is judged alike. */
const OTHER_GROUPS: readonly string[] = [...new Set([...Object.keys(KIND_ICONS).map((kind) => kind.split(".")[0] ?? ""), "other"])]
  .filter((group) => !SYSTEM_GROUPS.includes(group)).sort();

export function hidesSystem(filter: Filter): boolean {
  const groups = valuesOf(filter, "group");
  return groups.length === OTHER_GROUPS.length && OTHER_GROUPS.every((group) => groups.includes(group));
}

export function withSystem(filter: Filter, shown: boolean): Filter {
  return withField(filter, "group", shown ? undefined : OTHER_GROUPS);
}
