"""Manners: ways in which customers talk; what they know and want stays the same, and so does the right end.

one file a manner, exporting MANNER, a `pytest_t2t.users.manner.Manner`
"""
