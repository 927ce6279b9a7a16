"""The contract run against a served ledger with requests made from it: no 5xx, no breach, whatever is sent.

    PYTHONPATH=tests python -m server.load.fuzz --engine sqlite --cases 100000

Rounds with seeds that follow each other, each for an account of its own on one growing ledger. Only the first
has the cases that are the same in every round.
"""

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from auditledge.server.stores.urls import open_store
from server.conftest import Served, serving
from server.postgres import private_server

HERE = Path(__file__).parent
CONTRACT = HERE.parents[2] / "openapi.yaml"
FUZZING = "--phases=fuzzing,stateful"


class Report(NamedTuple):
    """The result of a round. `accepted` counts the random requests that each operation did not reject."""

    cases: int
    accepted: dict[str, int]
    is_good: bool
    text: str


def run(served: Served, folder: Path, *options: str) -> Report:
    """Send what schemathesis makes of the contract, as the holder of a new account's key."""
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(HERE)}
    command = [Path(sys.executable).with_name("schemathesis"), f"--config-file={HERE / 'schemathesis.toml'}"]
    command += ["run", CONTRACT, f"--url={served.url}", f"--header=Authorization: Bearer {served.key()}"]
    command += ["--no-color", "--report=json", f"--report-json-path={folder / 'report.json'}", *options]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    text = done.stdout[-5000:] + done.stderr
    told = json.loads((folder / "report.json").read_text())
    accepted = {name: rates["fuzzing"]["accepted"] for name, rates in told["valid_rates"].items()}
    return Report(told["test_cases"]["generated"], accepted, done.returncode == 0, text)


@contextlib.contextmanager
def ledger(engine: str) -> Iterator[Served]:
    """A served ledger on an engine, for the `with` block."""
    with contextlib.ExitStack() as opened:
        if engine == "sqlite":
            folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="auditledge-"))
            database = f"sqlite:///{folder}/ledger.db"
        else:
            database = opened.enter_context(opened.enter_context(private_server()).database())
        url = opened.enter_context(serving(database))
        yield Served(url, opened.enter_context(contextlib.closing(open_store(database))))


def main() -> None:
    parser = argparse.ArgumentParser(description="Send requests made from the contract, good and bad ones.")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--examples", type=int, default=500, help="for each operation, phase and round")
    parser.add_argument("--seed", type=int, default=None)
    chosen = parser.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.randrange(10**6)
    cases, bad = 0, 0
    with ledger(chosen.engine) as served:
        while cases < chosen.cases:
            with tempfile.TemporaryDirectory(prefix="auditledge-") as folder:
                options = [
                    f"--max-examples={chosen.examples}",
                    f"--seed={seed}",
                    *([FUZZING] if cases else []),
                ]
                report = run(served, Path(folder), *options)
            cases += report.cases
            bad += not report.is_good
            verdict = "good" if report.is_good else report.text
            sys.stdout.write(f"{chosen.engine}, seed {seed}: {cases} cases so far; {verdict}\n")
            sys.stdout.flush()
            seed += 1
    sys.stdout.write(f"{cases} cases on {chosen.engine}: {bad} rounds found something\n")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
