"""Kill processes that enqueue, in bad proxy, and read the whole ledger afterwards.

    PYTHONPATH=tests python -m outbox.torture --kills 500

Several processes share one spool. Each keeps a record of every event whose `enqueue` returned. They are
killed with SIGKILL at random moments and replaced, while the network between them and the real ledger
refuses, hangs, breaks and lies. In the end a last process delivers what is left. Then every recorded event
must be in the ledger once, and nothing may be there that nobody tried to enqueue.
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
from outbox.ledger import Ledger, environment

WORKER = str(Path(__file__).parent / "support" / "worker.py")


@dataclass
class Verdict:
    """What came of it."""

    kills: int
    tried: int
    kept: int
    stored: int
    lost: set[str]
    doubled: set[str]
    invented: set[str]
    seconds: float

    @property
    def is_correct(self) -> bool:
        return not (self.lost or self.doubled or self.invented)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills in {self.seconds:.0f} s: {self.kept} events enqueued ({self.tried} tried), "
            f"{self.stored} in the ledger; lost {len(self.lost)}, doubled {len(self.doubled)}, "
            f"invented {len(self.invented)}"
        )


def torture(folder: Path, ledger: Ledger, key: str, kills: int, workers: int, seed: int) -> Verdict:
    """Kill so many processes, and judge what is in the ledger."""
    started = time.monotonic()
    rng = random.Random(seed)
    spool, journals = folder / "spool", folder / "journals"
    journals.mkdir()
    proxy = FaultyProxy(ledger.port)
    try:
        with _changing(proxy, rng):
            _kill(kills, workers, rng, [str(spool), proxy.url, key], journals)
        proxy.fault = "clear"
        with AuditLedge(key, proxy.url, outbox=spool) as client:
            rest = client.outbox.drain(120)
        assert rest.waiting == rest.dead == 0, rest
        assert not list(spool.glob("p-*")), "folders are left"
    finally:
        proxy.stop()
    return _judge(kills, journals, ledger.ids(key), time.monotonic() - started)


def _kill(kills: int, workers: int, rng: random.Random, arguments: list[str], journals: Path) -> None:
    processes = [_start(journals, 0, rng, arguments) for _ in range(workers)]
    try:
        for number in range(1, kills + 1):
            time.sleep(rng.uniform(0.1, 0.7))
            victim = rng.randrange(workers)
            assert processes[victim].poll() is None, "a process ended by itself"
            processes[victim].send_signal(signal.SIGKILL)
            processes[victim].wait()
            processes[victim] = _start(journals, number, rng, arguments)
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _start(journals: Path, number: int, rng: random.Random, arguments: list[str]) -> subprocess.Popen[bytes]:
    journal = str(journals / f"{number}-{rng.randrange(10**9)}")
    durability = rng.choice(["process", "process", "fsync"])
    return subprocess.Popen([sys.executable, WORKER, journal, *arguments, durability], env=environment())


@contextmanager
def _changing(proxy: FaultyProxy, rng: random.Random) -> Iterator[None]:
    """Change the proxy at random: every other time it is clear."""
    stopped = threading.Event()
    own = random.Random(rng.random())

    def change() -> None:
        while not stopped.wait(own.uniform(0.05, 0.8)):
            proxy.fault = own.choice(FAULTS) if proxy.fault == "clear" else "clear"

    thread = threading.Thread(target=change)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _judge(kills: int, journals: Path, stored: Counter[str], seconds: float) -> Verdict:
    tried, kept = set(), set()
    for journal in journals.iterdir():
        for line in journal.read_text().splitlines():
            mark, _, event_id = line.partition(" ")
            (kept if mark == "k" else tried).add(event_id)
    return Verdict(
        kills=kills,
        tried=len(tried),
        kept=len(kept),
        stored=len(stored),
        lost=kept - stored.keys(),
        doubled={event_id for event_id, count in stored.items() if count > 1},
        invented=stored.keys() - tried,
        seconds=seconds,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill processes that enqueue, and look for what is lost.")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=None)
    chosen = parser.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.randrange(10**6)
    sys.stdout.write(f"seed {seed}\n")
    sys.stdout.flush()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = Ledger(folder / "ledger.db")
        ledger.start()
        try:
            key = ledger.key("torture")
            verdict = torture(folder, ledger, key, chosen.kills, chosen.workers, seed)
        finally:
            ledger.stop()
    sys.stdout.write(f"{verdict}\n")
    sys.exit(0 if verdict.is_correct else 1)


if __name__ == "__main__":
    main()
