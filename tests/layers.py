"""Who may include whom, checked over the text of the sources.

- A room of the core includes its own files and those of the rooms above it in the list THROUGHLINE_ROOMS
  of CMakeLists.txt. throughline/<room>.h counts as that room; a public header of another name says in its
  head "Belongs to the room `ingest`".
- The core names no browser, window, file, clock, locale or thread header, and no clock.
- The native faces use the abi or the session, and the names of what those write, never a deeper room; so do
  the tests, except those that test one room by itself (tests/unit, tests/property, tests/fuzz,
  tests/bench/zones).

Each room, each face and each kind of test counts as one case; so does each mutant below, a forbidden
include that the rules have to see.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]', re.MULTILINE)
SOURCES = {".h", ".hpp", ".cpp", ".c", ".inc", ".def"}

OUTSIDE_THE_CORE = re.compile(
    r"(emscripten|imgui|GLFW|GL/|pango|cairo|CLI/|sys/|date/ptz)"
    r"|(fstream|iostream|filesystem|cstdio|stdio\.h|ctime|time\.h|locale|clocale|locale\.h|random"
    r"|thread|future|unistd\.h|fcntl\.h)$"
)
CLOCK = re.compile(r"\b(?:system|steady|high_resolution|utc)_clock::now\b|\bgettimeofday\b|\bgetenv\b")
OWNER = re.compile(r"Belongs to the room `(\w+)`")
LINE_COMMENT = re.compile(r"//[^\n]*")

FACE_ROOMS = {"session", "abi"}
SEAM_NAMES = {"throughline/scene_names.h"}
FACES = ["native/shared", "native/cli", "native/studio", "native/pdf", "tests/cases", "tests/bench/native", "tests/studio"]


def rooms_in_order():
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"set\(THROUGHLINE_ROOMS\s+([^)]*)\)", text)[1].split()


def public_headers(rooms):
    """The room of every header in core/include/throughline, by the header's stem; None where it has none."""
    owners = {}
    for header in sources_below("core/include/throughline"):
        named = OWNER.search(header.read_text(encoding="utf-8"))
        owner = header.stem if header.stem in rooms else named and named[1]
        owners[header.stem] = owner if owner in rooms else None
    return owners


class House:
    """The rooms in their order, and which path and which include belongs to which."""

    def __init__(self):
        self.rooms = rooms_in_order()
        self.headers = public_headers(self.rooms)

    def room_of(self, path):
        """The room of a path below core/, or None (core/data)."""
        parts = pathlib.PurePosixPath(path).parts
        if parts[1] == "include":
            return self.headers.get(pathlib.PurePosixPath(path).stem)
        return parts[1] if parts[1] in self.rooms else None

    def included_room(self, target):
        """The room that an include names, or None."""
        first, _, rest = target.partition("/")
        if first == "throughline":
            return self.headers.get(rest.removesuffix(".h"))
        return first if rest and first in self.rooms else None

    def is_above(self, room, other):
        return self.rooms.index(room) < self.rooms.index(other)


def problems_in_core(path, text, house):
    own = house.room_of(path)
    if own is None and path.startswith("core/include/"):
        yield f"{path} does not say to which room it belongs"
    for _, target in INCLUDE.findall(text):
        if OUTSIDE_THE_CORE.match(target):
            yield f"{path} includes {target}: the core knows no browser, window, file or clock"
        room = house.included_room(target)
        if room and own and house.is_above(own, room):
            yield f"{path} includes {target}: {own} stands above {room}; data flows down only"
    for call in CLOCK.findall(LINE_COMMENT.sub("", text)):
        yield f"{path} calls {call}: as-of is passed in, the core reads no clock and no environment"


def problems_in_face(path, text, house):
    for _, target in INCLUDE.findall(text):
        room = house.included_room(target)
        if room and room not in FACE_ROOMS and target not in SEAM_NAMES:
            yield f"{path} includes {target}: a face uses session or abi only"


def sources_below(folder):
    base = ROOT / folder
    return sorted(p for p in base.rglob("*") if p.suffix in SOURCES) if base.is_dir() else []


def check(files, rule, house):
    found = []
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        found += rule(file.relative_to(ROOT).as_posix(), text, house)
    return found


def cases(house):
    """(name, problems): no problem is a pass."""
    core = sources_below("core")
    for room in [*house.rooms, None]:
        own = [f for f in core if house.room_of(f.relative_to(ROOT).as_posix()) == room]
        if own:
            yield f"core/{room or 'data'}", check(own, problems_in_core, house)
    for face in FACES:
        files = sources_below(face)
        if files:
            yield face, check(files, problems_in_face, house)


MUTANTS = [
    (problems_in_core, "core/time/zone.cpp", '#include "throughline/ingest.h"'),
    (problems_in_core, "core/include/throughline/time.h", '#include "throughline/session.h"'),
    (problems_in_core, "core/time/civil.cpp", '#include "throughline/event.h"'),
    (problems_in_core, "core/include/throughline/nowhere.h", "#pragma once"),
    (problems_in_core, "core/text/match.cpp", '#include "filter/terms.h"'),
    (problems_in_core, "core/ingest/frame.cpp", "#include <fstream>"),
    (problems_in_core, "core/session/session.cpp", "#include <emscripten/heap.h>"),
    (problems_in_core, "core/insight/live.cpp", "auto now = std::chrono::system_clock::now();"),
    (problems_in_face, "native/cli/main.cpp", '#include "throughline/timeline.h"'),
]


def mutant_cases(house):
    for rule, path, line in MUTANTS:
        seen = list(rule(path, line + "\n", house))
        yield f"mutant {line}", [] if seen else [f"the rules do not see {line} in {path}"]


def main():
    house = House()
    passed = failed = 0
    for name, problems in [*cases(house), *mutant_cases(house)]:
        passed += not problems
        failed += bool(problems)
        for problem in problems:
            print(f"{name}: {problem}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
