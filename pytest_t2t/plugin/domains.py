"""Where domains are looked for: the folders in their order, and the markers named after what lies in them.

suite file -> Domains; folders -> registered markers
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_t2t.plugin.options import settings
from pytest_t2t.plugin.stash import DOMAINS, MARKED

if TYPE_CHECKING:
    from pytest_t2t.domain.loader import Domains


def domains_for(config: pytest.Config, suite: Path) -> Domains:
    """The domains as a suite file sees them; suites that look in the same folders share them."""
    from pytest_t2t.domain.loader import Domains

    folders = tuple(
        dict.fromkeys(folder for folder in (*_everywhere(config), *_beside(config, suite)) if folder.is_dir())
    )
    known = config.stash.setdefault(DOMAINS, {})
    if folders not in known:
        known[folders] = Domains(folders)
    return known[folders]


def register_visible(config: pytest.Config) -> None:
    """Register markers for the domains that can be seen without reading a suite; nothing is imported for it."""
    package = Path(__file__).parents[1]
    folders = (*_everywhere(config), package / "_domains", package.parent / "domains")
    register(config, sorted({path.parent.name for folder in folders for path in folder.glob("*/schema.sql")}))


def register(config: pytest.Config, names: Iterable[str]) -> None:
    """Register a marker for each domain, once."""
    known = config.stash.setdefault(MARKED, set())
    for name in names:
        if name not in known:
            known.add(name)
            config.addinivalue_line("markers", f"{name}: pytest-t2t tasks of this domain")


def _everywhere(config: pytest.Config) -> Iterator[Path]:
    yield from settings(config).domains
    for folders in _given(config):
        yield from map(Path, folders or ())
    yield config.rootpath / "domains"
    yield config.invocation_params.dir / "domains"


def _given(config: pytest.Config) -> list[Sequence[Path]]:
    """What the hook gives. Raises UsageError where it fails."""
    if not config.hook.pytest_t2t_domains.get_hookimpls():
        return []
    from pytest_t2t.errors import HookFault
    from pytest_t2t.plugin.asking import ask

    name = "pytest_t2t_domains"
    try:
        found: list[Sequence[Path]] = ask(config, name)
    except HookFault as fault:
        raise pytest.UsageError(str(fault)) from None
    for folders in found:
        if isinstance(folders, (str, Path)):
            raise pytest.UsageError(f"hook {name} gave {str(folders)!r}; it must give a list of folders.")
    return found


def _beside(config: pytest.Config, suite: Path) -> Iterator[Path]:
    for parent in suite.parents:
        yield parent / "domains"
        if parent == config.rootpath:
            return
