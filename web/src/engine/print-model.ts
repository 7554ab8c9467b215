// What a page prints, as the core gives it (export format `print`): a line per conversation, then one per event.

import type { Engine } from "./engine.js";

export interface PrintHeading {
  /** Absent: the events that follow have none. */
  readonly conversation?: string;
  readonly customer?: string;
  readonly zone: string;
}

export interface PrintEvent {
  readonly local_ms: number;
  readonly channel?: string;
  readonly kind: string;
  readonly direction?: string;
  readonly actor?: string;
  readonly outcome?: string;
  readonly failed?: true;
  readonly delivery?: string;
  readonly title?: string;
  readonly text?: string;
  readonly comments?: string;
}

export type PrintLine = PrintHeading | PrintEvent;

/** Refused, with the reason, where the gate does not permit an export. */
export async function printLines(engine: Engine): Promise<readonly PrintLine[]> {
  const model = await engine.exportBlob({ format: "print" }, "application/x-ndjson");
  return (await model.text()).split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as PrintLine);
}
