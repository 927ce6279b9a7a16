"""Columns of integers survive being packed, on machines of either byte order."""

import pytest

from auditledge.server.stores.columnar import encoding
from auditledge.server.stores.columnar.encoding import pack, unpack


@pytest.mark.parametrize("values", [[], [0], [255], [256, 0], [65_536], [2**32], [-1], [2**63 - 1, -(2**63)]])
@pytest.mark.parametrize("byteorder", ["little", "big"])
def test_columns_survive_being_packed(
    values: list[int], byteorder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding.sys, "byteorder", byteorder)  # type: ignore[attr-defined]
    assert unpack(*pack(values)).tolist() == values
