#!/usr/bin/env python3
"""Turn the annotation sources (NNN.ann) of this directory into NNN.gold.json. Standard library only.

usage: annotate.py [--check] [DIR] [NNN ...]

  --check   write nothing; fail if a gold file is missing or differs from its source

An .ann file is UTF-8 text with one tab-separated record a line. Empty lines and lines that begin
with '#' are ignored. It has these parts:

  doc <TAB> 000.txt                       the document, beside the .ann file

  [mentions]                              in order of appearance
  TYPE <TAB> SURFACE <TAB> ID <TAB> OPTIONS
        TYPE     place company park project infrastructure organization industry product
        SURFACE  the exact text with all white space removed
        ID       canonical id; '=' or nothing means "the surface"
        OPTIONS  space-separated: optional, alt=TYPE (may repeat), after=TEXT

  [facts]
  SUBJECT <TAB> PREDICATE <TAB> OBJECT <TAB> QUOTE <TAB> OPTIONS      OPTIONS: optional, inname
        inname: what has no mention stands only inside a longer name: a coded place (镇雄磷基新材料项目 -> 530627), a
        firm by its short name

  [observations]
  SUBJECT <TAB> INDICATOR <TAB> VALUE <TAB> UNIT <TAB> PERIOD <TAB> MODALITY <TAB> CHANGE <TAB> QUOTE <TAB> OPTIONS
        PERIOD and CHANGE may be '-' (null); OPTIONS: optional, loose=FIELD (period, modality, change:
        the full observation counts whatever the program says in that field)

How the offsets are found: the document is walked from the start with all white space stripped, and
each surface is looked up after the end of the mention before it. Where the same characters stand
earlier without being a mention (大关 in 突破百亿元大关), 'after=TEXT' names the text, white space
removed, that must stand directly before the surface. start and end are Unicode code points of the
raw file, end exclusive, so the raw slice may hold line breaks.

What is checked: every surface and every quote is found; types, predicates, units and the like are
known; mentions do not overlap; subjects and objects are ids of this document (a company, product or
industry named only inside a longer mention is allowed when the quote holds a trace of it, a coded
place so named only with 'inname' or 'optional'); nothing is listed twice.
"""
import json
import os
import re
import sys

TYPES = ["place", "company", "park", "project", "infrastructure", "organization", "industry", "product"]
# predicate -> the object is an id (True) or a literal (False)
PREDICATES = {"locatedIn": True, "inPark": True, "undertakes": True, "leads": True, "inIndustry": True,
              "produces": True, "signedWith": True, "awarded": False, "status": False, "passesThrough": True}
STATUS = {"planned", "preparing", "signed", "started", "construction", "completed", "operating"}
UNITS = {"CNY", "EUR", "USD", "percent", "ton", "MW", "kW", "kWh", "GWh", "household", "enterprise", "project", "km", "person",
         "mu", "m2", "ha", "m3", "item", "times"}
MODALITY = {"actual", "target", "planned", "estimate"}
PLACE_ID = re.compile(r"\d{6}|(township|village):[^@]+@\d{6}|(feature|country):.+")


def fail(where, message):
    raise SystemExit(f"{where}: {message}")


def squeeze(text):
    """The text without white space, and for each kept character its offset in the raw text."""
    kept = [(c, i) for i, c in enumerate(text) if not c.isspace()]
    return "".join(c for c, _ in kept), [i for _, i in kept]


def options(field, where, allowed):
    out = {}
    for word in field.split():
        key, _, value = word.partition("=")
        if key not in allowed:
            fail(where, f"unknown option {word!r}")
        if key == "optional":
            out["optional"] = True
        else:
            out.setdefault(key, []).append(value)
    return out


def number(text, where):
    try:
        value = float(text)
    except ValueError:
        fail(where, f"not a number: {text!r}")
    return int(value) if value == int(value) else value


def records(path):
    part = None
    with open(path, encoding="utf-8") as handle:
        for n, line in enumerate(handle, 1):
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("#"):
                continue
            if line.startswith("["):
                part = line.strip("[] ")
                continue
            yield f"{path}:{n}", part, line.split("\t")


def build(path):
    folder = os.path.dirname(path)
    doc, raw, text, at, here = None, None, None, None, 0
    mentions, facts, observations, ids, seen = [], [], [], {}, set()

    def known(entity, predicate, quote, where, lenient=False):
        if entity in ids:
            return
        if lenient:  # read off a longer name
            return
        if re.fullmatch(r"\d{6}", entity):
            fail(where, f"place {entity} is no mention of the document")
        # named only inside a longer mention: some two characters of it must stand in the quote
        bare = re.sub(r"^(township|village|feature|country):|@\d{6}$", "", "".join(entity.split()))
        if not any(bare[i:i + 2] in quote for i in range(len(bare) - 1)):
            fail(where, f"{entity} is neither a mention nor in the quote of {predicate}")

    def found(quote, where):
        if not quote or re.search(r"\s", quote):
            fail(where, "the quote is empty or has white space")
        if quote not in text:
            fail(where, f"quote not found: {quote}")

    for where, part, f in records(path):
        if part is None:
            if f[0] != "doc" or len(f) != 2:
                fail(where, "expected: doc<TAB>file name")
            doc = f[1]
            with open(os.path.join(folder, doc), encoding="utf-8", newline="") as handle:
                raw = handle.read()
            if "\r" in raw:
                fail(where, "carriage returns in the document")
            text, at = squeeze(raw)
        elif part == "mentions":
            f += [""] * (4 - len(f))
            kind, surface, ident = f[0], f[1], f[2]
            opt = options(f[3], where, {"optional", "alt", "after"})
            if ident in ("", "="):
                ident = surface
            if kind not in TYPES or any(a not in TYPES or a == kind for a in opt.get("alt", [])):
                fail(where, "unknown type")
            if kind == "place" and not PLACE_ID.fullmatch(ident):
                fail(where, f"not a place id: {ident}")
            before = opt.get("after", [""])[0]
            # the anchor may lie inside the mention before, the surface may not
            s = max(0, here - len(before))
            while True:
                s = text.find(before + surface, s)
                if s < 0 or s + len(before) >= here:
                    break
                s += 1
            if s < 0:
                fail(where, f"not found after the mention before it: {before + surface}")
            s += len(before)
            here = s + len(surface)
            m = {"start": at[s], "end": at[here - 1] + 1, "text": surface, "type": kind, "id": ident}
            if "alt" in opt:
                m["alt"] = opt["alt"]
            if opt.get("optional"):
                m["optional"] = True
            mentions.append(m)
            ids.setdefault(ident, kind)
        elif part == "facts":
            f += [""] * (5 - len(f))
            s, p, o, quote = f[:4]
            opt = options(f[4], where, {"optional", "inname"})
            inname = opt.pop("inname", None) is not None
            if p not in PREDICATES:
                fail(where, f"unknown predicate {p}")
            if p == "status" and o not in STATUS:
                fail(where, f"unknown status {o}")
            found(quote, where)
            known(s, p, quote, where, inname)
            if PREDICATES[p]:
                known(o, p, quote, where, inname or "optional" in opt)
            if (s, p, o) in seen:
                fail(where, "listed twice")
            seen.add((s, p, o))
            facts.append({"s": s, "p": p, "o": o, "quote": quote, **opt})
        elif part == "observations":
            f += [""] * (9 - len(f))
            s, indicator, value, unit, period, modality, change, quote = f[:8]
            opt = options(f[8], where, {"optional", "loose"})
            if unit not in UNITS or modality not in MODALITY or change not in ("-", "growth"):
                fail(where, "unknown unit, modality or change")
            found(quote, where)
            known(s, indicator, quote, where)
            o = {"s": s, "indicator": indicator, "value": number(value, where), "unit": unit,
                 "period": None if period == "-" else period, "modality": modality,
                 "change": None if change == "-" else change, "quote": quote, **opt}
            if any({**x, "quote": 0} == {**o, "quote": 0} for x in observations):
                fail(where, "listed twice")
            observations.append(o)
        else:
            fail(where, f"unknown part [{part}]")
    for m in mentions:
        assert "".join(raw[m["start"]:m["end"]].split()) == m["text"]
    return {"doc": doc, "mentions": mentions, "facts": facts, "observations": observations}


def dump(gold):
    """One item a line: short diffs."""
    rows = ['{"doc": ' + json.dumps(gold["doc"])]
    for part in ("mentions", "facts", "observations"):
        items = ",\n".join("  " + json.dumps(x, ensure_ascii=False) for x in gold[part])
        rows.append(f' "{part}": [\n{items}\n ]' if items else f' "{part}": []')
    return ",\n".join(rows) + "}\n"


def main():
    args = sys.argv[1:]
    check = "--check" in args
    args = [a for a in args if a != "--check"]
    folder = args.pop(0) if args and os.path.isdir(args[0]) else os.path.dirname(os.path.abspath(__file__))
    wanted = set(args)
    stale = []
    for name in sorted(os.listdir(folder)):
        stem, ext = os.path.splitext(name)
        if ext != ".ann" or (wanted and stem not in wanted):
            continue
        gold = build(os.path.join(folder, name))
        target = os.path.join(folder, stem + ".gold.json")
        new = dump(gold)
        if check:
            old = open(target, encoding="utf-8").read() if os.path.exists(target) else None
            if old != new:
                stale.append(stem)
        else:
            with open(target, "w", encoding="utf-8") as handle:
                handle.write(new)
        print(f'{gold["doc"]}: {len(gold["mentions"])} mentions, {len(gold["facts"])} facts, {len(gold["observations"])} observations')
    if stale:
        raise SystemExit("not up to date: " + ", ".join(stale))


if __name__ == "__main__":
    main()
