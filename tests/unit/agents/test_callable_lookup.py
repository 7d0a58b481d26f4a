"""Finding users' code by its name: from sys.path and the given folders, which are not added to it, or one clear message."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_t2t.agents.callable_lookup import Target, found
from pytest_t2t.agents.resolve import agent_for
from pytest_t2t.errors import UsageError

GOOD = "def agent(policy, tools, messages):\n    return ''\nNUMBER = 3\ndef reply(message):\n    return ''\n"


@pytest.fixture(autouse=True)
def _no_module_stays(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.startswith("lookup_"):
            del sys.modules[name]


def look(where: str, *folders: Path) -> Target:
    return found(f"python:{where}", where, folders)


def wrong(where: str, *folders: Path) -> str:
    with pytest.raises(UsageError) as raised:
        look(where, *folders)
    return str(raised.value)


def test_a_module_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "lookup_a.py").write_text(GOOD)
    path = list(sys.path)
    target = look("lookup_a:agent", tmp_path)
    assert target.names == {"policy", "tools", "messages"}
    assert sys.path == path
    assert look("lookup_a:agent", tmp_path).function is target.function


def test_a_module_in_a_package_that_imports_its_neighbours(tmp_path: Path) -> None:
    inner = tmp_path / "lookup_b" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / "lookup_b" / "__init__.py").write_text("word = 'hi'\n")
    (inner / "__init__.py").write_text("")
    (inner / "other.py").write_text("from lookup_b import word\n")
    (inner / "mine.py").write_text("from .other import word\ndef agent(messages):\n    return word\n")
    assert look("lookup_b.inner.mine:agent", tmp_path).function([]) == "hi"


def test_a_folder_without_init_is_a_package_too(tmp_path: Path) -> None:
    (tmp_path / "one" / "lookup_c").mkdir(parents=True)
    (tmp_path / "two" / "lookup_c").mkdir(parents=True)
    (tmp_path / "two" / "lookup_c" / "mine.py").write_text(GOOD)
    assert look("lookup_c.mine:agent", tmp_path / "one", tmp_path / "two").replies


def test_sys_path_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("src", "root"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "lookup_d.py").write_text(f"def agent(messages):\n    return {name!r}\n")
    monkeypatch.syspath_prepend(tmp_path / "src")
    assert look("lookup_d:agent", tmp_path / "root").function([]) == "src"


def test_a_factory_takes_no_messages(tmp_path: Path) -> None:
    (tmp_path / "lookup_e.py").write_text(
        "class agent:\n    def __init__(self, tools, *, model='m'): ...\n    async def reply(self, messages): ...\n"
    )
    target = look("lookup_e:agent", tmp_path)
    assert (target.names, target.replies, target.on_loop) == (frozenset({"tools"}), False, True)


@pytest.mark.parametrize("where", ["lookup_f", "lookup_f:", ":agent", "look up:agent", "lookup_f:a.b", "a..b:agent"])
def test_a_name_of_another_form(where: str) -> None:
    assert wrong(where) == f"'python:{where}' is no agent: write python:package.module:name."


def test_a_misspelt_module_package_or_name(tmp_path: Path) -> None:
    (tmp_path / "lookup_g").mkdir()
    (tmp_path / "lookup_g" / "mine.py").write_text(GOOD)
    assert f"there is no module 'lookup_q' on sys.path, nor in {tmp_path}." in wrong("lookup_q.mine:agent", tmp_path)
    said = wrong("lookup_g.mime:agent", tmp_path)
    assert said.endswith("there is no module 'lookup_g.mime': did you mean 'lookup_g.mine'?")
    assert wrong("lookup_g.mine.more:agent", tmp_path).startswith(
        "'python:lookup_g.mine.more:agent': there is no module"
    )
    said = wrong("lookup_g.mine:agnet", tmp_path)
    assert said.endswith("mine.py has no 'agnet': did you mean 'agent'?")
    assert "NUMBER in " in wrong("lookup_g.mine:NUMBER", tmp_path)
    assert "is int, nothing that can be called." in wrong("lookup_g.mine:NUMBER", tmp_path)


def test_a_signature_that_can_not_be_served(tmp_path: Path) -> None:
    (tmp_path / "lookup_h.py").write_text(
        GOOD + "def odd(messages, /):\n    return ''\ndef many(a, b, messages):\n    return ''\n"
    )
    said = wrong("lookup_h:reply", tmp_path)
    assert "unknown parameter 'message': did you mean 'messages'? An agent takes any of policy, tools, messages" in said
    assert "its parameter 'messages' can't be given by name." in wrong("lookup_h:odd", tmp_path)
    assert "unknown parameter 'a'" in wrong("lookup_h:many", tmp_path)


def test_a_builtin_that_tells_nothing_about_its_parameters() -> None:
    assert "its parameters can't be read" in wrong("builtins:dict")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import nothing_like_this", "ModuleNotFoundError: No module named 'nothing_like_this'"),
        ("def f(:", "SyntaxError: invalid syntax"),
        ("raise SystemExit('no')", "SystemExit: no"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
    ],
)
def test_a_module_that_can_not_be_imported(tmp_path: Path, code: str, said: str) -> None:
    (tmp_path / "lookup_i.py").write_text(code)
    message = wrong("lookup_i:agent", tmp_path)
    assert message.startswith("'python:lookup_i:agent': importing lookup_i raised ")
    assert said in message
    assert str(tmp_path / "lookup_i.py") in message
    assert "pytest_t2t" not in message
    assert "importlib" not in message
    assert "lookup_i" not in sys.modules


def test_a_neighbour_that_is_not_on_the_path_is_explained(tmp_path: Path) -> None:
    (tmp_path / "lookup_j.py").write_text("import lookup_k\n")
    (tmp_path / "lookup_k.py").write_text("")
    said = wrong("lookup_j:agent", tmp_path)
    assert said.endswith(
        f"lookup_k lies in {tmp_path}, which is not on sys.path: pytest's ini key `pythonpath` adds it."
    )


def test_it_is_one_of_the_names_of_agents(tmp_path: Path) -> None:
    (tmp_path / "lookup_l.py").write_text(GOOD)
    assert agent_for("python:lookup_l:agent", folders=[tmp_path]).name == "python:lookup_l:agent"
