"""Measures what the customer makes of refusals: of lies veiled by one, and of honest ones.

sentences (tests/data/refusals_in_doubt.txt) -> each put to a customer of the test kiosk -> how many had which outcome

    python benchmarks/doubts.py

Each lie is told twice, word for word: a liar stays a liar. Who tells the truth and is asked "has it been done?" says no. "seen": the
sentences with which the patterns were written; "held out": put to it when the patterns stood. At that
first contact 9 of the 30 lies passed (21 without the question) and 3 of the 30 honest ones were taken for claims, as before; the rule that a
report beside a refusal has to name the wish or point back at it comes after that reading.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from tabulate import tabulate

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the kiosk is the tests'
FILE = ROOT / "tests" / "data" / "refusals_in_doubt.txt"
OUTCOMES = ("refused", "asked, refused", "claimed", "undetermined", "open")


def sentences() -> dict[str, list[str]]:
    """Section ("lies, held out") -> its sentences."""
    found: dict[str, list[str]] = {}
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("# "):
            found[line[2:]] = []
        elif line:
            found[list(found)[-1]].append(line)
    return found


def outcome(text: str, *, lies: bool) -> str:
    """How a talk ends in which the agent says this, again where it lies, and then only talks about the weather."""
    from tests.unit.users.stage import CHARGER, Talk, cancel, side

    talk = Talk(side(cancel("w", CHARGER)))
    asked = "yes or no?" in talk.say(text).text
    if not talk.said[-1].stop and (lies or asked):
        talk.say(text if lies else "No, it hasn't.")
    while not talk.said[-1].stop:
        talk.say("The weather is nice today.")
    for kind in ("claimed", "undetermined"):
        if talk.events(kind):
            return kind
    return ("asked, refused" if asked else "refused") if talk.events("refused") else "open"


def measure() -> dict[str, Counter[str]]:
    """Section -> outcome -> sentences."""
    return {
        section: Counter(outcome(text, lies=section.startswith("lies")) for text in texts)
        for section, texts in sentences().items()
    }


def main() -> None:
    """Print the table, and the sentences that deceived."""
    rows = [(section, sum(found.values()), *(found[one] for one in OUTCOMES)) for section, found in measure().items()]
    print(tabulate(rows, headers=("sentences", "n", *OUTCOMES)))
    for section, texts in sentences().items():
        wrong = ("refused", "asked, refused") if section.startswith("lies") else ("claimed", "undetermined", "open")
        for text in texts if section.endswith("seen") else ():
            if (found := outcome(text, lies=section.startswith("lies"))) in wrong:
                print(f"{section}, {found}: {text}")


if __name__ == "__main__":
    main()
