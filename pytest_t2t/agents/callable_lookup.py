"""The user's function, class or factory by its name, and what it wants to be given.

`package.module:name` + folders -> module, imported -> Target, or UsageError in one clear message
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from pytest_t2t.agents.callable_running import belongs_on_loop
from pytest_t2t.agents.callable_trouble import told
from pytest_t2t.errors import UsageError, nearest, unknown

GIVEN = ("policy", "tools", "messages", "trial")
"""What the user's code is given, by the names of its parameters."""


@dataclass(frozen=True, slots=True)
class Target:
    """What the user named."""

    function: Callable[..., Any]
    names: frozenset[str]
    """Which of GIVEN it takes."""

    @property
    def replies(self) -> bool:
        """Whether it answers itself; otherwise it makes, once an episode, what answers."""
        return "messages" in self.names

    @property
    def on_loop(self) -> bool:
        """Whether it is async."""
        return belongs_on_loop(self.function)

    def with_all(self, of: Mapping[str, Any]) -> Callable[[], Any]:
        """A call of it with what it takes."""
        return partial(self.function, **{name: of[name] for name in self.names})


def found(spec: str, where: str, folders: Sequence[Path]) -> Target:
    """Import the module and look at the callable. Raises UsageError, which quotes `spec`."""
    module_name, colon, name = where.partition(":")
    if not (colon and name.isidentifier() and all(part.isidentifier() for part in module_name.split("."))):
        raise UsageError(f"{spec!r} is no agent: write python:package.module:name.")
    module = _module(spec, module_name, folders)
    function = getattr(module, name, None)
    if function is None:
        known = [one for one, value in vars(module).items() if callable(value) and not one.startswith("_")]
        raise UsageError(unknown(f"{spec!r}: {_file(module)} has no {name!r}", name, known))
    if not callable(function):
        raise UsageError(
            f"{spec!r}: {name} in {_file(module)} is {type(function).__name__}, nothing that can be called."
        )
    return target_of(function, spec)


def target_of(function: Callable[..., Any], spec: str) -> Target:
    """What this callable wants to be given. Raises UsageError, which quotes `spec`."""
    return Target(function, _names(spec, function))


def _names(spec: str, function: Callable[..., Any]) -> frozenset[str]:
    try:
        spots = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        raise UsageError(f"{spec!r}: its parameters can't be read; name a Python function or class.") from None
    takes = f"An agent takes any of {', '.join(GIVEN)}, by these names"
    for spot in spots:
        needed = spot.default is spot.empty and spot.kind not in {spot.VAR_POSITIONAL, spot.VAR_KEYWORD}
        if spot.kind is spot.POSITIONAL_ONLY and needed:
            raise UsageError(f"{spec!r}: its parameter {spot.name!r} can't be given by name. {takes}.")
        if spot.name not in GIVEN and needed:
            raise UsageError(f"{spec!r}: unknown parameter {spot.name!r}: {nearest(spot.name, GIVEN)} {takes}.")
    return frozenset(spot.name for spot in spots if spot.name in GIVEN)


# ------------------------------------------------------------------------------------------------------ the module
def _module(spec: str, name: str, folders: Sequence[Path]) -> ModuleType:
    """Import it, package by package. `sys.path` comes first and stays as it is; then the folders."""
    top, *_ = name.split(".")
    if top not in sys.modules:
        _load_top(spec, top, folders)
    parts = name.split(".")
    for length in range(2, len(parts) + 1):
        full = ".".join(parts[:length])
        if full not in sys.modules and not _exists_in(sys.modules[".".join(parts[: length - 1])], full):
            near = _submodules(sys.modules[".".join(parts[: length - 1])])
            raise UsageError(unknown(f"{spec!r}: there is no module {full!r}", full, near))
        with _Importing(spec, full, folders):
            importlib.import_module(full)
    return sys.modules[name]


def _load_top(spec: str, top: str, folders: Sequence[Path]) -> None:
    looked = [*sys.path, *map(str, folders)]
    place = find_spec(top)
    if place is None or place.loader is None or place.origin is None:
        place = PathFinder.find_spec(top, looked) or place  # a folder without __init__.py is one package everywhere
    if place is None:
        near = [module.name for module in pkgutil.iter_modules(map(str, folders))]
        where = ", ".join(dict.fromkeys(map(str, folders))) or "no folder"
        raise UsageError(unknown(f"{spec!r}: there is no module {top!r} on sys.path, nor in {where}", top, near))
    with _Importing(spec, top, folders):
        _execute(place)


def _execute(place: ModuleSpec) -> None:
    module = module_from_spec(place)
    sys.modules[place.name] = module
    if place.loader is None:
        return
    try:
        place.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(place.name, None)
        raise


def _exists_in(package: ModuleType, full: str) -> bool:
    return hasattr(package, "__path__") and find_spec(full) is not None


def _submodules(package: ModuleType) -> list[str]:
    return [f"{package.__name__}.{one.name}" for one in pkgutil.iter_modules(getattr(package, "__path__", []))]


def _file(module: ModuleType) -> str:
    return getattr(module, "__file__", None) or f"module {module.__name__!r}"


class _Importing:
    """Turns what a module raises while it is imported into a message with the user's traceback."""

    def __init__(self, spec: str, module: str, folders: Sequence[Path]) -> None:
        self._spec = spec
        self._module = module
        self._folders = folders

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if error is None or isinstance(error, KeyboardInterrupt):
            return
        raise UsageError(told(f"{self._spec!r}: importing {self._module}", error) + self._advice(error)) from None

    def _advice(self, error: BaseException) -> str:
        missing = (getattr(error, "name", None) or "") if isinstance(error, ModuleNotFoundError) else ""
        beside = [folder for folder in self._folders if PathFinder.find_spec(missing.partition(".")[0], [str(folder)])]
        if not (missing and beside):
            return ""
        return f"\n{missing} lies in {beside[0]}, which is not on sys.path: pytest's ini key `pythonpath` adds it."
