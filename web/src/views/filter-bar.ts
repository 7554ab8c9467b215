import { html, nothing, type TemplateResult } from "lit";
import type { Facets, Filter, FilterValue, Period } from "../engine/documents.js";
import { chips, hidesSystem, keyOf, monthsOf, PERIOD_MONTHS, same, toggled, valuesOf, withField, without, withSystem } from "../element/filter-model.js";
import type { Surroundings } from "../element/surroundings.js";
import { Combobox, type Choice } from "../ui/combobox.js";
import { icon } from "../ui/icon.js";

/** While someone types, the search waits this long for the next letter. */
const TYPING_MS = 180;

export interface FilterHost {
  /** What is applied. */
  readonly filter: Filter;
  readonly manual: boolean;
  apply(filter: Filter): void;
  /** "n of m" of a search, once one is on. */
  readonly position: { readonly index: number; readonly total: number } | undefined;
  step(by: 1 | -1): void;
}

/** Campaign → channel, period, event type and find; what is hidden and why, with the one click that shows it. */
export class FilterBar {
  readonly #around: Surroundings;
  readonly #host: FilterHost;
  readonly #boxes = new Map<string, Combobox>();
  #draft: Filter | undefined;
  #draftFacets: Facets | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #pendingText: string | undefined;

  constructor(around: Surroundings, host: FilterHost) {
    this.#around = around;
    this.#host = host;
  }

  /** The host applied a filter of its own: the draft is over. */
  reset(): void {
    this.#draft = undefined;
    this.#draftFacets = undefined;
  }

  get #filter(): Filter {
    return this.#draft ?? this.#host.filter;
  }

  get #facets(): Facets | undefined {
    return this.#draftFacets ?? this.#around.journey.facets;
  }

  render(): TemplateResult {
    const { texts } = this.#around;
    const pending = this.#draft !== undefined && !same(this.#draft, this.#host.filter);
    return html`<form class="filter-bar" part="filter-bar" role="search" aria-label=${texts.say("filter.label")} @submit=${this.#submit}>
      <div class="comboboxes">${this.#field("campaign")} ${this.#field("channel")} ${this.#period()} ${this.#field("group")}</div>
      <div class="find">
        ${icon("search", "icon tiny")}
        <input type="search" .value=${this.#pendingText ?? this.#filter.text ?? ""} placeholder=${texts.say("find.placeholder")} aria-label=${texts.say("find.label")}
          autocomplete="off" spellcheck="false" @input=${this.#typed} @keydown=${this.#findKey} />
        ${this.#hits()}
      </div>
      ${this.#host.manual ? html`<button type="submit" class="primary ${pending ? "pending" : ""}" title=${pending ? texts.say("search.pending") : nothing}>${texts.say("search")}</button>` : nothing}
    </form>`;
  }

  /** "3 of 12" and the way to the others. */
  #hits(): TemplateResult | typeof nothing {
    const { texts } = this.#around;
    const { position } = this.#host;
    if (position === undefined || this.#pendingText !== undefined) return nothing;
    const step = (by: 1 | -1, key: "find.previous" | "find.next", name: string): TemplateResult => html`<button type="button" class="tool small" aria-label=${texts.say(key)}
      title=${texts.say(key)} ?disabled=${position.total === 0} @click=${() => this.#host.step(by)}>${icon(name, "icon tiny")}</button>`;
    return html`<span class="hits">${texts.say("find.count", position)}</span>${step(-1, "find.previous", "arrow-up")}${step(1, "find.next", "arrow-down")}`;
  }

  readonly #findKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || this.#pendingText !== undefined || this.#draft !== undefined || this.#host.position === undefined) return;
    event.preventDefault();
    this.#host.step(event.shiftKey ? -1 : 1);
  };

  /** Puts the focus into the search, its text selected. */
  focusFind(): void {
    const input = this.#around.shadow.querySelector<HTMLInputElement>(".find input");
    input?.focus();
    input?.select();
  }

  get hidesSystem(): boolean {
    return hidesSystem(this.#host.filter);
  }

  readonly toggleSystem = (): void => this.#applyNow(withSystem(this.#host.filter, this.hidesSystem));

  /** "312 of 498 · 186 hidden by Period · Clear", and a chip for each value chosen. */
  renderNotice(tools: TemplateResult): TemplateResult {
    const { texts, journey } = this.#around;
    const facets = journey.facets;
    if (facets === undefined) return html``;
    const total = facets.shown + facets.hidden;
    const causes = Object.entries(facets.hidden_by).filter(([, count]) => count > 0);
    const chosen = chips(this.#host.filter);
    const more = causes.length + chosen.length > 1;
    return html`<div class="filter-notice" part="filter-notice">
      <span class="shown" aria-label=${texts.say("shown.label", { shown: facets.shown, total })}>${texts.say("shown", { shown: facets.shown, total })}</span>
      ${causes.map(([cause, count]) => {
        const name = cause === "several" ? texts.say("filter.several") : texts.name("filter", cause);
        return html`<span class="hidden-by"><span class="dot">·</span>${texts.say("hidden", { hidden: count, cause: name })}
          <button type="button" class="link" aria-label=${texts.say("hidden.clear.label", { cause: name })} @click=${() => this.#applyNow(without(this.#host.filter, cause))}>${texts.say("hidden.clear")}</button></span>`;
      })}
      ${chosen.map(({ field, value }) => {
        const fieldName = texts.name("filter", field);
        const valueName = this.#valueName(field, value);
        const count = facets.fields[field]?.find((option) => option.value === value)?.count ?? 0;
        return html`<span class="chip"><span class="clip" dir="auto">${valueName}</span><span class="chip-count">${texts.number(count)}</span>
          <button type="button" aria-label=${texts.say("filter.remove", { field: fieldName, value: valueName })} @click=${() => this.#applyNow(toggled(this.#host.filter, field, value))}>${icon("x", "icon tiny")}</button></span>`;
      })}
      ${more ? html`<button type="button" class="link" @click=${() => this.#applyNow({})}>${texts.say("clear.all")}</button>` : nothing}
      ${tools}
    </div>`;
  }

  /** Shows all: the one fix of the empty state. */
  clear(): void {
    this.#applyNow({});
  }

  #field(field: "campaign" | "channel" | "group"): TemplateResult {
    const { texts } = this.#around;
    const options = this.#facets?.fields[field] ?? [];
    const chosen = valuesOf(this.#filter, field);
    const known = options.map((option) => option.value);
    const lost = chosen.filter((value) => !known.includes(value)).map((value) => ({ value, count: 0, selected: true }));
    const choices = [...options, ...lost].map(({ value, count }): Choice => ({
      key: keyOf(value), label: this.#valueName(field, value), count, selected: chosen.includes(value),
    }));
    const label = texts.name("filter", field);
    const said = field === "group" && hidesSystem(this.#filter) ? texts.say("system.hidden") : chosen.length === 0
      ? texts.say(`filter.all.${field}`)
      : texts.say("filter.chosen", { count: chosen.length, first: this.#valueName(field, chosen[0] ?? null), more: chosen.length - 1 });
    return this.#box(field, (key) => {
      const value = [...known, ...lost.map((one) => one.value)].find((one) => keyOf(one) === key);
      if (value !== undefined) this.#change(toggled(this.#filter, field, value));
    }).render({
      id: this.#around.elementId(`filter-${field}`), label, chosen: said, shown: chosen.length === 0 ? label : said, active: chosen.length > 0, multiple: true, choices,
    }, texts);
  }

  #period(): TemplateResult {
    const { texts } = this.#around;
    const months = this.#filter.period === undefined ? 0 : monthsOf(this.#filter);
    const name = (n: number): string => (n === 0 ? texts.say("period.all") : texts.say("period.months", { months: n }));
    const { period } = this.#filter;
    const shown = months === undefined && period !== undefined && !("months" in period) ? `${this.#date(period.from)} – ${this.#date(period.to)}` : name(months ?? 0);
    return this.#box("period", (key) => this.#change(withField(this.#filter, "period", key === "0" ? undefined : { months: Number(key) }))).render({
      id: this.#around.elementId("filter-period"), label: texts.say("filter.period"), chosen: shown, shown, active: months === undefined, multiple: false,
      choices: PERIOD_MONTHS.map((n) => ({ key: String(n), label: name(n), selected: n === months })), footer: this.#dates(period),
    }, texts);
  }

  #date(date: string | undefined): string {
    return date === undefined ? "…" : this.#around.dates.day(Date.parse(date), this.#around.nowLocalMs);
  }

  /** From one date to another, both in. */
  #dates(period: Period | undefined): TemplateResult {
    const { texts } = this.#around;
    const dates = period !== undefined && !("months" in period) ? period : {};
    return html`<form class="dates" @submit=${this.#datesChosen}>
      <label><span>${texts.say("period.from")}</span><input type="date" name="from" .value=${dates.from ?? ""} /></label>
      <label><span>${texts.say("period.to")}</span><input type="date" name="to" .value=${dates.to ?? ""} /></label>
      <button type="submit" class="link">${texts.say("period.apply")}</button></form>`;
  }

  readonly #datesChosen = (event: SubmitEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const given = (name: string): string | undefined => (form.get(name) as string | null) || undefined;
    const [from, to] = [given("from"), given("to")];
    const backwards = from !== undefined && to !== undefined && to < from;
    if (from === undefined && to === undefined) return;
    this.#boxes.get("period")?.close();
    const [first, last] = backwards ? [to, from] : [from, to];
    this.#change(withField(this.#filter, "period", { ...(first !== undefined && { from: first }), ...(last !== undefined && { to: last }) }));
  };

  /** One drop-down a field, kept: it remembers what was typed and which option is active. */
  #box(field: string, choose: (key: string) => void): Combobox {
    let box = this.#boxes.get(field);
    if (box === undefined) {
      box = new Combobox(() => this.#around.repaint());
      this.#boxes.set(field, box);
    }
    box.onChoose = choose;
    return box;
  }

  #valueName(field: string, value: FilterValue): string {
    const { texts } = this.#around;
    if (value === null) return field === "channel" ? texts.say("channel.none") : texts.say("filter.none");
    return texts.name(field, String(value));
  }

  readonly #typed = (event: Event): void => {
    const text = (event.currentTarget as HTMLInputElement).value;
    this.#pendingText = text;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#commitText(), TYPING_MS);
  };

  #commitText(): void {
    clearTimeout(this.#typing);
    if (this.#pendingText === undefined) return;
    const text = this.#pendingText;
    this.#pendingText = undefined;
    const filter = withField(this.#filter, "text", text);
    // A search that was emptied (Escape does it) is over: its hits and its word go together.
    if (text === "" && this.#draft === undefined) this.#applyNow(filter);
    else this.#change(filter);
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.#commitText();
    if (this.#draft !== undefined) this.#applyNow(this.#draft);
  };

  #change(filter: Filter): void {
    if (!this.#host.manual) {
      this.#applyNow(filter);
      return;
    }
    this.#draft = filter;
    this.#around.repaint();
    void this.#around.journey.facetsFor(filter).then((facets) => {
      if (this.#draft !== filter) return;
      this.#draftFacets = facets;
      this.#around.repaint();
    });
  }

  #applyNow(filter: Filter): void {
    this.reset();
    this.#host.apply(filter);
  }
}
