"""Messages about names that are not known."""

from __future__ import annotations

from pytest_t2t.errors import nearest, unknown


def test_the_nearest_name_else_all_of_them_else_some() -> None:
    assert nearest("comand", ["command", "other"]) == "did you mean 'command'?"
    assert nearest("xyz", ["b", "a"]) == "known are a, b."
    assert nearest("xyz", []) == "none is known."
    assert nearest("xyz", [f"n{number:03}" for number in range(100)]).endswith("n023 and 76 more.")


def test_where_nothing_is_known_nothing_is_said_of_it() -> None:
    assert unknown("no task 'x'", "x", ["y"]) == "no task 'x': known are y."
    assert unknown("no task 'x'", "x", []) == "no task 'x'."
