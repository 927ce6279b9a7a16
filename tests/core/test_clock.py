import time

import pytest

from auditledge import contract
from auditledge._core.clock import now


@pytest.mark.parametrize("nanoseconds", [0, 1_000, 1_700_000_000_999_999_999, 1_795_774_530_000_001_000])
def test_the_time_has_the_contracts_format(monkeypatch: pytest.MonkeyPatch, nanoseconds: int) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: nanoseconds)
    assert now() == contract.format_instant(nanoseconds // 1000)
    assert now() == contract.format_instant(nanoseconds // 1000)


def test_the_time_advances() -> None:
    first = now()
    time.sleep(0.002)
    assert first < now() <= contract.format_instant(time.time_ns() // 1000)
