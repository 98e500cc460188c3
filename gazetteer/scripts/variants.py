#!/usr/bin/env python3
"""Generate variants.tsv, the table from traditional to simplified characters.

    python3 variants.py --packages DIR --fetch
    python3 variants.py --packages DIR

Source is the table TSCharacters of OpenCC, single characters only, first
candidate. Left out are

* rows which change nothing;
* characters which also occur in ordinary simplified text, where the mapping
  would do damage (EXCLUDED);
* targets outside the Basic Multilingual Plane: simplified text usually keeps
  the old form of these rare characters.

Columns, separated by a tab, without a header: traditional, simplified. Lines
are sorted by code point. Only the Python 3 standard library is needed.
"""

from pathlib import Path

from packages import fetch_pip, find, options, replace_file, zip_member

PACKAGE = "opencc-python-reimplemented==0.1.7"
TABLE = "opencc/dictionary/TSCharacters.txt"

# character -> why it stays
EXCLUDED = {
    "乾": "乾坤, 乾隆, 乾县",
    "著": "著名, 显著",
    "瞭": "瞭望",
    "藉": "慰藉, 狼藉",
    "夥": "甚夥; not always 伙",
    "吒": "哪吒",
    "薹": "蒜薹, 菜薹",
    "捱": "捱过",
    "昇": "昇腾 and personal names",
    "甯": "surname",
    "麴": "surname",
    "榘": "personal names",
    "脩": "束脩, personal names",
    "頫": "赵孟頫",
    "蒐": "蒐集, restored in the standard of 2013",
    "醣": "chemical term",
    "濛": "濛阳镇 and other place names",
    "氾": "氾水镇",
    "祇": "神祇",
    "阪": "大阪",
    "彷": "彷徨",
    "牴": "牴牾",
    "覆": "覆盖, 颠覆",
}


def read_table(packages: Path):
    wheel = find(packages, "opencc_python_reimplemented-*.whl")
    text = zip_member(wheel, TABLE).decode("utf-8-sig")
    for line in text.splitlines():
        if "\t" in line:
            traditional, candidates = line.split("\t")
            yield traditional, candidates.split(" ")[0]


def main():
    arguments = options(__doc__)
    if arguments.fetch:
        fetch_pip(arguments.packages, [PACKAGE])

    table, left_out = {}, 0
    for traditional, simplified in read_table(arguments.packages):
        if (len(traditional) != 1 or len(simplified) != 1 or traditional == simplified
                or traditional in EXCLUDED or ord(simplified) > 0xFFFF):
            left_out += 1
            continue
        table[traditional] = simplified
    # A target must not be mapped again: the table is applied once.
    chained = sorted(t for t, s in table.items() if s in table)
    for traditional in chained:
        table[traditional] = table[table[traditional]]

    replace_file(arguments.output / "variants.tsv",
                 "".join(f"{t}\t{s}\n" for t, s in sorted(table.items())))
    print(f"{len(table)} characters, {left_out} left out, chained: {''.join(chained)}")


if __name__ == "__main__":
    main()
