"""Sums for a domain's calculator: numbers, +, -, *, / and brackets, nothing else of the language.

expression, as an agent wrote it -> its value, or ToolError
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from math import isfinite
from typing import Any

from pytest_t2t.domain.tool import ToolError

_LONGEST = 200
"""Characters that are read: an agent may send anything."""
_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def calculated(expression: str) -> float:
    """The value of a sum, "8900 + 1200 - 3495". Raises ToolError for anything else."""
    try:
        return _finite(_value(ast.parse(expression[:_LONGEST].strip(), mode="eval").body))
    except (SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError):
        raise ToolError("Only numbers, +, -, *, / and brackets can be calculated.") from None


def _finite(value: float) -> float:
    if not isfinite(value):
        raise ValueError(value)
    return value


def _value(node: ast.AST) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.BinOp(left, sign, right) if type(sign) in _OPERATORS:
            result: float = _OPERATORS[type(sign)](_value(left), _value(right))
            return result
        case ast.UnaryOp(ast.USub(), operand):
            return -_value(operand)
    raise ValueError(node)
