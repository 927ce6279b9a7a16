"""Where the spool is when nobody says."""

import hashlib
import os
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

VARIABLE = "AUDITLEDGE_OUTBOX"
_NAMED = re.compile(r"(.+)-[0-9a-f]{16}")


def default_root(base_url: str, api_key: str) -> Path:
    """The folder for a ledger and a key, in AUDITLEDGE_OUTBOX or the user's folder for state.

    Its name shows the host, and tells keys apart without giving them away: events of one account never end
    up in another's ledger because two clients have their spools in the same place.
    """
    if base_url.startswith("sqlite:///"):
        base_url = "sqlite:///" + os.path.abspath(base_url.removeprefix("sqlite:///"))  # noqa: PTH100 - no links
    host = urlsplit(base_url).hostname or "embedded"
    return _state() / f"{host}-{fingerprint(base_url, api_key)}"


def neighbours(root: Path) -> list[Path]:
    """The folders for other keys of the same ledger, beside one that `default_root` named."""
    found = _NAMED.fullmatch(root.name)
    return [path for path in root.parent.glob(f"{found[1]}-*") if path != root] if found else []


def fingerprint(*secrets: str) -> str:
    """Sixteen hexadecimal digits by which to tell secrets apart."""
    return hashlib.sha256("\n".join(secrets).encode()).hexdigest()[:16]


def _state() -> Path:
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen)
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "auditledge" / "outbox"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "auditledge" / "outbox"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "auditledge" / "outbox"
