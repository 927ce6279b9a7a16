"""Arrays of integers in PostgreSQL's binary format: psycopg by itself makes several calls per element."""

import struct

import psycopg
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

_HEADER = struct.Struct(">iiIii")  # dimensions, whether there may be NULLs, element type, size, lower bound
_NULL = b"\xff\xff\xff\xff"


class Integers(list[int | None]):
    """An array of `integer`."""


class BigInts(list[int | None]):
    """An array of `bigint`."""


class _ArrayDumper(Dumper):
    format = Format.BINARY
    _element: int
    _struct: struct.Struct

    def dump(self, obj: list[int | None]) -> Buffer:
        size, pack = self._struct.size - 4, self._struct.pack
        elements = b"".join([_NULL if each is None else pack(size, each) for each in obj])
        return _HEADER.pack(1, 1, self._element, len(obj), 1) + elements


class _IntegersDumper(_ArrayDumper):
    oid = psycopg.postgres.types["int4"].array_oid
    _element = psycopg.postgres.types["int4"].oid
    _struct = struct.Struct(">ii")


class _BigIntsDumper(_ArrayDumper):
    oid = psycopg.postgres.types["int8"].array_oid
    _element = psycopg.postgres.types["int8"].oid
    _struct = struct.Struct(">iq")


def register(context: AdaptContext) -> None:
    """Make a connection accept both."""
    for kind, dumper in ((Integers, _IntegersDumper), (BigInts, _BigIntsDumper)):
        context.adapters.register_dumper(kind, dumper)
