"""A first domain to start from: `template/` is a real one that the project's own checks read, under another name.

name + folder -> files
"""

from __future__ import annotations

from collections.abc import Sequence
from keyword import iskeyword
from pathlib import Path

from pytest_t2t.domain.loader import Domains
from pytest_t2t.errors import UsageError

TEMPLATE = Path(__file__).parent / "template"
TITLE = "Example desk"
"""What is replaced by the domain's name in words."""
_ORDER = ("__init__.py", "schema.sql", "seed.py", "tools.py", "rules.py", "policy.md", "language.py")


def scaffold(name: str, into: Path) -> Sequence[Path]:
    """Write the files of a new domain. Raises UsageError for a name that can't be taken, or is."""
    if iskeyword(name):
        raise UsageError(f"{name!r} can't be a domain's name: it is a Python keyword; take one like '{name}_desk'.")
    if not name.isidentifier() or name.startswith("_"):
        raise UsageError(f"{name!r} can't be a domain's name: use letters, digits and underscores, like 'corner_shop'.")
    if name in Domains().names():
        raise UsageError(
            f"{name!r} is a domain that comes with the package, which yours would hide; choose another name."
        )
    folder = into / name
    if folder.exists():
        raise UsageError(f"{folder} is there already; choose another name, or another folder by --into.")
    folder.mkdir(parents=True)
    title = name.replace("_", " ").capitalize()
    for file in _ORDER:
        (folder / file).write_text((TEMPLATE / file).read_text("utf-8").replace(TITLE, title), "utf-8")
    return [folder / file for file in _ORDER]
