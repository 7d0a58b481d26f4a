"""The recogniser on labelled messages of a real model, on the half of the dialogues that its rules are not made from.

benchmarks/recogniser.py computes, this file asserts. The errors on this half were read once, after the first contact,
and general faults that showed there were mended; so the numbers asserted here are a little too good. Those of the first
contact, the honest estimate for messages never seen, are in the docstring of benchmarks/recogniser.py.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
AT_LEAST = 0.95
EXAMPLES = 30


def _benchmark() -> ModuleType:
    """Load the script from its path: `benchmarks/` is no package and not on sys.path."""
    name = "t2t_benchmark_recogniser"
    spec = importlib.util.spec_from_file_location(name, REPOSITORY / "benchmarks" / "recogniser.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def benchmark_script() -> ModuleType:
    script = _benchmark()
    if not script.MESSAGES.exists():
        pytest.skip(f"the messages are not in the repository; they were looked for at {script.MESSAGES}")
    return script


def test_held_out_half(benchmark_script: ModuleType) -> None:
    held_out = [m for m in benchmark_script.labelled_messages() if benchmark_script.half_of(m.dialogue) == "test"]
    results = benchmark_script.scores(held_out)
    print(f"\nheld-out half: {len(held_out)} messages\n{benchmark_script.table_of(results)}")
    short = {name: score.n for name, score in results.items() if score.n < EXAMPLES}
    assert not short, f"fewer than {EXAMPLES} examples: {short}"
    weak = {
        name: (round(score.precision, 3), round(score.recall, 3))
        for name, score in results.items()
        if min(score.precision, score.recall) < AT_LEAST
    }
    assert not weak, f"precision, recall below {AT_LEAST}: {weak}"


def test_labels_hold_no_sentences() -> None:
    lines = (REPOSITORY / "tests" / "data" / "agent_message_labels.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 420
    assert max(map(len, lines)) < 400


def test_wilson_interval_matches_the_published_example() -> None:
    # Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662
    low, high = _benchmark().wilson(81 / 263, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
