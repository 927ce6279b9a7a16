"""The file with the acknowledged offset."""

from pathlib import Path

import pytest

from auditledge.outbox.spool.folder import Folder
from auditledge.outbox.spool.offset import Offset, OffsetFile, read_offset


def test_round_trip(tmp_path: Path) -> None:
    file = OffsetFile(Folder(tmp_path))
    assert file.load() == read_offset(Folder(tmp_path)) == Offset(0, 0)
    for offset in (Offset(1, 0), Offset(2**32 - 1, 2**63), Offset(3, 17)):
        file.save(offset)
        assert file.load() == read_offset(Folder(tmp_path)) == offset
        assert (tmp_path / "ack").stat().st_size == 16
    file.close()
    file.close()


def test_layout_of_version_1(tmp_path: Path) -> None:
    OffsetFile(Folder(tmp_path)).save(Offset(2, 258))
    assert (tmp_path / "ack").read_bytes().hex() == "000000020000000000000102a236be84"


@pytest.mark.parametrize("position", range(16))
def test_damaged_file_means_the_start(tmp_path: Path, position: int) -> None:
    file = OffsetFile(Folder(tmp_path))
    file.save(Offset(3, 17))
    data = bytearray((tmp_path / "ack").read_bytes())
    data[position] ^= 1
    (tmp_path / "ack").write_bytes(data)
    assert file.load() == read_offset(Folder(tmp_path)) == Offset(0, 0)
    (tmp_path / "ack").write_bytes(data[:position])
    assert read_offset(Folder(tmp_path)) == Offset(0, 0)


def test_missing_file_means_the_start(tmp_path: Path) -> None:
    assert read_offset(Folder(tmp_path / "gone")) == Offset(0, 0)


def test_offsets_compare_in_the_order_of_records() -> None:
    assert Offset(1, 900) < Offset(2, 0) < Offset(2, 1)
