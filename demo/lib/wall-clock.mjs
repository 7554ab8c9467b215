// What a zone's wall clock shows at an instant. Intl is asked once an hour of the story, not once an event: in the
// zones of the demo, clocks change on the hour.
const HOUR_MS = 3_600_000;

/** Epoch milliseconds → "2026-05-01T10:00:00". */
export function zonedClock(zone) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  const offsets = new Map();

  function offsetAt(ms) {
    const hour = Math.floor(ms / HOUR_MS);
    let offset = offsets.get(hour);
    if (offset === undefined) {
      const parts = Object.fromEntries(format.formatToParts(hour * HOUR_MS).map(({ type, value }) => [type, Number(value)]));
      offset = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) - hour * HOUR_MS;
      offsets.set(hour, offset);
    }
    return offset;
  }

  return (ms) => new Date(ms + offsetAt(ms)).toISOString().slice(0, 19);
}
