"""The cost of `import auditledge` and of `auditledge --version`, compared with importing httpx and click."""

import os
import statistics
import subprocess
import sys

from benchmarks.measure import goal

ROUNDS = 21


def main() -> None:
    commands = {
        "nothing": [sys.executable, "-c", "pass"],
        "import auditledge": [sys.executable, "-c", "import auditledge"],
        "import httpx": [sys.executable, "-c", "import httpx"],
        "import click": [sys.executable, "-c", "import click"],
        "auditledge --version": [sys.executable, "-m", "auditledge", "--version"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            taken[name].append(_cpu(command))
    cost = {name: statistics.median(each) for name, each in taken.items()}
    print(f"{'':<24} {'CPU ms':>8} {'more than no import':>26}")
    for name, seconds in cost.items():
        print(f"  {name:<22} {seconds * 1e3:>8.1f} {(seconds - cost['nothing']) * 1e3:>26.1f}")
    above = {name: max(seconds - cost["nothing"], 0) for name, seconds in cost.items()}
    goal("import auditledge to import httpx", above["import auditledge"] / above["import httpx"], 0.1)
    goal("auditledge --version to import click", cost["auditledge --version"] / cost["import click"], 2)


def _cpu(command: list[str]) -> float:
    """CPU seconds of a process, in user and system mode."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
