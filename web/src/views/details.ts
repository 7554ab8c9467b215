import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { GEOMETRY } from "throughline:tokens";
import type { SceneRequest } from "../engine/documents.js";
import type { Scene, SceneNode } from "../engine/scene.js";
import styles from "../styles/details.css";
import { highlight } from "../ui/highlight.js";
import { icon } from "../ui/icon.js";
import { place } from "../ui/place.js";
import { medal } from "./glyphs.js";
import { Reading } from "./reading.js";
import { SceneView } from "./scene-view.js";
import { kindName, stateNames, wayName } from "./sentences.js";
import { isAbsent, valueText } from "./values.js";

export { styles };

/** The fields in which the search looks. */
const SEARCHED_FIELDS: readonly string[] = ["agent_comments", "comments", "agent_name", "agent"];

/** One interaction in full: beside the view or below it, never over what is being read. */
export class DetailsView extends SceneView {
  #copied = false;
  readonly #campaigns = new Map<string, readonly string[]>();
  #scrollTop = 0;
  #askedAt = 0;
  readonly #reading = new Reading(this.around);

  protected override request(): SceneRequest | undefined {
    const { selected } = this.around;
    if (selected === undefined || this.width < 1) return undefined;
    this.#askedAt = this.#scrollTop;
    return { view: "details", width: this.width, height: Math.max(1, this.height), dir: this.direction, ...this.marks, selected, scroll: Math.round(this.#scrollTop) };
  }

  /** Another interaction is read from its beginning. */
  toStart(): void {
    this.#scrollTop = 0;
    this.#campaigns.clear();
    const box = this.around.shadow.querySelector(".details-scroll");
    if (box !== null) box.scrollTop = 0;
  }

  readonly #scrolled = (event: Event): void => {
    this.#scrollTop = (event.currentTarget as HTMLElement).scrollTop;
    if (Math.abs(this.#scrollTop - this.#askedAt) > this.height / 2) void this.ask();
  };

  override render(): TemplateResult {
    const { texts } = this.around;
    const scene = this.scene;
    const root = scene?.nodes.find((node) => node.role === "details");
    return html`<section class="details" part="details" aria-label=${texts.say("details.label")} @keydown=${this.#key}>
      ${this.#head(root)}
      ${scene === undefined ? nothing : this.#otherCampaigns(scene, root)}
      <div class="details-scroll" tabindex="0" role="group" aria-label=${texts.say("details.label")} @scroll=${this.#scrolled}>
        ${scene === undefined || root === undefined
          ? html`<p class="quiet details-gone">${scene === undefined ? "" : texts.say("details.gone")}</p>`
          : html`<div class="canvas" ${place({ x: 0, y: 0, w: this.width, h: scene.contentHeight })}>
              <dl class="fields ${this.width < GEOMETRY.details.stacked_below ? "stacked" : ""}">${repeat(scene.withRole("field"), (node) => node.id, (node) => this.#field(node))}</dl>
              ${this.#eventsHeading(scene, root)}
              <ol class="events" aria-label=${texts.say("details.events", { count: root.number("count") ?? 0 })}>
                ${repeat(scene.withRole("event"), (node) => node.id, (node) => this.#event(node))}</ol>
            </div>${this.#reading.render(root.text("ref") ?? "")}`}
      </div>
    </section>`;
  }

  /** In the room that the core leaves between the fields and the events. */
  #eventsHeading(scene: Scene, root: SceneNode): TemplateResult | typeof nothing {
    const { pad, section_h } = GEOMETRY.details;
    const last = scene.withRole("field").at(-1)?.rect;
    const [first] = scene.withRole("event");
    if (last === undefined || first === undefined) return nothing;
    const y = last.y + last.h + GEOMETRY.details.field_gap + GEOMETRY.details.section_gap;
    return html`<h3 class="events-heading" ${place({ x: pad, y, w: this.width - 2 * pad, h: section_h })}>${this.around.texts.say("details.events", { count: root.number("count") ?? 0 })}</h3>`;
  }

  #head(root: SceneNode | undefined): TemplateResult {
    const { texts, dates } = this.around;
    const neighbours = this.scene?.root;
    const index = neighbours?.number("index");
    const total = neighbours?.number("total");
    const direction = root?.text("direction");
    const states = root === undefined ? [] : stateNames(root, this.around);
    const step = (field: "previous_ref" | "next_ref", key: "details.previous" | "details.next", name: string): TemplateResult => {
      const ref = neighbours?.text(field);
      return html`<button type="button" class="tool" aria-label=${texts.say(key)} title=${texts.say(key)} ?disabled=${!ref}
        @click=${() => this.around.select(ref)}>${icon(name, "icon mirrored")}</button>`;
    };
    return html`<header class="details-head">
      ${root === undefined ? nothing : medal(root)}
      <h2>${root === undefined ? texts.say("details.label") : [wayName(root, this.around), ...(direction ? [texts.name("direction", direction)] : [])].join(" · ")}</h2>
      <p>${root === undefined ? nothing : dates.exact(root.number("local_ms") ?? 0)}${states.map((state) => html`<span class="state-word">${state}</span>`)}</p>
      <div class="details-steps">
        ${step("previous_ref", "details.previous", "chevron-left")}
        ${index === undefined || total === undefined ? nothing : html`<span class="position">${texts.say("position", { index, total })}</span>`}
        ${step("next_ref", "details.next", "chevron-right")}
        <button type="button" class="tool" aria-pressed=${root?.has("pinned") ? "true" : "false"} aria-label=${texts.say("details.pin")} title=${texts.say("details.pin")}
          @click=${() => this.around.togglePin()}>${icon("pin")}</button>
        <button type="button" class="tool copy" aria-label=${texts.say("details.copy")} title=${texts.say("details.copy")} @click=${this.#copy}>${icon(this.#copied ? "check" : "copy")}</button>
        <button type="button" class="tool" aria-label=${texts.say("details.close")} title=${texts.say("details.close")} @click=${() => this.around.select(undefined)}>${icon("x")}</button>
      </div>
    </header>`;
  }

  #field(node: SceneNode): TemplateResult {
    const name = node.text("name") ?? "";
    const absent = isAbsent(node);
    const absence = node.text("absence");
    const value = absent && (absence === undefined || absence === "empty" || absence === "")
      ? this.around.texts.say("absence.empty")
      : valueText(node, this.around);
    return html`<div class="field" ${place(node.rect)}>
      <dt>${this.#fieldName(name)}</dt>
      <dd class=${absent ? "absent" : ""} dir=${absent ? nothing : "auto"}>${absent && absence === "not_permitted" ? icon("lock", "icon tiny") : nothing}${SEARCHED_FIELDS.includes(name) && !absent ? highlight(value, this.around.searched) : value}</dd>
    </div>`;
  }

  /** Where else the number is listed: asked once a number, painted when it is known. A line of its own: how many
   *  campaigns there are is not known when the core places the fields. */
  #otherCampaigns(scene: Scene, root: SceneNode | undefined): TemplateResult | typeof nothing {
    const { journey, texts } = this.around;
    const phone = scene.withRole("field").find((node) => node.text("name")?.startsWith("phone") === true && !isAbsent(node));
    if (phone === undefined) return nothing;
    const number = valueText(phone, this.around);
    const known = this.#campaigns.get(number);
    if (known === undefined) {
      this.#campaigns.set(number, []);
      void journey.campaignsOf(number).then((campaigns) => {
        this.#campaigns.set(number, campaigns);
        this.around.repaint();
      });
    }
    const others = (known ?? []).filter((campaign) => campaign !== root?.text("campaign"));
    if (others.length === 0) return nothing;
    return html`<p class="details-campaigns">${texts.say("details.campaigns", { campaigns: texts.list(others) })}</p>`;
  }

  /** The documented names speak of calls; other interactions have a beginning and an end as well. */
  #fieldName(name: string): string {
    const isCall = this.scene?.withRole("details")[0]?.text("channel") === "voice";
    const general: Readonly<Record<string, string>> = { start_time: "local_ms", end_time: "local_end_ms" };
    return this.around.texts.name("field", (isCall ? undefined : general[name]) ?? name);
  }

  #event(node: SceneNode): TemplateResult {
    const { dates, texts } = this.around;
    const local = node.number("local_ms") ?? 0;
    const actor = node.text("actor") || (node.text("actor_kind") ? texts.name("actor_kind", node.text("actor_kind") ?? "") : undefined);
    const text = node.has("deleted") ? texts.say("deleted.message") : node.text("text") || node.text("gist") || node.text("title") || "";
    const delivery = node.text("delivery");
    return html`<li class="event ${node.has("failed") ? "failed" : ""} ${node.has("internal") ? "internal" : ""}" ${place(node.rect)}>
      <div class="event-head">
        <time title=${dates.exact(local)}>${dates.time(local)}</time>
        <span class="event-kind">${kindName(node, this.around)}</span>
        ${actor ? html`<span class="quiet clip" dir="auto">${actor}</span>` : nothing}
        ${node.has("automated") ? html`<span class="badge">${texts.say("state.automated")}</span>` : nothing}
        ${delivery ? html`<span class="quiet">${texts.name("delivery", delivery)}</span>` : nothing}
      </div>
      <div class="event-text clip" dir="auto" title=${text}>${highlight(text, this.around.searched)}</div>
    </li>`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.around.select(undefined);
  };

  readonly #copy = async (): Promise<void> => {
    const { texts } = this.around;
    await navigator.clipboard.writeText(this.#asText());
    this.#copied = true;
    this.around.announce(texts.say("details.copied"));
    this.around.repaint();
    setTimeout(() => {
      this.#copied = false;
      this.around.repaint();
    }, 1500);
  };

  #asText(): string {
    const { dates } = this.around;
    const fields = this.scene?.withRole("field").map((node) => `${this.#fieldName(node.text("name") ?? "")}: ${valueText(node, this.around)}`) ?? [];
    const events = this.scene?.withRole("event").map((node) =>
      [dates.exact(node.number("local_ms") ?? 0), kindName(node, this.around), node.text("actor"), node.text("text")].filter(Boolean).join(" · ")) ?? [];
    return [...fields, "", ...events].join("\n");
  }
}
