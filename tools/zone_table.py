#!/usr/bin/env python3
"""Packs the system's time zones into one table for core/time.

usage: zone_table.py ZONEINFO_DIR OUTPUT

Reads every TZif file of ZONEINFO_DIR (not localtime, posixrules, posix/, right/) with its POSIX footer.
Zones with the same history are stored once, in two streams: what most times need, and the history before it.
Transitions that the footer's rule repeats are not stored;
the core works them out from the rule. Everything before the first transition is the file's first type.

kZoneStream holds each distinct zone from the transition on that begins its period of RECENT_S; kHistoryStream what was
before, where there was any (kHistoryAt). Each, all integers little-endian:
    u8   number of its types, then a u16 into kOffsetTypes for each; the first holds before any transition
    u16  number of transitions
    u8   for each transition: the zone's type from then on
    u16  for each transition: quarter hours since the one before (the first since kStreamEpochSeconds);
         0xFFFF: seconds instead, as the six bytes behind it
"""
import datetime
import os
import re
import struct
import sys

STREAM_EPOCH_S = -(1 << 33)  # before every transition of any zone
QUARTER_S = 900
RECENT_S = 946684800  # 2000-01-01T00:00Z
LEAST_APART_S = 33 * 3600  # further than any two clocks differ (zone_data.h)
EPOCH_ORDINAL = datetime.date(1970, 1, 1).toordinal()
NOT_ZONES = ("localtime", "posixrules", "posix", "right")
NO_RULE = 0xFF


def zone_names(root):
    found = []
    for folder, folders, files in os.walk(root):
        if folder == root:
            folders[:] = [f for f in folders if f not in NOT_ZONES]
            files = [f for f in files if f not in NOT_ZONES]
        for file in files:
            path = os.path.join(folder, file)
            with open(path, "rb") as data:
                if data.read(4) == b"TZif":
                    found.append(os.path.relpath(path, root))
    return sorted(found, key=os.fsencode)


def table_version(root):
    with open(os.path.join(root, "tzdata.zi"), encoding="utf-8") as file:
        return re.fullmatch(r"# version (\S+)\n", file.readline())[1]


def read_tzif(path):
    """(type before the first transition, ((seconds, type), …), footer); a type is (offset, dst, abbreviation)."""
    with open(path, "rb") as file:
        data = file.read()

    def counts(at):
        isut, isstd, leap, times, types, chars = struct.unpack(">6l", data[at + 20:at + 44])
        return isut + isstd, leap, times, types, chars

    assert data[4:5] >= b"2", path + " has no 64-bit data"
    flags, leap, times, types, chars = counts(0)
    at = 44 + times * 5 + types * 6 + chars + leap * 8 + flags
    flags, leap, times, types, chars = counts(at)
    assert leap == 0, path + " counts leap seconds"
    at += 44
    seconds = struct.unpack(">%dq" % times, data[at:at + 8 * times])
    at += 8 * times
    indices = data[at:at + times]
    at += times
    rows = [struct.unpack(">lBB", data[i:i + 6]) for i in range(at, at + 6 * types, 6)]
    at += 6 * types
    text = data[at:at + chars]
    footer = data[at + chars + leap * 12 + flags:].decode("ascii").strip("\n")
    kinds = [(offset, bool(dst), text[a:text.index(0, a)].decode("ascii")) for offset, dst, a in rows]
    transitions, current = [], kinds[0]
    for second, index in zip(seconds, indices):
        if kinds[index] != current:
            current = kinds[index]
            transitions.append((second, current))
    return kinds[0], tuple(transitions), footer


class Rule:
    """A POSIX TZ string: standard and daylight type, and the two days of a year between them."""

    FORM = re.compile(r"(<[^>]+>|[A-Za-z]+)([-+:\d]+)(?:(<[^>]+>|[A-Za-z]+)([-+:\d]*),([^,]+),([^,]+))?")

    def __init__(self, footer):
        match = self.FORM.fullmatch(footer)
        if not match:
            sys.exit("zone_table.py: cannot read the footer %r" % footer)
        std, std_offset, dst, dst_offset, start, end = match.groups()
        self.std = (-self.seconds(std_offset), False, std.strip("<>"))
        self.dst = None
        if dst:
            offset = -self.seconds(dst_offset) if dst_offset else self.std[0] + 3600
            self.dst = (offset, True, dst.strip("<>"))
            self.start, self.end = self.day(start), self.day(end)

    @staticmethod
    def seconds(text):
        parts = [int(part) for part in text.lstrip("+-").split(":")] + [0, 0]
        return (parts[0] * 3600 + parts[1] * 60 + parts[2]) * (-1 if text[0] == "-" else 1)

    @classmethod
    def day(cls, text):
        """(kind, month or 0, week or 0, weekday or day number, second of the day)"""
        date, _, time = text.partition("/")
        second = cls.seconds(time) if time else 7200
        if date[0] == "M":
            return ("month_week_day", *map(int, date[1:].split(".")), second)
        if date[0] == "J":
            return ("day_without_leap", 0, 0, int(date[1:]), second)
        return ("day_from_zero", 0, 0, int(date), second)

    @staticmethod
    def second_of(year, day):
        kind, month, week, number, second = day
        if kind == "month_week_day":
            next_month = datetime.date(year + month // 12, month % 12 + 1, 1).toordinal()
            first = datetime.date(year, month, 1).toordinal()
            ordinal = first + (number - first) % 7 + 7 * (week - 1)
            while ordinal >= next_month:
                ordinal -= 7
        else:
            ordinal = datetime.date(year, 1, 1).toordinal() + number
            if kind == "day_without_leap":
                leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
                ordinal -= 0 if leap and number >= 60 else 1
        return (ordinal - EPOCH_ORDINAL) * 86400 + second

    def transitions(self, first_year, last_year):
        if not self.dst:
            return []
        return sorted(item for year in range(first_year, last_year + 1) for item in (
            (self.second_of(year, self.start) - self.std[0], self.dst),
            (self.second_of(year, self.end) - self.dst[0], self.std)))


def without_repeats(path, transitions, rule):
    """The transitions that must be stored: from the last of them on, the rule says the rest."""
    if not rule.dst:
        assert not transitions or transitions[-1][1] == rule.std, path + " does not end as its footer"
        return transitions
    assert transitions, path + " has a rule but no transition before it"
    last = transitions[-1][0]
    last_year = 1970 + last // 31556952 + 1
    from_rule = [item for item in rule.transitions(1900, last_year) if item[0] <= last]
    same = 0
    while same < min(len(transitions), len(from_rule)) and transitions[-1 - same] == from_rule[-1 - same]:
        same += 1
    kept = len(transitions) - same
    # The stored part must end where the rule has no change of its own before the first repeated one.
    while kept < len(transitions) and (kept == 0 or transitions[kept:] != tuple(
            item for item in from_rule if item[0] > transitions[kept - 1][0])):
        kept += 1
    return transitions[:kept]


def first_recent(transitions):
    """The index of the first transition of the recent stream: no other is near before it."""
    first = max(0, sum(second <= RECENT_S for second, _ in transitions) - 1)
    while first > 0 and transitions[first][0] - transitions[first - 1][0] < LEAST_APART_S:
        first -= 1
    return first


class Numbered:
    """Distinct values, each with a number, in order of first sight."""

    def __init__(self):
        self.number = {}

    def __call__(self, value):
        return self.number.setdefault(value, len(self.number))

    def __iter__(self):
        return iter(self.number)


def packed_zone(before, transitions, offset_types):
    own = Numbered()
    own(before)
    indices = bytes(own(kind) for _, kind in transitions)
    stream = struct.pack("<B", len(own.number))
    stream += b"".join(struct.pack("<H", offset_types(kind)) for kind in own)
    stream += struct.pack("<H", len(transitions)) + indices
    previous = STREAM_EPOCH_S
    for second, _ in transitions:
        distance, previous = second - previous, second
        if distance % QUARTER_S == 0 and distance // QUARTER_S < 0xFFFF:
            stream += struct.pack("<H", distance // QUARTER_S)
        else:
            stream += b"\xff\xff" + struct.pack("<q", distance)[:6]
    return stream


def array(declaration, values, per_line):
    lines = [", ".join(values[i:i + per_line]) for i in range(0, len(values), per_line)]
    return "constexpr %s[] = {\n  %s};\n" % (declaration, ",\n  ".join(lines))


def main(root, output):
    offset_types, abbreviations, rules, zones = Numbered(), Numbered(), Numbered(), Numbered()
    stream, rows, names, history, history_at = b"", [], [], b"", []
    for name in zone_names(root):
        before, transitions, footer = zone = read_tzif(os.path.join(root, name))
        known = len(zones.number)
        names.append((name, zones(zone)))
        if zones(zone) == known:
            rule = Rule(footer)
            number = NO_RULE
            if rule.dst:
                number = rules((offset_types(rule.std), offset_types(rule.dst), rule.start, rule.end))
            stored = without_repeats(name, transitions, rule)
            recent = first_recent(stored)
            rows.append("{%d, %d, %s}" % (len(stream), number, "true" if recent > 0 else "false"))
            stream += packed_zone(stored[recent - 1][1] if recent > 0 else before, stored[recent:], offset_types)
            history_at.append(str(len(history)))
            if recent > 0:
                history += packed_zone(before, stored[:recent], offset_types)
    types = ["{%d, %s, %d}" % (offset, str(dst).lower(), abbreviations(abbreviation))
             for offset, dst, abbreviation in offset_types]
    day = lambda d: "{RuleDay::Kind::%s, %d, %d, %d, %d}" % d
    with open(output, "w", encoding="ascii") as file:
        file.write("// Written by tools/zone_table.py from the system's tzdata.\n")
        file.write('constexpr std::string_view kVersion = "%s";\n' % table_version(root))
        file.write("constexpr std::uint8_t kNoRule = %d;\n" % NO_RULE)
        file.write("constexpr std::int64_t kStreamEpochSeconds = %d;\n" % STREAM_EPOCH_S)
        file.write("constexpr std::int64_t kStreamUnitSeconds = %d;\n" % QUARTER_S)
        file.write(array("std::string_view kAbbreviations", ['"%s"' % a for a in abbreviations], 12))
        file.write(array("OffsetType kOffsetTypes", types, 6))
        file.write(array("ZoneRule kRules", ["{%d, %d, %s, %s}" % (r[0], r[1], day(r[2]), day(r[3]))
                                             for r in rules], 1))
        file.write(array("PackedZone kZones", rows, 10))
        # One text: a table of pointers into it would be larger than the names themselves.
        file.write("constexpr char kNameText[] =\n%s;\n" % "\n".join('  "%s\\0"' % name for name, _ in names))
        file.write(array("std::uint16_t kZoneOfName", [str(zone) for _, zone in names], 16))
        file.write(array("std::uint8_t kZoneStream", [str(byte) for byte in stream], 24))
        file.write(array("std::uint32_t kHistoryAt", history_at, 12))
        file.write(array("std::uint8_t kHistoryStream", [str(byte) for byte in history], 24))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
