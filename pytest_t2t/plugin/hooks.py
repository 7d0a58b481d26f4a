"""What pytest calls: each function hands on to the module that does it, imported when there is something to do.

pytest -> options, collector, session, reporter
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from pytest_t2t.plugin import defaults, fixtures, hookspecs, options
from pytest_t2t.plugin.domains import register_visible
from pytest_t2t.plugin.reporter import Reporter, attach
from pytest_t2t.plugin.stash import COLLECTED, JOB, REPORTER, ROLLOUTS, STREAMS
from pytest_t2t.plugin.suite_file import SuiteFile

_MARKERS = (
    "t2t: every task of a suite file",
    "general: pytest-t2t tasks with a plain request",
    "ambiguous: pytest-t2t tasks in which the customer asks unclearly",
    "changing: pytest-t2t tasks in which the customer changes its mind",
    "infeasible: pytest-t2t tasks in which the customer asks for what the rules forbid",
    "t2t_tasks(*files): run the test for each task of these suite files, with the fixtures t2t_task and t2t_episode",
)


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Declare what users can replace."""
    pluginmanager.add_hookspecs(hookspecs)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    options.add(parser)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Generator[None]:
    """Before pytest captures, see to what agents of one's own print; then refuse a misspelt option."""
    if options.runs_own_code(early_config):
        from pytest_t2t.plugin.streams import stand_between

        stand_between(early_config)
    yield
    if any(arg.startswith("--t2t-") for arg in args):  # conftest files have added theirs by now
        from pytest_t2t.plugin.spelling import refuse_misspelt

        refuse_misspelt(args, parser)


def pytest_configure(config: pytest.Config) -> None:
    """Check the options where a clear message is still possible: an error in a worker of xdist has no words."""
    wanted = options.settings(config)
    for module in (defaults, fixtures):
        config.pluginmanager.register(module, module.__name__)
    for line in _MARKERS:
        config.addinivalue_line("markers", line)
    config.stash[REPORTER] = Reporter(config)
    if STREAMS in config.stash:
        from pytest_t2t.plugin.hushing import hush_streams

        hush_streams(config)
    register_visible(config)
    if _is_worker(config):
        return
    config.pluginmanager.register(config.stash[REPORTER], "t2t-reporter")
    if wanted.named or wanted.reports or wanted.user != options.DEFAULT_USER or wanted.cassette != "off":
        from pytest_t2t.plugin.checking import check

        check(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Suite files."""
    return SuiteFile.from_parent(parent, path=file_path) if _is_suite(parent.config, file_path.name) else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Test functions with the marker."""
    marker = metafunc.definition.get_closest_marker("t2t_tasks")
    if marker is not None:
        from pytest_t2t.plugin.collector import parametrize

        parametrize(metafunc, marker)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Note the rollout that a marked test will ask for."""
    callspec = getattr(item, "callspec", None)
    case = callspec.params.get("t2t_case") if callspec else None
    if case is not None and case.job is not None and "_t2t_result" in getattr(item, "fixturenames", ()):
        item.stash[JOB] = case.job


def pytest_report_collectionfinish(config: pytest.Config) -> Sequence[str]:
    """Say what is tested, where suites were collected."""
    collected = config.stash.get(COLLECTED, {})
    lines = config.stash[REPORTER].announce(list(collected))
    if collected and config.getoption("markexpr", ""):
        from pytest_t2t.plugin.spelling import unknown_marks

        lines = [*lines, *unknown_marks(config)]
    return lines


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Start the rollouts of what will run; in a worker of xdist its queue decides, item by item."""
    if not session.config.option.collectonly and not _is_worker(session.config):
        _expect(session.config, session.items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """In a worker: start the rollouts of what xdist has given it by now."""
    if _is_worker(item.config) and (JOB in item.stash or ROLLOUTS in item.config.stash):
        from pytest_t2t.plugin.session import upcoming

        _expect(item.config, upcoming(item, nextitem))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the row on the report."""
    report = yield
    attach(report, item, call)
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """End what is in flight."""
    if ROLLOUTS in session.config.stash:
        session.config.stash[ROLLOUTS].close()
        del session.config.stash[ROLLOUTS]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Before a worker of xdist starts: what it must share with the others."""
    if options.settings(node.config).budget_usd is not None:
        from pytest_t2t.plugin.budget import share_ledger

        share_ledger(node.config, node.workerinput)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Hear from a worker what had run ahead there for nothing."""
    if hasattr(node, "workeroutput"):
        from pytest_t2t.plugin.ahead import heard

        heard(node.config, node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: Sequence[str]) -> None:
    """Where workers collect, this is the only place that sees what they found."""
    config: pytest.Config = node.config
    names = dict.fromkeys(id_.partition("::")[0] for id_ in ids)
    suites = [config.rootpath / name for name in names if _is_suite(config, Path(name).name)]
    if suites and config.getoption("dist", "no") == "each":
        raise pytest.UsageError(
            "--dist each runs every task in every worker and counts it as often: use --dist worksteal."
        )
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    for line in config.stash[REPORTER].announce(suites):
        if terminal is not None:
            terminal.write_line(line)


def _expect(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    if any(JOB in item.stash for item in items):
        from pytest_t2t.plugin.session import rollouts

        rollouts(config).expect(items)


def _is_suite(config: pytest.Config, name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in options.settings(config).files)


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")
