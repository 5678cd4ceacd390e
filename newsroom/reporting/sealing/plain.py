"""Dataclasses as plain JSON values and back, by their annotations.

Tolerant in time: a field that the stored text does not know gets its default, and one that the class no longer has is
passed over. Strict in kind: a value of another kind than annotated is no reading but an error.
"""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


class CannotSeal(TypeError):
    """A value for which there is no one way to write it down."""


class CannotUnseal(ValueError):
    """A text that says something else than the class asks for."""


def canonical(value: Any) -> str:
    """One text for one value: keys sorted, no spaces, letters as they are, no NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def to_plain(value: Any) -> Any:
    """Dictionaries, lists, numbers, strings and None. Raises CannotSeal."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: to_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: to_plain(part) for name, part in zip(value._fields, value, strict=True)}
    if isinstance(value, Mapping):
        if all(isinstance(key, str) for key in value):
            return {key: to_plain(part) for key, part in value.items()}
        return sorted(([to_plain(key), to_plain(part)] for key, part in value.items()), key=canonical)
    if isinstance(value, Set):
        return sorted((to_plain(part) for part in value), key=canonical)
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [to_plain(part) for part in value]
    raise CannotSeal(f"{type(value).__name__} cannot be sealed.")


def from_plain(kind: Any, value: Any) -> Any:
    """What `to_plain` wrote, as `kind` again: a class or an annotation (tuple[date, ...]). Raises CannotUnseal."""
    if kind is Any:
        return value
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _one_of(args, value)
    if origin is not None:
        return _many(origin, args, value)
    if kind is NoneType:
        return _checked(value, NoneType)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is datetime or kind is date:
        return kind.fromisoformat(_checked(value, str))
    if kind is float:
        return float(_checked(value, (int, float)))
    if kind in (str, int, bool):
        return _checked(value, kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(**_known(kind, {each.name: each for each in fields(kind) if each.init}, _checked(value, dict)))
    if hasattr(kind, "_fields"):
        return kind(**_known(kind, dict.fromkeys(kind._fields), _checked(value, dict)))
    raise CannotUnseal(f"{kind!r} is no kind of value that can be sealed.")


def _known(kind: Any, wanted: Mapping[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    hints = _hints(kind)
    given = {name: from_plain(hints[name], stored[name]) for name in wanted if name in stored}
    defaults = getattr(kind, "_field_defaults", {})
    for name, each in wanted.items():
        has_default = name in defaults or (
            each is not None and (each.default is not MISSING or each.default_factory is not MISSING)
        )
        if name not in given and not has_default:
            given[name] = _nothing(hints[name])
    return given


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _one_of(args: tuple[Any, ...], value: Any) -> Any:
    if value is None and NoneType in args:
        return None
    problem: Exception = CannotUnseal(f"{value!r} is none of {args!r}.")
    for kind in args:
        if kind is not NoneType:
            try:
                return from_plain(kind, value)
            except (CannotUnseal, ValueError, TypeError) as found:
                problem = found
    raise CannotUnseal(str(problem)) from problem


def _many(origin: Any, args: tuple[Any, ...], value: Any) -> Any:
    if issubclass(origin, Mapping):
        made = value.items() if isinstance(value, dict) else _checked(value, list)
        return {from_plain(args[0], key): from_plain(args[1], part) for key, part in made}
    parts = _checked(value, list)
    if origin is tuple and not (len(args) == 2 and args[1] is Ellipsis):
        if len(parts) != len(args):
            raise CannotUnseal(f"{len(parts)} values stand where {len(args)} belong.")
        return tuple(from_plain(kind, part) for kind, part in zip(args, parts, strict=True))
    made = (from_plain(args[0], part) for part in parts)
    if origin is tuple:
        return tuple(made)
    return frozenset(made) if issubclass(origin, Set) else list(made)


def _nothing(kind: Any) -> Any:
    """What stands for a field that the text does not know and the class does not default."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType) and NoneType in args:
        return None
    empty: dict[Any, Any] = {
        tuple: (),
        frozenset: frozenset(),
        list: [],
        dict: {},
        str: "",
        int: 0,
        float: 0.0,
        bool: False,
    }
    found = origin or kind
    if found in empty:
        return empty[found]
    if is_dataclass(kind):
        return from_plain(kind, {})
    raise CannotUnseal(f"The text lacks a {kind!r}, for which nothing can stand.")


def _checked(value: Any, kind: Any) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise CannotUnseal(f"{value!r} stands where {kind!r} belongs.")
    return value
