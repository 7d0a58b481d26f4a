"""The base of all records: frozen, closed to unknown fields, the same bytes for the same content.

nothing -> Record; every other record module builds on it.
"""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict

_set = object.__setattr__


class Record(BaseModel):
    """A value that flows between stages; it can't be changed and refuses fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")

    @classmethod
    def of(cls, **fields: Any) -> Self:
        """A record of values that are known to be right, every field given: `model_construct`, three times as fast."""
        record = cls.__new__(cls)
        _set(record, "__dict__", fields)
        _set(record, "__pydantic_fields_set__", set(fields))
        _set(record, "__pydantic_extra__", None)
        _set(record, "__pydantic_private__", None)
        return record

    def to_json(self) -> str:
        """One line of JSON, defaults left out, in the order of the fields."""
        return self.model_dump_json(exclude_defaults=True)
