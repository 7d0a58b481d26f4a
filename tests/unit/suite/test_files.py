"""Suite files: the same bytes for the same tasks, and every way in which a file can be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_t2t.errors import SuiteError, UsageError
from pytest_t2t.records.task import CheckerSide, Intent, Outcome, Plan, Task, UserSide
from pytest_t2t.records.trajectory import Call, WorldRef
from pytest_t2t.suite.files import SCHEMA, Header, digest, read_header, read_suite, read_tasks, write_suite
from pytest_t2t.suite.selection import find, select, suite_files

WORLD = WorldRef(domain="shop", seed=1, digest="0" * 16)
HEADER = Header(domain="shop", seed=7, command="t2t synthesize shop --seed 7", world=WORLD)


def task(number: int, intent: Intent = "general") -> Task:
    return Task(
        id=f"{intent}-{number}",
        family="f",
        intent=intent,
        kind="plain",
        world=WORLD,
        user=UserSide(customer=number, opening="Größe \u2028 \ud7ff", facts=(), wishes=()),
        checker=CheckerSide(expected=(Outcome(),)),
        reference=Plan(identity=(), ask_identity="", authenticate=Call(tool="a"), reads=()),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "general.t2t.jsonl"
    write_suite(found, HEADER, [task(number) for number in range(3)])
    return found


def test_what_was_written_is_read(path: Path) -> None:
    suite = read_suite(path)
    assert suite.header is not None
    assert suite.header.model_copy(update={"digest": ""}) == HEADER
    assert suite.header.digest == digest(path.read_bytes().splitlines()[1:])
    assert [line.number for line in suite.lines] == [2, 3, 4]
    assert read_tasks(path) == tuple(task(number) for number in range(3))
    assert read_header(path) == suite.header


def test_the_same_tasks_are_the_same_bytes(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again" / "general.t2t.jsonl"
    write_suite(again, HEADER, read_tasks(path))
    assert again.read_bytes() == path.read_bytes()
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["general.t2t.jsonl"], "no half files stay"


def test_a_file_is_replaced_at_once_and_keeps_what_it_was_while_it_is_made(path: Path) -> None:
    before = path.read_bytes()

    def tasks() -> list[Task]:
        assert path.read_bytes() == before
        return [task(9)]

    write_suite(path, HEADER, tasks())
    assert [line.id for line in read_suite(path).lines] == ["general-9"]


def test_the_header_says_what_it_is_in_its_first_fields(path: Path) -> None:
    head = json.loads(path.read_text("utf-8").splitlines()[0])
    assert list(head) == ["t2t", "schema", "domain", "seed", "command", "digest", "world"]
    assert (head["t2t"], head["schema"]) == ("suite", SCHEMA)


@pytest.mark.parametrize("ending", [b"\r\n", b"\n\n"])
def test_line_ends_and_blank_lines_are_no_change(path: Path, ending: bytes) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", ending))
    suite = read_suite(path)
    assert not suite.broken
    assert len(suite.lines) == 3


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('"opening"', '"openning"', 2, "unknown field 'user.openning': did you mean 'opening'?"),
        ('"intent":"general"', '"intent":"generla"', 2, "intent is 'generla': did you mean 'general'?"),
        ('"kind":"plain",', "", 2, "field 'kind' is missing."),
        ('"seed":1', '"seed":"x"', 1, "world.seed is 'x': input should be a valid integer"),
        ('"t2t":"suite"', '"t2t":"suit"', 1, "t2t is 'suit': did you mean 'suite'?"),
        ('"schema":1', '"schema":3', 1, "the file has schema 3, this version of pytest-t2t reads schema 1: update"),
        ('"schema":1', '"schema":0', 1, "reads schema 1: make the file again with its command."),
        ("general-1", "general-0", 3, "task 'general-0' stands on line 2 too; ids are unique."),
        ("general-2", "general-4", 1, "the header's digest is "),
        ('{"id"', '["id"', 2, "not JSON: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_line_and_nearest_name(
    path: Path, old: str, new: str, line: int, message: str
) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    suite = read_suite(path)
    assert [broken.number for broken in suite.broken] == [line]
    assert message in suite.broken[0].message
    with pytest.raises(SuiteError, match=rf"general\.t2t\.jsonl:{line}: "):
        read_tasks(path)


def test_bytes_that_are_no_text_break_their_line_alone(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Gr\xc3", b"Gr\xff", 1))
    suite = read_suite(path)
    assert [broken.number for broken in suite.broken] == [2]
    assert len(suite.lines) == 2


def test_tasks_of_another_schema_that_do_not_fit_are_counted_in_one_message(path: Path) -> None:
    text = path.read_text("utf-8").replace('"schema":1', '"schema":2,"new":1').replace('"opening"', '"start"')
    path.write_text(text, "utf-8")
    (broken,) = read_suite(path).broken
    assert "reads schema 1: update pytest-t2t. Of its tasks 3 can't be read." in broken.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read: No such file"):
        read_suite(tmp_path / "no.t2t.jsonl")
    assert read_header(tmp_path / "no.t2t.jsonl") is None


def test_tasks_are_picked(path: Path) -> None:
    suite = read_suite(path)
    assert list(select(suite.lines)) == list(select(suite.lines, ["general"], ["shop"])) == list(suite.lines)
    assert not list(select(suite.lines, domains=["other"]))
    with pytest.raises(UsageError, match="unknown intent 'genral': did you mean 'general'"):
        select(suite.lines, ["genral"])
    assert find(suite, "general-1").number == find(suite, "l-1").number == 3
    with pytest.raises(UsageError, match="3 tasks have 'general' in their id"):
        find(suite, "general")
    with pytest.raises(UsageError, match="no task 'generl-2': did you mean 'general-2'"):
        find(suite, "generl-2")


def test_suite_files_are_found(path: Path, tmp_path: Path) -> None:
    assert suite_files([tmp_path, path]) == [path, path]
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=r"holds no \*\.t2t\.jsonl file"):
        suite_files([tmp_path / "empty"])
    with pytest.raises(UsageError, match="there is no such file"):
        suite_files([tmp_path / "nothing"])
