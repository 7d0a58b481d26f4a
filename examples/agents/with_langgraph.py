"""An agent of LangGraph (`pip install langgraph langchain-openai`), without async: it runs in a thread of its own.

pytest --t2t-agent=python:examples.agents.with_langgraph:Support task_suites/
"""

import os

from langchain_core.tools import StructuredTool
from langchain_openai import ChatOpenAI
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition

os.environ["LANGSMITH_TRACING"] = "false"


class Support:
    """One conversation."""

    def __init__(self, policy, tools):
        adapted = [
            StructuredTool(name=tool.name, description=tool.description, args_schema=tool.parameters, func=tool.call)
            for tool in tools
        ]
        model = ChatOpenAI(model=os.environ.get("MODEL", "gpt-4o")).bind_tools(adapted)
        graph = StateGraph(MessagesState)
        graph.add_node("model", lambda state: {"messages": [model.invoke([("system", policy), *state["messages"]])]})
        graph.add_node("tools", ToolNode(adapted))
        graph.add_edge(START, "model")
        graph.add_conditional_edges("model", tools_condition)
        graph.add_edge("tools", "model")
        self.graph = graph.compile()
        self.history = []

    def reply(self, messages):
        """The next message to the customer."""
        asked = {"role": "user", "content": messages[-1]["content"]}
        state = self.graph.invoke({"messages": [*self.history, asked]}, {"recursion_limit": 60})
        self.history = state["messages"]
        return self.history[-1].text
