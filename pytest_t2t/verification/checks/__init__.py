"""The shelf of checks: every file exports CHECK.

(Task, Episode, World) -> CheckResult
"""
