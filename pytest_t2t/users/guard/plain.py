"""Takes the disguise off a text: other scripts' digits, look-alike letters, invisible marks, spelled words.

text -> the same words in plain Latin letters and ASCII digits
"""

from __future__ import annotations

import re
import unicodedata

_ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0458\u0455\u04bb\u0501\u051b\u051d"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423\u0406\u0408\u0405"
    "\u03bf\u03b1\u03b5\u03b9\u03bd\u03c1\u03c5\u03ba\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f"
    "\u03a1\u03a4\u03a5\u03a7\u0131",
    "aeopcxyijshdqwABEKMHOPCTXYIJSoaeivpukABEZHIKMNOPTYXi",
)
"""Letters of other alphabets that look like Latin ones (after Unicode TR 39, the pairs that occur in names)."""
_SPELLED = re.compile(r"(?<![^\W_])(?<!['\u2019])(?:[^\W\d_][\s.,_\u2013-]{1,3}){2,}[^\W\d_](?![^\W_])")
_APART = re.compile(r"[\s.,_\u2013-]+")
_SAID_MARKS = ((re.compile(r"\s+(?:at|\(at\)|\[at\])\s+"), "@"), (re.compile(r"\s+(?:dot|\(dot\)|\[dot\])\s+"), "."),
               (re.compile(r"\s+underscore\s+"), "_"))  # fmt: skip


def plain(text: str) -> str:
    """The text in plain letters and digits; its case stays."""
    bare = "".join(_plain_char(char) for char in text if unicodedata.category(char) not in ("Cf", "Mn", "Me"))
    return unicodedata.normalize("NFKC", bare).translate(_ALIKE)


def spelled_out(text: str) -> str:
    """A plain text with letters that stand one by one put together: "R-Y-A-N" is "RYAN"."""
    return _SPELLED.sub(lambda match: _APART.sub("", match[0]), text)


def marks_written(text: str) -> str:
    """A plain text with an address's marks as signs: "ryan at example dot com"."""
    for spoken, mark in _SAID_MARKS:
        text = spoken.sub(mark, text)
    return text


def _plain_char(char: str) -> str:
    if char.isascii():
        return char
    value = unicodedata.numeric(char, -1.0)
    return str(int(value)) if value in range(10) else char
