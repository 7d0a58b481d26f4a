"""Runs tasks: one at a time, or many in flight, and keeps what they leave.

Task --rollout--> Episode --verify--> Verdict --append--> run store
"""
