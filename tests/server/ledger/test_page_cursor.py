"""Cursors of pages: opaque, signed, and valid across versions."""

import base64
import struct

import pytest

from auditledge.server.errors import LedgerError
from auditledge.server.ledger import page_cursor
from auditledge.server.stores.models import SortKey


def test_a_cursor_does_not_reveal_how_many_events_others_have() -> None:
    cursors = [page_cursor.encode(SortKey(7, sequence), "asc", 1, b"secret") for sequence in (10, 11)]
    one, other = map(base64.urlsafe_b64decode, cursors)
    assert struct.pack(">q", 10)[-4:] not in one
    # Nor masked with a pad that both have in common.
    assert sum(a == b for a, b in zip(one, other, strict=True)) < 6


def test_a_cursor_of_version_0_2_is_valid() -> None:
    cursor = "AQAGR0hGIEAAAAAAAAAAACphy0nIQ6mOpwo"
    assert page_cursor.decode(cursor, "asc", 7, b"secret") == SortKey(1_767_225_600_000_000, 42)
    for bad in [
        (cursor, "desc", 7),
        (cursor, "asc", 8),
        (cursor[:-1] + "A", "asc", 7),
        (cursor[1:], "asc", 7),
    ]:
        with pytest.raises(LedgerError, match="invalid_cursor"):
            page_cursor.decode(*bad, b"secret")
