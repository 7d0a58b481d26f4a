"""Makes the committed name and street tables, once; `python make_tables.py` writes them again, byte-equal.

Faker 40 (seeded) -> first_names.tsv, last_names.tsv, streets.tsv; airports.tsv and routes.tsv are written by hand
"""

from __future__ import annotations

from pathlib import Path

from faker import Faker

HERE = Path(__file__).parent
SHARES = {"en_US": 0.62, "es_MX": 0.14, "en_IN": 0.12, "it_IT": 0.06, "de_DE": 0.06}
"""Locale -> its share of a table of names."""
fakers = {locale: Faker(locale) for locale in SHARES}
for number, faker in enumerate(fakers.values()):
    faker.seed_instance(20260512 + number)
STEMS = [
    "Alder", "Beech", "Cypress", "Dogwood", "Fir", "Hazel", "Hickory", "Ivy", "Larch", "Locust", "Mulberry", "Olive",
    "Palm", "Pine", "Poplar", "Redwood", "Rowan", "Sequoia", "Adams", "Cleveland", "Grant", "Hayes", "Kennedy",
    "Pierce", "Roosevelt", "Tyler", "Bayview", "Brook", "Cliff", "Creek", "Fairview", "Field", "Forest", "Grove",
    "Hilltop", "Island", "Lake", "Market", "Mountain", "Ocean", "Quarry", "School", "Station", "Union",
]  # fmt: skip


def write(name: str, values: list[str]) -> None:
    """One value a line, sorted."""
    (HERE / name).write_text("\n".join(sorted(values)) + "\n", "utf-8")


def names(part: str, n: int) -> list[str]:
    """The first different plain names, by the locales' shares: ASCII, one word, four letters or more."""
    found: dict[str, None] = {}
    for locale, share in SHARES.items():
        make = getattr(fakers[locale], part)
        end = len(found) + round(share * n)
        while len(found) < end:
            value = make()
            if value.isascii() and value.isalpha() and len(value) > 3:
                found[value.capitalize()] = None
    return list(found)


def main() -> None:
    """Write the three tables."""
    write("first_names.tsv", names("first_name", 240))
    write("last_names.tsv", names("last_name", 300))
    suffixes = ["Street", "Avenue", "Lane", "Drive", "Road", "Court", "Boulevard", "Place", "Terrace", "Way"]
    streets = [f"{stem} {suffix}" for stem in STEMS for suffix in suffixes]
    write("streets.tsv", list(fakers["en_US"].random_elements(streets, 180, unique=True)))


if __name__ == "__main__":
    main()
