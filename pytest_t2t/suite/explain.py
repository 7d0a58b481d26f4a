"""What is wrong with a line of JSON, said for a person: place, value, nearest valid name.

pydantic's ValidationError -> one sentence about its first fault
"""

from __future__ import annotations

import re
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from pytest_t2t.errors import nearest

_LONGEST = 60


def explain(error: ValidationError, model: type[BaseModel]) -> str:
    """One sentence about the first fault, with the number of the others."""
    faults = sorted(error.errors(include_url=False), key=lambda fault: fault["type"] != "extra_forbidden")
    first = faults[0]  # a misspelt field is missing too: the name that stands there says more
    place = ".".join(map(str, first["loc"]))
    text = _sentence(dict(first), place, model)
    return f"{text} ({len(faults) - 1} more)" if len(faults) > 1 else text


def _sentence(fault: dict[str, Any], place: str, model: type[BaseModel]) -> str:
    kind, given = fault["type"], _short(fault["input"])
    if kind == "json_invalid":
        return f"not JSON: {fault['ctx']['error']}."
    if kind == "extra_forbidden":
        return f"unknown field {place!r}: {nearest(str(fault['loc'][-1]), _fields(model, fault['loc'][:-1]))}"
    if kind == "missing":
        return f"field {place!r} is missing."
    if kind == "literal_error" and isinstance(fault["input"], str):
        known = re.findall(r"'([^']*)'", fault["ctx"]["expected"])
        return f"{place} is {given}: {nearest(fault['input'], known)}"
    if not place:
        return f"{fault['msg']}."
    return f"{place} is {given}: {fault['msg'][0].lower()}{fault['msg'][1:]}."


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _fields(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            model = _model_in(model.model_fields[step].annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(hint: Any) -> type[BaseModel] | None:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint
    return next((found for arg in get_args(hint) if (found := _model_in(arg))), None)
