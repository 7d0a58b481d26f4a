"""Makes the committed name and street tables, once; `python make_tables.py` writes them again, byte-equal.

Faker 40 (seeded) -> first_names.tsv, last_names.tsv, streets.tsv; the other tables are written by hand
"""

from __future__ import annotations

from pathlib import Path

from faker import Faker

HERE = Path(__file__).parent
SHARES = {"en_US": 0.62, "es_MX": 0.14, "en_IN": 0.12, "it_IT": 0.06, "de_DE": 0.06}
"""Locale -> its share of a table of names."""
fakers = {locale: Faker(locale) for locale in SHARES}
for number, faker in enumerate(fakers.values()):
    faker.seed_instance(20260314 + number)
STEMS = [
    "Maple", "Oak", "Cedar", "Elm", "Birch", "Willow", "Chestnut", "Walnut", "Juniper", "Magnolia", "Sycamore",
    "Laurel", "Hawthorn", "Linden", "Spruce", "Aspen", "Washington", "Jefferson", "Lincoln", "Madison", "Franklin",
    "Harrison", "Monroe", "Garfield", "Jackson", "Hamilton", "Lakeview", "Hillcrest", "Ridge", "River", "Meadow",
    "Orchard", "Prospect", "Highland", "Park", "Mill", "Church", "Spring", "Summit", "Valley", "Garden", "Sunset",
    "Harbor", "Canyon",
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
    write("first_names.tsv", names("first_name", 260))
    write("last_names.tsv", names("last_name", 320))
    fake = fakers["en_US"]
    suffixes = ["Street", "Avenue", "Lane", "Drive", "Road", "Court", "Boulevard", "Place", "Terrace", "Way"]
    streets = [f"{stem} {suffix}" for stem in STEMS for suffix in suffixes]
    surnames = [f"{fake.last_name()} {fake.random_element(suffixes)}" for _ in range(60)]
    write("streets.tsv", [*fake.random_elements(streets, 160, unique=True), *dict.fromkeys(surnames)])


if __name__ == "__main__":
    main()
