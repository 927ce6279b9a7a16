import os
import resource
import signal
from pathlib import Path

import pytest

from auditledge.outbox.spool.folder import Folder
from auditledge.outbox.spool.segments import SegmentReader, SegmentWriter


def lines_of(folder: Path, index: int = 1) -> list[bytes]:
    reader = SegmentReader(Folder(folder), index, 0)
    lines: list[bytes] = []
    while found := reader.read()[0]:
        lines += found
    reader.close()
    return lines


def test_records_are_read_in_order_while_they_are_written(tmp_path: Path) -> None:
    writer = SegmentWriter(Folder(tmp_path), 1)
    reader = SegmentReader(Folder(tmp_path), 1, 0)
    assert reader.read() == ([], [])
    assert writer.append_line(b"one\n") == 4
    assert writer.append_line(b"three\n") == 10
    assert reader.read() == ([b"one", b"three"], [0, 4])
    assert reader.read() == ([], [])
    writer.append_line(b"x\n")
    assert reader.read() == ([b"x"], [10])
    writer.close()
    reader.close()


def test_line_longer_than_a_chunk(tmp_path: Path) -> None:
    writer = SegmentWriter(Folder(tmp_path), 1)
    long = b"y" * 1_000_000
    writer.append_line(b"x\n")
    writer.append_line(long + b"\n")
    writer.append_line(b"z\n")
    writer.close()
    assert lines_of(tmp_path) == [b"x", long, b"z"]


def test_files_are_private(tmp_path: Path) -> None:
    writer = SegmentWriter(Folder(tmp_path), 1)
    assert writer.path.stat().st_mode & 0o777 == 0o600
    writer.close()


def test_partial_write_is_undone(tmp_path: Path) -> None:
    writer = SegmentWriter(Folder(tmp_path), 1)
    writer.append_line(b"whole\n")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(OSError, match="No space"):
            writer.append_line(b"cut in the middle\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert writer.path.read_bytes() == b"whole\n"
    writer.append_line(b"again\n")
    writer.close()
    assert lines_of(tmp_path) == [b"whole", b"again"]


def test_signal_handler_can_append_during_an_append(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = SegmentWriter(Folder(tmp_path), 1)
    write, calls = os.write, iter([1])

    def cut(fd: int, data: bytes) -> int:
        """What a full disk does to a write, with a handler that runs right after it."""
        if next(calls, None):
            written = write(fd, data[:5])
            writer.append_line(b"nested\n")
            return written
        return write(fd, data)

    monkeypatch.setattr(os, "write", cut)
    with pytest.raises(OSError, match="No space"):
        writer.append_line(b"interrupted\n")
    writer.append_line(b"after\n")
    writer.close()
    assert lines_of(tmp_path) == [b"inter", b"nested", b"after"]


def test_incomplete_line_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "00000001.seg").write_bytes(b"whole\ntor")
    reader = SegmentReader(Folder(tmp_path), 1, 0)
    assert reader.read() == ([b"whole"], [0])
    assert reader.read() == ([], [])
    assert reader.tail == b"tor"
    reader.close()


def test_deleted_file_is_noticed(tmp_path: Path) -> None:
    writer = SegmentWriter(Folder(tmp_path), 1)
    assert writer.exists()
    writer.path.unlink()
    assert not writer.exists()
    writer.close()


def test_threads_share_a_flush(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed = []
    monkeypatch.setattr(os, "fdatasync", flushed.append)
    writer = SegmentWriter(Folder(tmp_path), 1)
    first = writer.append_line(b"one\n")
    second = writer.append_line(b"two\n")
    writer.sync(second)
    writer.sync(first)
    assert len(flushed) == 1
    writer.sync(writer.append_line(b"three\n"))
    assert len(flushed) == 2
    writer.close()
