"""Manners: ways in which a good agent may go about its work; each is the reference with a habit, and must pass.

one file a manner, exporting MANNER, a `Following`
"""
