"""`track`, `history` and `log_on_commit`: what applications call."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

from sqlalchemy import Connection, MetaData, Table, inspect
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import instance_state

from auditledge.errors import ConfigurationError
from auditledge.integrations.audit import Event, audit
from auditledge.integrations.sqlalchemy.flushes import id_text
from auditledge.integrations.sqlalchemy.installation import commits, install, registry
from auditledge.integrations.sqlalchemy.outbox_table import outbox_table as add_outbox_table
from auditledge.integrations.sqlalchemy.registry import Options, check_names
from auditledge.integrations.sqlalchemy.transactions import transaction_of

if TYPE_CHECKING:
    from auditledge.types import Event as StoredEvent

T = TypeVar("T", bound="type | Table")


@overload
def track(
    target: T,
    *,
    exclude: Iterable[str] = ...,
    mask: Iterable[str] = ...,
    name: str | None = ...,
    action: str | None = ...,
    outbox: bool = ...,
) -> T: ...
@overload
def track(
    target: None = ...,
    *,
    exclude: Iterable[str] = ...,
    mask: Iterable[str] = ...,
    name: str | None = ...,
    action: str | None = ...,
    outbox: bool = ...,
) -> Callable[[T], T]: ...
def track(
    target: Any = None,
    *,
    exclude: Iterable[str] = (),
    mask: Iterable[str] = (),
    name: str | None = None,
    action: str | None = None,
    outbox: bool = True,
) -> Any:
    """Record the changes of a mapped class, of all classes of a declarative base, or of a Table.

    One event for each object and transaction, `<model>.created`, `.updated` or `.deleted`, where `<model>` is
    the name of the class in lower case. Bulk statements are recorded as `<model>.bulk_created` and so on, and
    SQL as text as `<model>.changed_unseen`. Works with every session, connection and engine, synchronous and
    asynchronous. A class decorator if `target` is left out.

    Fields in `exclude` are not recorded. In `mask`, and if their name says that they hold a secret, they are
    recorded without values. `name` is the field that fills `resource.name`, and `action` replaces `<model>`.
    Options of a class replace those of its base. The outbox table is added to the class's MetaData unless
    `outbox` is False, which is for OUTBOX="disk".

    Returns `target`. Raises ConfigurationError.
    """
    if target is None:
        return lambda each: track(each, exclude=exclude, mask=mask, name=name, action=action, outbox=outbox)
    mapper: Mapper[Any] | None = inspect(target, raiseerr=False) if isinstance(target, type) else None
    is_base = isinstance(target, type) and mapper is None
    if is_base and action is not None:
        raise ConfigurationError("action is an option of a single class, not of a base")
    options = Options(check_names("exclude", exclude), check_names("mask", mask), name, action, is_base)
    install()
    if isinstance(target, Table):
        registry.add_table(target, options)
    elif mapper is not None or isinstance(getattr(target, "metadata", None), MetaData):
        mapped = target.registry.mappers if mapper is None else mapper.self_and_descendants
        registry.add_class(target, options, mapped)
    else:
        raise ConfigurationError("track takes a declarative base, a mapped class or a Table")
    if outbox:
        outbox_table(target.metadata)
    return target


def outbox_table(metadata: MetaData, *, schema: str | None = None) -> Table:
    """The outbox table `auditledge_outbox` of `metadata`, which is added to it unless it is there.

    `track` does this, too. Create it as you create your own tables: with `metadata.create_all(engine)`, or
    with a migration, which `alembic revision --autogenerate` writes.
    """
    table = add_outbox_table(metadata, schema=schema)
    if table not in commits.tables:
        commits.tables.append(table)
    return table


def log_on_commit(event: Event, *, session: Session | Connection) -> str:
    """Record an event if the current transaction, and every savepoint around this call, is committed.

    The event is completed now from the current scope. `session` is a Session or Connection; of an
    AsyncSession, call `await session.run_sync(lambda sync: log_on_commit(event, session=sync))`. Returns the
    event's id. Raises ValidationError.
    """
    install()
    prepared = audit.prepare(event)
    connection = session.connection() if isinstance(session, Session) else session
    if not connection.in_transaction():
        connection.begin()
    transaction_of(connection).journal.recorded(prepared)
    return str(prepared["id"])


def history(obj: object) -> Iterator["StoredEvent"]:
    """The events of an object in the ledger, newest first, as far as they have been delivered.

    `obj` is an object of a tracked class that has been flushed. Raises ConfigurationError if its class is not
    tracked, and what `AuditLedge.query` raises.
    """
    state = instance_state(obj)
    mapped = registry.mapped(state.mapper)
    if mapped is None:
        raise ConfigurationError(f"{type(obj).__name__} is not tracked: call track({type(obj).__name__})")
    if state.key is None:
        return iter(())
    filters: Mapping[str, Any] = {"resource_type": mapped.model.type, "resource_id": id_text(state.key[1])}
    return audit.client.iter_events(filters)  # type: ignore[arg-type]
