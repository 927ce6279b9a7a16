"""Run benchmarks: `python -m benchmarks [NAME...]`, for example `calls imports`; by default all."""

import importlib
import os
import platform
import sys
from datetime import UTC, datetime

NAMES = ("imports", "calls", "capture", "transports", "streams", "enqueue", "ledger", "attack", "verify")


def main(names: list[str]) -> None:
    load = os.getloadavg()[0]
    machine = f"Python {platform.python_version()}, {os.cpu_count()} CPUs, load {load:.1f}"
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine}")
    for name in names or NAMES:
        print(f"\n## {name}\n")
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
