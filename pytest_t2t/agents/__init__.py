"""What is under test, and the agents that know the task: the reference, its manners and the controls.

Briefing + messages -> Reply; `resolve.agent_for` turns a name into an agent.
"""
