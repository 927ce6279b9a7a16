"""Kill processes that enqueue, with network faults, and then read the whole ledger.

    PYTHONPATH=tests python -m outbox.torture --kills 500

Several processes share one spool. Each logs every event whose `enqueue` returned. They are killed with
SIGKILL at random moments and replaced, while the proxy between them and the real server injects faults. In
the end, a last process delivers what is left. Then every logged event must be in the ledger once, and the
ledger must have no event that no process tried to enqueue.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from auditledge import AuditLedge
from outbox.faulty_proxy import FAULTS, FaultyProxy
from outbox.ledger_server import LedgerServer, environment

WORKER = str(Path(__file__).parent / "support" / "worker.py")


@dataclass
class TortureResult:
    """Which events were enqueued, and which are in the ledger."""

    kills: int
    tried: int
    enqueued: int
    stored: int
    lost: set[str]
    duplicated: set[str]
    unknown: set[str]
    seconds: float

    @property
    def is_correct(self) -> bool:
        return not (self.lost or self.duplicated or self.unknown)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills in {self.seconds:.0f} s: {self.enqueued} enqueued ({self.tried} tried), "
            f"{self.stored} in the ledger; lost {len(self.lost)}, duplicated {len(self.duplicated)}, "
            f"unknown {len(self.unknown)}"
        )


def torture(
    folder: Path, server: LedgerServer, key: str, kills: int, workers: int, seed: int
) -> TortureResult:
    """Kill so many processes, and check what is in the ledger."""
    started = time.monotonic()
    rng = random.Random(seed)
    spool, logs = folder / "spool", folder / "logs"
    logs.mkdir()
    proxy = FaultyProxy(server.port)
    try:
        with _changing_faults(proxy, rng):
            _kill(kills, workers, rng, [str(spool), proxy.url, key], logs)
        proxy.fault = "none"
        with AuditLedge(key, proxy.url, outbox=spool) as client:
            rest = client.outbox.drain(120)
        assert rest.waiting == rest.dead == 0, rest
        assert not list(spool.glob("p-*")), "partitions are left"
    finally:
        proxy.stop()
    return _check(kills, logs, server.ids(key), time.monotonic() - started)


def _kill(kills: int, workers: int, rng: random.Random, arguments: list[str], logs: Path) -> None:
    processes = [_start(logs, 0, rng, arguments) for _ in range(workers)]
    try:
        for number in range(1, kills + 1):
            time.sleep(rng.uniform(0.1, 0.7))
            victim = rng.randrange(workers)
            assert processes[victim].poll() is None, "a process ended on its own"
            processes[victim].send_signal(signal.SIGKILL)
            processes[victim].wait()
            processes[victim] = _start(logs, number, rng, arguments)
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _start(logs: Path, number: int, rng: random.Random, arguments: list[str]) -> subprocess.Popen[bytes]:
    log = str(logs / f"{number}-{rng.randrange(10**9)}")
    durability = rng.choice(["process", "process", "fsync"])
    return subprocess.Popen([sys.executable, WORKER, log, *arguments, durability], env=environment())


@contextmanager
def _changing_faults(proxy: FaultyProxy, rng: random.Random) -> Iterator[None]:
    """Change the fault at random; every other time there is none."""
    stopped = threading.Event()
    own = random.Random(rng.random())

    def change() -> None:
        while not stopped.wait(own.uniform(0.05, 0.8)):
            proxy.fault = own.choice(FAULTS) if proxy.fault == "none" else "none"

    thread = threading.Thread(target=change)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _check(kills: int, logs: Path, stored: Counter[str], seconds: float) -> TortureResult:
    tried, enqueued = set(), set()
    for log in logs.iterdir():
        for line in log.read_text().splitlines():
            mark, _, event_id = line.partition(" ")
            (enqueued if mark == "k" else tried).add(event_id)
    return TortureResult(
        kills=kills,
        tried=len(tried),
        enqueued=len(enqueued),
        stored=len(stored),
        lost=enqueued - stored.keys(),
        duplicated={event_id for event_id, count in stored.items() if count > 1},
        unknown=stored.keys() - tried,
        seconds=seconds,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill processes that enqueue, and look for lost events.")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=None)
    chosen = parser.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.randrange(10**6)
    sys.stdout.write(f"seed {seed}\n")
    sys.stdout.flush()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = LedgerServer(folder / "ledger.db")
        server.start()
        try:
            key = server.key("torture")
            result = torture(folder, server, key, chosen.kills, chosen.workers, seed)
        finally:
            server.stop()
    sys.stdout.write(f"{result}\n")
    sys.exit(0 if result.is_correct else 1)


if __name__ == "__main__":
    main()
