"""The loader: finds domains by path, first holder wins, and says what is wrong with file and name."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import copytree

import pytest

from pytest_t2t.domain.loader import Domains, load
from pytest_t2t.errors import DomainError, UsageError
from tests.kiosk import FOLDER


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copytree(FOLDER / "kiosk", tmp_path / "domains" / "kiosk")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"unknown domain 'kiosc': did you mean 'kiosk'\? Looked in .*domains"):
        Domains([FOLDER]).get("kiosc")


def test_a_domain_given_as_the_folder_of_domains_is_pointed_to_its_parent() -> None:
    with pytest.raises(UsageError, match=r"kiosk is a domain itself: did you mean its parent folder\?"):
        Domains([FOLDER / "kiosk"]).get("kiosk")


def test_the_first_holder_of_a_name_wins(copy: Path) -> None:
    assert Domains([copy.parent, FOLDER]).where("kiosk") == copy
    assert Domains([FOLDER, copy.parent]).where("kiosk") == FOLDER / "kiosk"
    assert Domains([FOLDER, copy.parent]).names().count("kiosk") == 1


def test_a_folder_that_is_not_there_is_passed_over(copy: Path) -> None:
    assert Domains([copy / "nowhere", copy.parent]).get("kiosk").name == "kiosk"


def test_two_folders_of_one_name_are_two_domains(copy: Path) -> None:
    ours, theirs = Domains([FOLDER]).get("kiosk"), load(copy)
    assert ours is not theirs
    assert ours.tools["get_order"].function is not theirs.tools["get_order"].function
    assert str(copy) not in sys.path


def test_a_rule_needs_its_sentence(copy: Path) -> None:
    edit(copy / "policy.md", "<!-- rule: in-stock --> ", "")
    with pytest.raises(
        DomainError, match=r"policy\.md: rule 'in-stock' has no sentence; put `<!-- rule: in-stock -->`"
    ):
        load(copy)


def test_an_anchor_needs_its_rule(copy: Path) -> None:
    edit(copy / "policy.md", "rule: in-stock", "rule: in-stok")
    edit(copy / "policy.md", "# The station kiosk", "<!-- rule: in-stock --> x\n")
    with pytest.raises(DomainError, match=r"anchor 'in-stok' has no predicate in rules\.py: did you mean 'in-stock'\?"):
        load(copy)


def test_a_rule_names_tools_that_are_there(copy: Path) -> None:
    edit(
        copy / "rules.py",
        '@rule("manager-for-today", tools=("call_manager",))',
        '@rule("manager-for-today", tools=("call_manger",))',
    )
    with pytest.raises(
        DomainError, match=r"rule 'manager-for-today' names the tool 'call_manger': did you mean 'call_manager'\?"
    ):
        load(copy)


def test_a_tool_without_docstring_is_named(copy: Path) -> None:
    edit(copy / "tools.py", '    """List what the kiosk sells, with prices in cents and the stock."""\n', "")
    with pytest.raises(DomainError, match=r"tools\.py: tool 'list_products' has no docstring"):
        load(copy)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("__init__.py", "DOMAIN = ", "DOMAN = ", "exports no DOMAIN of type Domain"),
        (
            "tools.py",
            "from typing",
            "import nothing_like_it\nfrom typing",
            r"loading .*__init__\.py: ModuleNotFoundError",
        ),
        (
            "language.py",
            '    "cancel_order",\n    ("cancel"',
            '    "cancel",\n    ("cancel"',
            "language.py phrases names the tool 'cancel'",
        ),
    ],
)
def test_what_else_can_be_wrong(copy: Path, file: str, old: str, new: str, message: str) -> None:
    edit(copy / file, old, new)
    with pytest.raises(DomainError, match=message):
        load(copy)
    assert not [
        name for name in sys.modules if name.startswith("_t2t_domain_kiosk") and str(copy) in str(sys.modules[name])
    ]


def test_policy_that_is_missing_is_named(copy: Path) -> None:
    (copy / "policy.md").unlink()
    with pytest.raises(DomainError, match=r"policy\.md: FileNotFoundError"):
        load(copy)
