"""Kill servers, kill the engine and cut the power while clients write, and read the whole ledger afterwards.

    PYTHONPATH=tests python -m server.load.crash --engine sqlite --rounds 30
    PYTHONPATH=tests python -m server.load.crash --engine postgresql --rounds 30

Every acknowledged event must be stored once, as in its response; nothing may be stored that nobody sent;
sequences have no gap, and every count agrees with a recount. Needs root, for a disk that can lose its power.
"""

import argparse
import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from outbox.support.power import Disk

from server.load.history import History, Verdict, check_history, write
from server.load.scale import open_small, verify
from server.postgres import PostgreSQL, binaries, unprivileged
from server.server_process import MAIN, REPO, a_key

ACCOUNTS = 2
WRITERS = 12
SERVERS = 2
SEGMENT = 65_536  # events, as the servers seal them
PER_ROUND = 200
"""Events that are acknowledged before something breaks."""

Server = tuple["subprocess.Popen[str]", str]


class Engine(ABC):
    """A ledger on a disk that can lose its power. `faults` are what may befall it, by name."""

    def __init__(self, disk: Disk, main: str = MAIN) -> None:
        self.disk = disk
        self.main = main
        self.servers: list[Server] = []
        self.faults: dict[str, Callable[[], None]] = {"server": self.kill_server, "power": self.cut_power}

    @property
    @abstractmethod
    def url(self) -> str:
        """The URL of the store."""

    @abstractmethod
    def cut_power(self) -> None:
        """Cut the power; it is back when this returns, and what was running is not."""

    def verify_segments(self, account: int) -> None:
        """Recount what is derived from the events. Raises AssertionError."""
        with contextlib.closing(open_small(self.url, SEGMENT)) as store:
            verify(store, account)

    def close(self) -> None:
        """End what runs."""
        self.kill_servers()

    def start_servers(self) -> list[str]:
        self.servers = [start_server(self.url, self.main) for _ in range(SERVERS)]
        return [base for _, base in self.servers]

    def kill_servers(self) -> None:
        for process, _ in self.servers:
            kill(process)
        self.servers = []

    def kill_server(self) -> None:
        """Kill one; clients of the other continue."""
        kill(self.servers[0][0])

    def _turn_off(self, end: Callable[[], None]) -> None:
        self.disk.cut_power()
        self.kill_servers()
        end()
        self.disk.unmount()
        self.disk.mount()


class SQLite(Engine):
    """The engine lives in the servers."""

    @property
    def url(self) -> str:
        return f"sqlite:///{self.disk.path / 'ledger.db'}"

    def cut_power(self) -> None:
        self._turn_off(lambda: None)


class Postgres(Engine):
    """PostgreSQL, of which a process can be killed, or all."""

    def __init__(self, disk: Disk) -> None:
        super().__init__(disk)
        programs = binaries()
        assert programs is not None
        home = self.disk.path / "pg"
        home.mkdir()
        self.server = PostgreSQL(programs, home, unprivileged(home))
        self._database = contextlib.ExitStack()
        self._url = self._database.enter_context(self.server.database())
        os.sync()
        self.faults |= {"backend": self._kill_backend, "postmaster": self._kill_all}

    @property
    def url(self) -> str:
        return self._url

    def cut_power(self) -> None:
        self._turn_off(self.server.kill)
        self.server.start()

    def close(self) -> None:
        super().close()
        self.server.stop(signal.SIGQUIT)

    def _kill_all(self) -> None:
        self.server.kill()
        self.server.start()

    def _kill_backend(self) -> None:
        """Kill one that writes, which has PostgreSQL cut all others and recover."""
        pids: list[int] = []
        while not pids:
            pids = self.server.backends(self.url, "query ~ 'INSERT|heads|COMMIT'")
        os.kill(pids[0], signal.SIGKILL)
        time.sleep(0.05)
        self.server.wait_until_ready()


ENGINES = {"sqlite": SQLite, "postgresql": Postgres}


def start_server(url: str, main: str = MAIN) -> Server:
    command = [sys.executable, "-c", main, "serve", "--store", url, "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(REPO)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stderr is not None
    line = process.stderr.readline()
    assert line.startswith("Auditledge serves"), line
    return process, line.split()[-1]


def kill(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait()
    assert process.stderr is not None
    process.stderr.close()


class Torture:
    """Rounds on one ledger, each with a fault, after each of which all of it is judged."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self._engine = engine
        self._rng = random.Random(seed)
        self._hand = ThreadPoolExecutor(1)  # one for all rounds: what a thread starts ends with the thread
        keys = [a_key(engine.url, f"account-{n}") for n in range(ACCOUNTS)]
        os.sync()
        self.histories = [History(key) for key in keys]

    def round(self, fault: str) -> list[Verdict]:
        """Write, have something break, and check each account."""
        bases = self._engine.start_servers()
        for history in self.histories:
            history.recording = True
        asyncio.run(self._write(bases, fault))
        self._engine.kill_servers()
        process, base = start_server(self._engine.url)
        try:
            verdicts = [
                check_history(history, self._engine.url, base, n)
                for n, history in enumerate(self.histories, 1)
            ]
            for n in range(ACCOUNTS):
                self._engine.verify_segments(n + 1)
        finally:
            kill(process)
        return verdicts

    async def _write(self, bases: list[str], fault: str) -> None:
        stop = asyncio.Event()
        async with contextlib.AsyncExitStack() as opened:
            clients = [
                await opened.enter_async_context(httpx.AsyncClient(base_url=base, timeout=5))
                for base in bases
            ]
            writers = [
                asyncio.ensure_future(
                    write(clients[n % SERVERS], self.histories[n // SERVERS % ACCOUNTS], stop, self._rng)
                )
                for n in range(WRITERS)
            ]
            await self._further(PER_ROUND)
            await asyncio.sleep(self._rng.uniform(0, 0.1))
            if fault == "power":
                # A response could overlap with the last flush: only earlier ones are known to be on the disk.
                for history in self.histories:
                    history.recording = False
            await asyncio.get_running_loop().run_in_executor(self._hand, self._engine.faults[fault])
            if fault != "power":
                await self._further(PER_ROUND // 4)
            stop.set()
            await asyncio.gather(*writers)

    async def _further(self, count: int) -> None:
        """Wait until so many more events are acknowledged."""
        goal, deadline = self._acknowledged() + count, time.monotonic() + 60
        while self._acknowledged() < goal:
            assert time.monotonic() < deadline, "nothing is acknowledged any more"
            await asyncio.sleep(0.005)

    def _acknowledged(self) -> int:
        return sum(len(history.acknowledged) for history in self.histories)


@contextlib.contextmanager
def disk() -> Iterator[Disk]:
    """A disk for the `with` block, which PostgreSQL's user may reach too."""
    with tempfile.TemporaryDirectory(prefix="auditledge-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        made = Disk(folder, megabytes=800)
        try:
            yield made
        finally:
            made.unmount()


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Break everything under a ledger, and look for what is lost."
    )
    parser.add_argument("--engine", choices=ENGINES, required=True)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=None)
    chosen = parser.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.randrange(10**6)
    sys.stdout.write(f"seed {seed}\n")
    good = True
    with disk() as made, contextlib.closing(ENGINES[chosen.engine](made)) as broken:
        torture = Torture(broken, seed)
        for n in range(chosen.rounds):
            fault = list(broken.faults)[n % len(broken.faults)]
            verdicts = torture.round(fault)
            good &= all(verdict.is_good for verdict in verdicts)
            for account, verdict in enumerate(verdicts, 1):
                sys.stdout.write(f"round {n + 1:2} {fault:10} account {account}: {verdict}\n")
            sys.stdout.flush()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
