"""The published package, unchanged, in a separate environment."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest
from examples.serving import served  # noqa: F401 - a fixture

_FOLDER = Path(__file__).parents[2] / "build" / "peer" / f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture(scope="session")
def published() -> Path:
    """The Python of an environment with auditledge 0.1.1, created once below build/."""
    python = _FOLDER / "bin" / "python"
    if not _has_the_package(python):
        venv.create(_FOLDER, clear=True, with_pip=True)
        pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-deps"]
        subprocess.run([*pip, "auditledge==0.1.1"], check=True)
    return python


def _has_the_package(python: Path) -> bool:
    check = [python, "-I", "-c", "import auditledge"]
    return python.exists() and subprocess.run(check, check=False, capture_output=True).returncode == 0
