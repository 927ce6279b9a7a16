"""The ledger inside the caller's process: the same application, without a socket and without stored keys."""

from auditledge.server.accounts.principal import SCOPES, Grant
from auditledge.server.api.app import App, create_app
from auditledge.server.api.authentication import bearer_token
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.stores.sqlite.store import SQLiteStore

_ACCOUNT = "embedded"
_PLAN = "growth"


class _AnyKey:
    """Takes every key that is not empty: who can open the file needs no key to it."""

    def __init__(self, account: int) -> None:
        self._grant = Grant(None, account, None, bound=False, scopes=frozenset(SCOPES))

    async def authenticate(self, authorization: bytes | None) -> Grant:
        """The grant of an Authorization header. Raises InvalidAPIKeyError for an empty one."""
        bearer_token(authorization)
        return self._grant


def open_app(path: str | None) -> App:
    """The application over the ledger in a file, or with None in a memory of its own.

    It is to be run on one asyncio event loop, and not after a fork. End it with `close()` when its lifespan
    is not run. Raises StoreError for a file that can't be opened or is no ledger.
    """
    store = SQLiteStore(path)
    return create_app(Ledger(store), _AnyKey(store.ensure_account(_ACCOUNT, _PLAN)))
