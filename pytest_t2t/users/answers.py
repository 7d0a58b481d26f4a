"""Whether a message answers one of the user's questions: a sentence about its subject with a value of its kind.

sentence + Question -> how many different values of that kind it holds
"""

from __future__ import annotations

import re

from pytest_t2t.domain.lexicon import Lexicon
from pytest_t2t.records.task import Question
from pytest_t2t.users.aims import names

_ID = re.compile(r"(?<![\w.])#?(?=[A-Z0-9_-]*[0-9])[A-Z0-9][A-Z0-9_-]{4,}(?![\w])", re.IGNORECASE)
_READ = {"money": "money", "date": "date", "count": "count"}


def values_in(text: str, question: Question, lexicon: Lexicon) -> int:
    """How many different values of the question's kind the sentence holds; none where it is about something else."""
    low = text.lower()
    if not names((word.lower() for word in question.subject), low):
        return 0
    return count_values(text, question, lexicon)


def count_values(text: str, question: Question, lexicon: Lexicon) -> int:
    """How many different values of the question's kind stand in a text."""
    if question.kind == "label":
        low = text.lower().replace("_", " ")
        return len({label for label in question.labels if names((label.lower().replace("_", " "),), low)})
    mentions = lexicon.mentions(text)
    if question.kind == "id":
        return len(
            set(_ID.findall(text))
            | {text[slice(*one.span)] for one in mentions if one.exact and one.kind in lexicon.domain.things}
        )
    return len({value for one in mentions if one.kind == _READ[question.kind] for value in one.values})
