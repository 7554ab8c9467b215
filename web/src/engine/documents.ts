// The documents that the core answers with and those it is given, as far as the widget reads or writes them.
// Their members are defined by the command line's machine forms and by core/include/throughline/session.h.

/** One source as the host names it. Everything else about it stands in the configuration under its name. */
export interface SourceDescription {
  readonly name: string;
  readonly adapter?: string;
  readonly input?: "json" | "ndjson" | "csv" | "xes";
}

export interface SourceConfiguration {
  readonly priority?: number;
  readonly adapter?: string;
  readonly zone?: string;
  readonly zone_override?: string;
  readonly ids?: "own" | "global";
  readonly channels?: readonly string[];
  readonly connected_at?: Readonly<Record<string, string>>;
  readonly profile?: string | Readonly<Record<string, unknown>>;
  readonly modes?: boolean;
  readonly inbound?: boolean;
}

/** Ids that mean one, the first standing for the others; contacts that are to be separated. */
export interface Relations {
  readonly customers?: readonly (readonly string[])[];
  readonly conversations?: readonly (readonly string[])[];
  readonly splits?: readonly { readonly customer: string; readonly handles: readonly string[] }[];
}

export interface Configuration {
  readonly business_zone?: string;
  readonly display_zone?: string;
  /** ISO 3166 code of the country whose national phone numbers are meant, such as "BR". */
  readonly country?: string;
  readonly relations?: Relations;
  readonly sources?: Readonly<Record<string, SourceConfiguration>>;
  readonly [more: string]: unknown;
}

export interface Gate {
  readonly permissions?: Readonly<Record<string, boolean>>;
  readonly divisions?: readonly string[];
  readonly audience?: "agent" | "customer";
  readonly masks?: readonly ("phone" | "email" | "name")[];
  readonly masks_keep_metadata?: boolean;
  readonly retention?: "forever" | { readonly months: number } | { readonly days: number };
  readonly show_division_count?: boolean;
}

/** The value null stands for "has none". */
export type FilterValue = string | boolean | null;

export type Period = { readonly months: number } | { readonly from?: string; readonly to?: string };

/** Which events are shown: values of one field are OR, fields are AND. */
export interface Filter {
  readonly period?: Period;
  readonly text?: string;
  readonly [field: string]: readonly FilterValue[] | Period | string | undefined;
}

export interface Settings {
  readonly configuration?: Configuration;
  readonly gate?: Gate | null;
  readonly customer?: string | null;
  readonly filter?: Filter | null;
  readonly templates?: unknown;
  readonly adapters?: readonly unknown[];
  readonly as_of?: number | string | null;
  readonly display_zone?: string | null;
  /** True: work() reads what the lists of `facets` need; else the first question for one does so at once, or idle time. */
  readonly options?: boolean;
}

export interface Rejection {
  /** `part`: of a record of several events, from the second on. */
  readonly where: { readonly record: number | null; readonly part?: number; readonly byte: number | null; readonly line: number | null };
  readonly reason: string;
  readonly excerpt: string | null;
}

/** What could not be used as events say it, though they stand in the order: how often, and the first record of it. */
export interface Doubt {
  readonly reason: string;
  readonly count: number;
  readonly where: Rejection["where"];
}

export interface SourceReport {
  readonly name: string;
  readonly adapter: string | null;
  readonly read: number;
  readonly kept: number;
  readonly duplicate: number;
  readonly undated: number;
  readonly rejected: number;
  readonly rejections: readonly Rejection[];
  readonly doubts: readonly Doubt[];
}

/** A source whose clock seems to run in another zone than its times say. */
export interface SuspectedZone {
  readonly source: string;
  readonly against: string;
  readonly offset: string | null;
  readonly shift_ms: number;
  /** The zone that puts it right, where one is known. */
  readonly zone_override: string | null;
}

/** In which campaigns a phone number is listed. */
export interface NumberCampaigns {
  readonly number: string | null;
  readonly absence: string | null;
  readonly campaigns: readonly { readonly campaign: string; readonly events: number; readonly last_ms: number; readonly last_event: string }[];
}

export interface LoadReport {
  readonly sources: readonly SourceReport[];
  readonly events: number;
  readonly customers: number;
  readonly conversations: number;
  readonly first_ms: number | null;
  readonly last_ms: number | null;
  readonly suspected_merges: readonly unknown[];
  readonly suspected_zones: readonly SuspectedZone[];
}

export interface FacetOption {
  readonly value: FilterValue;
  readonly count: number;
  readonly selected: boolean;
}

export interface Facets {
  readonly shown: number;
  readonly hidden: number;
  readonly hidden_by: Readonly<Record<string, number>>;
  readonly fields: Readonly<Record<string, readonly FacetOption[]>>;
}

export interface CustomerMetrics {
  readonly customer: string | null;
  readonly messages: number;
  readonly calls: number;
  readonly response_time_ms: { readonly all: number | null; readonly human: number | null; readonly unanswered: number };
  readonly last_contact_ms: number | null;
  readonly preferred_channel: string | null;
  readonly engagement: {
    readonly score: number;
    readonly recency: number;
    readonly frequency: number;
    readonly responsiveness: number;
  };
}

/** Durations in whole milliseconds; null where nothing was counted. */
export interface DurationStatistics {
  readonly n: number;
  readonly median: number | null;
  readonly p90: number | null;
  readonly mean: number | null;
}

export type JourneyState = "open" | "completed" | "timed_out" | "excluded";
export type StateCounts = Readonly<Record<JourneyState, number>>;

/** One condition, trigger or template as core/data/schema/template.schema.json has them. */
export interface TemplateCondition {
  readonly field: string;
  readonly op: string;
  readonly value?: unknown;
  readonly case_sensitive?: boolean;
}
export interface TemplateTrigger {
  readonly id?: string;
  readonly name?: string;
  readonly type?: string | readonly string[];
  readonly group?: string | readonly string[];
  readonly conditions?: readonly TemplateCondition[];
}
export interface TemplateMilestone extends TemplateTrigger {
  readonly within_hours?: number;
}
export interface JourneyTemplate {
  readonly id: string;
  readonly name?: string;
  readonly enabled?: boolean;
  readonly subject?: "conversation" | "customer";
  readonly start: TemplateTrigger;
  readonly milestones?: readonly TemplateMilestone[];
  readonly ends?: readonly TemplateTrigger[];
  readonly exclude?: TemplateTrigger | readonly TemplateTrigger[];
  readonly timeout_hours?: number;
  readonly reentry?: "after_close" | "never";
  readonly count_start_event?: boolean;
  readonly order?: "any" | "ordered" | "strict";
  readonly [more: string]: unknown;
}

export interface FunnelMilestone {
  readonly id: string;
  readonly reached: number;
  readonly skipped: number;
  readonly out_of_order: number;
  readonly from_start_ms: DurationStatistics;
  readonly from_previous_ms: DurationStatistics;
  readonly stopped_here: StateCounts;
}
/** The numbers over a set of one template's journeys. */
export interface Funnel extends StateCounts {
  readonly started: number;
  readonly ends: Readonly<Record<string, number>>;
  readonly duration_ms: DurationStatistics;
  readonly milestones: readonly FunnelMilestone[];
  readonly stopped_at_start: StateCounts;
  readonly slowest: string | null;
  readonly biggest_drop: string | null;
}

export interface TrackedMilestone {
  readonly id: string;
  readonly reached_ms: number | null;
  readonly event: string | null;
  readonly hits: number;
  readonly skipped: boolean;
  readonly out_of_order: boolean;
}
export interface TrackedJourney {
  readonly template: string;
  readonly subject: string;
  readonly state: JourneyState;
  readonly started_ms: number;
  readonly deadline_ms: number | null;
  readonly ended_ms: number | null;
  readonly end: string | null;
  readonly start_event: string;
  readonly stalled: boolean;
  readonly milestones: readonly TrackedMilestone[];
}

/** The answer of `journeys`. */
export interface Journeys {
  readonly as_of_ms: number;
  readonly templates: readonly (Funnel & { readonly id: string; readonly without_subject: number })[];
  readonly journeys: readonly TrackedJourney[];
}

export type JourneyField = "channel" | "team" | "tag" | "agent" | "campaign" | "lead_source";

/** The answer of `journeys` with `by`: every journey is in exactly one group of its template. */
export interface JourneyBreakdown {
  readonly as_of_ms: number;
  readonly field: JourneyField;
  readonly templates: readonly {
    readonly id: string;
    readonly groups: readonly (Funnel & { readonly value: string | readonly string[] | null })[];
  }[];
}

/** Which milestone sequences occur. */
export interface JourneyVariants {
  readonly as_of_ms: number;
  readonly templates: readonly {
    readonly id: string;
    readonly variants: readonly (StateCounts & {
      readonly milestones: readonly string[];
      readonly started: number;
      readonly duration_ms: DurationStatistics;
    })[];
  }[];
}

/** Events that all but one condition of a trigger let through. */
export interface NearMisses {
  readonly as_of_ms: number;
  readonly templates: readonly {
    readonly id: string;
    readonly near_misses: readonly {
      readonly trigger: string;
      readonly condition: string;
      readonly field: string;
      readonly op: string;
      readonly asked: readonly string[];
      readonly found: string | null;
      readonly similar: boolean;
      readonly events: number;
      readonly subjects: number;
      readonly examples: readonly string[];
    }[];
  }[];
}

/** Which number: its path in the template's summary, within a group of a breakdown or a variant where named. */
export interface NumberQuery {
  readonly template: string;
  readonly number: readonly string[];
  readonly field?: JourneyField;
  readonly value?: string | readonly string[] | null;
  readonly variant?: readonly string[];
}
/** The journeys and events behind a number. */
export interface BehindNumber {
  readonly template: string;
  readonly number: readonly string[];
  readonly journeys: readonly (TrackedJourney & { readonly value_ms: number | null; readonly events: readonly string[] })[];
  readonly events: readonly string[];
}

interface JourneyOutcome {
  readonly state: JourneyState;
  readonly end: string | null;
  readonly ended_ms: number | null;
}
/** Edited templates beside the stored ones of the same id. */
export interface Backtest {
  readonly as_of_ms: number;
  readonly templates: readonly {
    readonly id: string;
    readonly stored: Funnel | null;
    readonly edited: Funnel;
    readonly changed: readonly {
      readonly subject: string;
      readonly started_ms: number;
      readonly start_event: string;
      readonly stored: JourneyOutcome | null;
      readonly edited: JourneyOutcome | null;
    }[];
  }[];
}

export interface LintReport {
  readonly findings: readonly {
    readonly code: string;
    readonly severity: "error" | "warning";
    /** A JSON pointer into the templates. */
    readonly at: string;
    readonly message: string;
  }[];
}

export interface MapStage {
  readonly stage: "awareness" | "consideration" | "decision" | "experience" | "loyalty";
  readonly first_ms: number | null;
  readonly last_ms: number | null;
  readonly touchpoints: number;
  readonly events: readonly string[];
  readonly channels: readonly { readonly channel: string; readonly count: number }[];
  readonly time_spent_ms: number;
  readonly waiting: { readonly total_ms: number; readonly turns: number; readonly unanswered: number };
  readonly sentiment: {
    readonly n: number;
    readonly mean_thousandths: number | null;
    readonly values: readonly { readonly event: string; readonly thousandths: number }[];
  };
  readonly questions: readonly { readonly text: string; readonly event: string }[];
}
/** One customer's way through the stages. */
export interface JourneyMap {
  readonly as_of_ms: number;
  readonly customer: string | null;
  readonly converted_ms: number | null;
  readonly conversion: string | null;
  readonly lead_source: string | null;
  readonly campaign: string | null;
  readonly first_channel: string | null;
  readonly stages: readonly MapStage[];
}

export interface PatternRow {
  readonly value: string | null;
  readonly customers: number;
  readonly converted?: number;
  readonly repeated?: number;
  readonly convert_ms?: DurationStatistics;
  readonly asked?: number;
  readonly events?: readonly string[];
  /** The customers that the row opens. */
  readonly opens: readonly string[];
}
/** What many customers have in common. */
export interface Patterns {
  readonly as_of_ms: number;
  readonly customers: number;
  readonly converted: number;
  readonly repeated: number;
  readonly tables: readonly {
    readonly table:
      | "conversion_by_lead_source"
      | "conversion_by_first_channel"
      | "touchpoints_before"
      | "questions_before"
      | "repeat_by_service"
      | "repeat_by_tag";
    readonly touchpoints?: DurationStatistics;
    readonly rows: readonly PatternRow[];
  }[];
}

export interface LiveInteraction {
  readonly interaction: string;
  readonly conversation: string | null;
  readonly customer: string | null;
  readonly channel: string | null;
  readonly state: "live" | "idle" | "inactive";
  readonly since_ms: number | null;
  readonly next_change_ms: number | null;
  readonly agent: string | null;
  readonly queue: string | null;
  readonly last_event_ms: number | null;
}

export interface LiveStates {
  readonly as_of_ms: number;
  /** When a state changes without a new event. */
  readonly next_change_ms: number | null;
  /** When the first event after as-of comes into view. */
  readonly next_event_ms: number | null;
  readonly interactions: readonly LiveInteraction[];
}

/** Who they are, through the gate and its masks. */
export interface CustomerIdentity {
  readonly customer: string;
  readonly name: string | null;
  readonly handles: readonly { readonly kind: string; readonly value: string }[];
}

export interface Statistics {
  readonly bytes_read: number;
  readonly records_read: number;
  readonly steps: number;
  readonly units: number;
  readonly rows_placed: number;
  readonly rows_sorted: number;
  readonly subjects_evaluated: number;
  readonly stages: Readonly<Record<string, number>>;
}

export interface SceneRequest {
  readonly view: string;
  readonly width: number;
  readonly height: number;
  readonly dir?: "ltr" | "rtl";
  readonly from?: number;
  readonly to?: number;
  readonly lanes?: "channel" | "one";
  readonly scroll?: number;
  readonly sort?: string;
  readonly descending?: boolean;
  readonly selected?: string;
  readonly reveal?: string;
  readonly order?: "newest" | "oldest";
  readonly fresh_since?: number;
  readonly pinned?: readonly string[];
  readonly unfolded?: readonly string[];
  readonly compress_gaps?: boolean;
  /** The stretch that a strip lays out where it is more than the window, and the instant at which x begins, in ms:
   *  scenes of one width, span and origin place an instant at the same x. */
  readonly drawn_from?: number;
  readonly drawn_to?: number;
  readonly origin?: number;
}

export type ExportFormat = "csv" | "txt" | "json" | "xes" | "timeline" | "print";
