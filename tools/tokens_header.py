#!/usr/bin/env python3
"""Writes core/data/tokens.json's geometry and text measures as C++ constants: tokens_header.py IN OUT.

Lengths become `namespace throughline::tokens::<group> { inline constexpr std::int32_t <name> = CSS px; }`; only
colours, fonts and motion stay with the faces."""
import json
import sys


def constants(members):
    return [f"inline constexpr std::int32_t {name} = {value};"
            for name, value in members.items() if isinstance(value, int)]


def columns(rows):
    lines = ["struct Column { std::string_view name; std::int32_t min_w, weight, from_w; bool sorts; };",
             "inline constexpr Column columns[] = {"]
    for row in rows:
        sorts = "true" if row["sort"] else "false"
        lines.append(f'    {{"{row["name"]}", {row["min_w"]}, {row["weight"]}, {row["from_w"]}, {sorts}}},')
    return lines + ["};"]


def main(source, target):
    with open(source, encoding="utf-8") as file:
        tokens = json.load(file)
    out = ["// Made from core/data/tokens.json; CSS px, advances in thousandths of an em.", "#pragma once",
           "#include <cstdint>", "#include <string_view>"]
    groups = dict(tokens["geometry"])
    groups["advance"] = tokens["advance"]
    for name, style in tokens["text"].items():
        groups["text_" + name] = style
    for group, members in groups.items():
        out.append(f"namespace throughline::tokens::{group} {{")
        out += constants(members)
        if "columns" in members:
            out += columns(members["columns"])
        out.append("}")
    with open(target, "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
