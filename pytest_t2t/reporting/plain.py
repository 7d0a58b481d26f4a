"""Foreign text made harmless: what a model or a server wrote, on its way to a terminal, a file or a page.

text -> text without control codes; -> one line; -> Markdown that means itself
"""

from __future__ import annotations

import re

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\|$)"  # OSC and other strings: titles, links, clipboard
    r"|\x1b.?"
    r"|\x9b[0-?]*[ -/]*[@-~]",
    re.DOTALL,
)
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the reading direction
    "\ud800-\udfff]"  # half characters that no encoding can write
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def plain(text: str) -> str:
    """Without escape sequences, control characters and direction marks; newlines and tabs stay."""
    return _CONTROLS.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str, longest: int = 200) -> str:
    """Plain, white space folded, cut at `longest` characters."""
    folded = " ".join(plain(text).split())
    return folded if len(folded) <= longest else f"{folded[: longest - 3]}..."


def markdown(text: str, longest: int = 500) -> str:
    """One line in which no character is Markdown or HTML."""
    return (
        _MARKDOWN.sub(r"\\\1", one_line(text, longest))
        .replace("\\<", "&lt;")
        .replace("\\>", "&gt;")
        .replace("\\&", "&amp;")
    )
