"""The plugin's options: each `--t2t-x` has an ini twin `t2t_x`, and both end in one frozen object.

command line, ini -> Settings, or a UsageError that names the option
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Literal, TypeVar

import pytest

DEFAULT_USER = "scripted"
DEFAULT_MODEL = "reference"
"""What runs where no model is named: never a real model."""
DEFAULT_CASSETTE = "t2t-cassette.sqlite"
CASSETTES = ("off", "record", "replay", "auto")


@dataclass(frozen=True, slots=True)
class Option:
    """One option and its twin."""

    name: str
    """"api-key-env": `--t2t-api-key-env`, `t2t_api_key_env`."""
    kind: Literal["str", "int", "float", "list", "paths"]
    metavar: str
    help: str

    @property
    def flag(self) -> str:
        """As on the command line."""
        return f"--t2t-{self.name}"

    @property
    def key(self) -> str:
        """As in the ini file, and the name of the parsed value."""
        return f"t2t_{self.name.replace('-', '_')}"


OPTIONS = (
    Option("model", "list", "MODEL", "the agent: gpt-4o, openai:NAME, control:NAME; repeatable (default: reference)"),
    Option("agent", "list", "AGENT", "the same, for code of your own: python:package.module:name; repeatable"),
    Option("trials", "int", "N", "how often each task is tried (default: 1)"),
    Option("base-url", "str", "URL", "the server of all models that name none in their spec (?base_url=)"),
    Option("api-key-env", "str", "NAME", "the environment variable that holds the key (default: the provider's own)"),
    Option("in-flight", "int", "N", "requests to a model's server at a time; 0: as many as rollouts (default)"),
    Option("requests-per-minute", "float", "N", "the server's limit, shared by xdist's workers; 0: none (default)"),
    Option("tokens-per-minute", "float", "N", "the server's limit, shared by the workers of xdist; 0: none (default)"),
    Option("budget-usd", "float", "USD", "start no rollout that it does not cover; those left are not run (exit 1)"),
    Option("report", "list", "FORMAT=PATH", "write a report, such as json=out.json or markdown=out.md; repeatable"),
    Option("cassette", "str", "MODE", "record: keep models' replies; replay: ask no model; auto: replay, else record"),
    Option("cassette-path", "str", "FILE", "where they are kept (default: t2t-cassette.sqlite in the rootdir)"),
    Option("domains", "paths", "DIR", "a folder of domains that comes before all others; repeatable"),
    Option("concurrency", "int", "N", "rollouts in flight at a time, in each process (default: 32)"),
    Option("timeout", "float", "SECONDS", "the longest that one rollout may take (default: 600)"),
    Option("store", "str", "DIR", "write the conversations to this folder, as they end"),
    Option("user", "str", "USER", "who plays the customer: scripted, or a model such as gpt-4o (default: scripted)"),
    Option("user-retries", "int", "N", "further attempts of a model user whose message the guard rejects (default: 3)"),
    Option("files", "list", "PATTERN", "which files are suites (default: *.t2t.jsonl)"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user asked for."""

    models: tuple[str, ...]
    named: bool
    """Whether models were named at all."""
    trials: int
    base_url: str = field(repr=False)
    api_key_env: str
    in_flight: int
    """0, here and in the next two: no limit."""
    requests_per_minute: float
    tokens_per_minute: float
    budget_usd: float | None
    reports: tuple[tuple[str, Path], ...]
    """(format, path) each."""
    cassette: str
    """off, record, replay or auto."""
    cassette_path: Path
    domains: tuple[Path, ...]
    concurrency: int
    timeout: float
    store: Path | None
    user: str
    user_retries: int
    files: tuple[str, ...]


_NO_NUMBER = re.compile(r"(?:(invalid literal for int\(\).*?)|could not convert string to float): (.*)", re.DOTALL)
"""What Python says of a text that is none."""
_NEVER_NOTHING = {"model", "agent", "user"}
SETTINGS = pytest.StashKey[Settings]()
Number = TypeVar("Number", int, float)


def add(parser: pytest.Parser) -> None:
    """Declare all options and keys."""
    group = parser.getgroup("t2t", "certified tests for tool-calling agents")
    for option in OPTIONS:
        several = option.kind in {"list", "paths"}
        number = {"int": int, "float": float}.get(option.kind, str)
        group.addoption(
            option.flag, dest=option.key, default=None, metavar=option.metavar, help=option.help,
            type=number, action="append" if several else "store",
        )  # fmt: skip
        ini: Any = {"list": "args", "paths": "paths", "int": "int", "float": "float"}.get(option.kind, "string")
        parser.addini(option.key, f"the default of {option.flag}", type=ini, default=None)


def settings(config: pytest.Config) -> Settings:
    """What the user asked for, read once. Raises UsageError."""
    if SETTINGS not in config.stash:
        config.stash[SETTINGS] = _read(config)
    return config.stash[SETTINGS]


def runs_own_code(early: pytest.Config) -> bool:
    """Whether an agent of one's own is named, as far as that can be told before pytest is configured."""
    typed = vars(early.known_args_namespace)
    named: list[str] = []
    with suppress(TypeError, ValueError, pytest.UsageError):  # a wrong ini key is refused when the settings are read
        for key in ("t2t_model", "t2t_agent"):
            named += typed.get(key) or early.getini(key) or ()
    return any("python:" in text for text in named)


def _read(config: pytest.Config) -> Settings:
    _refuse_empty(config)
    here = config.invocation_params.dir
    value = {option.name: _value(config, option) for option in OPTIONS}
    said = {option.name: _source(config, option) for option in OPTIONS}
    models = _models(config, value)
    return Settings(
        models=models or (DEFAULT_MODEL,),
        named=bool(models),
        trials=_at_least(1, value["trials"], 1, said["trials"]),
        base_url=value["base-url"] or "",
        api_key_env=value["api-key-env"] or "",
        in_flight=_at_least(0, value["in-flight"], 0, said["in-flight"]),
        requests_per_minute=_at_least(0.0, value["requests-per-minute"], 0.0, said["requests-per-minute"]),
        tokens_per_minute=_at_least(0.0, value["tokens-per-minute"], 0.0, said["tokens-per-minute"]),
        budget_usd=_budget(value["budget-usd"], said["budget-usd"]),
        reports=tuple(_report(text, here, said["report"]) for text in value["report"] or ()),
        cassette=_one_of(CASSETTES, value["cassette"], said["cassette"]),
        cassette_path=_cassette_path(config, value["cassette"]),
        domains=tuple(_folder(here / path, said["domains"]) for path in value["domains"] or ()),
        concurrency=_at_least(1, value["concurrency"], 32, said["concurrency"]),
        timeout=_at_least(0.001, value["timeout"], 600.0, said["timeout"]),
        store=_writable(here / value["store"], said["store"]) if value["store"] else None,
        user=value["user"] or DEFAULT_USER,
        user_retries=_at_least(0, value["user-retries"], 3, said["user-retries"]),
        files=tuple(_split(value["files"])) or ("*.t2t.jsonl",),
    )


def _refuse_empty(config: pytest.Config) -> None:
    """What is typed empty was a variable that is not set: a run without it would be green for no reason.

    `-o t2t_store=` takes back what the ini file says, where nothing is something; an agent and a user there must be.
    """
    overridden = dict(text.partition("=")[::2] for text in config.option.override_ini or ())
    for option in OPTIONS:
        typed = getattr(config.option, option.key, None)
        if any(isinstance(text, str) and not text.strip(" ,") for text in _texts(typed)):
            raise pytest.UsageError(f"{option.flag} is empty: give it a value, or leave it out.")
        if option.name in _NEVER_NOTHING and not overridden.get(option.key, "something").strip(" ,"):
            raise pytest.UsageError(f"-o {option.key} is empty: give it a value, or leave it out.")


def _texts(typed: Any) -> Sequence[Any]:
    return typed if isinstance(typed, list) else (typed,)


def _source(config: pytest.Config, option: Option) -> str:
    """What to name where the value is wrong: the option where it was typed, else the key."""
    typed = getattr(config.option, option.key, None)
    return f"ini key {option.key}" if typed is None else option.flag


def _value(config: pytest.Config, option: Option) -> Any:
    named = getattr(config.option, option.key, None)
    if named is not None:
        return named
    try:
        return config.getini(option.key)
    except (TypeError, ValueError, pytest.UsageError) as wrong:
        said = _NO_NUMBER.sub(lambda found: f"{found[2]} is no {'whole ' if found[1] else ''}number.", str(wrong))
        raise pytest.UsageError(f"ini key {option.key}: {said}") from None


def _models(config: pytest.Config, value: dict[str, Any]) -> tuple[str, ...]:
    """`--t2t-model` and `--t2t-agent` are one list; what is typed replaces both of the ini file."""
    typed = [*_split(config.option.t2t_model), *_split(config.option.t2t_agent)]
    return tuple(dict.fromkeys(typed or [*_split(value["model"]), *_split(value["agent"])]))


def _one_of(known: tuple[str, ...], value: str | None, name: str) -> str:
    if value and value not in known:
        raise pytest.UsageError(f"{name} is {value!r}; it must be one of {', '.join(known)}.")
    return value or known[0]


def _cassette_path(config: pytest.Config, mode: str | None) -> Path:
    """A typed path belongs to the folder where it was typed; one in the ini file, to the rootdir."""
    typed: str | None = config.option.t2t_cassette_path
    if typed:
        if (mode or "off") == "off" and not config.option.t2t_cassette:
            raise pytest.UsageError(
                "--t2t-cassette-path alone keeps nothing: say --t2t-cassette=record, replay or auto too."
            )
        return config.invocation_params.dir / typed
    return config.rootpath / (config.getini("t2t_cassette_path") or DEFAULT_CASSETTE)


def _split(texts: Sequence[str] | None) -> list[str]:
    return [part.strip() for text in texts or () for part in text.split(",") if part.strip()]


def _at_least(least: Number, value: Number | None, default: Number, name: str) -> Number:
    if value is None:
        return default
    if not value >= least:
        raise pytest.UsageError(f"{name} is {value!r}; it must be at least {least}.")
    return value


def _budget(value: float | None, name: str) -> float | None:
    return None if value is None else _at_least(0.0, value, 0.0, name)


def _report(text: str, here: Path, said: str) -> tuple[str, Path]:
    name, equals, path = text.partition("=")
    if not (name and equals and path):
        raise pytest.UsageError(f"{said} {text!r} is not FORMAT=PATH; an example: --t2t-report json=out.json")
    if (here / path).is_dir():
        raise pytest.UsageError(f"{said} {text!r}: {str(here / path)!r} is a folder; name a file.")
    return name, _writable((here / path).parent, said) / Path(path).name


def _writable(folder: Path, name: str) -> Path:
    """A folder that can be written, there or to be made: told now, not when the rollouts are paid for."""
    there = next(one for one in (folder, *folder.parents) if os.path.exists(one))  # noqa: PTH110 - Path's may raise
    if not (there.is_dir() and _takes_files(there)):
        raise pytest.UsageError(f"{name}: {str(there)!r} is no folder that can be written; name another one.")
    return folder


def _takes_files(folder: Path) -> bool:
    """Whether a file can be made there, tried with one without a name: permissions don't tell for root or in /proc."""
    try:
        with TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _folder(path: Path, name: str) -> Path:
    if not path.is_dir():
        raise pytest.UsageError(f"{name} {str(path)!r}: there is no such folder.")
    return path
