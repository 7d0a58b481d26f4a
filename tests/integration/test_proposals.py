"""The scripted user says yes and no rightly: proposals over real task worlds, in the frames of strong models.

benchmarks/proposals.py -> errors per class: none
"""

from __future__ import annotations

from benchmarks.proposals import FRAMES, SIZES, UNGROUNDED, all_cases, score

WRONG = {
    "another order", "another item", "another new variant", "another payment method", "another reason", "another speed",
    "another address", "another count", "another payee", "another amount", "another payment day", "swapped", "dropped", "not wished", "one right, one wrong", "one wished, one not",
}  # fmt: skip


def test_every_proposal_gets_the_right_answer() -> None:
    result = score(all_cases(SIZES))
    assert [f"{case.kind}: {case.text} -> {said.text}" for case, said in result.wrong] == []
    assert result.n.total() >= 400
    assert {case for case, count in result.n.items() if count} >= WRONG | {"right", "right, changed", "ungrounded"}
    assert len(FRAMES) >= 12
    assert len(UNGROUNDED) >= 6
