"""Edits of a contract, each at a JSON pointer."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from openapi import load

Contract = dict[str, Any]
Edit = Callable[[Contract], None]

REPO = Path(__file__).resolve().parents[2]
CURRENT: Contract = load(REPO / "openapi.yaml")


def edited(*edits: Edit, base: Contract = CURRENT) -> Contract:
    """A copy of a contract with edits applied."""
    contract = deepcopy(base)
    for edit in edits:
        edit(contract)
    return contract


def put(pointer: str, value: Any) -> Edit:
    """Sets the value at a pointer."""

    def edit(contract: Contract) -> None:
        parent, last = _reach(contract, pointer)
        parent[last] = deepcopy(value)

    return edit


def drop(pointer: str) -> Edit:
    """Removes the value at a pointer, which must exist."""

    def edit(contract: Contract) -> None:
        parent, last = _reach(contract, pointer)
        del parent[last]

    return edit


def append(pointer: str, value: Any) -> Edit:
    """Appends a member to the list at a pointer."""

    def edit(contract: Contract) -> None:
        parent, last = _reach(contract, pointer)
        parent[last].append(value)

    return edit


def remove(pointer: str, value: Any) -> Edit:
    """Removes a member from the list at a pointer, which must contain it."""

    def edit(contract: Contract) -> None:
        parent, last = _reach(contract, pointer)
        parent[last].remove(value)

    return edit


def rename(pointer: str, name: str) -> Edit:
    """Renames the key at a pointer, without changing its position."""

    def edit(contract: Contract) -> None:
        parent, last = _reach(contract, pointer)
        members = [(name if key == last else key, value) for key, value in parent.items()]
        parent.clear()
        parent.update(members)

    return edit


def both(*edits: Edit) -> Edit:
    """Several edits as one."""

    def edit(contract: Contract) -> None:
        for each in edits:
            each(contract)

    return edit


def _reach(contract: Contract, pointer: str) -> tuple[Any, Any]:
    *parents, last = (
        part.replace("~1", "/").replace("~0", "~") for part in pointer.removeprefix("/").split("/")
    )
    node: Any = contract
    for part in parents:
        node = node[int(part) if isinstance(node, list) else part]
    return node, int(last) if isinstance(node, list) else last
