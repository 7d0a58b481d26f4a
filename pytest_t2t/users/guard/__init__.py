"""The guard: reads each message of a model in the user's seat before the agent does.

message + what it was to say (Said) + what is known so far -> why it must not be sent, or nothing
"""
