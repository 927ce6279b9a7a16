"""Arrays of integers as PostgreSQL takes them, spelled at once: psycopg calls several methods for each."""

import struct

import psycopg
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

_HEAD = struct.Struct(">iiIii")  # dimensions, whether there may be NULLs, type of elements, size, lower bound
_NULL = b"\xff\xff\xff\xff"


class Integers(list[int | None]):
    """An array of `integer`."""


class BigInts(list[int | None]):
    """An array of `bigint`."""


class _Array(Dumper):
    format = Format.BINARY
    _element: int
    _spell: struct.Struct

    def dump(self, obj: list[int | None]) -> Buffer:
        size, spell = self._spell.size - 4, self._spell.pack
        elements = b"".join([_NULL if each is None else spell(size, each) for each in obj])
        return _HEAD.pack(1, 1, self._element, len(obj), 1) + elements


class _IntegersDumper(_Array):
    oid = psycopg.postgres.types["int4"].array_oid
    _element = psycopg.postgres.types["int4"].oid
    _spell = struct.Struct(">ii")


class _BigIntsDumper(_Array):
    oid = psycopg.postgres.types["int8"].array_oid
    _element = psycopg.postgres.types["int8"].oid
    _spell = struct.Struct(">iq")


def register(context: AdaptContext) -> None:
    """Have a connection take both."""
    for kind, dumper in ((Integers, _IntegersDumper), (BigInts, _BigIntsDumper)):
        context.adapters.register_dumper(kind, dumper)
