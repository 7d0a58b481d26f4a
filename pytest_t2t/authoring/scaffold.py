"""A first domain to start from: `template/` is a real one that the project's own checks read, under another name.

name + folder -> files
"""

from __future__ import annotations

from collections.abc import Sequence
from keyword import iskeyword
from pathlib import Path

from pytest_t2t.errors import UsageError

TEMPLATE = Path(__file__).parent / "template"
TITLE = "Example desk"
"""What is replaced by the domain's name in words."""
_ORDER = ("__init__.py", "schema.sql", "seed.py", "tools.py", "rules.py", "policy.md", "language.py")


def scaffold(name: str, into: Path) -> Sequence[Path]:
    """Write the files of a new domain. Raises UsageError for what is no Python name, and a folder that is there."""
    if not name.isidentifier() or iskeyword(name) or name.startswith("_"):
        raise UsageError(f"{name!r} can't be a domain's name: use letters, digits and underscores, like 'corner_shop'.")
    folder = into / name
    if folder.exists():
        raise UsageError(f"{folder} is there already; choose another name, or another folder by --into.")
    folder.mkdir(parents=True)
    title = name.replace("_", " ").capitalize()
    for file in _ORDER:
        (folder / file).write_text((TEMPLATE / file).read_text("utf-8").replace(TITLE, title), "utf-8")
    return [folder / file for file in _ORDER]
