"""The hooks that users fill, asked: what one raises, or gives instead of an answer, is one line that names it.

hook, arguments -> answer, or HookFault
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import pytest

from pytest_t2t.errors import HookFault, boundary

Answer = TypeVar("Answer")


def ask(config: pytest.Config, name: str, /, **arguments: Any) -> Any:
    """What the hook gives. Raises HookFault, and our own errors as they are."""
    with boundary(HookFault, _named(config, name)):
        return getattr(config.hook, name)(config=config, **arguments)


def ask_for(config: pytest.Config, name: str, kind: type[Answer], /, **arguments: Any) -> Answer:
    """The same where the answer must be of this type."""
    answer = ask(config, name, **arguments)
    if not isinstance(answer, kind):
        raise HookFault(f"{_named(config, name)} gave {answer!r:.80}; it must give a {kind.__name__}.")
    return answer


def _named(config: pytest.Config, name: str) -> str:
    """The hook and the files that fill it, ours left out."""
    ours = Path(__file__).parent
    codes = [getattr(one.function, "__code__", None) for one in getattr(config.hook, name).get_hookimpls()]
    paths = [Path(code.co_filename) for code in codes if code is not None]
    theirs = dict.fromkeys(path for path in paths if path.parent != ours)
    root = config.rootpath
    shown = [path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path) for path in theirs]
    return f"hook {name} ({', '.join(shown)})" if shown else f"hook {name}"
