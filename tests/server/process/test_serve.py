"""What a server prints when it starts."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from server.server_process import MAIN, REPO, a_key


def test_the_first_start_on_a_terminal_says_how_to_get_a_key(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 'ledger.db'}"

    def started() -> str:
        leader, follower = pty.openpty()
        command = [sys.executable, "-c", MAIN, "serve", "--store", store, "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": str(REPO)}
        process = subprocess.Popen(command, stderr=follower, env=environment)
        text = b""
        while b"/v1" not in text:
            text += os.read(leader, 10_000)
        process.terminate()
        process.wait()
        os.close(follower)
        os.close(leader)
        return text.decode()

    assert f"auditledge keys create --store {store} --account NAME" in started()
    a_key(store)
    assert "keys create" not in started()
