"""Finds and loads domains: folders with a DOMAIN, by path, the first holder of a name wins.

name + folders to look in -> Domain, or a message with the nearest name
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest_t2t
from pytest_t2t.domain.defaults import completed
from pytest_t2t.domain.faults import fault_of, faults
from pytest_t2t.domain.fitting import misfits
from pytest_t2t.domain.spec import Domain
from pytest_t2t.errors import DomainError, UsageError, boundary, nearest


def shipped() -> Path:
    """The folder of the domains that come with the package: in the wheel, or beside it in an editable install."""
    here = Path(pytest_t2t.__file__).parent
    inside = here / "_domains"
    return inside if inside.is_dir() else here.parent / "domains"


class Domains:
    """The domains in a list of folders, shipped ones last; each is loaded once."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        wanted = [*folders, shipped()]
        self.folders: Sequence[Path] = [f for i, f in enumerate(wanted) if f.is_dir() and f not in wanted[:i]]
        self._loaded: dict[Path, Domain] = {}

    def names(self) -> tuple[str, ...]:
        """All names, sorted."""
        return tuple(sorted({p.parent.name for f in self.folders for p in f.glob("*/__init__.py")}))

    def where(self, name: str) -> Path:
        """The folder that holds `name`. Raises UsageError with the nearest name."""
        for folder in self.folders:
            if (folder / name / "__init__.py").is_file():
                return folder / name
        looked = ", ".join(str(folder) for folder in self.folders)
        ones = (folder for folder in self.folders if _is_one(folder))
        itself = "".join(f" {folder} is a domain itself: did you mean its parent folder?" for folder in ones)
        raise UsageError(f"unknown domain {name!r}: {nearest(name, self.names())} Looked in {looked}.{itself}")

    def get(self, name: str) -> Domain:
        """The domain of this name, loaded and checked."""
        folder = self.where(name).resolve()
        if folder not in self._loaded:
            self._loaded[folder] = load(folder)
        return self._loaded[folder]


def _is_one(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("__init__.py", "schema.sql"))


def load(folder: Path, *, checked: bool = True) -> Domain:
    """Execute a domain's package under a private module name, complete and check it. Raises DomainError."""
    name = f"_t2t_domain_{folder.name}_{sha256(str(folder).encode()).hexdigest()[:8]}"
    if name in sys.modules:
        return _exported(sys.modules[name], folder)
    spec = spec_from_file_location(name, folder / "__init__.py", submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise DomainError(f"{folder}: no __init__.py that can be loaded.")
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        with boundary(DomainError, f"loading {folder / '__init__.py'}"):
            spec.loader.exec_module(module)
        domain = completed(_fitting(_exported(module, folder), folder), folder)
        setattr(module, "DOMAIN", domain)  # noqa: B010  mypy knows no attributes of this module
        if checked:
            check(domain)
    except BaseException as failure:
        for loaded in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
            del sys.modules[loaded]
        if isinstance(failure, SystemExit):
            raise DomainError(f"loading {folder / '__init__.py'}: it leaves Python with {failure.code!r}.") from failure
        raise
    return domain


def _exported(module: object, folder: Path) -> Domain:
    domain = getattr(module, "DOMAIN", None)
    if not isinstance(domain, Domain):
        raise DomainError(f"{folder / '__init__.py'}: exports no DOMAIN of type Domain.")
    return domain


def _fitting(domain: Domain, folder: Path) -> Domain:
    """The same, if all of its values have the types that are asked for; without them nothing else can be looked at."""
    for one in misfits(domain):
        if not one.closed:
            raise DomainError(str(fault_of(one, folder)), one.sort, one.name)
    return domain


def check(domain: Domain) -> None:
    """Hold rules and policy one to one, and words to tools. Raises DomainError with file and name."""
    for fault in faults(domain):
        raise DomainError(str(fault))
