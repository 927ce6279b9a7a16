"""One tenant does its worst: what does another one notice? `python -m benchmarks attack`.

The server runs in a process of its own; the attacker and the victim in others, with the lowest priority. What
the victim meets alone and under attack is measured in the same run, which fails when a goal is missed.
`AUDITLEDGE_ATTACK_SECONDS` is how long each attack lasts, `AUDITLEDGE_ATTACKS` names some of them,
`AUDITLEDGE_ATTACK_STORE` another store.
"""

import asyncio
import contextlib
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from benchmarks.attacks import ATTACKS, Target, event, get, post, request

SECONDS = float(os.environ.get("AUDITLEDGE_ATTACK_SECONDS", "60"))
ALONE_S = 10.0
SEEDED = 300_000
"""Different actions and names of the attacker."""
FAT = 1_000
"""Events with as much metadata as fits."""
PAUSE_S = 0.01
LOWEST_PRIORITY = 19
MAX_MEMORY = 2**30
MAX_PIPELINED_MEMORY = 400 * 2**20
"""While nothing but tiny requests without a key is sent."""
MAX_HEALTH_S = 0.25


class Figures(NamedTuple):
    """Seconds that each request took, in ascending order, by what was asked; and what went wrong."""

    get: list[float]
    post: list[float]
    live: list[float]
    ready: list[float]
    wrong: list[str]


class Server(NamedTuple):
    """A server that runs: its port and its process."""

    port: int
    process: int

    def peak_memory(self) -> int:
        """The most bytes that it has held."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1_024


def main() -> None:
    names = os.environ.get("AUDITLEDGE_ATTACKS", "").split(",")
    with tempfile.TemporaryDirectory() as folder:
        store = os.environ.get("AUDITLEDGE_ATTACK_STORE", f"sqlite:///{folder}/ledger.db")
        attacker, victim = seeded(store)
        missed = []
        for name in [each for each in ATTACKS if names == [""] or each in names]:
            with serving(store) as server:
                alone = measured(Target(server.port, victim), ALONE_S)
                with attacking(name, Target(server.port, attacker)):
                    attacked = measured(Target(server.port, victim), SECONDS)
                print(f"### {name}\n")
                max_memory = MAX_PIPELINED_MEMORY if name == "pipelines" else MAX_MEMORY
                lines = [*report(alone, attacked, server.peak_memory(), max_memory)]
                print("\n".join(lines), flush=True)
                missed += [name] * any("NOT MET" in line for line in lines)
    if missed:
        sys.exit(f"goals were missed under: {', '.join(missed)}")


def report(alone: Figures, attacked: Figures, memory: int, max_memory: int) -> Iterator[str]:
    """A row for each goal."""
    yield "| | alone, ms p50 / p99 | attacked, ms p50 / p99 | goal | |"
    yield "|---|---|---|---|---|"
    for what in ("get", "post", "live", "ready"):
        before, under = getattr(alone, what), getattr(attacked, what)
        bound = 3 * at(before, 0.99) + 0.02 if what in {"get", "post"} else MAX_HEALTH_S
        texts = [f"{at(each, 0.5) * 1_000:.1f} / {at(each, 0.99) * 1_000:.1f}" for each in (before, under)]
        met = "met" if at(under, 0.99) <= bound else "NOT MET"
        yield f"| {what} ({len(under)}) | {texts[0]} | {texts[1]} | {bound * 1_000:.1f} | {met} |"
    met = "met" if memory <= max_memory else "NOT MET"
    yield f"| memory, MiB | | {memory / 2**20:.0f} | {max_memory / 2**20:.0f} | {met} |"
    met = "NOT MET" if attacked.wrong else "met"
    yield f"| other than 2xx | {len(alone.wrong)} | {len(attacked.wrong)} | 0 | {met} |\n"
    yield from (f"- {each}" for each in sorted(set(attacked.wrong))[:5])


def at(taken: list[float], share: float) -> float:
    """A percentile."""
    return taken[min(len(taken) - 1, int(len(taken) * share))]


def measured(target: Target, seconds: float) -> Figures:
    """What a victim meets, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1, os.nice, [LOWEST_PRIORITY]) as pool:
        return pool.apply(_measure, (target, seconds))


def _measure(target: Target, seconds: float) -> Figures:
    return asyncio.run(_be_victim(target, seconds))


async def _be_victim(target: Target, seconds: float) -> Figures:
    figures = Figures([], [], [], [], [])
    paths = ["/events?limit=20", "/events?search=smith&limit=20", "/events?action=updated&limit=20"]
    sent = json.dumps(event(7)).encode()
    until = time.perf_counter() + seconds

    async def repeat(name: str, heads: list[str], body: bytes = b"", pause: float = PAUSE_S) -> None:
        taken: list[float] = getattr(figures, name)
        reader, writer = await asyncio.open_connection("127.0.0.1", target.port, limit=2**20)
        while (began := time.perf_counter()) < until:
            try:
                async with asyncio.timeout(30):
                    status, _ = await request(reader, writer, heads[len(taken) % len(heads)], body)
                if status // 100 != 2:
                    figures.wrong.append(f"{name}: {status}")
            except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                figures.wrong.append(f"{name}: {type(error).__name__}")
                reader, writer = await asyncio.open_connection("127.0.0.1", target.port, limit=2**20)
            taken.append(time.perf_counter() - began)
            await asyncio.sleep(pause)
        writer.close()

    await asyncio.gather(
        repeat("get", [get(target, path) for path in paths]),
        repeat("post", [post(target, "/events", len(sent))], sent),
        repeat("live", [get(target, "/health/live")], pause=0.1),
        repeat("ready", [get(target, "/health/ready")], pause=0.1),
    )
    for taken in figures[:4]:
        taken.sort()  # type: ignore[attr-defined]
    return figures


@contextlib.contextmanager
def attacking(name: str, target: Target) -> Iterator[None]:
    """Attack for the `with` block, from a process of its own."""
    process = multiprocessing.get_context("spawn").Process(target=_attack, args=(name, target), daemon=True)
    process.start()
    time.sleep(1)
    try:
        yield
    finally:
        process.kill()
        process.join()


def _attack(name: str, target: Target) -> None:
    os.nice(LOWEST_PRIORITY)
    asyncio.run(ATTACKS[name](target))  # type: ignore[arg-type]


@contextlib.contextmanager
def serving(store: str) -> Iterator[Server]:
    """Serve a store with the command."""
    command = [sys.executable, "-m", "auditledge", "serve", "--store", store, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            found = next(filter(None, (re.search(r"http://[\d.]+:(\d+)", line) for line in process.stderr)))
            threading.Thread(target=_drain, args=(process.stderr,), daemon=True).start()
            yield Server(int(found[1]), process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()


def _drain(lines: IO[str]) -> None:
    for _ in lines:
        pass


def seeded(store: str, ordinary: int = SEEDED, fat: int = FAT) -> tuple[str, str]:
    """Keys of the attacker and of the victim, each with events of its own: so many of the attacker's."""
    attacker, victim = (_key(store, account) for account in ("attacker", "victim"))
    with serving(store) as server:
        asyncio.run(_seed(Target(server.port, victim), min(20_000, ordinary), 0))
        asyncio.run(_seed(Target(server.port, attacker), ordinary, fat))
    return attacker, victim


def _key(store: str, account: str) -> str:
    command = [sys.executable, "-m", "auditledge", "keys", "create", "--store", store, "--account", account]
    out = subprocess.run([*command, "--plan", "growth"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"al_[0-9A-Za-z]+", out)
    assert found
    return found[0]


async def _seed(target: Target, ordinary: int, fat: int) -> None:
    batches = [[event(n) for n in range(start, start + 1_000)] for start in range(0, ordinary, 1_000)]
    large = {"action": "fat", "metadata": {"text": "x" * 65_000}}
    batches += [[event(n, **large) for n in range(start, start + 100)] for start in range(0, fat, 100)]
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port, limit=2**20)
    for events in batches:
        body = json.dumps({"events": events}).encode()
        status, _ = await request(reader, writer, post(target, "/events/batch", len(body)), body)
        assert status == 200
    writer.close()
