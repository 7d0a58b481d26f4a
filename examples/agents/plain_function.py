"""An agent that is one function: asks a model by the OpenAI SDK, leaves the tool calls to the rollout.

pytest --t2t-agent=python:examples.agents.plain_function:agent task_suites/
"""

import os

from openai import OpenAI


def agent(policy, tools, messages):
    """One move: the model's text goes to the customer, its tool calls are made and the function is asked again."""
    reply = OpenAI().chat.completions.create(
        model=os.environ.get("MODEL", "gpt-4o"),
        messages=[{"role": "system", "content": policy}, *messages],
        tools=[{"type": "function", "function": tool.schema} for tool in tools],
    )
    return reply.choices[0].message.model_dump(exclude_none=True)
