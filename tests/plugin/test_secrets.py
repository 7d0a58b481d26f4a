"""Secrets are planted wherever they can come from, and searched for in everything that a session writes."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_t2t.plugin.keeping import redaction
from pytest_t2t.testing import Asked, Loopback, Step, call, fail, say, serving
from tests.plugin.conftest import INI, SuiteMaker

KEY, TOKEN, PASSWORD, QUERY = "k3y-of-the-shop/1+", 't0ken-elsewhere"2', "passw0rd-here", "qu3ry-key-4"
LITERAL = "sk-literal-in-the-source-5"
LATE = "l4te-key-of-the-shop-6"
LOUD = (
    "-vv", "-rA", "-l", "--tb=long", "--log-level=DEBUG", "-o", "log_cli=true", "--log-file=log.txt",
    "--junitxml=junit.xml", "-o", "junit_logging=all", "--t2t-store=kept", "--t2t-cassette=record",
    "--t2t-report=json=out.json", "--t2t-report=markdown=out.md",
)  # fmt: skip

AGENT = f'''
import json, logging, os, sys

print("imported with", os.environ["SHOP_TOKEN"])

class Leaky:
    def __init__(self, policy, tools):
        self.tools = tools
        self.token = os.environ["SHOP_TOKEN"]

    def reply(self, messages):
        logging.getLogger("httpx").warning("posting with %r", {{"Authorization": self.token}})
        print("debug", self.token, file=sys.stderr)
        number = int(messages[0]["content"].split()[-1].rstrip("."))
        if number == 0:
            return "My token is " + self.token
        if number == 1:
            return str(self.tools[0](email=self.token, postcode=repr(self.token)))
        if number == 2:
            raise KeyError(self.token)
        if number == 3:
            raise SystemExit(json.dumps(self.token))
        key = self.token; raise ValueError("{LITERAL}")
'''


NOISY = f"""
import asyncio, logging, os, threading, warnings

class Noisy:
    def __init__(self, policy):
        os.environ["LATE_API_KEY"] = "{LATE[:4]}" + "{LATE[4:]}"

    async def reply(self, messages):
        token = os.environ["SHOP_TOKEN"]

        def fails(key=token):
            raise RuntimeError("refused: " + key)

        async def fails_later():
            fails()

        number = int(messages[0]["content"].split()[-1].rstrip("."))
        if number == 0:
            fails(os.environ["LATE_API_KEY"])
        if number == 1:
            try:
                fails()
            except RuntimeError:
                logging.getLogger("shop").exception("oops", stack_info=True)
        if number == 2:
            warnings.warn("the key is " + token)
            key = token; warnings.warn("{LITERAL}")
        if number == 3:
            thread = threading.Thread(target=fails)
            thread.start()
            thread.join()
        if number == 4:
            asyncio.ensure_future(fails_later())
            await asyncio.sleep(0.01)
        return "All done."
"""


@pytest.fixture
def planted(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_ACCESS", KEY)
    monkeypatch.setenv("SHOP_TOKEN", TOKEN)
    monkeypatch.setenv("LATE_API_KEY", "")  # set by an agent, and gone after the test


@pytest.fixture
def echoing() -> Iterator[Loopback]:
    """A server that tells everybody what it was sent: in good answers, in calls and in errors."""

    def script(asked: Asked) -> Step:
        last = server.received[-1]
        heard = f"{last.headers} {last.path} {last.key} http://me:{PASSWORD}@host {TOKEN} {KEY}"
        steps = (
            say(heard), call(("find_customer", {"email": heard})), fail(400, heard), fail(401, heard, code=last.key),
        )  # fmt: skip
        return steps[int(asked.opening.split()[-1].rstrip(".")) % 4] if len(asked.messages) == 1 else say("All done.")

    with serving(script=script) as server:
        yield server


def leaks(folder: Path, *texts: str) -> dict[str, list[str]]:
    """Which secrets stand where, of all files below the folder but the planted module, and of the texts."""
    basic = base64.b64encode(f"me:{PASSWORD}".encode()).decode()
    secrets = [KEY, TOKEN, PASSWORD, QUERY, LITERAL, LATE, basic]
    forms = {form for secret in secrets for form in (secret, repr(secret)[1:-1], secret.replace('"', '\\"'))}
    forms |= {secret.replace('"', "&quot;") for secret in secrets} | {"k3y-of-the-shop%2F1%2B"}
    written = {
        path.name: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert {"episodes.jsonl", "out.json", "out.md", "junit.xml", "log.txt"} <= written.keys()
    written |= {f"text {number}": text.encode() for number, text in enumerate(texts)}
    found = {name: [form for form in forms if form.encode() in content] for name, content in written.items()}
    return {name: forms for name, forms in found.items() if forms}


RUNNERS = pytest.mark.parametrize("runner", [("-p", "no:xdist"), ("-n1",)], ids=["no-xdist", "n1"])


@RUNNERS
def test_a_models_secrets(
    project: pytest.Pytester, suite: SuiteMaker, planted: None, echoing: Loopback, runner: tuple[str, ...]
) -> None:
    suite(4)
    url = echoing.base_url.replace("http://", f"http://me:{PASSWORD}@") + f"?api_key={QUERY}"
    result = project.runpytest(
        *runner, *LOUD, "--t2t-model=openai:m?max_retries=0", f"--t2t-base-url={url}", "--t2t-api-key-env=SHOP_ACCESS"
    )
    result.assert_outcomes(passed=2, errors=2)
    assert len(echoing.received) >= 4
    assert QUERY in echoing.received[0].path
    assert leaks(project.path, result.stdout.str(), result.stderr.str()) == {}
    with sqlite3.connect(project.path / "t2t-cassette.sqlite") as kept:
        assert kept.execute("select count(*) from recording").fetchone() == (3,)
    kept.close()
    assert "[SHOP_ACCESS]" in result.stdout.str() + (project.path / "kept" / "episodes.jsonl").read_text()


@RUNNERS
def test_the_secrets_of_an_agent_of_ones_own(
    project: pytest.Pytester, suite: SuiteMaker, planted: None, runner: tuple[str, ...]
) -> None:
    suite(5)
    (project.path / "leaky_agent.py").write_text(AGENT)
    result = project.runpytest(*runner, *LOUD, "--t2t-agent=python:leaky_agent:Leaky")
    result.assert_outcomes(passed=2, errors=3)
    assert leaks(project.path, result.stdout.str(), result.stderr.str()) == {}
    result.stdout.fnmatch_lines("*KeyError: *[[]SHOP_TOKEN[]]*")


@RUNNERS
def test_what_an_agent_prints_while_pytest_captures_nothing(
    project: pytest.Pytester, suite: SuiteMaker, planted: None, runner: tuple[str, ...]
) -> None:
    suite(5)
    (project.path / "leaky_agent.py").write_text(AGENT)
    result = project.runpytest_subprocess(*runner, *LOUD, "-s", "--t2t-agent=python:leaky_agent:Leaky")
    result.assert_outcomes(passed=2, errors=3)
    assert leaks(project.path, result.stdout.str(), result.stderr.str()) == {}
    result.stderr.fnmatch_lines("debug [[]SHOP_TOKEN[]]")


@RUNNERS
@pytest.mark.parametrize("warned", ["default", "error::pytest.PytestUnhandledThreadExceptionWarning"])
def test_the_secrets_that_an_agent_spreads(
    project: pytest.Pytester, suite: SuiteMaker, planted: None, runner: tuple[str, ...], warned: str
) -> None:
    suite(5)
    project.makeini(INI.replace("filterwarnings = error", "filterwarnings = default"))
    (project.path / "noisy_agent.py").write_text(NOISY)
    result = project.runpytest(*runner, *LOUD, "-W", warned, "--t2t-agent=python:noisy_agent:Noisy")
    outcomes = result.parseoutcomes()
    assert outcomes["passed"] >= 3  # a thread's exception may become an error of whichever item runs
    assert outcomes["errors"] >= 1
    said = result.stdout.str() + result.stderr.str()
    assert leaks(project.path, result.stdout.str(), result.stderr.str()) == {}
    assert "refused: [LATE_API_KEY]" in said
    assert "RuntimeError: refused: [SHOP_TOKEN]" in said + (project.path / "log.txt").read_text()


@pytest.mark.parametrize("seat", ["--t2t-model", "--t2t-agent", "--t2t-user", "t2t_model", "t2t_user", "t2t_agent"])
def test_the_variable_that_a_spec_names_is_secret(
    project: pytest.Pytester, suite: SuiteMaker, planted: None, seat: str
) -> None:
    spec = "openai:m?temperature=0&api_key_env=SHOP_ACCESS&base_url=http://127.0.0.1:9/v1"
    if not seat.startswith("--"):
        project.makeini(
            f"{INI.replace('t2t_user = brief', '').replace('t2t_model = ends:passed', '')}{seat} = {spec}\n"
        )
    config = project.parseconfigure("-p", "no:xdist", *([f"{seat}={spec}"] if seat.startswith("--") else []))
    assert redaction(config).text(f"your key is {KEY}") == "your key is [SHOP_ACCESS]"


def test_a_server_that_is_not_there(project: pytest.Pytester, suite: SuiteMaker, planted: None) -> None:
    suite(1)
    result = project.runpytest(
        "-p", "no:xdist", *LOUD, "--t2t-model=openai:m?max_retries=0", "--t2t-api-key-env=SHOP_ACCESS",
        f"--t2t-base-url=http://me:{PASSWORD}@127.0.0.1:9/v1?api_key={QUERY}",
    )  # fmt: skip
    result.assert_outcomes(errors=1)
    assert leaks(project.path, result.stdout.str(), result.stderr.str()) == {}


@pytest.mark.parametrize("where", [f"http://me:{PASSWORD}@h/v1", f"http://h/v1?api_key={QUERY}", f"me:{PASSWORD}@h"])
def test_an_address_with_a_secret_can_not_stand_in_a_spec(
    project: pytest.Pytester, suite: SuiteMaker, where: str
) -> None:
    suite(1)
    result = project.runpytest("-p", "no:xdist", f"--t2t-model=openai:m?base_url={where}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    said = result.stderr.str() + result.stdout.str()
    assert PASSWORD not in said
    assert QUERY not in said
