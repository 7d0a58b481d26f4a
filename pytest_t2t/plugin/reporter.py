"""The reporting side: rows that arrive with the test reports are summed up, judged, printed and written.

TestReport.t2t (JSON), ... -> Report -> hooks `report` and `gate`, table in the terminal
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_t2t.plugin import defaults
from pytest_t2t.plugin.failure import Crash, Told, told
from pytest_t2t.plugin.options import settings
from pytest_t2t.plugin.stash import AHEAD, JOB, NOT_RUN, RESULT, UNREADABLE

if TYPE_CHECKING:
    from pytest_t2t.reporting.rows import EpisodeRow
    from pytest_t2t.reporting.summary import Report

ROW, UNDETERMINED, REASON, UNRUN, UNREAD = "t2t", "t2t_undetermined", "t2t_reason", "t2t_not_run", "t2t_unread"
FAULTS = "t2t_faults"
"""Attributes of a TestReport. ROW: the episode's row as ASCII JSON, which every transport takes and JUnit leaves out.
UNDETERMINED: the item is neither passed nor failed. REASON: one line for the short summary. UNRUN: why not run.
UNREAD: what is wrong with a line that holds no task. FAULTS: what hooks raised beside it."""


def attach(report: pytest.TestReport, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Put an item's row on the report that decides about it, and its own words where pytest has a traceback."""
    words: Told | None = item.t2t_told(call.excinfo.value) if call.excinfo and hasattr(item, "t2t_told") else None
    if words is not None:
        shown: Any = words
        report.longrepr = shown
        setattr(report, REASON, words.reprcrash.message)
    if UNREADABLE in item.stash and report.failed:
        setattr(report, UNREAD, item.stash[UNREADABLE])
    if NOT_RUN in item.stash and report.when == "setup":
        setattr(report, UNRUN, item.stash[NOT_RUN])
    if JOB in item.stash and (report.sections or (report.longrepr and words is None)):
        from pytest_t2t.plugin.hushing import hushed

        hushed(report, item.config)
    result = item.stash.get(RESULT, None)
    if result is None or not (report.when == "call" or (report.when == "setup" and report.failed)):
        return
    setattr(report, ROW, json.dumps(result.row))
    setattr(report, FAULTS, result.faults)
    if words is not None:
        setattr(report, UNDETERMINED, result.verdict.outcome == "undetermined")
    elif report.failed:
        from pytest_t2t.reporting.conversation import lines

        report.sections.append(("t2t conversation", "\n".join(lines(result.episode, result.verdict))))


class Reporter:
    """Registered in the process that reports, not in the workers of xdist."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._rows: dict[tuple[str, str], EpisodeRow] = {}
        self._workers: dict[tuple[str, str], str] = {}
        self._not_run: dict[tuple[str, str], str] = {}
        self._unread: dict[tuple[str, str], str] = {}
        self._reasons: list[str] = []
        self._faults: dict[str, None] = {}
        self._written: list[str] = []
        self._announced = False

    # --------------------------------------------------------------------------------------------- before the tests
    def announce(self, suites: Iterable[Path]) -> list[str]:
        """Who is tested by whom on what; said once, and only where there are suites."""
        paths = sorted(set(suites))
        if self._announced or not paths or self._config.get_verbosity() < 0:
            return []
        self._announced = True
        wanted = settings(self._config)
        models = ", ".join(wanted.models) + ("" if wanted.named else " (no --t2t-model: no model is called)")
        kept = (
            [] if wanted.cassette == "off" else [f"t2t: cassette {wanted.cassette} {self._shown(wanted.cassette_path)}"]
        )
        return [f"t2t: agent {models}; user {wanted.user}; trials {wanted.trials}", *kept, *self._domains(paths)]

    def _shown(self, path: Path) -> str:
        root = self._config.rootpath
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    def _domains(self, paths: Iterable[Path]) -> Iterable[str]:
        from pytest_t2t.errors import UsageError
        from pytest_t2t.plugin.domains import domains_for
        from pytest_t2t.suite.files import read_header

        found: dict[str, None] = {}
        for path in paths:
            header = read_header(path)
            try:
                if header is not None:
                    found[f"t2t: domain {header.domain} -> {domains_for(self._config, path).where(header.domain)}"] = (
                        None
                    )
            except UsageError:
                continue  # an item of its own says so
        return found

    # ---------------------------------------------------------------------------------------------- while they run
    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the row off the report, and make of a worker's text what it was."""
        key = (report.nodeid, report.location[0])  # outside the rootdir files in two folders have the same node ids
        if (text := getattr(report, ROW, None)) is not None:
            self._rows[key] = json.loads(text)
            self._workers[key] = getattr(report, "worker_id", "")
            self._faults.update(dict.fromkeys(getattr(report, FAULTS, ())))
        if (why := getattr(report, UNRUN, None)) is not None:
            self._not_run[key] = why
        if (fault := getattr(report, UNREAD, None)) is not None:
            self._unread[key] = fault
        if (reason := getattr(report, REASON, None)) is not None and isinstance(report.longrepr, str):
            path, line, _ = report.location
            where = Crash(path, (line or 0) + 1, reason)
            failed = report.when == "call" and not getattr(report, UNDETERMINED, False)
            read: Any = told(self._config, report.longrepr.split("\n"), where, failed=failed)
            report.longrepr = read

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(
        self, report: pytest.TestReport
    ) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
        """A letter of its own for what is neither passed nor failed."""
        if report.failed and getattr(report, UNDETERMINED, False):
            return "undetermined", "U", ("UNDETERMINED", {"yellow": True})
        if getattr(report, UNRUN, None) is not None:
            return "not run", "N", ("NOT RUN", {"yellow": True})
        return None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """Ask the gates; later would be too late for the exit code that pytest prints and returns."""
        result = yield
        session.testsfailed += bool(self._not_run)  # a run that is not complete is not green
        if self._rows:
            self._ask_gates()
            session.testsfailed += len(self._reasons) + len(self._faults)
        return result

    def _ask_gates(self) -> None:
        from pytest_t2t.errors import T2TError
        from pytest_t2t.plugin.asking import ask

        try:
            reasons = ask(self._config, "pytest_t2t_gate", report=self._report())
            self._reasons = [reason for reason in reasons if reason]
        except T2TError as fault:
            self._faults[self._clean(fault)] = None

    # --------------------------------------------------------------------------------------------- after the tests
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the reports, also after failures or an interruption."""
        wanted = settings(self._config).reports
        if not (self._rows or self._not_run or self._unread) and (not wanted or session.config.option.collectonly):
            return
        if not self._wrote(self._report()):
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED

    def _wrote(self, report: Report) -> bool:
        """Whether all went well; a hook of the user's that fails has come before ours, which writes all the same."""
        from pytest_t2t.errors import HookFault, T2TError
        from pytest_t2t.plugin.asking import ask

        well = True
        try:
            try:
                ask(self._config, "pytest_t2t_report", report=report)
            except HookFault as fault:
                well = False
                self._faults[self._clean(fault)] = None
                defaults.pytest_t2t_report(self._config, report)
        except T2TError as refused:
            self._written = [f"t2t: {self._clean(refused)}"]
            return False
        self._written = [f"t2t: {name} report -> {path}" for name, path in settings(self._config).reports]
        return well

    def _clean(self, error: Exception) -> str:
        from pytest_t2t.plugin.keeping import redaction
        from pytest_t2t.reporting.plain import one_line

        return one_line(redaction(self._config).text(str(error)), 300)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Undetermined trials, then the table."""
        self._undetermined(terminalreporter)
        if (self._rows or AHEAD in self._config.stash) and self._config.get_verbosity() >= -1:
            from pytest_t2t.reporting.formats import FORMATS

            terminalreporter.section("t2t")
            told_below = replace(self._report(), why_not_run="")
            terminalreporter.write(FORMATS.get("terminal")(told_below))
        for line in self._written:
            terminalreporter.write_line(line)
        if self._not_run:
            said = f"t2t: {len(self._not_run)} rollouts were not run: {self._why_not_run()}"
            terminalreporter.write_line(said, red=True, bold=True)
        for fault in self._faults:
            terminalreporter.write_line(f"t2t: {fault}", red=True, bold=True)
        for reason in self._reasons:
            terminalreporter.write_line(f"t2t: gate: {reason}", red=True, bold=True)

    def _undetermined(self, terminal: Any) -> None:
        reports = terminal.stats.get("undetermined", [])
        if reports and self._config.option.tbstyle != "no":
            terminal.section("UNDETERMINED")
        for report in reports if self._config.option.tbstyle != "no" else ():
            terminal.write_sep("_", report.nodeid.rpartition("::")[2], yellow=True, bold=True)
            report.toterminal(terminal._tw)  # noqa: SLF001  as pytest's own sections do; there is no public writer

    def _report(self) -> Report:
        from pytest_t2t.reporting.summary import numbered, report

        rows = numbered((self._workers[key], row) for key, row in self._rows.items())
        ahead = self._config.stash.get(AHEAD, None)
        found = report(rows, not_run=len(self._not_run), unread=self._unread.values(), ahead=ahead)
        return replace(found, why_not_run=self._why_not_run())

    def _why_not_run(self) -> str:
        return list(self._not_run.values())[-1] if self._not_run else ""
