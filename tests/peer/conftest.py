"""The published package, unchanged, in an environment of its own."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest
from examples.serving import served  # noqa: F401 - a fixture

_PLACE = Path(__file__).parents[2] / "build" / "peer" / f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.fixture(scope="session")
def published() -> Path:
    """The Python of an environment that has auditledge 0.1.1; made once, under build/."""
    python = _PLACE / "bin" / "python"
    if not _has_the_package(python):
        venv.create(_PLACE, clear=True, with_pip=True)
        pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-deps"]
        subprocess.run([*pip, "auditledge==0.1.1"], check=True)
    return python


def _has_the_package(python: Path) -> bool:
    check = [python, "-I", "-c", "import auditledge"]
    return python.exists() and subprocess.run(check, check=False, capture_output=True).returncode == 0
