"""Proofs that a mutant's episode is as right as the reference's: what was done and said is compared, no check is asked.

(Case, Episode) -> why it is equivalent, or "" where that is not proven
"""

from __future__ import annotations

from collections import Counter

from pytest_t2t.domain.changes import canonical
from pytest_t2t.domain.types import Note
from pytest_t2t.records.episode import Episode, Executed
from tests.mutants.stage import Case


def effects(case: Case, episode: Episode) -> Counter[str]:
    """The calls that changed compared columns, with their arguments but for notes, as often as they were made."""
    return Counter(
        _effect(case, one) for one in episode.executed if one.ok and canonical(one.changes, case.world.tables)
    )


def same_deeds(case: Case, episode: Episode) -> str:
    """For kinds that add or alter calls alone: the tools let through exactly the writes that the reference made.

    A refused call changes nothing (an "extra" write that the tool refuses, a second time that changes nothing), so an
    agent of whose words the user hears the same, and whose effective writes are the reference's in an order in which
    none was forbidden, did nothing wrong.
    """
    if effects(case, episode) != effects(case, case.episode) or forbidden(episode):
        return ""
    if heard(episode) != heard(case.episode):
        return ""
    return "the tools refused what was wrong: what was changed and heard is what it is with the reference"


def no_rule_for_it(case: Case, episode: Episode) -> str:
    """For kinds that do the right writes at a wrong moment: the domain has no rule about that moment.

    They are wrong only by a rule of the policy that demands a yes. Where no rule of the domain demands one for any of
    the writes, none forbade a call of the episode, and the effective writes are the reference's, the policy permits it.
    """
    if effects(case, episode) != effects(case, case.episode) or forbidden(episode):
        return ""
    rules = [
        rule for one in episode.executed if case.is_write(one.tool) for rule in case.world.domain.rules_of[one.tool]
    ]
    return "" if any(rule.consent for rule in rules) else "no rule of this domain demands a yes to these writes"


def nothing_left(case: Case, episode: Episode) -> str:
    """For kinds that do and undo: nothing is left of it in compared columns, and no rule forbade it on the way.

    An unasked write that the policy does not forbid and that its inverse takes back without a trace harms nobody; state
    equality (SEMANTICS.md) is about net changes.
    """
    same = canonical(episode.changes, case.world.tables) == canonical(case.episode.changes, case.world.tables)
    return "no rule of this domain forbids it, and nothing is left of it" if same and not forbidden(episode) else ""


def forbidden(episode: Episode) -> bool:
    """Whether something was done that a rule forbade."""
    return any(one.ok and one.forbidden_by for one in episode.executed)


def heard(episode: Episode) -> list[str]:
    """What the user heard and told, in order: a call more or less changes the turn of phrase, and no fact of the talk."""
    return [event.model_dump_json(exclude={"at"}) for event in episode.events]


def _effect(case: Case, one: Executed) -> str:
    tool = case.world.domain.tools[one.tool]
    notes = {parameter.name for parameter in tool.parameters if isinstance(parameter.meaning, Note)}
    return repr((one.tool, sorted((name, repr(value)) for name, value in one.arguments.items() if name not in notes)))
