// The page of the zones: columns of local times and instants over the workload's year and zones.
import { random } from "../../../demo/lib/random.mjs";
import { AS_OF_MS } from "../jobs.mjs";
import { ThroughlineZones } from "../ours/zones.mjs";
import { HandTable, JsJoda, Luxon, TemporalPeer } from "../peers/zones.mjs";
import { ZONES } from "../workload/zones.mjs";
import { contest } from "./contest.mjs";

const DAY_MS = 86_400_000;
const DAYS = 360;
/** No clock is set between these hours, so that every library reads a local time alike. */
const FIRST_HOUR = 5;
const HOURS = 17;
let columns;

globalThis.bench = {
  ...contest({
    ours: new ThroughlineZones(), javascript: new HandTable(), luxon: new Luxon(), joda: new JsJoda(),
    ...("Temporal" in globalThis && { temporal: new TemporalPeer() }),
  }, () => columns),
  prepare({ count }) {
    const dice = random(7);
    const midnight = Math.floor(AS_OF_MS / DAY_MS) * DAY_MS;
    const instants = Float64Array.from({ length: count }, () => midnight - dice.below(DAYS) * DAY_MS + FIRST_HOUR * 3_600_000 + dice.below(HOURS * 3_600_000));
    columns = {
      names: ZONES, codes: Uint8Array.from({ length: count }, () => dice.below(ZONES.length)), instants,
      texts: Array.from(instants, (instant) => new Date(instant).toISOString().slice(0, -1)),
    };
  },
};
