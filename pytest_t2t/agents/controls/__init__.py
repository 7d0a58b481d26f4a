"""Controls: the reference plan with exactly one vice each; they prove that the checks have teeth.

one file a control, exporting CONTROL, a `Following`
"""
