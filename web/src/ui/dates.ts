// Dates and times as people read them. The core gives civil times in the display zone written as if they were
// UTC, so every formatter here is fixed to UTC: the viewer's own machine never shifts a date.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SHORT_DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };

export class Dates {
  readonly #tag: string;
  readonly #formats = new Map<string, Intl.DateTimeFormat>();
  readonly #amounts = new Map<string, Intl.NumberFormat>();
  readonly #relative: Intl.RelativeTimeFormat;

  constructor(tag: string) {
    this.#tag = tag;
    this.#relative = new Intl.RelativeTimeFormat(tag, { style: "narrow", numeric: "auto" });
  }

  /** 14:05 */
  time(localMs: number): string {
    return this.#format("time", localMs, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }

  /** Fri 20 Nov, with the year where it is not that of `nowLocalMs`. */
  day(localMs: number, nowLocalMs?: number): string {
    const sameYear = nowLocalMs !== undefined && yearOf(localMs) === yearOf(nowLocalMs);
    return sameYear
      ? this.#format("day", localMs, { weekday: "short", day: "numeric", month: "short" })
      : this.#format("day-year", localMs, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  }

  /** A date, or the week, months or years that begin at it and last `lengthMs`. */
  period(localMs: number, unit: string, lengthMs: number, nowLocalMs: number): string {
    const lastMs = localMs + lengthMs - DAY_MS;
    switch (unit) {
      case "year": {
        const year = (ms: number): string => this.#format("year", ms, { year: "numeric" });
        return lengthMs < 400 * DAY_MS ? year(localMs) : `${year(localMs)} – ${year(lastMs)}`;
      }
      case "month": {
        const end = this.#format("month-year", lastMs, { month: "short", year: "numeric" });
        return lengthMs < 40 * DAY_MS ? end : `${this.#format("month", localMs, { month: "short" })} – ${end}`;
      }
      case "week":
        return this.#kept("short-day", SHORT_DAY).formatRange(localMs, lastMs);
      default:
        return this.day(localMs, nowLocalMs);
    }
  }

  /** From a date to a date, each without its weekday; with short years where one is not that of `nowLocalMs`. */
  between(firstMs: number, lastMs: number, nowLocalMs: number): string {
    const sameYear = yearOf(firstMs) === yearOf(nowLocalMs) && yearOf(lastMs) === yearOf(nowLocalMs);
    const format = sameYear ? this.#kept("short-day", SHORT_DAY) : this.#kept("short-day-year", { ...SHORT_DAY, year: "2-digit" });
    return format.formatRange(firstMs, lastMs);
  }

  /** Shorter than `period`, where that does not fit: of a week its first day; nothing where there is nothing shorter. */
  briefPeriod(localMs: number, unit: string, lengthMs: number): string | undefined {
    if (unit === "day" || unit === "week") return this.shortDay(localMs);
    return unit === "month" && lengthMs < 40 * DAY_MS ? this.#format("month", localMs, { month: "short" }) : undefined;
  }

  /** 20 Nov: where a weekday does not fit. */
  shortDay(localMs: number): string {
    return this.#format("short-day", localMs, SHORT_DAY);
  }

  /** The shortest that still says the day and the minute: "Fri, 20 Nov, 16:42", of other years "20 Nov 2025, 16:42". */
  brief(localMs: number, nowLocalMs: number): string {
    const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    return yearOf(localMs) === yearOf(nowLocalMs)
      ? this.#format("brief", localMs, { weekday: "short", ...options })
      : this.#format("brief-year", localMs, { ...options, year: "numeric" });
  }

  /** Fri 20 Nov 2026, 16:42 */
  stamp(localMs: number): string {
    return this.#format("stamp", localMs, {
      weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    });
  }

  /** To the second, for audits. */
  exact(localMs: number): string {
    return this.#format("exact", localMs, {
      weekday: "short", day: "numeric", month: "short", year: "numeric",
      hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
    });
  }

  /** A tick's label for its unit. A day begins with its date, among hours and among minutes; every other hour is a time. */
  tick(localMs: number, unit: string, major: boolean): string {
    switch (unit) {
      case "year":
        return this.#format("year", localMs, { year: "numeric" });
      case "month":
        return major
          ? this.#format("month-year", localMs, { month: "short", year: "numeric" })
          : this.#format("month", localMs, { month: "short" });
      case "week":
      case "day":
        return major ? this.#format("month-day", localMs, { month: "short", day: "numeric" }) : this.#format("weekday", localMs, { weekday: "short", day: "numeric" });
      case "second":
        return this.#format("second", localMs, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
      case "millisecond":
        return this.#format("ms", localMs, { minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });
      default:
        return localMs % DAY_MS === 0 ? this.shortDay(localMs) : this.time(localMs);
    }
  }

  /** "2 h ago". Both are instants. */
  ago(atMs: number, nowMs: number): string {
    const elapsed = atMs - nowMs;
    const size = Math.abs(elapsed);
    if (size < HOUR_MS) return this.#relative.format(Math.trunc(elapsed / MINUTE_MS), "minute");
    if (size < DAY_MS) return this.#relative.format(Math.trunc(elapsed / HOUR_MS), "hour");
    if (size < 60 * DAY_MS) return this.#relative.format(Math.trunc(elapsed / DAY_MS), "day");
    if (size < 730 * DAY_MS) return this.#relative.format(Math.trunc(elapsed / (30.4375 * DAY_MS)), "month");
    return this.#relative.format(Math.trunc(elapsed / (365.25 * DAY_MS)), "year");
  }

  /** A length of time in its two largest units: "12 min", "2 d 4 h". */
  duration(ms: number): string {
    const units: readonly [string, number][] = [["day", DAY_MS], ["hour", HOUR_MS], ["minute", MINUTE_MS], ["second", 1000]];
    let rest = Math.max(0, ms);
    const words: string[] = [];
    for (const [unit, size] of units) {
      const n = Math.floor(rest / size);
      rest -= n * size;
      if (n > 0) words.push(this.#amount(unit, n));
      if (words.length === 2) break;
    }
    return words.length > 0 ? words.join(" ") : this.#amount("second", 0);
  }

  /** −03:00; in a sentence that runs from right to left, too. */
  offset(seconds: number): string {
    const minutes = Math.abs(Math.trunc(seconds / 60));
    const two = (n: number): string => String(n).padStart(2, "0");
    const offset = `${seconds < 0 ? "−" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
    return this.#tag.startsWith("ar") ? `\u2066${offset}\u2069` : offset;
  }

  #amount(unit: string, n: number): string {
    let format = this.#amounts.get(unit);
    if (format === undefined) this.#amounts.set(unit, (format = new Intl.NumberFormat(this.#tag, { style: "unit", unit, unitDisplay: "narrow" })));
    return format.format(n);
  }

  #format(key: string, localMs: number, options: Intl.DateTimeFormatOptions): string {
    return this.#kept(key, options).format(localMs);
  }

  #kept(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    let format = this.#formats.get(key);
    if (format === undefined) {
      format = new Intl.DateTimeFormat(this.#tag, { ...options, timeZone: "UTC" });
      this.#formats.set(key, format);
    }
    return format;
  }
}

function yearOf(localMs: number): number {
  return new Date(localMs).getUTCFullYear();
}
