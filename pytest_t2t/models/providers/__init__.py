"""The shelf of providers: every file that exports PROVIDER is a way to reach models.

file name -> Provider; files that start with an underscore are their inner parts.
"""
