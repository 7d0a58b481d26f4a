"""Suite files and marked test functions become pytest items.

SuiteFile -> TaskItem, ..., BrokenItem, ...; marker `t2t_tasks` -> parameters of a function
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import pytest

from pytest_t2t.domain.loader import Domains
from pytest_t2t.errors import DomainError, SuiteError, UsageError, nearest
from pytest_t2t.plugin.domains import domains_for, register
from pytest_t2t.plugin.items import BrokenItem, TaskItem
from pytest_t2t.plugin.options import settings
from pytest_t2t.plugin.session import Job
from pytest_t2t.plugin.stash import COLLECTED, JOB, JOBS
from pytest_t2t.records.task import INTENTS
from pytest_t2t.suite.files import Broken, Header, Line, Suite, read_suite
from pytest_t2t.suite.selection import PATTERN

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet


@dataclass(frozen=True, slots=True)
class Collected:
    """A suite whose domains were looked up."""

    header: Header | None
    lines: tuple[Line, ...]
    errors: tuple[SuiteError, ...]
    domains: Domains


@dataclass(frozen=True, slots=True)
class Case:
    """What the fixtures of one marked test are made of."""

    job: Job | None
    error: SuiteError | None = None
    """The line's trouble where it holds no task."""


def items(parent: pytest.File) -> Iterator[pytest.Item]:
    """An item for each trial of each task of a suite file, and one for each line that holds none."""
    try:
        suite = collected(parent.config, parent.path)
    except UsageError as unreadable:
        raise parent.CollectError(str(unreadable)) from None
    if not (suite.lines or suite.errors):
        parent.warn(pytest.PytestCollectionWarning(f"{parent.path} holds no task."))
    for error in suite.errors:
        yield BrokenItem.from_parent(parent, name=f"line-{error.line}", error=error, marks=_marks_of_any(suite))
    for line in suite.lines:
        marks = _marks((line.intent, line.domain))
        for job, name in jobs(parent.config, suite, line, _node(parent.config, parent.path)):
            yield _item(parent, job, name, marks)


def _item(parent: pytest.File, job: Job, name: str, marks: Sequence[pytest.MarkDecorator]) -> TaskItem:
    item: TaskItem = TaskItem.from_parent(parent, name=name, job=job, marks=marks)
    item.stash[JOB] = job
    return item


def jobs(config: pytest.Config, suite: Collected, line: Line, where: str) -> Iterator[tuple[Job, str]]:
    """The rollouts of a task with the names of their items: `id`, `id[model-trial]` where there are several."""
    wanted = settings(config)
    several = len(wanted.models) > 1 or wanted.trials > 1
    for model, trial in product(wanted.models, range(wanted.trials)):
        name = f"{line.id}[{model}-{trial}]" if several else line.id
        known = config.stash.setdefault(JOBS, {})
        job = known.setdefault((where, line.number, model, trial), Job(line, where, model, trial, suite.domains))
        yield job, name


def collected(config: pytest.Config, path: Path) -> Collected:
    """A suite file, read once. Raises UsageError where it can't be read at all."""
    known = config.stash.setdefault(COLLECTED, {})
    if path not in known:
        suite = read_suite(path)
        known[path] = _resolved(suite, domains_for(config, path))
        register(config, {line.domain for line in known[path].lines})
    return known[path]


def all_collected(config: pytest.Config) -> Sequence[Collected]:
    """The suites that this process has read."""
    return tuple(config.stash.get(COLLECTED, {}).values())


def _resolved(suite: Suite, domains: Domains) -> Collected:
    """A domain that is unknown or broken is said once where the header names it, else at each of its tasks."""
    names = {line.domain for line in suite.lines} | ({suite.header.domain} if suite.header else set())
    troubles = {name: trouble for name in sorted(names) if (trouble := _trouble(domains, name))}
    broken = list(suite.broken)
    said = suite.header.domain if suite.header else ""
    if said in troubles:
        broken.append(Broken(1, troubles[said]))
    broken += [
        Broken(line.number, troubles[line.domain])
        for line in suite.lines
        if line.domain in troubles and line.domain != said
    ]
    lines = tuple(line for line in suite.lines if line.domain not in troubles)
    errors = {one.number: suite.error(one) for one in sorted(broken, key=lambda one: one.number)}
    return Collected(suite.header, lines, tuple(errors.values()), domains)


def _trouble(domains: Domains, name: str) -> str:
    try:
        domains.get(name)
    except DomainError as error:
        return f"{error} `t2t check-domain {quote(str(domains.where(name)))}` lists all that is wrong."
    except UsageError as error:
        return str(error)
    return ""


def _marks_of_any(suite: Collected) -> list[pytest.MarkDecorator]:
    """A line that can't be read may be any task: no `-m ambiguous` hides it."""
    return _marks((*INTENTS, *sorted({line.domain for line in suite.lines})))


def _marks(names: Sequence[str]) -> list[pytest.MarkDecorator]:
    return [getattr(pytest.mark, name) for name in ("t2t", *names)]


# ------------------------------------------------------------------------------------------------- marked functions
def parametrize(metafunc: pytest.Metafunc, marker: pytest.Mark) -> None:
    """Run the function once for each trial of each task of the marker's files."""
    if "t2t_case" not in metafunc.fixturenames:
        pytest.fail(
            f"{metafunc.definition.nodeid} has the marker t2t_tasks but asks for no t2t_task and no t2t_episode.",
            pytrace=False,
        )
    try:
        cases = [case for path in _named(marker, metafunc) for case in _cases(metafunc.config, path)]
    except UsageError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None
    metafunc.parametrize("t2t_case", cases, indirect=True)


def _cases(config: pytest.Config, path: Path) -> Iterator[ParameterSet]:
    """Each with the marks of the suite's own item."""
    suite = collected(config, path)
    where = _node(config, path)
    for error in suite.errors:
        yield pytest.param(Case(None, error), id=f"{path.name}-line-{error.line}", marks=_marks_of_any(suite))
    for line in suite.lines:
        marks = _marks((line.intent, line.domain))
        for job, name in jobs(config, suite, line, where):
            yield pytest.param(Case(job), id=name.replace("[", "-").removesuffix("]"), marks=marks)


def _named(marker: pytest.Mark, metafunc: pytest.Metafunc) -> list[Path]:
    if not marker.args or not all(isinstance(name, str) for name in marker.args):
        raise UsageError(
            f'{metafunc.definition.nodeid}: give t2t_tasks the files, as in t2t_tasks("shop/ambiguous{PATTERN[1:]}").'
        )
    root, here = metafunc.config.rootpath, metafunc.definition.path.parent
    return [_found(name, (here, root, root / "task_suites")) for name in marker.args]


def _found(name: str, folders: Sequence[Path]) -> Path:
    for folder in folders:
        if (folder / name).is_file():
            return Path(os.path.normpath(folder / name))  # as the suite's own items name it
    near = [
        str(path.relative_to(folder)) for folder in folders for path in folder.glob(f"{Path(name).parent}/{PATTERN}")
    ]
    looked = ", ".join(dict.fromkeys(map(str, folders)))
    raise UsageError(f"no suite file {name!r}: {nearest(name, near)} Looked in {looked}.")


def _node(config: pytest.Config, path: Path) -> str:
    return path.relative_to(config.rootpath).as_posix() if path.is_relative_to(config.rootpath) else str(path)
