import type { Filter, JourneyTemplate } from "../engine/documents.js";
import type { Scene } from "../engine/scene.js";
import type { Dates } from "../ui/dates.js";
import type { Texts } from "../ui/texts.js";
import type { Journey } from "./journey.js";
import type { Preferences } from "./preferences.js";

/** What a view may use of the element around it. */
export interface Surroundings {
  readonly journey: Journey;
  readonly texts: Texts;
  readonly dates: Dates;
  readonly rightToLeft: boolean;
  /** The reference of the selected interaction's first event. */
  readonly selected: string | undefined;
  readonly preferences: Preferences;
  /** The viewer would rather read it so, now and the next time. */
  prefer(change: Partial<Preferences>): void;
  readonly pins: readonly string[];
  /** When the viewer was here last: what is later is new to them. */
  readonly lastVisitMs: number | undefined;
  /** Since when nothing new reaches the page; undefined while it does. */
  readonly offlineSinceMs: number | undefined;
  readonly shadow: ShadowRoot;
  readonly filter: Filter;
  /** What is searched for, to be marked in what is shown. */
  readonly searched: string | undefined;
  /** Civil now in the display zone, for "today" and for leaving out this year. */
  readonly nowLocalMs: number;
  select(ref: string | undefined, name?: string): void;
  /** Pins the selected interaction, or takes its pin off. */
  togglePin(): void;
  /** The viewer filters from within a view. */
  applyFilter(filter: Filter): void;
  readonly templates: readonly JourneyTemplate[];
  /** The viewer edited the templates: the host is told, and keeps them. */
  applyTemplates(templates: readonly JourneyTemplate[]): void;
  /** The host is to open these customers; unless it does otherwise, the widget shows theirs alone. */
  openCustomers(customers: readonly string[], because: string): void;
  /** What is looked at changed beside filter, view and selection: the strip's window. */
  lookChanged(): void;
  /** Puts the focus into the details, where they are open. */
  enterDetails(): void;
  repaint(): void;
  /** Resolves when what repaint asked for stands in the page. */
  painted(): Promise<void>;
  /** Says it politely to a screen reader. */
  announce(text: string): void;
  /** A scene has come: what all views share of it (zone, now) is taken from there. */
  sceneCame(scene: Scene): void;
  readonly elementId: (suffix: string) => string;
}
