"""Actors from the user objects of frameworks."""

from collections.abc import Mapping
from typing import Any

_IDS = ("id", "pk", "identity", "get_id", "username", "display_name")
_NAMES = ("get_full_name", "name", "display_name", "username")


def actor_of(user: Any) -> dict[str, Any] | None:
    """The actor for a user, or None for nobody and for a user who is not signed in.

    A user is a dict with at least `id`, an object with some of the usual attributes, or the id itself. From
    objects, the first of `id`, `pk`, `identity`, `get_id()`, `username` and `display_name` is the id; `name`
    and `email` are added if there are any.
    """
    if user is None or getattr(user, "is_authenticated", True) is False:
        return None
    if isinstance(user, Mapping):
        members = {key: user[key] for key in ("id", "name", "email", "type") if user.get(key) is not None}
        return {"type": "user", **members}
    if isinstance(user, str | int):
        return {"id": user, "type": "user"}
    actor = {"id": _first(user, _IDS), "type": "user"}
    for member, names in (("name", _NAMES), ("email", ("email",))):
        value = _first(user, names)
        if isinstance(value, str) and value != actor["id"]:
            actor[member] = value
    return actor


def _first(user: Any, names: tuple[str, ...]) -> Any:
    """The first attribute that is present and not empty. Methods are called."""
    for name in names:
        try:
            value = getattr(user, name, None)
            value = value() if callable(value) else value
        except NotImplementedError:  # as `identity` of Starlette's own users
            continue
        if value not in (None, ""):
            return value
    return None
