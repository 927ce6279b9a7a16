"""The worker processes of a server."""

import subprocess
import time
from pathlib import Path
from typing import Any

PLAN = '[plans.growth]\nevents_limit = "unlimited"\nretention_days = {}\n'
"""A plans file, for the days that events are kept."""


def workers_of(process: "subprocess.Popen[Any]", number: int) -> set[int]:
    """The process ids of a server's workers, once there are `number` of them."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return eventually(
        lambda: found if len(found := {*map(int, children.read_text().split())}) == number else None
    )


def eventually(find: Any) -> Any:
    """The first result of `find` that is not None. Fails after ten seconds."""
    deadline = time.monotonic() + 10
    while (found := find()) is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


def gone(pid: int) -> bool | None:
    """True if the process has ended, even if its parent has not yet collected its exit code; else None."""
    status = Path(f"/proc/{pid}/status")
    return True if not status.exists() or "\nState:\tZ" in status.read_text() else None
