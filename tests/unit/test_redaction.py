"""Secrets are taken out by their value, in every form in which they are written, and by their look; the rest stays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from time import process_time
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_t2t.records.message import Message, ToolCall
from pytest_t2t.redaction import Redaction

KEY = "ab/cd+12\"34\\56'ü"


@pytest.mark.parametrize(
    "form", [KEY, json.dumps(KEY), json.dumps(KEY, ensure_ascii=False), repr(KEY), quote(KEY, safe="")]
)
def test_a_key_is_found_in_every_form(form: str) -> None:
    clean = Redaction.of({"SHOP_API_KEY": f"  {KEY}\n"}).text(f"<{form}>")
    assert "cd" not in clean
    assert "[SHOP_API_KEY]" in clean


@pytest.mark.parametrize(
    "name", ["OPENAI_API_KEY", "HF_TOKEN", "DB_PASSWORD", "my_secret", "X_APIKEY_2", "CREDENTIALS"]
)
def test_which_variables_are_secret(name: str) -> None:
    assert Redaction.of({name: "value-1234"}).text("a value-1234 b") == f"a [{name}] b"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PWD", "/work/main"),
        ("KEYBOARD", "value-1234"),
        ("MAX_TOKEN", "100000"),
        ("USE_KEY", "yes"),
        ("THE_KEY", "enabled"),
    ],
)
def test_which_are_not(name: str, value: str) -> None:
    assert Redaction.of({name: value}).text(f"a {value} b") == f"a {value} b"


def test_a_variable_that_is_named_is_secret_whatever_it_is_called() -> None:
    assert Redaction.of({"MINE": "plainword"}, keys=["MINE"]).text("plainword") == "[MINE]"


def test_what_an_address_holds() -> None:
    url = "http://me:pass%2Fword@host/v1?api-version=2024-10-21&api_key=abc123xyz"
    clean = Redaction.of({}, addresses=[url]).text(f"{url} pass%2Fword pass/word bWU6cGFzcy93b3Jk abc123xyz 2024-10-21")
    assert clean == (
        "http://[secret]@host/v1?api-version=2024-10-21&api_key=[api_key] [password] [password] [login] [api_key] 2024-10-21"
    )


@pytest.mark.parametrize(
    "text",
    [
        "key sk-proj-Abc123_def456ghi",
        "postgres://u:p@host/db",
        "Authorization: Bearer abcdef123456",
        "basic dXNlcjpwYXNzd29yZDE=",
        "AUTHORIZATION: BASIC dXNlcjpwYXNzd29yZDE=",
        f"key={'AIza'}SyD-1234567890abcdefghijklmnopqrstu",
        f"{'gsk'}_1234567890abcdefghijABCDEFGHIJ",
        f"{'hf'}_1234567890abcdefghijABCDEFGHIJ",
        f"{'ghp'}_1234567890abcdefghijABCDEFGHIJ123456",
        f"{'github_pat'}_11ABCDEFG0123456789_abcdef",
        f"{'xai'}-1234567890abcdefghijABCDEFGHIJ",
        f"{'AKIA'}IOSFODNN7EXAMPLE",
        f"{'xoxb'}-123456789012-abcdef",
        f"{'eyJ'}hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmN",
    ],
)
def test_what_looks_like_a_secret(text: str) -> None:
    assert Redaction({}).text(text).endswith("[secret]") or "//[secret]@host" in Redaction({}).text(text)


@pytest.mark.parametrize(
    "text",
    [
        "A basic economy seat, a bearer instrument, basic insurance.", "Write to ada@example.com or http://a.example/@me.",
        "Order #W1234567 for sk-8 skis.", "", "The ask-me-anything-about-desks page, high_resolution_photographs of it.",
        "Asia, ASIAN FOOD and the half_hour_until_departure.",
    ],
)  # fmt: skip
def test_what_customers_say_stays(text: str) -> None:
    assert Redaction.of({"OTHER_KEY": "value-1234"}).text(text) == text


def test_a_variable_that_is_set_later_is_secret_from_then_on() -> None:
    environ = {"A_KEY": "value-1234"}
    redaction = Redaction.of(environ, keys=["MINE"])
    environ |= {"B_KEY": "late-5678", "MINE": "plainword", "OPENAI_BASE_URL": "https://me:passw0rd@host/v1"}
    del environ["A_KEY"]
    assert redaction.text("late-5678 value-1234 plainword passw0rd") == "[B_KEY] [A_KEY] [MINE] [password]"
    environ["C_KEY"] = "later-9012"
    assert redaction.value(["later-9012"]) == ["[C_KEY]"]


class Vanishing(Mapping[str, str]):
    """An environment whose variables another thread removes in the moment in which they are looked at."""

    def __init__(self) -> None:
        self.left = {"A_KEY": "value-1234", "B_KEY": "value-5678", "PYTEST_CURRENT_TEST": "x"}

    def __iter__(self) -> Iterator[str]:
        yield from ["GONE_KEY", *self.left]

    def __len__(self) -> int:
        return len(self.left)

    def __getitem__(self, name: str) -> str:
        if name == "PYTEST_CURRENT_TEST":
            raise AssertionError("of no interest, and never the same")
        return self.left[name]


def test_a_variable_that_goes_while_it_is_looked_at_breaks_nothing() -> None:
    assert Redaction.of(Vanishing()).text("value-1234 value-5678") == "[A_KEY] [B_KEY]"


@pytest.mark.parametrize("text", ["x y ", "x", "Look at http://a/b and the basic order. ", "sk-", "://a"])
def test_long_texts_take_no_time(text: str) -> None:
    redaction = Redaction.of({f"K{number}_API_KEY": f"abcdef-{number}-123456" for number in range(5)})
    start = process_time()
    redaction.text(text * (4_000_000 // len(text)))
    assert process_time() - start < 1  # the patterns alone take 2 s


def test_a_longer_secret_goes_before_one_that_it_holds() -> None:
    redaction = Redaction.of({"A_KEY": "secret-1", "B_KEY": "secret-1234"})
    assert redaction.text("secret-1234 secret-1") == "[B_KEY] [A_KEY]"


def test_a_record_without_secrets_is_the_same_one() -> None:
    said = Message(role="agent", text="Hello", calls=(ToolCall(id="1", tool="f", arguments={"a": [KEY]}),))
    assert Redaction({}).record(said) is said
    clean = Redaction({KEY: "[K]"}).record(said)
    assert clean.calls[0].arguments == {"a": ["[K]"]}
    assert (clean.text, clean.role) == ("Hello", "agent")


@given(st.text(min_size=6), st.text(), st.text())
def test_no_secret_is_left_and_json_stays_json(secret: str, before: str, after: str) -> None:
    redaction = Redaction({secret: "[K]"})
    record = Message(role="user", text=before + secret + after)
    clean = redaction.record(record)
    assert secret not in clean.text or secret in "[K][secret]"
