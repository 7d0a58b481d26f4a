"""An agent of the OpenAI Agents SDK (`pip install openai-agents`): the SDK calls the tools inside a turn.

pytest --t2t-agent=python:examples.agents.with_openai_agents:Support task_suites/
"""

import json
import os

from agents import Agent, FunctionTool, OpenAIChatCompletionsModel, Runner, set_tracing_disabled
from openai import AsyncOpenAI

set_tracing_disabled(disabled=True)


class Support:
    """One conversation."""

    def __init__(self, policy, tools):
        model = OpenAIChatCompletionsModel(os.environ.get("MODEL", "gpt-4o"), AsyncOpenAI())
        self.agent = Agent(name="support", instructions=policy, model=model, tools=[adapted(tool) for tool in tools])
        self.history = []

    async def reply(self, messages):
        """The next message to the customer."""
        asked = {"role": "user", "content": messages[-1]["content"]}
        result = await Runner.run(self.agent, [*self.history, asked], max_turns=30)
        self.history = result.to_input_list()
        return result.final_output


def adapted(tool):
    """The tool as the SDK wants it."""

    async def call(_, arguments):
        try:
            return await tool.acall(**json.loads(arguments or "{}"))
        except (ValueError, TypeError) as wrong:
            return f"Error: {wrong}"

    return FunctionTool(tool.name, tool.description, tool.parameters, call, strict_json_schema=False)
