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

import argparse
import os
import subprocess
import sys
import zipfile
from pathlib import Path

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


def fetch(packages: Path) -> None:
    packages.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps",
                    "--dest", str(packages), PACKAGE], check=True)


def read_table(packages: Path):
    wheels = sorted(packages.glob("opencc_python_reimplemented-*.whl"))
    if not wheels:
        sys.exit(f"{packages}: no file opencc_python_reimplemented-*.whl;"
                 " run with --fetch first")
    with zipfile.ZipFile(wheels[-1]) as bundle:
        text = bundle.read(TABLE).decode("utf-8-sig")
    for line in text.splitlines():
        if "\t" in line:
            traditional, candidates = line.split("\t")
            yield traditional, candidates.split(" ")[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--packages", type=Path, required=True,
                        help="directory with the downloaded package")
    parser.add_argument("--fetch", action="store_true",
                        help="download the package into that directory first")
    parser.add_argument("--output", type=Path,
                        default=Path(__file__).resolve().parent.parent,
                        help="gazetteer directory (default: the one of this script)")
    options = parser.parse_args()
    if options.fetch:
        fetch(options.packages)

    table, left_out = {}, 0
    for traditional, simplified in read_table(options.packages):
        if (len(traditional) != 1 or len(simplified) != 1 or traditional == simplified
                or traditional in EXCLUDED or ord(simplified) > 0xFFFF):
            left_out += 1
            continue
        table[traditional] = simplified
    # A target must not be mapped again: the table is applied once.
    chained = sorted(t for t, s in table.items() if s in table)
    for traditional in chained:
        table[traditional] = table[table[traditional]]

    target = options.output / "variants.tsv"
    temporary = target.with_name(target.name + ".part")
    temporary.write_text("".join(f"{t}\t{s}\n" for t, s in sorted(table.items())),
                         encoding="utf-8", newline="\n")
    os.replace(temporary, target)
    print(f"{len(table)} characters, {left_out} left out, chained: {''.join(chained)}")


if __name__ == "__main__":
    main()
