// Local times of the workload, as the demo's wall clocks show them.
import { zoneOffset } from "../../../demo/lib/wall-clock.mjs";

export const ZONES = [
  "Africa/Johannesburg", "America/Bogota", "America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata",
  "Asia/Tokyo", "Australia/Sydney", "Europe/Berlin", "Europe/Istanbul", "Europe/London", "Europe/Madrid",
];

const offsets = new Map(ZONES.map((zone) => [zone, zoneOffset(zone)]));

/** "2026-05-01T09:30:00.000" */
export function localText(zone, atMs) {
  return new Date(atMs + offsets.get(zone)(atMs)).toISOString().slice(0, -1);
}

/** "-03:00" */
export function offsetText(zone, atMs) {
  const minutes = offsets.get(zone)(atMs) / 60_000;
  const two = (number) => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}
