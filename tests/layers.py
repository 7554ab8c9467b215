"""Who may include whom, checked over the text of the sources.

- A room of the core includes its own files and those of the rooms above it in the list THROUGHLINE_ROOMS
  of CMakeLists.txt; throughline/<room>.h counts as that room.
- The core names no browser, window, file, clock, locale or thread header, and no clock.
- The native faces use the abi or the session, never a deeper room; so do the tests, except those that
  test one room by itself (tests/unit, tests/property, tests/fuzz).

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
LINE_COMMENT = re.compile(r"//[^\n]*")

FACE_ROOMS = {"session", "abi"}
FACES = ["native/cli", "native/studio", "native/pdf", "tests/cases", "tests/bench", "tests/studio"]


def rooms_in_order():
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"set\(THROUGHLINE_ROOMS\s+([^)]*)\)", text)[1].split()


def room_of(path, rooms):
    """The room that a path below core/ belongs to, or None (core/data, core/CMakeLists.txt)."""
    parts = pathlib.PurePosixPath(path).parts
    room = pathlib.PurePosixPath(path).stem if parts[1:3] == ("include", "throughline") else parts[1]
    return room if room in rooms else None


def included_room(target, rooms):
    """The room that an include names, or None."""
    public = re.fullmatch(r"throughline/(\w+)\.h", target)
    room = public[1] if public else target.split("/")[0] if "/" in target else None
    return room if room in rooms else None


def problems_in_core(path, text, rooms):
    own = room_of(path, rooms)
    for _, target in INCLUDE.findall(text):
        if OUTSIDE_THE_CORE.match(target):
            yield f"{path} includes {target}: the core knows no browser, window, file or clock"
        room = included_room(target, rooms)
        if room and own and rooms.index(room) > rooms.index(own):
            yield f"{path} includes {target}: {own} stands above {room}; data flows down only"
    for call in CLOCK.findall(LINE_COMMENT.sub("", text)):
        yield f"{path} calls {call}: as-of is passed in, the core reads no clock and no environment"


def problems_in_face(path, text, rooms):
    for _, target in INCLUDE.findall(text):
        room = included_room(target, rooms)
        if room and room not in FACE_ROOMS:
            yield f"{path} includes {target}: a face uses session or abi only"


def sources_below(folder):
    base = ROOT / folder
    return sorted(p for p in base.rglob("*") if p.suffix in SOURCES) if base.is_dir() else []


def check(files, rule, rooms):
    found = []
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        found += rule(file.relative_to(ROOT).as_posix(), text, rooms)
    return found


def cases(rooms):
    """(name, problems): empty problems is a pass."""
    core = sources_below("core")
    for room in [*rooms, None]:
        own = [f for f in core if room_of(f.relative_to(ROOT).as_posix(), rooms) == room]
        if own:
            yield f"core/{room or 'data'}", check(own, problems_in_core, rooms)
    for face in FACES:
        files = sources_below(face)
        if files:
            yield face, check(files, problems_in_face, rooms)


MUTANTS = [
    (problems_in_core, "core/time/zone.cpp", '#include "throughline/ingest.h"'),
    (problems_in_core, "core/include/throughline/time.h", '#include "throughline/session.h"'),
    (problems_in_core, "core/text/match.cpp", '#include "filter/terms.h"'),
    (problems_in_core, "core/ingest/frame.cpp", "#include <fstream>"),
    (problems_in_core, "core/session/session.cpp", "#include <emscripten/heap.h>"),
    (problems_in_core, "core/insight/live.cpp", "auto now = std::chrono::system_clock::now();"),
    (problems_in_face, "native/cli/main.cpp", '#include "throughline/timeline.h"'),
]


def mutant_cases(rooms):
    for rule, path, line in MUTANTS:
        seen = list(rule(path, line + "\n", rooms))
        yield f"mutant {line}", [] if seen else [f"the rules do not see {line} in {path}"]


def main():
    rooms = rooms_in_order()
    passed = failed = 0
    for name, problems in [*cases(rooms), *mutant_cases(rooms)]:
        passed += not problems
        failed += bool(problems)
        for problem in problems:
            print(f"{name}: {problem}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
