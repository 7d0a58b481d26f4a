"""Turns trajectories into families of certified tasks.

Trajectory --adapt--> Draft --certify--> Task
"""
