"""The base of all records: frozen, closed to unknown fields, the same bytes for the same content.

nothing -> Record; every other record module builds on it.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A value that flows between stages; it can't be changed and refuses fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")

    def to_json(self) -> str:
        """One line of JSON, defaults left out, in the order of the fields."""
        return self.model_dump_json(exclude_defaults=True)
