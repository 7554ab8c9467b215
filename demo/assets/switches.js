// The switches every demo page has: theme, direction, language. They change the page; the widget follows it.

const SWITCHES = [
  { name: "theme", label: "Theme", values: { auto: "System", light: "Light", dark: "Dark", contrast: "Contrast" } },
  { name: "lang", label: "Language", values: { en: "English", es: "Español", pt: "Português", de: "Deutsch", hi: "हिन्दी", ar: "العربية", ja: "日本語" } },
  { name: "dir", label: "Direction", values: { auto: "By language", ltr: "Left to right", rtl: "Right to left" } },
  { name: "brand", label: "Brand", values: { plain: "Plain", aurora: "Aurora", forest: "Forest" } },
];

/** Fills the place with labelled drop-downs; each remembers itself in the address. */
export function addSwitches(place, journey) {
  const address = new URL(location.href);
  const chosen = Object.fromEntries(SWITCHES.map(({ name, values }) => [name, address.searchParams.get(name) ?? Object.keys(values)[0]]));
  const apply = () => {
    const root = document.documentElement;
    root.dataset.theme = chosen.theme;
    root.dataset.brand = chosen.brand;
    root.lang = chosen.lang;
    root.dir = chosen.dir === "auto" ? directionOf(chosen.lang) : chosen.dir;
    journey.theme = chosen.theme;
    journey.lang = chosen.lang;
  };
  for (const { name, label, values } of SWITCHES) {
    const select = document.createElement("select");
    select.setAttribute("aria-label", label);
    for (const [value, text] of Object.entries(values)) select.append(new Option(text, value, false, value === chosen[name]));
    select.addEventListener("change", () => {
      chosen[name] = select.value;
      address.searchParams.set(name, select.value);
      history.replaceState(null, "", address);
      apply();
    });
    place.append(select);
  }
  apply();
}

function directionOf(lang) {
  return lang === "ar" ? "rtl" : "ltr";
}

/** The demo's clock as the server has it: from then on it runs by itself. */
export async function storyClock() {
  const { now_ms } = await (await fetch("/clock")).json();
  const shift = now_ms - Date.now();
  return () => Date.now() + shift;
}
