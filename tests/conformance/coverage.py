"""The statuses that each client has covered, recorded in the folder in CONFORMANCE_SEEN if it is set."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from conformance.runner import CoveredStatus


def record(client: str, covered: Iterable[CoveredStatus]) -> None:
    """Record the statuses that a client has covered, for the report."""
    if folder := os.environ.get("CONFORMANCE_SEEN"):
        with (Path(folder) / f"{client}.jsonl").open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(status) + "\n" for status in covered)
