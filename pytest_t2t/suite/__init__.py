"""Suite files: a header line, then one task a line; syntax, schema and digests only, no domain is looked up.

`*.t2t.jsonl` <-> (Header, tasks); import from the modules, nothing is loaded here.
"""
