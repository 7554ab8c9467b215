// The two modules that the build makes from data (declared in src/modules.d.ts) and the style sheets.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { transform } from "esbuild";

const require = createRequire(import.meta.url);
const root = new URL("../../", import.meta.url);

export const tokens = () => JSON.parse(readFileSync(new URL("core/data/tokens.json", root), "utf8"));

// -- icons ------------------------------------------------------------------------------------------

const number = (value) => Number(value ?? 0);

/** Every Lucide shape as path data, so that the widget draws with one kind of element. */
function pathOf([shape, a]) {
  switch (shape) {
    case "path":
      return a.d;
    case "line":
      return `M${a.x1} ${a.y1}L${a.x2} ${a.y2}`;
    case "polyline":
      return `M${a.points}`;
    case "polygon":
      return `M${a.points}Z`;
    case "circle":
    case "ellipse": {
      const [cx, cy, rx, ry] = [number(a.cx), number(a.cy), number(a.r ?? a.rx), number(a.r ?? a.ry)];
      return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0`;
    }
    case "rect": {
      const [x, y, w, h, r] = [number(a.x), number(a.y), number(a.width), number(a.height), number(a.rx ?? a.ry)];
      if (r === 0) return `M${x} ${y}h${w}v${h}h${-w}z`;
      const corner = (dx, dy) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
      return `M${x + r} ${y}h${w - 2 * r}${corner(r, r)}v${h - 2 * r}${corner(-r, r)}h${2 * r - w}${corner(-r, -r)}v${2 * r - h}${corner(r, -r)}z`;
    }
    default:
      throw new Error(`Lucide uses a shape that the build does not know: ${shape}`);
  }
}

/** The widget's own list, and the icons that the lists in core/data name. */
function wantedIcons() {
  const own = readFileSync(new URL("web/src/ui/icon-names.ts", root), "utf8");
  const lists = ["kinds.def", "channels.def"].map((file) => readFileSync(new URL(`core/data/${file}`, root), "utf8")).join("\n");
  const names = [...own.matchAll(/"([a-z0-9-]+)"/g), ...lists.matchAll(/^(?:KIND|CHANNEL)\(\w+, "[^"]*", "([^"]+)"/gm)];
  return [...new Set(names.map((match) => match[1]))].sort();
}

/** The shapes of an icon's file: [element, attributes] each. */
function shapesOf(name) {
  const text = readFileSync(require.resolve(`lucide-static/icons/${name}.svg`), "utf8");
  const body = text.slice(text.indexOf(">", text.indexOf("<svg")) + 1);
  return [...body.matchAll(/<(\w+)\s([^>]*?)\/>/g)].map(([, shape, attributes]) => [
    shape, Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])),
  ]);
}

function iconModule() {
  const icons = Object.fromEntries(wantedIcons().map((name) => [name, shapesOf(name).map(pathOf)]));
  return `export const ICONS = ${JSON.stringify(icons)};`;
}

// -- tokens -----------------------------------------------------------------------------------------

const dashed = (name) => name.replaceAll("_", "-");

export function oklch([lightness, chroma, hue, alpha]) {
  const of = (value) => String(value / 1000).replace(/^0\./, ".");
  return `oklch(${of(lightness)} ${of(chroma)} ${hue}${alpha === undefined ? "" : `/${of(alpha)}`})`;
}

/** One declaration a colour: light-dark() follows color-scheme, so a theme is only a colour scheme. */
function colours(light, dark) {
  return Object.keys(light).map((name) => `--tl-${dashed(name)}:light-dark(${oklch(light[name])},${oklch(dark[name] ?? light[name])})`);
}

function tokenStyles({ color, hue, text, radius, icon, motion, font, geometry }) {
  const hues = Object.keys(hue.light).map((name) => `--tl-hue-${name}:light-dark(${oklch(hue.light[name])},${oklch(hue.dark[name])})`);
  const texts = Object.entries(text).flatMap(([name, { size, line, weight }]) => [`--tl-text-${name}:${weight} ${size}px/${line}px var(--tl-font-ui)`]);
  const sizes = [
    ...Object.entries(radius).map(([name, value]) => `--tl-radius-${name}:${value}px`),
    ...["small", "large", "arrow", "dot"].map((name) => `--tl-icon-${name}:${icon[name]}px`), `--tl-stroke:${icon.stroke}`,
    `--tl-duration:${motion.duration_ms}ms`, `--tl-easing:${motion.easing}`, `--tl-font-ui:${font.ui}`, `--tl-mark:${geometry.strip.mark}px`,
    `--tl-card-height:${geometry.cards.card_h}px`, `--tl-card-gap:${geometry.cards.gap}px`, `--tl-card-pad:${geometry.cards.pad}px`,
    `--tl-card-first:${geometry.cards.first_column_w}px`, `--tl-cell-pad:${geometry.grid.cell_pad}px`, `--tl-grid-header:${geometry.grid.header_h}px`,
    `--tl-details-pad:${geometry.details.pad}px`, `--tl-details-label:${geometry.details.label_w}px`, `--tl-details-label-gap:${geometry.details.label_gap}px`,
    `--tl-mark-tint:${hue.mark_tint}%`,
  ];
  const contrast = colours(color.contrast_light, { ...color.contrast_light, ...color.contrast_dark }).join(";");
  return [
    `:host{${[...colours(color.light, color.dark), ...hues, ...texts, ...sizes].join(";")}}`,
    `:host([theme=contrast]){${contrast}}`,
    `@media (prefers-contrast:more){:host{${contrast}}}`,
    "@media (prefers-reduced-motion:reduce){:host{--tl-duration:0ms}}",
    Object.keys(hue.light).map((name) => `.hue-${name}{--hue:var(--tl-hue-${name})}`).join(""),
  ].join("\n");
}

function tokenModule() {
  const all = tokens();
  const pick = (object, ...names) => Object.fromEntries(names.map((name) => [name, object[name]]));
  const { strip, grid, details, tracker } = all.geometry;
  const geometry = {
    strip: pick(strip, "narrow_below", "lane_header_w", "lane_header_narrow_w", "end_pad", "day_ends_w", "day_count_w", "day_letter_w", "overview_h", "overview_gap"),
    grid: { ...pick(grid, "header_h", "row_h"), columns: grid.columns.map((column) => pick(column, "name", "align", "sort")) },
    details: pick(details, "stacked_below", "pad", "field_gap", "section_gap", "section_h"),
    tracker: pick(tracker, "heading_pad", "title_h"),
  };
  return `export const TOKEN_STYLES = ${JSON.stringify(tokenStyles(all))};
export const CHANNEL_HUES = ${JSON.stringify(all.hue.channel)};
export const MODE_HUES = ${JSON.stringify(all.hue.mode)};
export const MODE_ICONS = ${JSON.stringify(all.icon.mode)};
export const GEOMETRY = ${JSON.stringify(geometry)};`;
}

// -- texts ------------------------------------------------------------------------------------------

/** What only parts say that are fetched later; all else is said at first. */
const LATER = ["keys.", "messages.", "jump.", "journey_state.", "tracker.", "editor.", "map.", "patterns.", "privacy.", "split.", "dialog.", "details.", "absence.", "op.", "field.", "grid.", "offline.", "report.", "zone.suspected", "zone.mend", "actor_kind.", "delivery."];

function englishModule(later) {
  const all = JSON.parse(readFileSync(new URL("core/data/texts/en.json", root), "utf8"));
  const wanted = Object.entries(all).filter(([key]) => LATER.some((prefix) => key.startsWith(prefix)) === later);
  return `export const ENGLISH = ${JSON.stringify(Object.fromEntries(wanted))};`;
}

const MODULES = {
  "throughline:icons": iconModule, "throughline:tokens": tokenModule,
  "throughline:english": () => englishModule(false), "throughline:english-later": () => englishModule(true),
};

// -- plugin -----------------------------------------------------------------------------------------

export function throughlinePlugin() {
  return {
    name: "throughline",
    setup(build) {
      build.onResolve({ filter: /^throughline:/ }, ({ path }) => ({ path, namespace: "throughline" }));
      build.onLoad({ filter: /.*/, namespace: "throughline" }, ({ path }) => ({
        contents: MODULES[path](), loader: "js",
      }));
      build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, sourcefile: path, target: "es2022" });
        return { contents: code, loader: "text" };
      });
      // Line breaks and indentation in templates are for people.
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({ contents: readFileSync(path, "utf8").replace(/\n[ \t]+/g, "\n"), loader: "ts" }));
    },
  };
}
