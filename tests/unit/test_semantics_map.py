"""The page that says where each sentence of the semantics is tested names tests that exist, at least one a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "semantics-tests.md").read_text("utf-8")
NAMED = re.findall(r"^  - `(.+?)::(test_\w+)`$", PAGE, re.MULTILINE)


def test_every_sentence_has_a_test() -> None:
    blocks = re.split(r"^- ", PAGE, flags=re.MULTILINE)[1:]
    assert len(blocks) > 70
    assert not [block.splitlines()[0] for block in blocks if "::test_" not in block]


@pytest.mark.parametrize("file", sorted({file for file, _ in NAMED}))
def test_every_test_that_is_named_exists(file: str) -> None:
    source = (ROOT / "tests" / file).read_text("utf-8")
    there = set(re.findall(r"^(?:async )?def (test_\w+)", source, re.MULTILINE))
    assert {name for where, name in NAMED if where == file} <= there
