/** Lucide's shapes as path data, made by the build from the names that the lists and the widget use. */
declare module "throughline:icons" {
  export const ICONS: Readonly<Record<string, readonly string[]>>;
}

/** Custom properties made by the build from core/data/tokens.json, and its geometry. */
declare module "throughline:tokens" {
  export const TOKEN_STYLES: string;
  export const CHANNEL_HUES: Readonly<Record<string, string>>;
  export const MODE_HUES: Readonly<Record<string, string>>;
  export const MODE_ICONS: Readonly<Record<string, string>>;
  export const GEOMETRY: {
    readonly strip: Readonly<Record<"narrow_below" | "lane_header_w" | "lane_header_narrow_w" | "end_pad" | "day_ends_w" | "day_count_w" | "day_letter_w" | "overview_h" | "overview_gap", number>>;
    readonly details: Readonly<Record<"stacked_below" | "pad" | "field_gap" | "section_gap" | "section_h", number>>;
    readonly tracker: Readonly<Record<"heading_pad" | "title_h", number>>;
    readonly grid: {
      readonly header_h: number;
      readonly row_h: number;
      readonly columns: readonly { readonly name: string; readonly align: "start" | "end"; readonly sort: boolean }[];
    };
  };
}

/** The English catalogue in two parts: what is said at first, and what parts say that are fetched later. */
declare module "throughline:english" {
  export const ENGLISH: Readonly<Record<string, string>>;
}
declare module "throughline:english-later" {
  export const ENGLISH: Readonly<Record<string, string>>;
}

/** A style sheet's text, minified by the build. */
declare module "*.css" {
  const text: string;
  export default text;
}
