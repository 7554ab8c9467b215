// What the ⋮ menu does: exports made by the core, and requests that the host carries out.

import { asThroughlineError } from "../engine/errors.js";
import type { ExportFormat } from "../engine/documents.js";
import type { nothing, TemplateResult } from "lit";
import styles from "../styles/dialogs.css";
import { adopt } from "../ui/adopt.js";
import { download } from "../ui/download.js";
import { Confirm } from "../views/confirm.js";
import { printJourney } from "../views/print-journey.js";
import type { MenuAction } from "../views/menu.js";
import { tell } from "./events.js";
import type { Surroundings } from "./surroundings.js";

const MIME: Readonly<Partial<Record<ExportFormat, string>>> = {
  csv: "text/csv;charset=utf-8", txt: "text/plain;charset=utf-8", json: "application/json",
};

export class Actions {
  readonly #element: HTMLElement;
  readonly #around: Surroundings;
  readonly #confirm: Confirm;
  /** The core's events changed: read everything again. */
  readonly #changed: () => void;

  constructor(element: HTMLElement, around: Surroundings, changed: () => void) {
    this.#element = element;
    this.#around = around;
    this.#confirm = new Confirm(around);
    this.#changed = changed;
    adopt(around.shadow, styles);
  }

  /** The question that is open. */
  render(): TemplateResult | typeof nothing {
    return this.#confirm.render();
  }

  run(action: MenuAction): void {
    switch (action) {
      case "export-csv":
        return void this.#export("csv");
      case "export-txt":
        return void this.#export("txt");
      case "export-json":
        return void this.#export("json");
      case "print":
        return void this.#print();
      case "privacy-export":
        return this.#askPrivacy("export");
      case "privacy-delete":
        return this.#askPrivacy("delete");
      case "split":
        return this.#askSplit();
    }
  }

  get #customer(): { readonly id: string; readonly name: string } {
    const identity = this.#around.journey.identity;
    return { id: identity?.customer ?? "", name: identity?.name || identity?.customer || this.#around.texts.say("customer.unknown") };
  }

  async #export(format: ExportFormat): Promise<void> {
    const { journey, texts } = this.#around;
    const name = `${safeName(this.#customer.name)}.${format}`;
    try {
      const blob = await journey.engine?.exportBlob({ format, ...(format === "csv" && { bom: true }) }, MIME[format] ?? "application/octet-stream");
      if (blob === undefined) return;
      if (tell(this.#element, "journey-export", { format, blob, name })) download(blob, name);
      this.#around.announce(texts.say("export.done", { name }));
    } catch (thrown) {
      this.#refused(thrown);
    }
  }

  async #print(): Promise<void> {
    try {
      await printJourney(this.#around, this.#customer.name);
    } catch (thrown) {
      this.#refused(thrown);
    }
  }

  #refused(thrown: unknown): void {
    const error = asThroughlineError(thrown);
    this.#around.announce(this.#around.texts.say("export.failed", { reason: error.message }));
    this.#around.journey.onError(error);
  }

  #askPrivacy(action: "export" | "delete"): void {
    const { texts } = this.#around;
    const customer = this.#customer;
    this.#confirm.ask({
      title: texts.say(`privacy.${action}.title`),
      text: texts.say(`privacy.${action}.text`, { customer: customer.name }),
      confirm: texts.say(`privacy.${action}.confirm`),
      danger: action === "delete",
      act: () => void this.#privacy(action, customer.id),
    });
  }

  /** The host does it; only then is the widget's own copy erased, and what was erased is said. */
  async #privacy(action: "export" | "delete", customer: string): Promise<void> {
    const { journey, texts } = this.#around;
    const works: Promise<unknown>[] = [];
    const allowed = tell(this.#element, "journey-privacy-action", { action, customer, until: (work) => works.push(work) });
    if (!allowed) return;
    try {
      await Promise.all(works);
      if (action === "export") return await this.#export("json");
      const erased = await journey.engine?.forget({ customer });
      this.#around.select(undefined);
      this.#around.announce(texts.say("privacy.deleted", { events: erased?.events ?? 0 }));
      this.#changed();
    } catch (thrown) {
      journey.onError(asThroughlineError(thrown));
    }
  }

  #askSplit(): void {
    const { texts, journey } = this.#around;
    const handles = journey.identity?.handles.map((handle) => handle.value) ?? [];
    const customer = this.#customer.id;
    this.#confirm.ask({
      title: texts.say("split.title"),
      text: texts.say(handles.length < 2 ? "split.none" : "split.text"),
      confirm: texts.say("split.confirm"),
      danger: false,
      choices: handles.length < 2 ? [] : handles,
      act: (chosen) => void this.#split(customer, chosen),
    });
  }

  async #split(customer: string, handles: readonly string[]): Promise<void> {
    const { journey, texts } = this.#around;
    if (!tell(this.#element, "journey-split-contact", { customer, handles })) return;
    try {
      await journey.engine?.split({ customer, handles });
      this.#around.announce(texts.say("split.done"));
      this.#changed();
    } catch (thrown) {
      journey.onError(asThroughlineError(thrown));
    }
  }
}

function safeName(name: string): string {
  return name.replace(/[^\p{L}\p{N} _-]+/gu, "").trim().replace(/\s+/g, "-") || "journey";
}
