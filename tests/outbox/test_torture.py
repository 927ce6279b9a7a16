"""The short version of the torture; `python -m outbox.torture` is the long one."""

import random
from pathlib import Path

from outbox.ledger import Ledger
from outbox.torture import torture


def test_thirty_kills_in_bad_weather_lose_and_double_nothing(
    ledger: Ledger, key: str, tmp_path: Path
) -> None:
    seed = random.randrange(10**6)
    verdict = torture(tmp_path, ledger, key, kills=30, workers=3, seed=seed)
    assert verdict.is_correct, f"seed {seed}: {verdict}"
    assert verdict.kept > 300
