// Times by hand: ISO texts read digit by digit, zones as tables of changes that Intl is asked for once. What a page
// with many local times would write for itself.
const DAY_MS = 86_400_000;
/** Changes of offset between these two, which is what a page with two years of events would keep. */
const TABLE = { fromMs: Date.UTC(2025, 0, 1), untilMs: Date.UTC(2028, 0, 1) };
const tables = new Map();

export const version = "hand-written";

/** "2026-05-01T09:30:00.000", with Z, an offset, or `zone` beside it. */
export function instant(text, zone) {
  const civil = civilMs(text);
  const mark = text.charCodeAt(23);
  if (mark === 90) return civil;
  if (mark === 43 || mark === 45) {
    const offset = (digits(text, 24, 2) * 60 + digits(text, 27, 2)) * 60_000;
    return mark === 43 ? civil - offset : civil + offset;
  }
  return localInstant(civil, zone);
}

/** Milliseconds as the wall shows them; an offset behind them is left aside. */
export function civilMs(text) {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const days = daysFromCivil(year, month, digits(text, 8, 2));
  const seconds = (digits(text, 11, 2) * 60 + digits(text, 14, 2)) * 60 + digits(text, 17, 2);
  return days * DAY_MS + seconds * 1000 + (text.charCodeAt(19) === 46 ? digits(text, 20, 3) : 0);
}

/** A time that does not exist moves forward, one that exists twice is the earlier. */
export function localInstant(civil, zone) {
  const { starts, offsets } = tableOf(zone);
  // No offset is over 14 hours: the interval of the day before, or one of the next two.
  for (let at = before(starts, civil - DAY_MS); ; at += 1) {
    const candidate = civil - offsets[at];
    if (at + 1 === offsets.length || candidate < starts[at + 1]) return candidate;
  }
}

/** The day in the zone, as a count since 1970-01-01. */
export function localDay(atMs, zone) {
  const { starts, offsets } = tableOf(zone);
  return Math.floor((atMs + offsets[before(starts, atMs)]) / DAY_MS);
}

/** The last interval that begins at or before `atMs`. */
function before(starts, atMs) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= atMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

function digits(text, from, count) {
  let number = 0;
  for (let i = from; i < from + count; i += 1) number = number * 10 + text.charCodeAt(i) - 48;
  return number;
}

function daysFromCivil(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function tableOf(zone) {
  let table = tables.get(zone);
  if (table === undefined) tables.set(zone, (table = makeTable(zone)));
  return table;
}

/** Looks for changes week by week, and then for each change's minute. */
function makeTable(zone) {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  const offsetAt = (atMs) => {
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(format.format(atMs));
    return sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  };
  const starts = [-Infinity];
  const offsets = [offsetAt(TABLE.fromMs)];
  for (let atMs = TABLE.fromMs; atMs < TABLE.untilMs; atMs += 7 * DAY_MS) {
    let low = atMs;
    let high = atMs + 7 * DAY_MS;
    if (offsetAt(low) === offsetAt(high)) continue;
    while (high - low > 60_000) {
      const middle = low + Math.floor((high - low) / 120_000) * 60_000;
      if (offsetAt(middle) === offsetAt(low)) low = middle;
      else high = middle;
    }
    starts.push(high);
    offsets.push(offsetAt(high));
  }
  return { starts: Float64Array.from(starts), offsets: Float64Array.from(offsets) };
}
