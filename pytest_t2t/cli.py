"""The command `t2t`: make tasks, prove them again, look at one, and see how the built-in agents do on them.

arguments -> the package's stages -> text, files, an exit code: 0 fine, 1 something does not hold, 2 a wrong argument
"""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pytest_t2t.errors import CertificateError, T2TError, UsageError, nearest

if TYPE_CHECKING:
    from pytest_t2t.domain.loader import Domains
    from pytest_t2t.domain.simulations import Simulations
    from pytest_t2t.domain.world import World
    from pytest_t2t.records.task import Task
    from pytest_t2t.suite.files import Suite
    from pytest_t2t.synthesis.pipeline import Synthesis

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=(__doc__ or "").split("\n")[0]
)
Folders = Annotated[
    list[Path] | None, typer.Option("--domains", help="A folder of domains that comes before all others.")
]
Paths = Annotated[list[Path], typer.Argument(help="Suite files, or folders of them.")]


def main() -> None:
    """Run the command; what a user can mend is one message, never a traceback."""
    collect_rarely()
    try:
        app()
    except T2TError as error:
        print(f"t2t: {error}", file=sys.stderr)  # noqa: T201
        raise SystemExit(2) from None
    except OSError as refused:  # what we read has messages of its own
        if refused.filename is None:
            raise
        print(f"t2t: {refused.filename}: can't be written: {refused.strerror}.", file=sys.stderr)  # noqa: T201
        raise SystemExit(2) from None


def collect_rarely() -> None:
    """Let Python look for cyclic garbage seldom: there is little, and looking took a tenth of the time."""
    gc.set_threshold(200_000, 20, 20)


@app.command()
def synthesize(
    domain: Annotated[str, typer.Argument(help="The domain's name.")],
    out: Annotated[Path, typer.Option(help="The folder that gets <intent>.t2t.jsonl.")],
    seed: Annotated[int, typer.Option(help="Equal seeds give equal files.")] = 0,
    families: Annotated[int, typer.Option(min=1, help="How many trajectories are turned into families of tasks.")] = 60,
    scale: Annotated[int, typer.Option(min=1, help="How big the world is.")] = 1,
    intent: Annotated[list[str] | None, typer.Option(help="Write this intent's file alone; repeatable.")] = None,
    manners: Annotated[str, typer.Option(help="How customers talk: terse,chatty,... or all; one a family.")] = "",
    domains: Folders = None,
) -> None:
    """Explore a domain and write certified tasks of every intent."""
    from pytest_t2t.domain.world import Worlds
    from pytest_t2t.records.task import INTENTS
    from pytest_t2t.suite.files import Header, write_suite
    from pytest_t2t.synthesis.pipeline import synthesize as make

    for name in intent or ():
        if name not in INTENTS:
            raise UsageError(f"unknown intent {name!r}: {nearest(name, INTENTS)}")
    world = Worlds().get(_domains(domains, ()).get(domain), seed, scale)
    named = _manners(manners)
    _make_folder("--out", out)
    made = make(world, seed, families, named)
    command = f"t2t synthesize {domain} --seed {seed} --families {families}"
    command += f" --scale {scale}" if scale > 1 else ""
    command += f" --manners {manners}" if manners else ""
    header = Header(domain=domain, seed=seed, command=command, world=world.ref)
    written = [name for name in INTENTS if name in (intent or INTENTS)]
    for name in written:
        write_suite(out / f"{name}.t2t.jsonl", header, made.tasks[name])
    for line in _made(made, written, families, out):
        typer.echo(line)
    if made.families < families:
        raise typer.Exit(1)


@app.command()
def verify(paths: Paths, domains: Folders = None) -> None:
    """Prove every task again from nothing but its line and the domain."""
    from pytest_t2t.synthesis.certify import check

    wrong = 0
    for suite, simulations in _suites(paths, domains):
        faults = [str(suite.error(broken)) for broken in suite.broken]
        if unknown := _unknown_domain(suite, simulations):
            faults.append(unknown)
        for line in suite.lines if not unknown else ():
            try:
                task = line.task()
                check(task, simulations.world(task.world))
            except (CertificateError, UsageError) as error:
                faults.append(f"{suite.path}:{line.number}: {error}")
        for fault in faults:
            typer.echo(fault, err=True)
        found = _counted(len(faults), "fault", "faults") if faults else "all certificates hold"
        typer.echo(f"{suite.path}: {_counted(len(suite.lines), 'task', 'tasks')}, {found}")
        wrong += len(faults)
    if wrong:
        raise typer.Exit(1)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="A suite file.")],
    task: Annotated[str, typer.Option(help="The task's id, or a part of it that no other has.")],
) -> None:
    """Print a task for a person: what is said and wished, what is right in the end, and its certificate."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from pytest_t2t.reporting.card import card
    from pytest_t2t.reporting.plain import plain
    from pytest_t2t.suite.files import read_suite
    from pytest_t2t.suite.selection import find

    found = find(read_suite(file), task).task()
    console = Console(highlight=False)
    console.print(Text(found.id, style="bold"))
    for title, lines in card(found):
        console.print(Text(f"\n{title}", style="bold cyan"))
        for line in lines:
            console.print(Padding(Text(plain(line)), (0, 0, 0, 2)))


@app.command()
def table(
    paths: Paths,
    markdown: Annotated[bool, typer.Option("--markdown", help="As Markdown, for a README.")] = False,
    domains: Folders = None,
) -> None:
    """Run the controls and the reference with its manners: the share of tasks that each passes, by intent."""
    from pytest_t2t.agents.resolve import known_specs
    from pytest_t2t.reporting.agents_table import rates
    from pytest_t2t.reporting.agents_table import table as drawn

    specs = known_specs()
    groups = {
        "Controls": [spec for spec in specs if spec.startswith("control:")],
        "Reference and its manners": [spec for spec in specs if not spec.startswith("control:")],
    }
    worlds: dict[str, World] = {}
    tasks: list[Task] = []
    for suite, simulations in _suites(paths, domains):
        for broken in suite.broken:
            raise suite.error(broken)
        if unknown := _unknown_domain(suite, simulations):
            raise UsageError(unknown)
        tasks += (line.task() for line in suite.lines)
        worlds |= {task.world.to_json(): simulations.world(task.world) for task in tasks}
    if not tasks:
        raise UsageError(f"{', '.join(map(str, paths))}: no task in it.")
    for title, agents in groups.items():
        typer.echo(f"{'### ' if markdown else ''}{title}\n")
        typer.echo(drawn(rates(tasks, agents, lambda task: worlds[task.world.to_json()]), markdown=markdown) + "\n")


@app.command("check-domain")
def check_domain(
    domain: Annotated[str, typer.Argument(help="A domain's name, or its folder.")],
    families: Annotated[int, typer.Option(min=1, help="The budget: how many families of tasks are made.")] = 40,
    seed: Annotated[int, typer.Option(help="Of the world and the tasks.")] = 0,
    json: Annotated[Path | None, typer.Option(help="Write findings and coverage as JSON too.")] = None,
    domains: Folders = None,
) -> None:
    """Say what is wrong with a domain, and how much of it tasks reach."""
    from rich.console import Console

    from pytest_t2t.authoring.check import check_domain as checked
    from pytest_t2t.authoring.printed import print_report, to_json

    folder = Path(domain) if (Path(domain) / "__init__.py").is_file() else _domains(domains, ()).where(domain)
    if json:
        _make_folder("--json", json.parent)
    report = checked(folder, families, seed)
    print_report(report, Console(highlight=False))
    if json:
        json.write_text(to_json(report), "utf-8")
    if report.findings:
        raise typer.Exit(1)


@app.command("new-domain")
def new_domain(
    name: Annotated[str, typer.Argument(help="The domain's name: a Python name, like corner_shop.")],
    into: Annotated[Path, typer.Option(help="The folder of domains that gets it.")] = Path("domains"),
) -> None:
    """Write a small domain to start from: it passes check-domain and gives tasks of every intent."""
    from rich.console import Console

    from pytest_t2t.authoring.printed import print_scaffold
    from pytest_t2t.authoring.scaffold import scaffold

    print_scaffold(name, scaffold(name, into), Console(highlight=False))


@app.command("check-user")
def check_user(
    spec: Annotated[str, typer.Argument(help="'scripted', or a model: 'openai:NAME?base_url=...'.")],
    paths: Paths,
    tasks: Annotated[int, typer.Option(min=1, help="How many tasks, spread over the files.")] = 20,
    retries: Annotated[int, typer.Option(min=0, help="Further attempts after a message that the guard rejects.")] = 3,
    guard: Annotated[bool, typer.Option(help="Whether a guard reads a model's messages first.")] = True,
    concurrency: Annotated[int, typer.Option(min=1, help="Talks in flight at a time.")] = 8,
    markdown: Annotated[bool, typer.Option("--markdown", help="As Markdown, for a document.")] = False,
    domains: Folders = None,
) -> None:
    """Measure how well a user simulator keeps to its side: what it leaks, gets wrong, answers, gives away."""
    from pytest_t2t.reporting.fidelity_table import rejections
    from pytest_t2t.reporting.fidelity_table import table as drawn
    from pytest_t2t.users.fidelity import measure
    from pytest_t2t.users.resolve import user_for

    user = user_for(spec, retries=retries, guarded=guard)
    if hasattr(user, "preflight"):
        user.preflight()
    found: list[tuple[Task, World]] = []
    for suite, simulations in _suites(paths, domains):
        for broken in suite.broken:
            raise suite.error(broken)
        found += ((task, simulations.world(task.world)) for task in (line.task() for line in suite.lines))
    measured = measure(user, found[:: max(1, len(found) // tasks)][:tasks], concurrency)
    typer.echo(drawn(measured, markdown=markdown))
    if spec != "scripted":
        typer.echo(f"\n{rejections(measured)}")


def _make_folder(option: str, folder: Path) -> None:
    """Before the work is done, not after it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise UsageError(f"{option}: the folder {str(folder)!r} can't be made: {refused.strerror}.") from None


def _manners(named: str) -> list[str]:
    """The manners of customers, each known; all of them for "all"."""
    from pytest_t2t.users.manner import MANNERS

    names = [one.strip() for one in named.split(",") if one.strip()]
    for name in names:
        if name != "all":
            MANNERS.get(name)
    return list(MANNERS.names()) if "all" in names else names


def _unknown_domain(suite: Suite, simulations: Simulations) -> str:
    """What is wrong with the domain that a suite's header names, "" where nothing is."""
    try:
        if suite.header:
            simulations.domains.get(suite.header.domain)
    except UsageError as error:
        return f"{suite.path}:1: {error}"
    return ""


def _suites(paths: Sequence[Path], domains: Sequence[Path] | None) -> Iterator[tuple[Suite, Simulations]]:
    from pytest_t2t.domain.simulations import Simulations
    from pytest_t2t.suite.files import read_suite
    from pytest_t2t.suite.selection import suite_files

    known: dict[tuple[Path, ...], Simulations] = {}
    for path in suite_files(paths):
        found = _domains(domains, path.resolve().parents)
        yield read_suite(path), known.setdefault(tuple(found.folders), Simulations(found))


def _domains(named: Sequence[Path] | None, parents: Iterable[Path]) -> Domains:
    """In the plugin's order: those named, `domains/` here, `domains/` of each parent of the suite, the shipped."""
    from pytest_t2t.domain.loader import Domains

    for folder in named or ():
        if not folder.is_dir():
            raise UsageError(f"--domains {str(folder)!r}: there is no such folder.")
    return Domains([*(named or ()), Path.cwd() / "domains", *(parent / "domains" for parent in parents)])


def _made(made: Synthesis, written: Sequence[str], families: int, out: Path) -> Iterator[str]:
    yield f"{made.families} of {families} families -> {out}"
    for intent, tasks in made.tasks.items():
        if intent not in written:
            continue
        kinds = sorted(Counter(task.kind for task in tasks).items())
        listed = ", ".join(f"{kind} {number}" for kind, number in kinds)
        without = _counted(made.lacking[intent], "family", "families")
        yield f"  {intent}: {_counted(len(tasks), 'task', 'tasks')}, lacking in {without} ({listed})"
    if made.families < families:
        yield "  there were not enough customers with something to do; the most frequent reasons:"
        yield from (f"    {number} x {why}" for why, number in made.dropped.most_common(5))


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


if __name__ == "__main__":
    main()
