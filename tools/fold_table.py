#!/usr/bin/env python3
"""Writes the folding tables of core/text from the Unicode character database.

usage: fold_table.py UNICODE_DIR FOLD_TABLE SIMPLE_FOLD_TABLE

What a code point folds to is worked out here once, so that the core only looks it up:
full case folding and NFKD, repeated until nothing changes; then, within that result, marks on
Latin, Greek and Cyrillic bases, Arabic harakat and Hebrew points are dropped. What depends on the
text around a code point (a mark that follows a base, the canonical order of marks that stay) is left
to the core, which finds in the table what it needs for it: is it a mark, of which combining class,
and does it carry its marks as letters of those three scripts do.

Layout: kFoldBlock[cp >> shift] names a block, kFoldEntry[block << shift | low bits] is the entry:
    0               stays as it is, and keeps the marks after it
    1               stays as it is, and loses the marks after it (Latin, Greek, Cyrillic)
    0x4000 | class  a mark that stays, with its canonical combining class
    0x4100 | class  a mark that is dropped after any base
    0x8000 | at     becomes the bytes at kFoldTarget[at]: one byte of length and flags, then UTF-8
Hangul syllables are arithmetic and not in the table.

The second file holds simple case folding alone, as runs of code points that move by the same distance.
"""
import sys

HEAD = "// Written by tools/fold_table.py from the Unicode character database.\n"
LOSES_MARKS = 1
MARK, DROPPED, MAPPED = 0x4000, 0x0100, 0x8000
TARGET_LOSES_MARKS, TARGET_HAS_MARKS = 0x80, 0x40
LAST_MAPPED_PLANE_END = 0x30000
HARAKAT_CLASSES = range(27, 36)  # fathatan … superscript alef
POINT_CLASSES = range(10, 27)    # sheva … varika
HANGUL = range(0xAC00, 0xD7A4)


def rows(path):
    """The fields of each data line of a UCD file, comments and blanks left out."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.split("#")[0].strip()
            if line:
                yield [field.strip() for field in line.split(";")]


def code_range(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


class Unicode:
    def __init__(self, folder):
        self.marks, self.combining_class, self.decomposition = set(), {}, {}
        for row in rows(folder + "/UnicodeData.txt"):
            cp = int(row[0], 16)
            if row[2].startswith("M"):
                self.marks.add(cp)
            if row[3] != "0":
                self.combining_class[cp] = int(row[3])
            if row[5]:
                parts = row[5].split()
                self.decomposition[cp] = [int(x, 16) for x in parts if not x.startswith("<")]
        self.full_fold, self.simple_fold = {}, {}
        for row in rows(folder + "/CaseFolding.txt"):
            cp, target = int(row[0], 16), [int(x, 16) for x in row[2].split()]
            if row[1] in "CF":
                self.full_fold[cp] = target
            if row[1] in "CS":
                self.simple_fold[cp] = target[0]
        self.letters = set()  # of the scripts whose marks are dropped
        for row in rows(folder + "/Scripts.txt"):
            if row[1] in ("Latin", "Greek", "Cyrillic"):
                self.letters.update(code_range(row[0]))
        self.letters -= self.marks

    def always_dropped(self, cp):
        ccc = self.combining_class.get(cp, 0)
        return cp in self.marks and (ccc in HARAKAT_CLASSES or ccc in POINT_CLASSES)

    def folded(self, cp):
        """Full case folding and NFKD to a fixed point, in canonical order, droppable marks dropped."""
        sequence, before = [cp], None
        while sequence != before:
            before = sequence
            sequence = [t for c in sequence for t in self.full_fold.get(c, [c])]
            sequence = [t for c in sequence for t in self.decomposition.get(c, [c])]
        result, run, base = [], [], None
        for c in sequence + [0]:
            if self.combining_class.get(c, 0) == 0:
                result += sorted(run, key=lambda mark: self.combining_class[mark])
                run = []
            if c in self.marks:
                if self.always_dropped(c) or base in self.letters:
                    continue
            else:
                base = c
            (run if self.combining_class.get(c, 0) else result).append(c)
        return result[:-1]

    def entry(self, cp, targets):
        if cp in self.marks and cp not in self.full_fold and cp not in self.decomposition:
            flags = DROPPED if self.always_dropped(cp) else 0
            return MARK | flags | self.combining_class.get(cp, 0)
        sequence = self.folded(cp)
        if sequence == [cp]:
            return LOSES_MARKS if cp in self.letters else 0
        return MAPPED | targets.place(self.target(sequence))

    def target(self, sequence):
        text = "".join(map(chr, sequence)).encode("utf-8")
        assert len(text) < TARGET_HAS_MARKS
        flags = TARGET_HAS_MARKS if any(c in self.marks for c in sequence) else 0
        bases = [c for c in sequence if c not in self.marks]
        if bases and bases[-1] in self.letters:
            flags |= TARGET_LOSES_MARKS
        return bytes([flags | len(text)]) + text


class Targets:
    """The distinct targets, one behind the other."""

    def __init__(self):
        self.at, self.bytes = {}, bytearray()

    def place(self, target):
        if target not in self.at:
            self.at[target] = len(self.bytes)
            self.bytes += target
        assert self.at[target] < MAPPED
        return self.at[target]


def blocks(entries, shift):
    """(block number of each stretch, all distinct blocks one behind the other)."""
    known, index, flat = {}, [], []
    for start in range(0, len(entries), 1 << shift):
        block = tuple(entries[start:start + (1 << shift)])
        if block not in known:
            known[block] = len(known)
            flat += block
        index.append(known[block])
    assert len(known) < 65536
    return index, flat


def simple_ranges(mapping):
    """Runs (first, last, step, delta): every step-th code point of a run folds to itself + delta."""
    runs = []
    for cp in sorted(mapping):
        delta = mapping[cp] - cp
        if runs and runs[-1][3] == delta:
            first, last, step, _ = runs[-1]
            if first == last and cp - last <= 2:
                runs[-1] = (first, cp, cp - last, delta)
                continue
            if first != last and cp - last == step:
                runs[-1] = (first, cp, step, delta)
                continue
        runs.append((cp, cp, 1, delta))
    return runs


def array(ctype, name, values, per_line=16):
    lines = [", ".join(map(str, values[i:i + per_line])) for i in range(0, len(values), per_line)]
    return "constexpr %s %s[] = {\n  %s};\n" % (ctype, name, ",\n  ".join(lines))


def write_fold_table(ucd, path):
    targets = Targets()
    entries = [0 if cp in HANGUL else ucd.entry(cp, targets) for cp in range(LAST_MAPPED_PLANE_END)]
    # Beyond the table there is nothing but one stretch of variation selectors: marks of class 0.
    late = sorted(c for c in ucd.marks | set(ucd.full_fold) | set(ucd.decomposition)
                  if c >= LAST_MAPPED_PLANE_END)
    assert late == list(range(late[0], late[-1] + 1)) and set(late) <= ucd.marks
    assert not any(c in ucd.combining_class for c in late)

    shift = min(range(3, 9), key=lambda s: sum(map(len, blocks(entries, s))))
    index, flat = blocks(entries, shift)
    constants = {
        "char32_t": {"kFoldTableEnd": LAST_MAPPED_PLANE_END,
                     "kLateMarksBegin": late[0], "kLateMarksEnd": late[-1] + 1},
        "unsigned": {"kFoldShift": shift, "kLosesMarks": LOSES_MARKS, "kMark": MARK,
                     "kMarkDropped": DROPPED, "kMapped": MAPPED,
                     "kTargetLosesMarks": TARGET_LOSES_MARKS, "kTargetHasMarks": TARGET_HAS_MARKS},
    }
    with open(path, "w", encoding="ascii") as file:
        file.write(HEAD)
        for ctype, group in constants.items():
            for name, value in group.items():
                file.write("constexpr %s %s = 0x%X;\n" % (ctype, name, value))
        file.write(array("std::uint16_t", "kFoldBlock", index))
        file.write(array("std::uint16_t", "kFoldEntry", flat))
        file.write(array("unsigned char", "kFoldTarget", list(targets.bytes), 24))


def write_simple_table(ucd, path):
    runs = ["{0x%X, 0x%X, %d, %d}" % run for run in simple_ranges(ucd.simple_fold)]
    with open(path, "w", encoding="ascii") as file:
        file.write(HEAD)
        file.write(array("SimpleFoldRun", "kSimpleFold", runs, 4))


def main(folder, fold_path, simple_path):
    ucd = Unicode(folder)
    write_fold_table(ucd, fold_path)
    write_simple_table(ucd, simple_path)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
