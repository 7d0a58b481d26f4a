"""An agent of pydantic-ai (`pip install 'pydantic-ai-slim[openai]'`): the framework calls the tools inside a turn.

pytest --t2t-agent=python:examples.agents.with_pydantic_ai:Support task_suites/
"""

import os

from pydantic_ai import Agent, Tool
from pydantic_ai.models.openai import OpenAIChatModel


class Support:
    """One conversation."""

    def __init__(self, policy, tools):
        model = OpenAIChatModel(os.environ.get("MODEL", "gpt-4o"))
        self.agent = Agent(model, instructions=policy, tools=[adapted(tool) for tool in tools])
        self.history = []

    async def reply(self, messages):
        """The next message to the customer."""
        result = await self.agent.run(messages[-1]["content"], message_history=self.history)
        self.history = result.all_messages()
        return result.output


def adapted(tool):
    """The tool as the framework wants it."""
    return Tool.from_schema(tool.acall, tool.name, tool.description, tool.parameters)
