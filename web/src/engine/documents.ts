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
}

export interface Rejection {
  readonly where: { readonly record: number | null; readonly byte: number | null; readonly line: number | null };
  readonly reason: string;
  readonly excerpt: string | null;
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
  readonly next_change_ms: number | null;
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
}

export type ExportFormat = "csv" | "txt" | "json" | "xes" | "timeline" | "print";
