// Local times of the workload, by the platform's own zone data.
export const ZONES = [
  "Africa/Johannesburg", "America/Bogota", "America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata",
  "Asia/Tokyo", "Australia/Sydney", "Europe/Berlin", "Europe/Istanbul", "Europe/London", "Europe/Madrid",
];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const formats = new Map();
const offsets = new Map();

/** The zone's offset in minutes. Intl is slow, so it is asked for the ends of a day, and by the hour where they differ. */
function offsetMinutes(zone, atMs) {
  const day = Math.floor(atMs / DAY_MS) * DAY_MS;
  const first = offsetAt(zone, day);
  return first === offsetAt(zone, day + DAY_MS) ? first : offsetAt(zone, Math.floor(atMs / HOUR_MS) * HOUR_MS);
}

function offsetAt(zone, atMs) {
  const key = `${zone} ${atMs}`;
  let minutes = offsets.get(key);
  if (minutes === undefined) {
    if (!formats.has(zone)) formats.set(zone, new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }));
    const [, sign, hours, rest] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(formats.get(zone).format(atMs));
    minutes = sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(rest));
    offsets.set(key, minutes);
  }
  return minutes;
}

/** "2026-05-01T09:30:00.000" */
export function localText(zone, atMs) {
  return new Date(atMs + offsetMinutes(zone, atMs) * 60_000).toISOString().slice(0, -1);
}

/** "-03:00" */
export function offsetText(zone, atMs) {
  const minutes = offsetMinutes(zone, atMs);
  const two = (number) => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}
