"""The published auditledge 0.1.1, installed in a separate folder and loaded under another name."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

FOLDER = Path("build/benchmarks/peer")


def load() -> ModuleType:
    """The module of the published package."""
    if not (FOLDER / "auditledge.py").exists():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", f"--target={FOLDER}"]
        subprocess.run([*command, "auditledge==0.1.1"], check=True)
    spec = importlib.util.spec_from_file_location("auditledge_0_1_1", FOLDER / "auditledge.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
