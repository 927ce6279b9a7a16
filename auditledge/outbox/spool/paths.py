"""The default location of the spool."""

import hashlib
import os
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

VARIABLE = "AUDITLEDGE_OUTBOX"
_DEFAULT_NAME = re.compile(r"(.+)-[0-9a-f]{16}")


def default_root(base_url: str, api_key: str) -> Path:
    """The folder for a ledger and a key, in AUDITLEDGE_OUTBOX or the user's state directory.

    Its name contains the host and a fingerprint that differs for each key without revealing it. So two
    clients never share a folder by accident, and events never end up in another account.
    """
    base_url = absolute_url(base_url)
    host = urlsplit(base_url).hostname or "embedded"
    return _state_directory() / f"{host}-{fingerprint(base_url, api_key)}"


def absolute_url(base_url: str) -> str:
    """The base URL, with the absolute path of an embedded ledger."""
    if not base_url.startswith("sqlite:///"):
        return base_url
    return "sqlite:///" + os.path.abspath(base_url.removeprefix("sqlite:///"))  # noqa: PTH100 - no links


def roots_of_other_keys(root: Path) -> list[Path]:
    """The folders for other keys of the same ledger, next to one that `default_root` named."""
    match = _DEFAULT_NAME.fullmatch(root.name)
    return [path for path in root.parent.glob(f"{match[1]}-*") if path != root] if match else []


def fingerprint(*secrets: str) -> str:
    """Sixteen hexadecimal digits that differ for different secrets."""
    return hashlib.sha256("\n".join(secrets).encode()).hexdigest()[:16]


def _state_directory() -> Path:
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen)
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "auditledge" / "outbox"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "auditledge" / "outbox"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "auditledge" / "outbox"
