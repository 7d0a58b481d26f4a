"""A session without suites pays nothing for the plugin: no import, no output."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ["pydantic", "openai", "anthropic", "apsw", "tabulate", "rich", "typer", "asyncio"]
_WRITES_WHAT_IS_LOADED = f"""\
import json, sys

def test_it(pytestconfig):
    loaded = [name for name in {HEAVY!r} if name in sys.modules]
    (pytestconfig.rootpath / "loaded.json").write_text(json.dumps(loaded))
"""


@pytest.mark.parametrize("xdist", [True, False], ids=["xdist", "no-xdist"])
def test_loading_the_plugin_imports_pytest_and_the_standard_library_alone(
    pytester: pytest.Pytester, xdist: bool
) -> None:
    (pytester.path / "test_it.py").write_text(_WRITES_WHAT_IS_LOADED)
    options = ["-p", "xdist", "-n2"] if xdist else []
    output = _loads_no_more_than_pytest(pytester, *options)
    assert "t2t" not in "".join(line for line in output if "plugins:" not in line and "rootdir:" not in line)


def test_a_suite_that_is_not_collected_costs_nothing(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\n")
    (pytester.path / "beside.t2t.jsonl").write_text("broken")
    (pytester.path / "plain").mkdir()
    (pytester.path / "plain" / "test_it.py").write_text(_WRITES_WHAT_IS_LOADED)
    for where in ("plain", "plain/test_it.py"):
        _loads_no_more_than_pytest(pytester, where)


def _loads_no_more_than_pytest(pytester: pytest.Pytester, *options: str) -> list[str]:
    """Run the test with and without the plugin; the output with it. From Python 3.14 on pytest itself loads asyncio."""
    pytester._monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    loaded = []
    for plugin in ([], ["-p", "pytest_t2t.plugin"]):
        result = pytester.run(sys.executable, "-m", "pytest", *plugin, *options)
        result.assert_outcomes(passed=1)
        loaded.append(json.loads((pytester.path / "loaded.json").read_text()))
    alone, with_ours = loaded
    assert with_ours == alone
    assert set(alone) <= ({"asyncio"} if sys.version_info >= (3, 14) else set())
    return result.outlines


def test_nothing_is_printed_where_no_suite_is(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it():\n    pass\n")
    outputs = []
    for plugin in ("t2t", "no:t2t"):
        result = pytester.runpytest_subprocess("-p", plugin, "-p", "no:cacheprovider", "--no-header", "-v")
        outputs.append([line.rpartition(" in ")[0] or line for line in result.outlines])
    assert outputs[0] == outputs[1]


def test_it_can_be_switched_off(pytester: pytest.Pytester) -> None:
    (pytester.path / "x.t2t.jsonl").write_text("broken")
    assert pytester.runpytest_subprocess("-p", "no:t2t").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_package_imports_nothing() -> None:
    code = "import sys, pytest_t2t; print([name for name in sys.modules if name.startswith('pytest_t2t.')])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
