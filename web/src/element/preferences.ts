// How the viewer likes to read, whoever the customer is: kept by the browser for the page's origin.

export interface Preferences {
  readonly order: "newest" | "oldest";
  readonly times: "clock" | "ago";
}

const KEY = "throughline-preferences";
const CHOICES: { readonly [P in keyof Preferences]: readonly Preferences[P][] } = { order: ["newest", "oldest"], times: ["clock", "ago"] };

/** What was chosen before and is still a choice; nothing where the browser keeps nothing for this page. */
export function remembered(): Partial<Preferences> {
  const stored = read();
  const known = Object.entries(CHOICES).filter(([name, choices]) => (choices as readonly unknown[]).includes(stored[name]));
  return Object.fromEntries(known.map(([name]) => [name, stored[name]]));
}

export function remember(change: Partial<Preferences>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...remembered(), ...change }));
  } catch {
    // A page without storage (a sandboxed frame, a full disk): the choice holds until the page goes.
  }
}

function read(): Readonly<Record<string, unknown>> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof stored === "object" && stored !== null ? (stored as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
