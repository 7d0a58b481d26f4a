"""The parts of the recogniser: text, turns of phrase, topics, lists to choose from.

message -> text -> cues, topics, options -> `recognise.hear`
"""
