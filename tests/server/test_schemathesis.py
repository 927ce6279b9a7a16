"""The contract run against the served ledger: no 5xx, no breach, whatever is sent.

AUDITLEDGE_SCHEMATHESIS_EXAMPLES (default 20) is the number of cases per operation and phase.
"""

import os
import subprocess
import sys
from pathlib import Path

from server.conftest import Served

HERE = Path(__file__).parent
CONTRACT = HERE.parent.parent / "openapi.yaml"
EXAMPLES = os.environ.get("AUDITLEDGE_SCHEMATHESIS_EXAMPLES", "20")


def test_no_request_breaks_the_contract(ledger_server: Served, tmp_path: Path) -> None:
    key = ledger_server.key()
    command = [Path(sys.executable).with_name("schemathesis"), f"--config-file={HERE / 'schemathesis.toml'}"]
    command += ["run", CONTRACT, f"--url={ledger_server.url}", f"--header=Authorization: Bearer {key}"]
    command += [f"--max-examples={EXAMPLES}", "--generation-deterministic", "--no-color"]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "schemathesis_formats", "PYTHONPATH": str(HERE)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr
    assert "Tested: 8" in done.stdout
