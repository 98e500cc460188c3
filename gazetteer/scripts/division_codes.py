"""Codes of divisions (GB/T 2260) and the ids made of them."""

from division_tables import MUNICIPALITIES

# The source of what is known beside the packages.
OWN = "chanpu"


def is_placeholder(name: str) -> bool:
    return name in {"市辖区", "县"} or "直辖" in name


def place_id(code: str) -> str:
    return "place/" + code


def parent_of_county(code: str, cities) -> str:
    """The prefecture, or the province where there is none."""
    prefecture = code[:4] + "00"
    if code[:2] in MUNICIPALITIES or is_placeholder(cities.get(prefecture, "县")):
        return code[:2] + "0000"
    return prefecture
