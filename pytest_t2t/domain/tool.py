"""Tools: typed Python functions with docstrings; schema, validation and the cells that a read shows.

function + docstring -> JSON Schema for models; arguments from a model -> validated call -> result or ToolError
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from pytest_t2t.domain.types import Free, Money, Note, Ref, Secret

Effect = Literal["reads", "writes"]
reads: Effect = "reads"
writes: Effect = "writes"

Role = Literal["", "authenticate", "verify", "escalate"]
Meaning = Ref | Free | Money | Note | Secret


class ToolError(Exception):
    """A tool refuses; the agent sees the text."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a tool."""

    name: str
    meaning: Meaning | None
    many: bool
    """A list of such values."""
    choices: tuple[Any, ...]
    """The closed set of a `Literal`; empty otherwise."""
    required: bool
    default: Any
    type: Any

    @property
    def bare(self) -> Any:
        """The type of a single value without its notes: `str`, `int`, `Literal[...]`."""
        return _bare(_unlisted(self.type)[1])


@dataclass(frozen=True)
class Tool:
    """A tool of a domain."""

    name: str
    effect: Effect
    function: Callable[..., Any]
    shows: Mapping[str, str]
    """Path in the result -> table whose columns the objects there carry: {"": "orders", "items[]": "order_items"}."""
    role: Role
    """authenticate: finds out who the customer is; verify: the second step, refused unless it is this customer;
    escalate: hands over to a person."""
    wished: bool
    """Whether customers wish for it (writes)."""
    inverse: Callable[[Any, dict[str, Any], Any], tuple[str, dict[str, Any]] | None] | None
    """(db after, arguments, result) -> the call that undoes it, or that asks for it back; None: irreversible."""
    together: tuple[str, ...]
    """Arguments that are parallel lists."""
    policy_defaults: Mapping[str, str]
    """Argument -> rule id of the policy sentence that fixes it when the customer says nothing."""
    hints: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters in order, without the database."""
        hints = get_type_hints(self.function, include_extras=True)
        spots = list(inspect.signature(self.function).parameters.values())[1:]
        return tuple(_parameter(spot, hints.get(spot.name, Any)) for spot in spots)

    @cached_property
    def model(self) -> type[BaseModel]:
        """The pydantic model that validates the arguments."""
        fields: dict[str, Any] = {}
        for parameter in self.parameters:
            default = ... if parameter.required else parameter.default
            text = self.texts.get(parameter.name)
            fields[parameter.name] = (parameter.type, Field(default, description=text))
        return create_model(self.name, __config__=ConfigDict(extra="forbid", strict=False), **fields)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Parameter -> its line under `Args:`, else the text in its type: `Annotated[str, Ref(..), "..."]`."""
        inline = {p.name: note for p in self.parameters for note in _notes_of(p.type) if isinstance(note, str)}
        return inline | _parameter_texts(self.function)

    @cached_property
    def description(self) -> str:
        """The docstring without its parameter lines."""
        doc = inspect.getdoc(self.function) or ""
        return doc.split("\nArgs:")[0].strip()

    @cached_property
    def schema(self) -> dict[str, Any]:
        """`{"name", "description", "parameters": JSON Schema}`, in no provider's dialect."""
        parameters = _without_titles(self.model.model_json_schema())
        parameters.pop("description", None)
        parameters.setdefault("properties", {})
        return {"name": self.name, "description": self.description, "parameters": parameters}

    def validate(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Arguments with defaults filled in, plain JSON. Raises ToolError that tells a model what is wrong."""
        try:
            return self.model.model_validate(dict(arguments)).model_dump(mode="json")
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'arguments'}: {e['msg']}" for e in error.errors())
            raise ToolError(f"Invalid arguments for {self.name}: {faults}") from None

    def call(self, db: Any, arguments: Mapping[str, Any]) -> Any:
        """Run the function on validated arguments; nested models arrive as plain dicts."""
        return self.function(db, **arguments)


def tool(
    effect: Effect,
    *,
    shows: Mapping[str, str] | None = None,
    role: Role = "",
    wished: bool | None = None,
    inverse: Callable[[Any, dict[str, Any], Any], tuple[str, dict[str, Any]] | None] | None = None,
    together: tuple[str, ...] = (),
    policy_defaults: Mapping[str, str] | None = None,
) -> Callable[[Callable[..., Any]], Tool]:
    """Make a function `f(db, ...)` a tool; its docstring is its description, with lines `Args:` / `  name: text`."""

    def make(function: Callable[..., Any]) -> Tool:
        wish = (effect == writes and not role) if wished is None else wished
        return Tool(
            function.__name__, effect, function, dict(shows or {}), role, wish, inverse, together,
            dict(policy_defaults or {}),
        )  # fmt: skip

    return make


def _parameter(spot: inspect.Parameter, hint: Any) -> Parameter:
    many, inner = _unlisted(hint)
    meaning = next((note for note in _notes_of(hint) if isinstance(note, Meaning)), None)
    bare = _bare(inner)
    choices = get_args(bare) if get_origin(bare) is Literal else ()
    required = spot.default is inspect.Parameter.empty
    return Parameter(spot.name, meaning, many, choices, required, None if required else spot.default, hint)


def _unlisted(hint: Any) -> tuple[bool, Any]:
    bare = _bare(hint)
    return (True, get_args(bare)[0]) if get_origin(bare) is list else (False, _optional(hint))


def _optional(hint: Any) -> Any:
    kept = [arg for arg in get_args(hint) if arg is not type(None)]
    return kept[0] if type(None) in get_args(hint) and len(kept) == 1 else hint


def _notes(hint: Any) -> tuple[Any, ...]:
    return get_args(hint)[1:] if get_origin(hint) is Annotated else ()


def _notes_of(hint: Any) -> tuple[Any, ...]:
    return _notes(_unlisted(hint)[1]) + _notes(hint)


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _parameter_texts(function: Callable[..., Any]) -> dict[str, str]:
    doc = inspect.getdoc(function) or ""
    _, _, block = doc.partition("\nArgs:")
    return {name: text.strip() for name, text in re.findall(r"^\s+(\w+):\s*(.+)$", block, re.MULTILINE)}


_NAMED = {"properties", "$defs"}


def _named(schemas: dict[str, Any]) -> dict[str, Any]:
    return {name: _without_titles(schema) for name, schema in schemas.items()}  # a field may be called "title"


def _without_titles(schema: Any) -> Any:
    if isinstance(schema, dict):
        kept = {key: value for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
        return {key: _named(value) if key in _NAMED else _without_titles(value) for key, value in kept.items()}
    if isinstance(schema, list):
        return [_without_titles(item) for item in schema]
    return schema
