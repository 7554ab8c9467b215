// Without the core there is still the data, listed as it came, in no order of ours. Sources given as text, bytes or
// an address can be read here; a stream was used up by the attempt.

import type { JourneySource } from "../element/journey.js";

export interface PlainEvent {
  readonly time: string;
  readonly text: string;
}

/** As many as a person can look through. */
const SHOWN = 200;
/** A source given by its address is fetched again, but no more of it than this is read. */
const MOST_CHARACTERS = 4_000_000;

export interface PlainList {
  readonly shown: readonly PlainEvent[];
  readonly more: number;
}

export async function plainEvents(sources: readonly JourneySource[]): Promise<PlainList> {
  const texts = await Promise.all(sources.map(textOf));
  const all = texts.flatMap(recordsOf);
  return { shown: all.slice(0, SHOWN).map(plain), more: Math.max(0, all.length - SHOWN) };
}

async function textOf({ data, url }: JourneySource): Promise<string> {
  if (typeof data === "string") return data;
  if (data instanceof Uint8Array || data instanceof ArrayBuffer) return new TextDecoder().decode(data);
  if (data instanceof Blob) return data.text();
  if (data !== undefined || url === undefined) return "";
  try {
    return (await (await fetch(url, { credentials: "same-origin" })).text()).slice(0, MOST_CHARACTERS);
  } catch {
    return "";
  }
}

function recordsOf(text: string): unknown[] {
  const whole = parsed(text);
  if (Array.isArray(whole)) return whole;
  if (isObject(whole)) return Array.isArray(whole["events"]) ? whole["events"] : [whole];
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const objects = lines.map(parsed).filter(isObject);
  // What is no JSON at all is a table: each line as it stands, without its heading.
  return objects.length > 0 ? objects : lines.slice(1).map((line) => ({ text: line }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function plain(record: unknown): PlainEvent {
  const members = isObject(record) ? record : {};
  const first = (...names: readonly string[]): string => {
    const found = names.map((name) => members[name]).find((value) => typeof value === "string" || typeof value === "number");
    return found === undefined ? "" : String(found);
  };
  return { time: readable(first("time", "timestamp", "created_at", "created_time")), text: first("text", "body", "title", "message", "type") };
}

/** Seconds or milliseconds since 1970 tell a reader nothing. */
function readable(time: string): string {
  return /^\d{10}(\d{3})?$/.test(time) ? new Date(Number(time.padEnd(13, "0"))).toISOString() : time;
}
