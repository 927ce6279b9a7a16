"""The ledger inside the caller's process: the same application, without a socket and without stored keys."""

from auditledge.server.accounts.principal import SCOPES, Principal
from auditledge.server.api.app import App
from auditledge.server.api.authentication import bearer_token
from auditledge.server.ledger.ledger import Ledger
from auditledge.server.stores.sqlite.store import SQLiteStore

_ACCOUNT = "embedded"
_PLAN = "growth"


class _AnyKey:
    """Accepts every key that is not empty: whoever can open the file needs no key."""

    def __init__(self, account: int) -> None:
        self._principal = Principal(None, account, None, bound=False, scopes=frozenset(SCOPES))

    async def authenticate(self, authorization: bytes | None) -> Principal:
        """The principal of an Authorization header. Raises InvalidAPIKeyError if it has no key."""
        bearer_token(authorization)
        return self._principal


def open_app(path: str | None) -> App:
    """The application over the ledger in a file, or with None over one in memory.

    Run it on one asyncio event loop, and not after a fork. Close it with `close()` unless its lifespan is
    run. Raises StoreError if the file can't be opened or is no ledger.
    """
    store = SQLiteStore(path)
    return App(Ledger(store), _AnyKey(store.ensure_account(_ACCOUNT, _PLAN)))
