"""A user simulator by its name: "scripted", or a model's spec.

spec -> User, or UsageError with the nearest name
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_t2t.errors import UsageError, nearest
from pytest_t2t.users.protocol import User

if TYPE_CHECKING:
    from pytest_t2t.models import Connection

RETRIES = 3
"""Further attempts of a model after a message that the guard rejects."""


def user_for(spec: str, connection: Connection | None = None, *, retries: int = RETRIES, guarded: bool = True) -> User:
    """Return the user simulator that `spec` means; the rest is for models.

    retries, guarded: how often the guard lets the model try again; False sends whatever it writes.
    """
    from pytest_t2t.models import is_model, meant_spec  # noqa: PLC0415  SDKs, when needed

    name = spec.strip()
    if name == "scripted":
        from pytest_t2t.users.scripted import Scripted  # noqa: PLC0415

        return Scripted()
    if is_model(name):
        from pytest_t2t.users.model import model_user  # noqa: PLC0415

        return model_user(name, connection, retries=retries, guarded=guarded)
    meant = meant_spec(name)
    hint = f"did you mean {meant!r}?" if meant else nearest(name, ("scripted",))
    raise UsageError(
        f"unknown user simulator {name!r}: {hint} It is 'scripted' or a model such as"
        " 'openai:gpt-4o'; one of your own comes from the hook pytest_t2t_make_user."
    )
