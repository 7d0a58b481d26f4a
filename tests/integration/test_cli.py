"""The command `t2t`, as a user types it: tasks made, proven, shown, and one message for each mistake."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pytest_t2t.suite.files import read_suite, write_suite

DOMAINS = Path(__file__).parents[1] / "domains"


def t2t(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest_t2t.cli", *args], cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    done = t2t(
        "synthesize", "kiosk", "--seed", "3", "--families", "4", "--out", "fresh", "--domains", str(DOMAINS), cwd=folder
    )
    assert done.returncode == 0, done.stderr
    assert "4 of 4 families -> fresh" in done.stdout
    return folder


def test_equal_seeds_give_equal_files(made: Path, tmp_path: Path) -> None:
    t2t("synthesize", "kiosk", "--seed=3", "--families=4", "--out=b", f"--domains={DOMAINS}", cwd=tmp_path)
    files = sorted((made / "fresh").iterdir())
    assert [path.name for path in files] == [
        f"{i}.t2t.jsonl" for i in ("ambiguous", "changing", "general", "infeasible")
    ]
    assert all(path.read_bytes() == (tmp_path / "b" / path.name).read_bytes() for path in files)


def test_an_intent_that_is_not_written_is_not_printed(tmp_path: Path) -> None:
    done = t2t(
        "synthesize", "kiosk", "--families=2", "--out=b", "--intent=general", f"--domains={DOMAINS}", cwd=tmp_path
    )
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["2 of 2 families -> b", "  general"]
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["general.t2t.jsonl"]


def test_certificates_are_proven_again_and_a_forged_one_is_found(made: Path, tmp_path: Path) -> None:
    done = t2t("verify", "fresh", "--domains", str(DOMAINS), cwd=made)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("all certificates hold") == 4
    suite = read_suite(made / "fresh" / "general.t2t.jsonl")
    task = suite.lines[0].task()
    forged = task.model_copy(update={"certificate": task.certificate.model_copy(update={"episode": "0" * 16})})
    assert suite.header is not None
    write_suite(tmp_path / "forged.t2t.jsonl", suite.header, [forged])
    done = t2t("verify", "forged.t2t.jsonl", "--domains", str(DOMAINS), cwd=tmp_path)
    assert done.returncode == 1
    assert "forged.t2t.jsonl:2: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_header_with_an_unknown_domain_and_a_suite_without_tasks_are_told(made: Path, tmp_path: Path) -> None:
    text = (made / "fresh" / "general.t2t.jsonl").read_text()
    (tmp_path / "typo.t2t.jsonl").write_text(text.replace('"domain":"kiosk"', '"domain":"kiosc"', 1))
    told = "typo.t2t.jsonl:1: unknown domain 'kiosc': did you mean 'kiosk'?"
    done = t2t("verify", "typo.t2t.jsonl", f"--domains={DOMAINS}", cwd=tmp_path)
    assert (done.returncode, done.stderr.count(told)) == (1, 1)
    done = t2t("table", "typo.t2t.jsonl", f"--domains={DOMAINS}", cwd=tmp_path)
    assert (done.returncode, done.stderr.count(told)) == (2, 1)
    suite = read_suite(made / "fresh" / "general.t2t.jsonl")
    assert suite.header is not None
    write_suite(tmp_path / "none.t2t.jsonl", suite.header, [])
    done = t2t("table", "none.t2t.jsonl", f"--domains={DOMAINS}", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "t2t: none.t2t.jsonl: no task in it.\n")


def test_a_task_is_shown_to_a_person(made: Path) -> None:
    for line in read_suite(made / "fresh" / "changing.t2t.jsonl").lines:
        done = t2t("show", "fresh/changing.t2t.jsonl", "--task", line.id, cwd=made)
        assert done.returncode == 0, done.stderr
        for title in ("opening", "what the customer wishes", "the change of mind", "expected rows", "certificate"):
            assert f"\n{title}" in done.stdout


def test_the_tables_are_as_designed(made: Path) -> None:
    done = t2t("table", "fresh", "--markdown", "--domains", str(DOMAINS), cwd=made)
    assert done.returncode == 0, done.stderr
    cells = {
        row.split("|")[1].strip(" `"): [c.strip() for c in row.split("|")[2:-1]]
        for row in done.stdout.splitlines()
        if "`" in row
    }
    nowhere, everywhere = ["0 %"] * 4, ["100 %"] * 4
    assert cells["control:silent"] == cells["control:always-declines"] == nowhere
    assert cells["control:never-asks"] == ["100 %", "0 %", "100 %", "100 %"]
    assert cells["reference"] == everywhere
    assert len(cells) > 20


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["synthesize", "kiosc", "--out", "x"], "unknown domain 'kiosc': did you mean 'kiosk'?"),
        (
            ["synthesize", "kiosk", "--out", "x", "--intent", "chnging"],
            "unknown intent 'chnging': did you mean 'changing'?",
        ),
        (["verify", "nowhere"], "nowhere: there is no such file."),
        (["verify", "."], ".: holds no *.t2t.jsonl file."),
        (["show", "no.t2t.jsonl", "--task", "x"], "no.t2t.jsonl: can't be read: No such file or directory."),
        (["show", __file__, "--task", "x"], "It is no suite file (*.t2t.jsonl)."),
        (["table", "--domains", "nowhere", "."], "holds no *.t2t.jsonl file."),
    ],
)
def test_a_mistake_is_one_message_and_exit_code_2(tmp_path: Path, args: list[str], message: str) -> None:
    done = t2t(*args, *(["--domains", str(DOMAINS)] if args[0] == "synthesize" else []), cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("t2t: ")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ["synthesize", "kiosk", "--families=1", "--out", "file"],
            "--out: the folder 'file' can't be made: File exists.",
        ),
        (["check-domain", "kiosk", "--families=1", "--json", "file/x.json"], "--json: the folder 'file' can't be made"),
        (["check-domain", "kiosk", "--families=1", "--json", "."], ".: can't be written: Is a directory."),
        (["new-domain", "shop", "--into", "file"], "file/shop: can't be written: Not a directory."),
    ],
)
def test_a_path_that_cannot_be_written_is_one_message(tmp_path: Path, args: list[str], message: str) -> None:
    (tmp_path / "file").touch()
    done = t2t(*args, *(["--domains", str(DOMAINS)] if args[1] == "kiosk" else []), cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_python_that_leaves_docstrings_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONOPTIMIZE", "2")
    done = t2t("synthesize", "kiosk", "--out=x", "--domains", str(DOMAINS), cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.endswith("has no docstring; -OO (PYTHONOPTIMIZE=2) leaves them out: run without.\n")


def test_a_report_of_a_domain_makes_its_folder(tmp_path: Path) -> None:
    t2t("check-domain", "kiosk", "--families=1", "--json=new/x.json", "--domains", str(DOMAINS), cwd=tmp_path)
    assert (tmp_path / "new" / "x.json").is_file()


def test_check_user_prints_rates(made: Path) -> None:
    done = t2t("check-user", "scripted", "fresh", "--domains", str(DOMAINS), "--tasks", "4", cwd=made)
    assert (done.returncode, done.stderr) == (0, "")
    assert "needless reveal" in done.stdout
    wrong = t2t("check-user", "scriptd", "fresh", "--domains", str(DOMAINS), cwd=made)
    assert wrong.returncode == 2
    assert "did you mean 'scripted'" in wrong.stderr


def test_check_user_without_a_key_says_what_this_command_can_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    done = t2t("check-user", "gpt-4o", "fresh", cwd=tmp_path)
    assert done.returncode == 2
    assert "OPENAI_API_KEY is not set. Set it, or name a server that needs none: ?base_url= in" in done.stderr


def test_manners_are_in_the_file_and_unknown_ones_are_told(tmp_path: Path) -> None:
    arguments = ("synthesize", "kiosk", "--domains", str(DOMAINS), "--seed=3", "--families=3", "--out=b")
    assert t2t(*arguments, "--manners", "terse", cwd=tmp_path).returncode == 0
    text = (tmp_path / "b" / "general.t2t.jsonl").read_text()
    assert text.count('"manner":"terse"') == 3
    assert "--manners terse" in text.splitlines()[0]
    assert t2t("verify", "b", "--domains", str(DOMAINS), cwd=tmp_path).returncode == 0
    wrong = t2t(*arguments, "--manners", "ters", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "did you mean 'terse'" in wrong.stderr
