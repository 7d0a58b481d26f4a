"""A suite file as pytest's collector, made for each one in a folder that pytest looks into: it imports nothing yet.

`*.t2t.jsonl` -> SuiteFile --where it is collected--> items
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest


class SuiteFile(pytest.File):
    """One suite file."""

    def collect(self) -> Iterator[pytest.Item]:
        """An item for each trial of each task, and one for each line that holds none."""
        from pytest_t2t.plugin.collector import items

        yield from items(self)
