"""Standard output and error of a process that runs agents of one's own: what they print leaves without secrets.

text that an agent's thread prints while pytest captures nothing -> the same without secrets

pytest captures nothing between two tests and while it writes a live log; agents on other threads print then too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TextIO

import pytest

from pytest_t2t.plugin.stash import STREAMS

_NAMES = ("stdout", "stderr")


class Stream:
    """A text stream that writes what `clean` leaves of a text; in everything else it is the one below."""

    def __init__(self, below: TextIO) -> None:
        self._below = below
        self.clean: Callable[[str], str] = str

    def write(self, text: str) -> int:
        """Give the length of what was asked for, as streams do."""
        self._below.write(self.clean(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """One after the other."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._below, name)


def stand_between(config: pytest.Config) -> None:
    """Put a stream before each standard one, until the session ends; pytest keeps what it finds when it captures."""
    config.stash[STREAMS] = made = []
    for name in _NAMES:
        below = getattr(sys, name)
        if below is not None:  # there is none under pythonw
            made.append(stream := Stream(below))
            setattr(sys, name, stream)
            config.add_cleanup(partial(_give_back, name, stream, below))


def _give_back(name: str, stream: Stream, below: TextIO) -> None:
    if getattr(sys, name) is stream:
        setattr(sys, name, below)
