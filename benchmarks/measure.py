"""Measuring: contenders take turns in one process, so that a slow phase of the machine affects them all."""

import gc
import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Cost(NamedTuple):
    """Microseconds per call: CPU time of this process and wall-clock time, each the median of all rounds."""

    cpu: float
    wall: float


def compare(contenders: dict[str, Callable[[], object]], *, calls: int, rounds: int = 15) -> dict[str, Cost]:
    """The cost of each contender, measured in interleaved rounds of `calls` calls after a warm-up."""
    for call in contenders.values():
        call()
    taken: dict[str, list[Cost]] = {name: [] for name in contenders}
    gc.disable()
    try:
        for _ in range(rounds):
            for name, call in contenders.items():
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
    """Print costs, and their ratios to that of `base`."""
    print(f"{title:<44} {'CPU us':>9} {'wall us':>9} {'CPU ratio':>10}")
    for name, cost in costs.items():
        print(f"  {name:<42} {cost.cpu:>9.0f} {cost.wall:>9.0f} {cost.cpu / costs[base].cpu:>9.2f}x")


def goal(text: str, value: float, limit: float, *, at_least: bool = False) -> None:
    """Print whether a value reaches its goal."""
    reached = value >= limit if at_least else value <= limit
    relation = ">=" if at_least else "<="
    print(f"  {'reached' if reached else 'MISSED '}  {text}: {value:.2f}, goal {relation} {limit}")
