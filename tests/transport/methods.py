"""The methods that make one request each, with valid arguments."""

from typing import Any

import pytest
from conftest import EVENT, EVENT_ID

METHODS: list[tuple[str, tuple[Any, ...]]] = [
    ("log", (EVENT,)),
    ("query", ()),
    ("get", (EVENT_ID,)),
    ("export", ()),
    ("usage", ()),
]
of_every_method = pytest.mark.parametrize(("method", "arguments"), METHODS, ids=[name for name, _ in METHODS])
