"""Misspelt options and marker names: what pytest only calls unrecognised, or silently selects nothing by.

command line, `-m` expression -> the nearest valid name
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest

from pytest_t2t.errors import nearest

_PREFIX = "--t2t-"
_NAME = re.compile(r"[^\W\d]\w*")
_GRAMMAR = {"and", "or", "not", "True", "False", "None"}


def refuse_misspelt(args: Sequence[str], parser: pytest.Parser) -> None:
    """Raise UsageError for an option that starts as ours do and is none."""
    known = [f"--{name.replace('_', '-')}" for name in vars(parser.parse_known_args(args)) if name.startswith("t2t_")]
    for arg in args:
        name = arg.partition("=")[0]
        if arg == "--":
            return
        if name.startswith(_PREFIX) and name not in known:
            raise pytest.UsageError(f"unknown option {name}: {nearest(name, known)}")


def unknown_marks(config: pytest.Config) -> Iterator[str]:
    """A line for each name in `-m` that no marker bears, where it looks like one that is."""
    expression: str = config.getoption("markexpr", "") or ""
    known = [re.split(r"[:(]", line, maxsplit=1)[0].strip() for line in config.getini("markers")]
    for name in _NAME.findall(re.sub(r"\([^()]*=[^()]*\)", "", expression)):
        if name not in known and name not in _GRAMMAR:
            yield f"t2t: -m {expression!r}: no marker is called {name!r}: {nearest(name, known)}"
