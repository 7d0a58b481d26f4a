"""pytest-t2t: certified tests for tool-calling agents, run by pytest.

Domain --explore--> Trajectory --adapt--> Task --certify--> suite file (`*.t2t.jsonl`)
suite file --collect--> pytest item --rollout--> Episode --verify--> Verdict
Verdicts --aggregate--> report; nothing is imported here, so that a session without suites pays nothing.
"""

__version__ = "0.1.0"
