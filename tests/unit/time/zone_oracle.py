#!/usr/bin/env python3
"""The core's zone table against the system's own readers of tzdata, for every zone, 1900 to 2100.

usage: zone_oracle.py ZONE_DUMP CACHE_DIR [ZONEINFO_DIR]
Prints "N passed, N failed", a case being a zone. CACHE_DIR keeps what zdump said of these very files.

Names whose files are the same are asked the same questions and must give the same answers; of the first:
- Its changes are those of zdump, which reads TZif and footer by itself; the same second and the second
  before each have zdump's offset, abbreviation and dst flag.
- At each of these seconds, and at random ones, Python's zoneinfo gives the same.
- Local times around each change (its gap or fold, their ends and middles) and random ones resolve as
  zoneinfo's fold=0, with the kind that zoneinfo implies; unique and repeated ones lead back.
"""
import calendar
import hashlib
import itertools
import json
import os
import random
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from multiprocessing.pool import ThreadPool
from zoneinfo import ZoneInfo

FROM = calendar.timegm((1900, 1, 1, 0, 0, 0))
UNTIL = calendar.timegm((2101, 1, 1, 0, 0, 0))
EPOCH = datetime(1970, 1, 1)
EPOCH_UTC = datetime(1970, 1, 1, tzinfo=timezone.utc)
MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
RANDOM_TIMES = 20
LINE = re.compile(r"(\S+)\s+\w{3} (\w{3}) +(\d+) (\d\d):(\d\d):(\d\d) (-?\d+) UT = "
                  r".* (\S+) isdst=(\d) gmtoff=(-?\d+)")


def system_names(root):
    found = set()
    for folder, _, files in os.walk(root):
        for file in files:
            path = os.path.join(folder, file)
            with open(path, "rb") as data:
                if data.read(4) == b"TZif":
                    found.add(os.path.relpath(path, root))
    return sorted(name for name in found if name not in ("localtime", "posixrules")
                  and not name.startswith(("posix/", "right/")))


def groups(root, names):
    """The names by content of their files, each group in order."""
    by_content = {}
    for name in names:
        with open(os.path.join(root, name), "rb") as file:
            by_content.setdefault(file.read(), []).append(name)
    return list(by_content.values())


def zdump_seconds(root, names):
    """{zone: {second: (offset, abbreviation, dst)}} of the seconds before and at each change."""
    run = subprocess.run(["zdump", "-v", "-c", "1900,2101", *(os.path.join(root, n) for n in names)],
                         capture_output=True, text=True, env={"LC_ALL": "C", "PATH": os.environ["PATH"]})
    seconds = {os.path.join(root, name): {} for name in names}
    for line in run.stdout.splitlines():
        match = LINE.fullmatch(line)
        if match:
            path, month, day, hour, minute, second, year, abbreviation, dst, offset = match.groups()
            at = calendar.timegm((int(year), MONTHS.index(month) // 3 + 1, int(day),
                                  int(hour), int(minute), int(second)))
            if FROM <= at < UNTIL:
                seconds[path][at] = (int(offset), abbreviation, int(dst))
    return {name: seconds[os.path.join(root, name)] for name in names}


def all_zdump_seconds(root, names):
    """The same, zdump running on every processor: it walks through two centuries in steps of hours."""
    shares = os.cpu_count() or 1
    with ThreadPool(shares) as pool:
        parts = pool.map(lambda i: zdump_seconds(root, names[i::shares]), range(shares))
    return {name: seconds for part in parts for name, seconds in part.items()}


def remembered_zdump_seconds(root, names, cache):
    digest = hashlib.sha256()
    for name in names:
        with open(os.path.join(root, name), "rb") as file:
            digest.update(name.encode() + b"\0" + file.read())
    path = os.path.join(cache, "zdump-%s.json" % digest.hexdigest()[:16])
    if not os.path.exists(path):
        with open(path + ".new", "w", encoding="ascii") as file:
            json.dump(all_zdump_seconds(root, names), file)
        os.replace(path + ".new", path)
    with open(path, encoding="ascii") as file:
        return {name: {int(at): tuple(said) for at, said in seconds.items()}
                for name, seconds in json.load(file).items()}


class Zone:
    """What Python's zoneinfo says."""

    def __init__(self, root, name):
        with open(os.path.join(root, name), "rb") as file:
            self.info = ZoneInfo.from_file(file, key=name)

    def utc(self, second):
        local = (EPOCH_UTC + timedelta(seconds=second)).astimezone(self.info)
        return int(local.utcoffset().total_seconds()), local.tzname()

    def local(self, second):
        """(kind, instant, offset) of a civil second, as the core prints them."""
        civil = (EPOCH + timedelta(seconds=second)).replace(tzinfo=self.info)
        first, other = (int(civil.replace(fold=fold).utcoffset().total_seconds()) for fold in (0, 1))
        if first == other:
            kind = 0
        else:
            kind = 2 if self.utc(second - first)[0] == first else 1
        return kind, second - first, first


def civil_seconds(name, changes):
    rng = random.Random(name)
    found = {rng.randrange(FROM, UNTIL) for _ in range(RANDOM_TIMES)}
    for at, before, after in changes:
        low, high = sorted((at + before, at + after))
        found.update((low - 1, low, (low + high) // 2, high - 1, high))
    return sorted(found)


class Case:
    """One zone: what to ask the core, and whether its answers are right."""

    def __init__(self, root, name, zdump):
        self.name, self.zone, self.zdump = name, Zone(root, name), zdump
        self.changes = [(at, zdump[at - 1][0], zdump[at][0]) for at in sorted(zdump)
                        if at - 1 in zdump and zdump[at - 1] != zdump[at]]
        rng = random.Random(name + "/utc")
        self.seconds = sorted(set(zdump) | {rng.randrange(FROM, UNTIL) for _ in range(RANDOM_TIMES)})
        self.locals = civil_seconds(name, self.changes)

    def questions(self, name):
        return ["changes %s %d %d" % (name, FROM + 1, UNTIL),
                *("utc %s %d" % (name, at) for at in self.seconds),
                *("local %s %d" % (name, at) for at in self.locals)]

    def errors(self, answers):
        expected = [at for at, _, _ in self.changes]
        if list(map(int, answers[0].split())) != expected:
            yield "changes are %s, expected %s" % (answers[0], expected)
        for at, answer in zip(self.seconds, answers[1:]):
            offset, abbreviation, dst = answer.split("\t")
            got = (int(offset), abbreviation, int(dst))
            if at in self.zdump and got != self.zdump[at]:
                yield "utc %d is %s, zdump says %s" % (at, got, self.zdump[at])
            if got[:2] != self.zone.utc(at):
                yield "utc %d is %s, zoneinfo says %s" % (at, got, self.zone.utc(at))
        for at, answer in zip(self.locals, answers[1 + len(self.seconds):]):
            got = tuple(map(int, answer.split("\t")))
            if got != self.zone.local(at):
                yield "local %d is %s, zoneinfo says %s" % (at, got, self.zone.local(at))
            if got[0] != 1 and got[1] + self.zone.utc(got[1])[0] != at:
                yield "local %d does not come back" % at


def ask(dump, questions):
    run = subprocess.run([dump], input="\n".join(questions) + "\n", capture_output=True, text=True,
                         check=True)
    return run.stdout.split("\n")[:-1]


def errors_of_zones(root, alike, zdump, dump):
    """{name: its errors} for the names of all groups."""
    cases = [(Case(root, group[0], zdump[group[0]]), group) for group in alike]
    answers = iter(ask(dump, [question for case, group in cases for name in group
                              for question in case.questions(name)]))
    result = {}
    for case, group in cases:
        count = len(case.questions(case.name))
        own = list(itertools.islice(answers, count))
        result[case.name] = list(case.errors(own))
        for name in group[1:]:
            same = list(itertools.islice(answers, count)) == own
            result[name] = [] if same else ["answers otherwise than " + case.name]
    return result


def errors_of_names(dump, names):
    version, count, *listed = ask(dump, ["names"])[0].split(" ")
    print("tzdata %s, %s names" % (version, count))
    return [] if listed == names else ["differ by %s" % sorted(set(listed) ^ set(names))]


def main(dump, cache, root="/usr/share/zoneinfo"):
    names = system_names(root)
    alike = groups(root, names)
    zdump = remembered_zdump_seconds(root, [group[0] for group in alike], cache)
    errors = {"the names": errors_of_names(dump, names)}
    errors.update(errors_of_zones(root, alike, zdump, dump))
    failed = sum(map(bool, errors.values()))
    for name, found in errors.items():
        for error in found[:3]:
            print(name, error, file=sys.stderr)
    print("%d passed, %d failed" % (len(errors) - failed, failed))
    return failed != 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
