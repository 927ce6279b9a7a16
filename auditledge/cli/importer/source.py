"""The file that is imported: plain or gzip, or stdin."""

import contextlib
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from auditledge.cli.exit_codes import FAILED, CommandFailed, usage_error

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Source:
    """An open file. `content` is decompressed; `size` is that of the file in bytes, None for a pipe."""

    content: BinaryIO
    size: int | None
    _file: BinaryIO

    def position(self) -> int:
        """How many bytes of the file have been read; 0 for a pipe."""
        return 0 if self.size is None else self._file.tell()


@contextlib.contextmanager
def open_source(file: str) -> Iterator[Source]:
    """Open a file, or stdin for `-`.

    Raises click.UsageError if that fails; CommandFailed, while it is read, if it is damaged.
    """
    with _open_file(file) as (opened, size):
        compressed = opened.peek(len(_GZIP))[: len(_GZIP)] == _GZIP
        content = gzip.GzipFile(fileobj=opened) if compressed else opened
        try:
            yield Source(cast("BinaryIO", content), size, cast("BinaryIO", opened))
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise CommandFailed(f"{file}: the gzip file is damaged or incomplete: {error}", FAILED) from None


@contextlib.contextmanager
def _open_file(file: str) -> Iterator[tuple[io.BufferedReader, int | None]]:
    if file == "-":
        stdin: Any = sys.stdin.buffer
        yield stdin if isinstance(stdin, io.BufferedReader) else io.BufferedReader(stdin), None
        return
    try:
        opened = Path(file).open("rb")  # noqa: SIM115 - only errors of opening are caught
    except OSError as error:
        usage_error(f"{file}: {error.strerror}")
    with opened:
        yield opened, Path(file).stat().st_size if opened.seekable() else None
