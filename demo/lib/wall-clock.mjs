// What a zone's wall clock shows at an instant.
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A function from epoch milliseconds to the zone's offset in milliseconds. Intl is slow: it is asked for the two ends of
 *  a day, and by the hour where they differ. In the zones told of here, clocks change on the hour. */
export function zoneOffset(zone) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  const known = new Map();

  function offsetAt(ms) {
    let offset = known.get(ms);
    if (offset === undefined) {
      const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
      offset = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) - ms;
      known.set(ms, offset);
    }
    return offset;
  }

  return (ms) => {
    const day = Math.floor(ms / DAY_MS) * DAY_MS;
    const offset = offsetAt(day);
    return offset === offsetAt(day + DAY_MS) ? offset : offsetAt(Math.floor(ms / HOUR_MS) * HOUR_MS);
  };
}

/** Epoch milliseconds → "2026-05-01T10:00:00". */
export function zonedClock(zone) {
  const offsetAt = zoneOffset(zone);
  return (ms) => new Date(ms + offsetAt(ms)).toISOString().slice(0, 19);
}
