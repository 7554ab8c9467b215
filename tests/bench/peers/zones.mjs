// What pages convert times with: each library as its manual says. Texts are local times of named zones; a library looks
// each zone up by its name, as records bring it, and may remember it.
import { Instant, LocalDateTime, ZoneId } from "@js-joda/core";
import "@js-joda/timezone";
import { DateTime } from "luxon";
import jodaPackage from "@js-joda/core/package.json";
import luxonPackage from "luxon/package.json";
import { digestOf } from "../lib/digests.mjs";
import { civilMs, localDay, localInstant } from "./javascript-time.mjs";

const DAY_MS = 86_400_000;

/** Times a function over all rows into a column of doubles. */
class Peer {
  take(columns) {
    this.columns = columns;
    this.out = new Float64Array(columns.texts.length);
  }

  toUtc() {
    const { texts, codes, names } = this.columns;
    for (let i = 0; i < texts.length; i += 1) this.out[i] = this.utc(texts[i], names[codes[i]]);
    return () => digestOf(this.out);
  }

  toDay() {
    const { instants, codes, names } = this.columns;
    for (let i = 0; i < instants.length; i += 1) this.out[i] = this.day(instants[i], names[codes[i]]);
    return () => digestOf(this.out);
  }
}

export class HandTable extends Peer {
  name = "JavaScript by hand";
  utc = (text, zone) => localInstant(civilMs(text), zone);
  day = localDay;
}

export class Luxon extends Peer {
  name = "luxon";
  version = luxonPackage.version;
  utc = (text, zone) => DateTime.fromISO(text, { zone }).toMillis();

  day(instant, zone) {
    const { year, month, day } = DateTime.fromMillis(instant, { zone });
    return Date.UTC(year, month - 1, day) / DAY_MS;
  }
}

export class JsJoda extends Peer {
  name = "js-joda";
  version = jodaPackage.version;
  utc = (text, zone) => LocalDateTime.parse(text).atZone(ZoneId.of(zone)).toInstant().toEpochMilli();
  day = (instant, zone) => LocalDateTime.ofInstant(Instant.ofEpochMilli(instant), ZoneId.of(zone)).toLocalDate().toEpochDay();
}

/** The platform's own, where it has it. */
export class TemporalPeer extends Peer {
  name = "Temporal";
  utc = (text, zone) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;

  day(instant, zone) {
    const { year, month, day } = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
    return Date.UTC(year, month - 1, day) / DAY_MS;
  }
}
