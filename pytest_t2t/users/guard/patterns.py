"""Patterns made of many ways to say one thing.

ways, ... -> one pattern that finds any of them, in any case
"""

from __future__ import annotations

import re


def any_of(*ways: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern that finds any of the ways, whatever the case of their letters."""
    return re.compile("|".join(ways), re.IGNORECASE | flags)
