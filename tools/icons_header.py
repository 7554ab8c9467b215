#!/usr/bin/env python3
"""Packs Lucide icons into a C++ header: icons_header.py LUCIDE_FOLDER OUT LIST…

Each LIST is a source whose quoted names are icons: a .def list names them in its second quoted argument
(KIND, CHANNEL), tokens.json in icon.mode, any other file in every quoted word."""
import json
import pathlib
import re
import sys

WORD = re.compile(r'"([a-z0-9-]+)"')
LISTED = re.compile(r'^(?:KIND|CHANNEL)\(\w+, "[^"]*", "([^"]+)"', re.MULTILINE)


def names_in(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".def":
        return LISTED.findall(text)
    if path.suffix == ".json":
        return json.loads(text)["icon"]["mode"].values()
    return WORD.findall(text)


def shapes_of(folder, name):
    text = (folder / f"{name}.svg").read_text(encoding="utf-8")
    body = text[text.index(">", text.index("<svg")) + 1:text.rindex("</svg>")]
    return " ".join(body.split())


def main(folder, target, lists):
    names = sorted({name for path in lists for name in names_in(pathlib.Path(path))})
    rows = [f'    {{"{name}", R"svg({shapes_of(pathlib.Path(folder), name)})svg"}},' for name in names]
    text = "\n".join(["// Lucide's shapes, packed by tools/icons_header.py.", "#pragma once", "", "#include <string_view>", "",
                      "namespace throughline::studio {", "", "struct Icon {", "  std::string_view name, shapes;", "};",
                      "inline constexpr Icon kIcons[] = {", *rows, "};", "", "}  // namespace throughline::studio", ""])
    pathlib.Path(target).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
