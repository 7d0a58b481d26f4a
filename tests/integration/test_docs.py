"""What the documents show works: examples are run, names of models are opened, options exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pytest_t2t.models import Connection, is_model, open_model
from pytest_t2t.plugin.options import OPTIONS
from pytest_t2t.testing.faults import KINDS

DOCS = Path(__file__).parents[2] / "docs"
TESTING = (DOCS / "testing.md").read_text("utf-8")
MODELS = (DOCS / "models.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", TESTING, re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_examples_of_testing_pass(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    opted_in = re.search(r"^ {4}(pytest_plugins = .*)$", TESTING, re.MULTILINE)
    assert opted_in is not None
    pytester.makeconftest(opted_in[1])
    pytester.makepyfile(EXAMPLES[number])
    result = pytester.runpytest_subprocess("-p", "no:xdist", "-p", "no:cacheprovider")
    result.assert_outcomes(
        passed=EXAMPLES[number].count("def test_") + 2 * EXAMPLES[number].count('"openai-responses"')
    )


def test_every_kind_of_fault_is_named() -> None:
    assert all(f"`{kind}`" in TESTING for kind in KINDS)


def test_every_model_that_is_named_can_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    specs = re.findall(r"--t2t-model=('[^']+'|\S+)", MODELS)
    assert len(specs) >= 6
    for spec in specs:
        assert is_model(spec.strip("'"))
        open_model(spec.strip("'"), Connection())


def test_every_option_that_is_named_exists() -> None:
    named = set(re.findall(r"--t2t-[a-z-]+[a-z]", MODELS + TESTING))
    assert named <= {option.flag for option in OPTIONS}, named
