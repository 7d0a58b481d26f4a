"""A simulated world: its database, tools, rules, words, and live copies to call tools in.

folder with a DOMAIN -> Domain -> World -> Environment; import from the modules, nothing is loaded here.
"""
