// What the element paints in each phase: who it is, controls, the view with its details, notices.

import { html, nothing, type TemplateResult } from "lit";
import type { Gate } from "../engine/documents.js";
import type { FeedNoticesHost } from "../views/feed-notices.js";
import type { FilterBar } from "../views/filter-bar.js";
import { header, type ZoneShown } from "../views/header.js";
import type { Menu } from "../views/menu.js";
import { denied, empty, failed, incomplete, loading, missingPermission } from "../views/notices.js";
import type { Desk } from "./desk.js";
import type { DetailsPane } from "./details-pane.js";
import { monthsOf } from "./filter-model.js";
import type { Surroundings } from "./surroundings.js";
import type { ViewName, ViewSet } from "./view-set.js";

export interface FrameParts extends FeedNoticesHost {
  readonly around: Surroundings;
  readonly zone: ZoneShown | undefined;
  readonly views: ViewSet;
  /** The view that is shown. */
  readonly view: ViewName;
  readonly details: DetailsPane;
  readonly filterBar: FilterBar;
  readonly menu: Menu;
  readonly desk: Desk;
  readonly gate: Gate | null | undefined;
  /** The host has not said yet what to load. */
  readonly awaitsSources: boolean;
  /** Asks again for what is shown, with the events that are there. */
  refresh(): void;
}

export function frame(parts: FrameParts): TemplateResult {
  const { around } = parts;
  const locked = missingPermission(parts.gate);
  if (locked !== undefined) return denied(around, locked);
  const { phase } = around.journey;
  switch (phase) {
    case "empty":
      return parts.awaitsSources ? html`` : empty(around, undefined, () => undefined);
    case "loading":
      return loading(around, () => around.journey.cancel());
    case "failed":
      return failed(around, parts.reload);
    case "ready":
      return html`${header(around, parts.zone)} ${controls(parts)} ${body(parts)}
        ${incomplete(around, parts.refresh)}${parts.desk.feedNotices(parts)}`;
  }
}

function controls({ views, view, filterBar, menu, desk, gate }: FrameParts): TemplateResult {
  return html`<div class="controls">${views.tabs(view)} ${filterBar.render()}
      <div class="actions"><slot name="actions"></slot>${menu.render(gate?.permissions?.["export"] ?? false)}</div></div>
    ${filterBar.renderNotice(desk.tools())}`;
}

function body({ around, views, view, details, filterBar }: FrameParts): TemplateResult {
  const { journey, selected, texts } = around;
  return html`<div class="body ${selected === undefined ? "" : "with-details"}" data-view=${view}>
      <div class="view-box" id=${around.elementId("panel")} role="tabpanel" aria-label=${texts.say(`view.${view}`)}>
        ${journey.facets?.shown === 0
          ? html`${empty(around, monthsOf(around.filter), () => filterBar.clear())}<slot name="empty"></slot>`
          : views.render(view)}
      </div>
      ${selected === undefined ? nothing : details.render()}
    </div>`;
}
