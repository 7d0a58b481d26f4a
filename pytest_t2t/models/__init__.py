"""Talking to language models: one protocol, providers on a shelf, no provider's types beyond its own file.

`openai:gpt-4o` + Connection -> Model; ModelRequest -> ModelReply
"""

from pytest_t2t.models.choose import is_model, meant_spec, open_model
from pytest_t2t.models.protocol import Connection, Echo, Finish, Model, ModelReply, ModelRequest, Provider

__all__ = [
    "Connection",
    "Echo",
    "Finish",
    "Model",
    "ModelReply",
    "ModelRequest",
    "Provider",
    "is_model",
    "meant_spec",
    "open_model",
]
