"""Short names of divisions."""

import re
from collections import defaultdict

from division_codes import OWN, place_id
from division_tables import (
    PROVINCE_SHORT, PROVINCE_VARIANTS, RAISED, RENAMED_SAME_CODE, ETHNIC,
    STEM_EXCEPTIONS, PLACE_VARIANTS, GENERIC_DISTRICT_STEMS,
)


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
