// Jump: to the first, the last, a date, what is new, and what the viewer pinned.

import { html, nothing, type TemplateResult } from "lit";
import type { Destination } from "../element/finder.js";
import type { Preferences } from "../element/preferences.js";
import type { Surroundings } from "../element/surroundings.js";
import type { SceneNode } from "../engine/scene.js";
import styles from "../styles/dialogs.css";
import { adopt } from "../ui/adopt.js";
import { Popover } from "../ui/popover.js";
import { icon } from "../ui/icon.js";
import type { TextKey } from "../ui/texts.js";
import { gist } from "./sentences.js";

interface Pin {
  readonly ref: string;
  readonly node: SceneNode;
}

export interface JumpHost {
  jump(where: Destination): void;
  open(ref: string): void;
}

export class Jump {
  readonly #around: Surroundings;
  readonly #host: JumpHost;
  readonly #popover: Popover;
  #pins: readonly Pin[] = [];

  constructor(around: Surroundings, host: JumpHost) {
    this.#around = around;
    this.#popover = new Popover(() => around.repaint(), "button", "end", (open) => {
      if (open) void this.#readPins();
    });
    this.#host = host;
    adopt(around.shadow, styles);
  }

  render(): TemplateResult {
    const { texts, elementId } = this.#around;
    const id = elementId("jump");
    const label = texts.say("jump.label");
    return html`<div class="jump"><button type="button" class="tool" popovertarget=${id} aria-haspopup="dialog" aria-expanded=${this.#popover.open ? "true" : "false"} aria-label=${label} title=${label}>${icon("navigation")}</button>
      <div class="popover" id=${id} popover role="dialog" aria-label=${label} @beforetoggle=${this.#popover.opens} @toggle=${this.#popover.toggled}>${this.#popover.open ? this.#body() : nothing}</div></div>`;
  }

  #body(): TemplateResult {
    const { texts, dates, nowLocalMs, journey } = this.#around;
    const item = (key: TextKey, name: string, where: Destination): TemplateResult =>
      html`<button type="button" class="menu-item" @click=${() => this.#go(where)}>${icon(name)}<span class="menu-label">${texts.say(key)}</span></button>`;
    const { lastVisitMs } = this.#around;
    return html`<div class="menu">
      ${item("jump.first", "skip-back", { to: "first" })} ${item("jump.last", "skip-forward", { to: "last" })}
      ${lastVisitMs === undefined ? nothing : item("jump.new", "history", { at: lastVisitMs + 1 })}
      <form class="jump-date" @submit=${this.#toDate}>${icon("calendar-days")}
        <label><span class="sr-only">${texts.say("jump.date")}</span><input type="date" name="date" required aria-label=${texts.say("jump.date")} /></label>
        <button type="submit" class="link">${texts.say("jump.go")}</button></form>
      <div class="menu-line" role="separator"></div>
      ${this.#preferences()}
      ${this.#pins.length === 0 ? nothing : html`<div class="menu-line" role="separator"></div><p class="menu-heading">${texts.say("jump.pins")}</p>
        ${this.#pins.map(({ ref, node }) => html`<button type="button" class="menu-item" @click=${() => this.#openPin(ref)}>${icon("pin")}<span class="menu-label">
          <span class="clip" dir="auto">${gist(node, this.#around)}</span><small>${dates.brief((node.number("at_ms") ?? 0) + nowLocalMs - journey.asOfMs, nowLocalMs)}</small></span></button>`)}`}
    </div>`;
  }

  /** Each offers what is not so now. */
  #preferences(): TemplateResult {
    const { texts, preferences } = this.#around;
    const [newest, clock] = [preferences.order === "newest", preferences.times === "clock"];
    const item = (key: TextKey, name: string, change: Partial<Preferences>): TemplateResult =>
      html`<button type="button" class="menu-item" @click=${() => this.#prefer(change)}>${icon(name)}<span class="menu-label">${texts.say(key)}</span></button>`;
    return html`${newest ? item("jump.oldest_first", "arrow-up", { order: "oldest" }) : item("jump.newest_first", "arrow-down", { order: "newest" })}
      ${clock ? item("jump.times_ago", "history", { times: "ago" }) : item("jump.times_clock", "clock", { times: "clock" })}`;
  }

  /** Pins are references only: what they say comes from the core, as far as the viewer may see it. */
  async #readPins(): Promise<void> {
    const { engine } = this.#around.journey;
    const pins: Pin[] = [];
    for (const ref of this.#around.pins) {
      const scene = await engine?.scene({ view: "details", width: 320, height: 1, selected: ref }).catch(() => undefined);
      const node = scene?.nodes.find((one) => one.role === "details");
      if (node !== undefined) pins.push({ ref, node });
    }
    this.#pins = pins;
    this.#around.repaint();
  }

  #close(): void {
    this.#around.shadow.getElementById(this.#around.elementId("jump"))?.hidePopover();
  }

  #go(where: Destination): void {
    this.#close();
    this.#host.jump(where);
  }

  #prefer(change: Partial<Preferences>): void {
    this.#close();
    this.#around.prefer(change);
  }

  #openPin(ref: string): void {
    this.#close();
    this.#host.open(ref);
  }

  readonly #toDate = (event: SubmitEvent): void => {
    event.preventDefault();
    const date = new FormData(event.currentTarget as HTMLFormElement).get("date");
    if (typeof date === "string" && date !== "") this.#go({ date });
  };
}
