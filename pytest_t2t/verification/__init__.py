"""Asks an episode whether the agent did right: pure functions, one file each, which can be asked again at any time.

(Task, Episode, World) -> CheckResult each -> Verdict
"""
