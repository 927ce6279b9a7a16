"""TwoAccounts accounts in one store, and what one of them sees of the other."""

from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.models import Actor, Filters, SortKey
from auditledge.server.stores.postgres import PostgreSQLStore
from server.stores.appending import a_new_event, store_all


class TwoAccounts:
    """TwoAccounts accounts with events of the same kinds on one store, most of them sealed."""

    def __init__(self, store: PostgreSQLStore) -> None:
        self.store = store
        self.theirs, self.mine = store.ensure_account("theirs", "free"), store.ensure_account("mine", "free")
        drafts = [a_new_event(organization="org", actor=Actor("u", "Name", None)) for _ in range(7)]
        store_all(store, self.theirs, drafts[3:])
        store_all(store, self.mine, drafts[:3])
        for account in (self.mine, self.theirs):
            assert Compactor(store, 64).step(account)
        self.their_ids = [draft.id for draft in drafts[3:]]

    def seen(self) -> dict[str, int]:
        """How many events of the other account each way of reading finds for `mine`."""
        every = Filters(start=0)
        narrow = Filters("org", actor_name="name", action="a", search=("b",))
        with self.store.reading() as snapshot:
            page = snapshot.search(self.mine, every).page("asc", after=None, offset=0, limit=99)
            batches = snapshot.search(self.mine, every).batches("asc", None, 9)
            scanned = [each for some in batches for each in some]
            return {
                "event": sum(snapshot.event(self.mine, each) is not None for each in self.their_ids),
                "page": sum(each.id in self.their_ids for each in page),
                "scan": sum(each.id in self.their_ids for each in scanned),
                "count": snapshot.search(self.mine, every).count() - 3,
                "narrow": snapshot.search(self.mine, narrow).count() - 3,
                "after": snapshot.search(self.mine, every).count("asc", SortKey(0, 0)) - 3,
            }


NOTHING_OF_THEIRS = dict.fromkeys(["event", "page", "scan", "count", "narrow", "after"], 0)
