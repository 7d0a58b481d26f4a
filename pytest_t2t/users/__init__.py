"""User simulators: they play the user's side of a task and record the facts of the talk.

UserSide + Lexicon -> Session; what the agent said and did -> what the user says next
"""
