"""`t2t new-domain`: what it writes passes the check at once and gives tasks of every intent; a mistake is one message."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_t2t.authoring.check import check_domain
from pytest_t2t.domain.loader import load
from pytest_t2t.domain.world import Worlds
from pytest_t2t.synthesis.pipeline import synthesize
from tests.integration.test_cli import t2t
from tests.integration.test_tables import assert_tables


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    done = t2t("new-domain", "corner_shop", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "t2t check-domain domains/corner_shop" in done.stdout
    return folder / "domains" / "corner_shop"


def test_it_passes_the_check_at_once(shop: Path) -> None:
    report = check_domain(shop, 25, 0)
    assert report.findings == ()
    assert {one.sort: one.percent() for one in report.reach if one.sort != "kinds"} == dict.fromkeys(
        ("tools", "rules", "argument classes", "intents"), 100.0
    )


def test_it_gives_tasks_of_every_intent_and_the_tables_hold(shop: Path) -> None:
    world = Worlds().get(load(shop), 5)
    made = synthesize(world, 5, 5)
    assert {intent: len(tasks) for intent, tasks in made.tasks.items()} == dict.fromkeys(made.tasks, 5)
    assert_tables([task for tasks in made.tasks.values() for task in tasks], world)


def test_its_words_are_named_after_it(shop: Path) -> None:
    assert (shop / "policy.md").read_text().startswith("# Corner shop\n")
    assert "Example desk" not in "".join(path.read_text() for path in shop.iterdir() if path.is_file())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("9lives", "'9lives' can't be a domain's name"),
        ("class", "'class' can't be a domain's name: it is a Python keyword"),
        ("retail", "'retail' is a domain that comes with the package, which yours would hide"),
        ("../up", "'../up' can't be a domain's name"),
        ("corner_shop", "is there already; choose another name, or another folder by --into."),
    ],
)
def test_a_mistake_is_one_message(shop: Path, name: str, message: str) -> None:
    done = t2t("new-domain", name, cwd=shop.parents[1])
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_check_domain_names_line_and_advice_and_fails(shop: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    for path in (one for one in shop.iterdir() if one.is_file()):
        (folder / path.name).write_text(path.read_text().replace("<!-- rule: not-today --> ", ""))
    done = t2t("check-domain", "shop", "--families", "2", "--json", "report.json", cwd=tmp_path)
    assert done.returncode == 1
    line = next(n for n, text in enumerate((folder / "rules.py").read_text().splitlines(), 1) if '"not-today"' in text)
    advice = "put `<!-- rule: not-today -->` before it."
    assert done.stdout.startswith(f"shop/rules.py:{line}: rule 'not-today' has no sentence -> {advice}\n")
    assert '"advice": "put `<!-- rule' in (tmp_path / "report.json").read_text()
