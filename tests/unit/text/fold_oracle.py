#!/usr/bin/env python3
"""Compares the core's folding with Python's str.casefold and unicodedata, which know the same rules.

usage: fold_oracle.py FOLD_DUMP      prints "N passed, N failed", a case being GROUP inputs

Left out are code points that one side's Unicode version does not know, and lone letters of a script
that Python cannot tell (it has no script property: names stand in for it).
"""
import random
import subprocess
import sys
import unicodedata

GROUP = 256
DROPPED_CLASSES = set(range(10, 36))  # Hebrew points 10 … 26, Arabic harakat 27 … 35
BASES = "aeiouyncszåøłñαειωйеґі" "कখகกขかハאבשتبلم한漢€7"
MARKS = "".join(map(chr, [0x300, 0x301, 0x308, 0x323, 0x327, 0x328, 0x345, 0x489, 0xFE0F, 0x93C, 0x94D,
                          0xE48, 0xE38, 0x3099, 0x5B0, 0x5BC, 0x5C1, 0x64B, 0x651, 0x670, 0x653, 0x654]))


def is_mark(c):
    return unicodedata.category(c).startswith("M")


def loses_marks(c):
    is_letter = unicodedata.category(c).startswith("L")
    return is_letter and unicodedata.name(c, "").startswith(("LATIN", "GREEK", "CYRILLIC"))


def reference(text):
    before = None
    while text != before:
        before = text
        text = unicodedata.normalize("NFKD", text.casefold())
    out, base = [], " "
    for c in text:
        if not is_mark(c):
            base = c
        elif loses_marks(base) or unicodedata.combining(c) in DROPPED_CLASSES:
            continue
        out.append(c)
    return unicodedata.normalize("NFKD", "".join(out))


def inputs():
    for cp in range(0x20, 0x110000):
        c = chr(cp)
        if 0xD800 <= cp < 0xE000 or unicodedata.category(c) in ("Cn", "Co"):
            continue
        yield c
        # U+037A holds a mark that folds to a letter: Python reorders before, the core after.
        if loses_marks(c) and cp != 0x37A:
            yield c + "\u0301x"
    rng = random.Random("folding")
    for _ in range(20000):
        yield "".join(rng.choice(BASES) + "".join(rng.choices(MARKS, k=rng.randrange(4)))
                      for _ in range(rng.randrange(1, 6)))


def main(dump):
    cases = list(inputs())
    run = subprocess.run([dump], input="\n".join(cases) + "\n", capture_output=True, check=True,
                         encoding="utf-8")
    answers = run.stdout.split("\n")[:-1]
    assert len(answers) == len(cases)
    groups, shown = {}, 0
    for number, (text, answer) in enumerate(zip(cases, answers)):
        folded, cased = answer.split("\t")
        # Where full case folding gives one character, simple folding gives the same.
        full = text.casefold()
        wrong_case = len(text) == 1 and len(full) == 1 and cased != full
        wrong = wrong_case or folded != reference(text)
        groups[number // GROUP] = groups.get(number // GROUP, False) or wrong
        if wrong and shown < 20:
            shown += 1
            print("%a folds to %a / %a, expected %a / %a"
                  % (text, folded, cased, reference(text), full), file=sys.stderr)
    failed = sum(groups.values())
    print("%d passed, %d failed" % (len(groups) - failed, failed))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
