"""Measuring: rivals take turns in one process, so that a machine that slows down slows them all."""

import gc
import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Cost(NamedTuple):
    """Microseconds per call: the CPU time of this process and the time that passed, each its median round."""

    cpu: float
    wall: float


def compare(rivals: dict[str, Callable[[], object]], *, calls: int, rounds: int = 15) -> dict[str, Cost]:
    """The cost of each rival, over interleaved rounds of some calls each, after a warm-up."""
    for call in rivals.values():
        call()
    taken: dict[str, list[Cost]] = {name: [] for name in rivals}
    gc.disable()
    try:
        for _ in range(rounds):
            for name, call in rivals.items():
                taken[name].append(_round(call, calls))
    finally:
        gc.enable()
    return {name: _median(costs) for name, costs in taken.items()}


def _round(call: Callable[[], object], calls: int) -> Cost:
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(calls):
        call()
    return Cost((time.process_time() - cpu) / calls * 1e6, (time.perf_counter() - wall) / calls * 1e6)


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(c.cpu for c in costs), statistics.median(c.wall for c in costs))


def show(title: str, costs: dict[str, Cost], base: str) -> None:
    """Print costs, and their ratio to the one that is named `base`."""
    print(f"{title:<44} {'CPU us':>9} {'wall us':>9} {'CPU ratio':>10}")
    for name, cost in costs.items():
        print(f"  {name:<42} {cost.cpu:>9.0f} {cost.wall:>9.0f} {cost.cpu / costs[base].cpu:>9.2f}x")


def goal(text: str, value: float, limit: float, *, at_least: bool = False) -> None:
    """Print whether a figure reaches its goal."""
    reached = value >= limit if at_least else value <= limit
    relation = ">=" if at_least else "<="
    print(f"  {'reached' if reached else 'MISSED '}  {text}: {value:.2f}, goal {relation} {limit}")
