"""Frozen records that flow between the stages; no behaviour, nothing imported but each other.

Trajectory -> Task -> Episode -> Verdict
"""
