"""Modules that are loaded when they are first used: a program may import the clients and make none."""

import importlib
from typing import Any


class Lazy:
    """Stands for a module until something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        """Load the module, and from then on be as fast as it is."""
        vars(self).update(vars(importlib.import_module(self._name)))
        return vars(self)[attribute]
