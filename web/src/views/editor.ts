// A template in the making: its triggers and conditions on the left, on the right what it would change, asked of the
// core with every keystroke.

import { html, nothing, type TemplateResult } from "lit";
import type { Backtest, JourneyTemplate, LintReport, TemplateCondition, TemplateMilestone, TemplateTrigger } from "../engine/documents.js";
import dialogStyles from "../styles/dialogs.css";
import { adopt } from "../ui/adopt.js";
import { download } from "../ui/download.js";
import { icon } from "../ui/icon.js";
import type { TextKey } from "../ui/texts.js";
import type { Surroundings } from "../element/surroundings.js";
import { Confirm } from "./confirm.js";
import { TriggerPicker } from "./trigger-picker.js";

const OPERATORS = ["equals", "not_equals", "contains", "starts_with", "ends_with", "in", "not_in", "greater_than", "less_than", "exists"];
const FIELDS = ["channel", "status", "tags", "agent", "team", "event.text", "event.queue", "event.outcome", "event.rating.positive", "event.campaign", "metadata."];
const STATES = ["open", "completed", "timed_out", "excluded"] as const;
/** After the last keystroke the core is asked at once; a burst is asked about once. */
const REST_MS = 60;
const CHANGES_SHOWN = 12;

type ListName = "milestones" | "ends";

export class Editor {
  readonly #around: Surroundings;
  readonly #close: () => void;
  readonly #pickers = new Map<string, TriggerPicker>();
  readonly #confirm: Confirm;
  readonly #stored: JourneyTemplate;
  #template: JourneyTemplate;
  #backtest: Backtest["templates"][number] | undefined;
  #findings: LintReport["findings"] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(around: Surroundings, template: JourneyTemplate, close: () => void) {
    this.#around = around;
    this.#stored = this.#template = template;
    this.#close = close;
    this.#confirm = new Confirm(around);
    adopt(around.shadow, dialogStyles);
    this.#ask();
  }

  render(): TemplateResult {
    const { texts } = this.#around;
    const template = this.#template;
    return html`<div class="editor" part="editor" @keydown=${this.#key}>
      <header class="editor-head">
        <button type="button" class="tool" aria-label=${texts.say("editor.back")} title=${texts.say("editor.back")} @click=${this.#leave}>${icon("arrow-left", "icon mirrored")}</button>
        <h3 class="clip" dir="auto">${texts.say("editor.title", { name: template.name || template.id })}</h3>
        <button type="button" class="link" @click=${this.#export}>${texts.say("editor.export")}</button>
        <label class="link import">${texts.say("editor.import")}<input type="file" class="sr-only" accept=".json,application/json" @change=${this.#import} /></label>
        <button type="button" class="primary" ?disabled=${this.#findings.some((one) => one.severity === "error")} @click=${this.#apply}>${texts.say("editor.apply")}</button>
      </header>
      <div class="editor-body"><form class="editor-form" @submit=${(event: Event) => event.preventDefault()}>
        ${this.#text("editor.name", template.name ?? "", (name) => this.#set({ name }))}
        ${this.#number("editor.timeout", template.timeout_hours, (hours) => this.#set({ timeout_hours: hours }))}
        <label class="check"><input type="checkbox" .checked=${template.enabled !== false} @change=${(event: Event) => this.#set({ enabled: (event.currentTarget as HTMLInputElement).checked })} />${texts.say("editor.enabled")}</label>
        <fieldset><legend>${texts.say("editor.start")}</legend>${this.#trigger("start", template.start, (start) => this.#set({ start }))}</fieldset>
        ${this.#list("milestones", "editor.milestones", "editor.add_milestone")}
        ${this.#list("ends", "editor.ends", "editor.add_end")}
      </form>${this.#outlook()}</div>${this.#confirm.render()}</div>`;
  }

  // -- the form -------------------------------------------------------------------------------------

  #text(label: TextKey, value: string, set: (value: string) => void): TemplateResult {
    return html`<label class="line"><span>${this.#around.texts.say(label)}</span><input type="text" dir="auto" .value=${value} @input=${(event: Event) => set((event.currentTarget as HTMLInputElement).value)} /></label>`;
  }

  #number(label: TextKey, value: number | undefined, set: (value: number | undefined) => void): TemplateResult {
    return html`<label class="line"><span>${this.#around.texts.say(label)}</span><input type="number" min="0" step="any" .value=${value === undefined ? "" : String(value)}
      @input=${(event: Event) => set(numberOf((event.currentTarget as HTMLInputElement).value))} /></label>`;
  }

  #list(name: ListName, legend: TextKey, add: TextKey): TemplateResult {
    const { texts } = this.#around;
    const items = this.#template[name] ?? [];
    const put = (index: number, item: TemplateMilestone): void => this.#set({ [name]: items.map((one, at) => (at === index ? item : one)) });
    return html`<fieldset><legend>${texts.say(legend)}</legend>
      ${items.map((item, index) => html`<div class="editor-item">
        <div class="line"><input type="text" dir="auto" aria-label=${`${texts.say("editor.name")} ${index + 1}`} .value=${item.name ?? item.id ?? ""} @input=${(event: Event) => put(index, { ...item, name: (event.currentTarget as HTMLInputElement).value })} />
          ${this.#remove(() => this.#set({ [name]: items.filter((_, at) => at !== index) }))}</div>
        ${this.#trigger(`${name}-${index}`, item, (changed) => put(index, { ...item, ...changed }))}</div>`)}
      <button type="button" class="link add" @click=${() => this.#set({ [name]: [...items, { id: freeId(name, items), name: "", type: name === "ends" ? "conversation.done" : "message.sent" }] })}>${icon("plus", "icon tiny")}${texts.say(add)}</button>
    </fieldset>`;
  }

  #remove(act: () => void): TemplateResult {
    const label = this.#around.texts.say("editor.remove");
    return html`<button type="button" class="tool" aria-label=${label} title=${label} @click=${act}>${icon("trash-2")}</button>`;
  }

  #trigger(key: string, trigger: TemplateTrigger, set: (trigger: TemplateTrigger) => void): TemplateResult {
    const { texts } = this.#around;
    let picker = this.#pickers.get(key);
    if (picker === undefined) this.#pickers.set(key, (picker = new TriggerPicker(this.#around, key)));
    const conditions = trigger.conditions ?? [];
    const put = (next: readonly TemplateCondition[]): void => set({ ...trigger, conditions: next });
    return html`<div class="trigger">${picker.render(trigger, set)}
      ${conditions.map((condition, index) => this.#condition(condition, index, (changed) => put(conditions.map((one, at) => (at === index ? changed : one))), () => put(conditions.filter((_, at) => at !== index))))}
      <button type="button" class="link add" @click=${() => put([...conditions, { field: "channel", op: "equals", value: "" }])}>${icon("plus", "icon tiny")}${texts.say("editor.add_condition")}</button></div>`;
  }

  #condition(condition: TemplateCondition, index: number, set: (condition: TemplateCondition) => void, remove: () => void): TemplateResult {
    const { texts, elementId } = this.#around;
    const list = elementId("fields");
    const valueOf = (event: Event): string => (event.currentTarget as HTMLInputElement).value;
    return html`<div class="condition" role="group" aria-label=${`${texts.say("editor.add_condition")} ${index + 1}`}>
      <input type="text" list=${list} dir="ltr" spellcheck="false" aria-label=${texts.say("editor.field")} .value=${condition.field} @input=${(event: Event) => set({ ...condition, field: valueOf(event) })} />
      <datalist id=${list}>${FIELDS.map((field) => html`<option value=${field}></option>`)}</datalist>
      <select aria-label=${texts.say("editor.op")} .value=${condition.op} @change=${(event: Event) => set({ ...condition, op: valueOf(event) })}>${OPERATORS.map((op) => html`<option value=${op} ?selected=${op === condition.op}>${texts.name("op", op)}</option>`)}</select>
      ${condition.op === "exists" ? nothing : html`<input type="text" dir="auto" aria-label=${texts.say("editor.value")} .value=${written(condition.value)} @input=${(event: Event) => set({ ...condition, value: valueOf(event) })} />`}
      ${this.#remove(remove)}</div>`;
  }

  // -- what would change ------------------------------------------------------------------------------

  #outlook(): TemplateResult {
    const { texts, dates, nowLocalMs, journey } = this.#around;
    const test = this.#backtest;
    const shift = nowLocalMs - journey.asOfMs;
    return html`<section class="outlook" aria-label=${texts.say("editor.backtest")} aria-live="polite">
      <h4>${texts.say("editor.backtest")}</h4>
      ${this.#findings.map((one) => html`<p class="finding ${one.severity}">${icon("triangle-alert", "icon tiny")}<span>${one.message}</span></p>`)}
      ${test === undefined ? nothing : html`
        <table><thead><tr><td></td><th scope="col">${texts.say("editor.stored")}</th><th scope="col">${texts.say("editor.edited")}</th></tr></thead>
          <tbody>${STATES.map((state) => {
            const [before, then] = [test.stored?.[state], test.edited[state]];
            return html`<tr class=${before !== undefined && before !== then ? "changed" : ""}><th scope="row">${texts.name("journey_state", state)}</th><td>${before === undefined ? "–" : texts.number(before)}</td><td>${texts.number(then)}</td></tr>`;
          })}</tbody></table>
        <p class="changed-count">${texts.say("editor.changed", { count: test.changed.length })}</p>
        <ul>${test.changed.slice(0, CHANGES_SHOWN).map((one) => html`<li><button type="button" class="link" dir="auto" @click=${() => this.#around.select(one.start_event)}>${one.subject}</button>
          <span class="quiet">${dates.brief(one.started_ms + shift, nowLocalMs)} · ${this.#stateName(one.stored?.state)} → ${this.#stateName(one.edited?.state)}</span></li>`)}
          ${test.changed.length > CHANGES_SHOWN ? html`<li class="quiet">${texts.say("map.more", { count: test.changed.length - CHANGES_SHOWN })}</li>` : nothing}</ul>`}
    </section>`;
  }

  #stateName(state: string | undefined): string {
    return state === undefined ? "–" : this.#around.texts.name("journey_state", state);
  }

  #set(change: Readonly<Record<string, unknown>>): void {
    const next: Record<string, unknown> = { ...this.#template, ...change };
    for (const [name, value] of Object.entries(change)) if (value === undefined) delete next[name];
    this.#template = next as unknown as JourneyTemplate;
    this.#around.repaint();
    this.#ask();
  }

  #ask(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#askNow(), REST_MS);
  }

  async #askNow(): Promise<void> {
    const { engine } = this.#around.journey;
    const template = this.#template;
    if (engine === undefined) return;
    try {
      const { findings } = await engine.lint({ templates: [template] });
      const broken = findings.some((one) => one.severity === "error");
      const answer = broken ? undefined : (await engine.backtest({ templates: [template] })).templates[0];
      if (template !== this.#template) return;
      this.#findings = findings;
      this.#backtest = answer ?? this.#backtest;
      this.#around.repaint();
    } catch (thrown) {
      this.#around.journey.fail(thrown);
    }
  }

  // -- leave, apply, export, import ------------------------------------------------------------------------

  /** Nothing typed is lost without a question. */
  readonly #leave = (): void => {
    const { texts } = this.#around;
    if (JSON.stringify(this.#template) === JSON.stringify(this.#stored)) return this.#close();
    this.#confirm.ask({
      title: texts.say("editor.discard"), text: texts.say("editor.discard.text", { name: this.#template.name || this.#template.id }),
      confirm: texts.say("editor.discard.confirm"), danger: true, act: () => this.#close(),
    });
  };

  readonly #apply = (): void => {
    const { templates, texts } = this.#around;
    const known = templates.some((one) => one.id === this.#template.id);
    this.#around.applyTemplates(known ? templates.map((one) => (one.id === this.#template.id ? this.#template : one)) : [...templates, this.#template]);
    this.#around.announce(texts.say("editor.applied"));
    this.#close();
  };

  readonly #export = (): void => {
    const text = `${JSON.stringify({ templates: [this.#template] }, undefined, 2)}\n`;
    download(new Blob([text], { type: "application/json" }), `${this.#template.id}.json`);
  };

  readonly #import = async (event: Event): Promise<void> => {
    const file = (event.currentTarget as HTMLInputElement).files?.[0];
    if (file === undefined) return;
    try {
      const document = JSON.parse(await file.text()) as { readonly templates?: readonly JourneyTemplate[] } | readonly JourneyTemplate[];
      const [template] = Array.isArray(document) ? (document as readonly JourneyTemplate[]) : ((document as { templates?: readonly JourneyTemplate[] }).templates ?? []);
      if (template !== undefined) this.#set({ ...template });
    } catch (thrown) {
      this.#around.journey.fail(thrown);
    }
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    const within = (event.target as Element).closest("dialog, [popover]") !== null;
    if (!within) this.#leave();
  };
}

function numberOf(text: string): number | undefined {
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? undefined : value;
}

function written(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : value === undefined || value === null ? "" : String(value);
}

function freeId(name: ListName, items: readonly TemplateTrigger[]): string {
  for (let n = items.length + 1; ; n += 1) {
    const id = `${name === "ends" ? "end" : "milestone"}-${n}`;
    if (items.every((one) => one.id !== id)) return id;
  }
}
