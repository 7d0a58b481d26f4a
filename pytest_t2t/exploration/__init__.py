"""Explores a domain by executing tools: a customer with no talk.

World -> Exploration -> Trajectory
"""
