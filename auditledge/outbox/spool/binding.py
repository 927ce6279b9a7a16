"""Which ledger and key an event belongs to, so that it never goes to another account.

Partitions have it in `meta.json`, and dead letters in each line.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from auditledge.outbox.spool.folder import Folder
from auditledge.outbox.spool.paths import absolute_url

_ACCOUNTS = "accounts.json"


class Binding(NamedTuple):
    """The base URL of a ledger, and the fingerprint of a key; None where nothing is known."""

    base_url: str | None
    key: str | None

    @classmethod
    def of(cls, meta: Mapping[str, Any]) -> "Binding":
        """The binding in the `meta.json` of a partition, or in the facts of a dead letter."""
        base_url, key = meta.get("base_url"), meta.get("key")
        return cls(absolute_url(base_url) if isinstance(base_url, str) else None, key and str(key))

    @property
    def is_embedded(self) -> bool:
        """Whether the ledger is a file, which has a single account and accepts every key."""
        return self.base_url is not None and self.base_url.startswith("sqlite:")

    def has_same_key(self, other: "Binding") -> bool:
        """Whether a key of the same ledger is the same, or does not matter."""
        return self.key == other.key or self.is_embedded

    def obstacle(self, other: "Binding", accounts: Mapping[str, str]) -> str | None:
        """Why events of another binding must not be sent with this one, or None.

        `accounts` has the account of each fingerprint, as the ledger has confirmed.
        """
        if other.base_url != self.base_url:
            return f"they were enqueued for the ledger {other.base_url}, not for {self.base_url}"
        if other.has_same_key(self):
            return None
        account = accounts.get(self.key or "")
        if account is not None and account == accounts.get(other.key or ""):
            return None
        return "they were enqueued with a key that the ledger has not confirmed to be of the same account"


def read_accounts(root: Folder) -> dict[str, str]:
    """The account of each fingerprint, as the ledger has confirmed. Raises UnsafePathError."""
    try:
        with os.fdopen(root.open_file(_ACCOUNTS, os.O_RDONLY), "rb") as file:
            accounts = json.loads(file.read())
    except (OSError, ValueError):
        return {}
    return accounts if isinstance(accounts, dict) else {}


def save_account(root: Folder, key: str, account: str) -> None:
    """Remember the account of a fingerprint. Raises OSError, UnsafePathError."""
    accounts, new = {**read_accounts(root), key: account}, f".{_ACCOUNTS}.{os.urandom(8).hex()}"
    replace_file(root, new, _ACCOUNTS, json.dumps(accounts).encode() + b"\n")


def replace_file(folder: Folder, new: str, name: str, content: bytes) -> None:
    """Replace a file by one that is written first as `new`. Raises OSError, and then nothing has changed."""
    fd = folder.open_file(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        os.write(fd, content)
        os.fsync(fd)
        os.close(fd)
        folder.rename(new, name)
    except BaseException:
        with suppress(OSError):
            folder.unlink(new)
        raise
