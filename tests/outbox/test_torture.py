"""A short run of `torture`; `python -m outbox.torture` is the long one."""

import random
from pathlib import Path

from outbox.ledger_server import LedgerServer
from outbox.torture import torture


def test_thirty_kills_with_network_faults_lose_and_duplicate_nothing(
    server: LedgerServer, key: str, tmp_path: Path
) -> None:
    seed = random.randrange(10**6)
    result = torture(tmp_path, server, key, kills=30, workers=3, seed=seed)
    assert result.is_correct, f"seed {seed}: {result}"
    assert result.enqueued > 300
