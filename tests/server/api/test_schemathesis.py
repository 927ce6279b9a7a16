"""The short version of the fuzzing; `make fuzz` is the long one."""

from pathlib import Path

from auditledge import contract
from server.conftest import Served
from server.load import fuzz


def test_no_request_breaks_the_contract(ledger_server: Served, tmp_path: Path) -> None:
    report = fuzz.run(ledger_server, tmp_path, "--max-examples=20", "--generation-deterministic")
    assert report.is_good, report.text
    # What is refused for what it lacks in each case is not tested.
    assert len(report.accepted) == len(contract.OPERATIONS)
    assert all(report.accepted.values()), report.accepted
