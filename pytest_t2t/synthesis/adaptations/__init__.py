"""Shelf of the intents: one file each, exporting ADAPTATION.

Scene -> Draft | NotApplicable
"""
