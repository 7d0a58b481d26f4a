"""What an agent repeats of the user's own words, which says nothing of the agent's.

agent's text + the user's last message -> the text without it
"""

from __future__ import annotations

import re

_QUOTABLE = 6
"""Characters from which on a repeated message is recognised."""
_QUOTED_FROM = 40
"""Characters from its start on by which a message is known that is repeated in part."""
_CUT_SHORT = re.compile(r"\s*(?:\u2026|\.\.\.)")


def unquoted(text: str, said: str) -> str:
    """The text without what the user itself said last, in full or from its start on."""
    if len(said) <= _QUOTABLE:
        return text
    text = text.replace(said, "")
    start = text.find(said[:_QUOTED_FROM]) if len(said) > _QUOTED_FROM else -1
    if start < 0:
        return text
    length = next(
        (at for at, pair in enumerate(zip(text[start:], said, strict=False)) if pair[0] != pair[1]), len(said)
    )
    return text[:start] + text[start + length :] if _CUT_SHORT.match(text, start + length) else text
