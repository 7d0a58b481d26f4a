"""How a failure looks: lines of text, coloured by what they are where the terminal has colours, and where it was.

lines + place -> what pytest prints instead of a traceback, also from a worker's plain text
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest
    from _pytest._io import TerminalWriter

_COLOURS: tuple[tuple[str, dict[str, bool]], ...] = (
    ("customer:", {"cyan": True}),
    ("agent:", {"bold": True}),
    ("   call:", {"blue": True}),
    ("refused:", {"yellow": True}),
    (" result:", {"light": True}),
    ("failed ", {"red": True, "bold": True}),
    ("failed:", {"red": True, "bold": True}),
    ("error (", {"red": True, "bold": True}),
    ("undetermined ", {"yellow": True, "bold": True}),
    ("doubtful:", {"yellow": True}),
    ("  -", {"red": True}),
    ("  +", {"green": True}),
)


@dataclass(frozen=True, slots=True)
class Crash:
    """Where and why, for pytest's one-line summaries."""

    path: Path | str
    lineno: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.lineno}: {self.message}"


class Told:
    """What pytest prints for a failure; it has the parts of pytest's own representations that reporters look at.

    xdist sends it as plain text: `hooks.py` makes a `Told` of it again.
    """

    def __init__(self, lines: Sequence[str], reprcrash: Crash, shown: Sequence[str]) -> None:
        self.lines = lines
        self.reprcrash = reprcrash
        self._shown = shown

    def toterminal(self, tw: TerminalWriter) -> None:
        """Write what is to be seen of the lines."""
        for line in self._shown:
            tw.line(line, **_colour(line))

    def __str__(self) -> str:
        return "\n".join(self.lines)


def told(config: pytest.Config, lines: Sequence[str], where: Crash, *, failed: bool) -> Told:
    """All lines; with `--tb=line` one is to be seen, which pytest writes itself of failures, but of nothing else."""
    if config.option.tbstyle == "line":
        return Told(lines, where, [] if failed else [str(where)])
    return Told(lines, where, lines)


def _colour(line: str) -> dict[str, bool]:
    return next((markup for start, markup in _COLOURS if line.startswith(start)), {})
