"""A report as a person reads it: findings by file, coverage as bars; one finding a line where nobody looks on.

Report -> text on a console, JSON
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pytest_t2t.authoring.finding import Finding, Reach, Report

_WIDTH = 20


def print_report(report: Report, console: Console) -> None:
    """Coloured on a terminal; plain lines, `file:line: what -> advice`, in a pipe."""
    if console.is_terminal:
        _pretty(report, console)
    else:
        for line in plain_lines(report):
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def plain_lines(report: Report) -> Iterator[str]:
    """The report without colour."""
    for finding in report.findings:
        advice = f" -> {finding.advice}" if finding.advice else ""
        yield f"{shown(finding.place.path)}:{finding.place.line}: {finding.what}{advice}"
    for one in report.reach:
        explored = "" if one.explored is None else f"{_share(one, one.explored)} explored, "
        yield f"{one.sort}: {explored}{_share(one, one.tasks)} in tasks{_missing(one)}"
    yield verdict(report)


def verdict(report: Report) -> str:
    """The last line."""
    found = len(report.findings)
    said = "nothing to mend" if not found else f"{found} finding{'s' if found > 1 else ''}"
    return f"{report.name}: {said} ({report.budget})"


def to_json(report: Report) -> str:
    """Findings and coverage for programs."""
    reach = [
        asdict(one) | {"explored": None if one.explored is None else sorted(one.explored), "tasks": sorted(one.tasks),
                       "percent": round(one.percent(), 1), "missing": one.missing}
        for one in report.reach
    ]  # fmt: skip
    findings = [
        {"file": str(one.place.path), "line": one.place.line, "what": one.what, "advice": one.advice}
        for one in report.findings
    ]
    whole: dict[str, Any] = {"domain": report.name, "budget": report.budget, "findings": findings, "reach": reach}
    return json.dumps(whole, indent=1)


def shown(path: Path) -> str:
    """A path as it is shown: relative to here where it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _share(one: Reach, reached: frozenset[str]) -> str:
    number = sum(name in reached for name in one.every)
    return f"{number} of {len(one.every)} ({one.percent(reached):.0f} %)"


def _missing(one: Reach) -> str:
    told = [f"{name} ({one.why[name]})" if name in one.why else name for name in one.missing]
    lacking = f"; not reached: {', '.join(told)}" if told else ""
    return f"{lacking}; in no task: {', '.join(one.untested)}" if one.untested else lacking


def print_scaffold(name: str, files: Sequence[Path], console: Console) -> None:
    """What was written, and what to do next."""
    folder = files[0].parent
    console.print(Text.assemble((name, "bold"), (f"  {shown(folder)}", "dim")))
    for path in files:
        console.print(Text.assemble("  ", (f"{path.name:<12}", "cyan"), f"  {_ABOUT.get(path.name, '')}"))
    around = "" if folder.parent.resolve() == Path.cwd() / "domains" else f" --domains {shown(folder.parent)}"
    console.print(Text("\nnext", style="dim"))
    for command in (f"t2t check-domain {shown(folder)}", f"t2t synthesize {name} --out task_suites/{name}{around}"):
        console.print(Text(f"  {command}"), soft_wrap=True)


_ABOUT = {
    "__init__.py": "what it is made of, and its frozen clock",
    "schema.sql": "tables with keys and checks",
    "seed.py": "rows, the same for equal seeds",
    "tools.py": "what an agent can do; types say what arguments mean",
    "rules.py": "the policy as predicates",
    "policy.md": "the policy as the agent reads it",
    "language.py": "how customers and agents speak of it",
}


# ---------------------------------------------------------------------------------------------------------- pretty
def _pretty(report: Report, console: Console) -> None:

    console.print(Text.assemble(("\n" + report.name, "bold"), ("  " + shown(report.folder), "dim")))
    last: Path | None = None
    for finding in report.findings:
        if finding.place.path != last:
            last = finding.place.path
            console.print(Text(f"\n  {shown(last)}", style="bold cyan"))
        console.print(Padding(_line(finding), (0, 0, 0, 4)))
        if finding.advice:
            console.print(Padding(Text(f"→ {finding.advice}", style="green"), (0, 0, 0, 11)))
    if report.reach:
        _bars(report, console)
    style = "bold green" if not report.findings else "bold red"
    mark = "✓" if not report.findings else "✗"
    console.print(Text.assemble(("\n" + mark + " ", style), (verdict(report), style)))


def _line(finding: Finding) -> Text:

    return Text.assemble((f"{finding.place.line:>5}  ", "yellow"), finding.what)


def _bars(report: Report, console: Console) -> None:

    table = Table(box=None, padding=(0, 2, 0, 0), show_header=True, header_style="dim")
    table.add_column("  reached")
    table.add_column("explored", justify="right")
    table.add_column("in tasks", justify="right")
    table.add_column("")
    for one in report.reach:
        explored = "" if one.explored is None else f"{_count(one, one.explored)}/{len(one.every)}"
        table.add_row(f"  {one.sort}", explored, f"{_count(one, one.tasks)}/{len(one.every)}", _bar(one))
    console.print()
    console.print(table)
    for one in report.reach:
        for name in one.missing:
            why = one.why.get(name, "")
            console.print(Text.assemble("  ", ("not reached: ", "dim"), name, (f"  {why}", "dim")))
        for name in one.untested:
            console.print(Text.assemble("  ", ("in no task: ", "dim"), name))


def _count(one: Reach, reached: frozenset[str]) -> int:
    return sum(name in reached for name in one.every)


def _bar(one: Reach) -> Text:

    percent = one.percent()
    full = round(_WIDTH * percent / 100)
    style = "red" if percent < one.least else "green" if percent == 100 or one.least else "yellow"
    return Text.assemble(("━" * full, style), ("━" * (_WIDTH - full), "bright_black"), f" {percent:.0f} %")
