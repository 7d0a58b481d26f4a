"""How tools are described to a model, where a server takes less than JSON Schema: three dialects.

tools + option `schemas` -> tools; calls of a strict model -> calls without the nulls that stand for "left out"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pytest_t2t.models.protocol import ModelRequest
from pytest_t2t.records.message import ToolCall

Schema = Mapping[str, Any]
_KEPT = ("type", "description", "enum", "required")
"""Keywords that every server knows; what the others say, the tools check anyway."""


def described(tools: Sequence[Schema], options: Schema) -> list[dict[str, Any]]:
    """The tools in the dialect that `options["schemas"]` names.

    full: as they are. simple: references resolved, only keywords that every server knows. strict: simple, closed, every
    parameter required and null for those that may be left out, `strict: true`; a tool with open objects stays simple.
    """
    dialect = options.get("schemas", "full")
    if dialect == "full":
        return [dict(tool) for tool in tools]
    return [_strict(tool) if dialect == "strict" and not _open(_plain(tool)) else _simple(tool) for tool in tools]


def restored(calls: tuple[ToolCall, ...], request: ModelRequest) -> tuple[ToolCall, ...]:
    """Calls as the tools' own schemas want them: without the nulls that only `strict` asked for."""
    if request.options.get("schemas") != "strict":
        return calls
    schemas = {tool["name"]: _plain(tool) for tool in request.tools}
    return tuple(
        call.model_copy(update={"arguments": _given(call.arguments, schemas[call.tool])})
        if call.tool in schemas
        else call
        for call in calls
    )


def _simple(tool: Schema) -> dict[str, Any]:
    return {**tool, "parameters": _plain(tool)}


def _strict(tool: Schema) -> dict[str, Any]:
    return {**tool, "parameters": _closed(_plain(tool)), "strict": True}


def _plain(tool: Schema) -> dict[str, Any]:
    parameters = tool["parameters"]
    return {"type": "object", "properties": {}, **_resolved(parameters, parameters.get("$defs", {}), ())}


def _resolved(schema: Schema, definitions: Schema, inside: tuple[str, ...]) -> dict[str, Any]:
    """The schema with references replaced by what they mean; one that contains itself becomes any object."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        if name in inside or name not in definitions:
            return {"type": "object"}
        meant = _resolved(definitions[name], definitions, (*inside, name))
        return {**meant, **({"description": schema["description"]} if "description" in schema else {})}
    plain = {name: schema[name] for name in _KEPT if name in schema}
    if "const" in schema:
        plain["enum"] = [schema["const"]]
    if "properties" in schema:
        plain["properties"] = {
            name: _resolved(inner, definitions, inside) for name, inner in schema["properties"].items()
        }
    if isinstance(schema.get("items"), Mapping):
        plain["items"] = _resolved(schema["items"], definitions, inside)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            plain["anyOf"] = [_resolved(inner, definitions, inside) for inner in schema[several]]
    return plain


def _open(schema: Schema) -> bool:
    """Whether there is an object in it whose members are not named."""
    if schema.get("type") == "object" and "properties" not in schema:
        return True
    return any(map(_open, _parts(schema)))


def _parts(schema: Schema) -> list[Schema]:
    items = [schema["items"]] if "items" in schema else []
    return [*schema.get("properties", {}).values(), *items, *schema.get("anyOf", ())]


def _closed(schema: Schema) -> dict[str, Any]:
    closed = dict(schema)
    if "properties" in schema:
        required = schema.get("required", ())
        members = {name: _closed(inner) for name, inner in schema["properties"].items()}
        closed["properties"] = {name: one if name in required else _or_null(one) for name, one in members.items()}
        closed["required"] = list(members)
        closed["additionalProperties"] = False
    if "items" in schema:
        closed["items"] = _closed(schema["items"])
    if "anyOf" in schema:
        closed["anyOf"] = [_closed(inner) for inner in schema["anyOf"]]
    return closed


def _or_null(schema: Schema) -> dict[str, Any]:
    return dict(schema) if _nullable(schema) else {"anyOf": [schema, {"type": "null"}]}


def _nullable(schema: Schema) -> bool:
    kind = schema.get("type")
    return kind == "null" or (isinstance(kind, list) and "null" in kind) or any(map(_nullable, schema.get("anyOf", ())))


def _given(value: Any, schema: Schema) -> Any:
    if isinstance(value, list):
        return [_given(member, schema.get("items", {})) for member in value]
    if not isinstance(value, dict):
        return value
    members = schema.get("properties", {})
    return {
        name: _given(inner, members.get(name, {}))
        for name, inner in value.items()
        if inner is not None or name in schema.get("required", ()) or _nullable(members.get(name, {}))
    }
