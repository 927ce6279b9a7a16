"""Processes that enqueue events and can't deliver them."""

import json
import subprocess
import sys
from pathlib import Path

from outbox.ledger_server import environment

PROGRAM = """
import json, os, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from outbox.support.scripted_transport import ScriptedTransport, unreachable, make_outbox, enqueue
transport = ScriptedTransport()
transport.on_batch = unreachable
outbox = make_outbox(Path(sys.argv[1]), transport, json.loads(sys.argv[5]))
print(*enqueue(outbox, *["orphan"] * int(sys.argv[3])), flush=True)
if sys.argv[4] == "die":
    os._exit(1)
sys.stdin.read()
"""


def leave_events(spool: Path, count: int, meta: dict[str, str] | None = None) -> list[str]:
    """Have a process enqueue events and die; returns their ids."""
    process, ids = _start(spool, count, "die", meta)
    process.communicate()
    return ids


def start_live_process(spool: Path, count: int) -> tuple[subprocess.Popen[str], list[str]]:
    """A process that has enqueued events and waits; with the ids of its events."""
    return _start(spool, count, "wait")


def _start(
    spool: Path, count: int, then: str, meta: dict[str, str] | None = None
) -> tuple[subprocess.Popen[str], list[str]]:
    tests = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", PROGRAM, str(spool), tests, str(count), then, json.dumps(meta or {})]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
    )
    assert process.stdout is not None
    return process, process.stdout.readline().split()
