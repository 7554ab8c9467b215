// The demo's own time. Its stories play on fixed days, so that a screenshot of today looks like one of next year:
// the clock starts at a fixed instant when the server starts and then runs as any clock does.

/** Sunday 22 November 2026, 14:05 in São Paulo: the afternoon on which somebody opens the contact page. */
export const STORY_STARTS_MS = Date.parse("2026-11-22T14:05:00-03:00");

const started = Date.now();

export function storyNow() {
  return STORY_STARTS_MS + (Date.now() - started);
}
