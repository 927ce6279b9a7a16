"""`auditledge keys`: creates, lists, rotates and revokes API keys, directly in the store."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from auditledge.cli.commands.serve import existing_store, opened_store, store_option
from auditledge.cli.output import output_option, write_records
from auditledge.cli.plans_option import check_plan, load_plans, plans_option
from auditledge.cli.time_types import Duration
from auditledge.contract.timestamps import format_instant

if TYPE_CHECKING:
    from auditledge.server.stores.models import KeyListing

_SCOPES = ("write", "read", "admin")
_MAX_NAME = 255
_COLUMNS = (
    "PREFIX",
    "ACCOUNT",
    "PLAN",
    "ORGANIZATION",
    "SCOPES",
    "CREATED",
    "LAST USED",
    "EXPIRES",
    "REVOKED",
)


@click.group()
def keys() -> None:
    """Create, list, rotate and revoke API keys."""


@keys.command()
@store_option
@click.option(
    "--account",
    required=True,
    metavar="NAME",
    callback=lambda *given: _check_name(given[2]),
    help="Account of the key; created if it does not exist.",
)
@click.option(
    "--org",
    "--organization-id",
    "--organization",
    "organization",
    metavar="ORG",
    callback=lambda *given: _check_name(given[2]),
    help="Default organization of events that don't set one.",
)
@click.option("--bound", is_flag=True, help="Restrict the key to that organization.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    default=_SCOPES,
    type=click.Choice(_SCOPES),
    help="Permission of the key; repeatable; admin implies the others.  [default: all]",
)
@click.option(
    "--plan",
    metavar="PLAN",
    help="Plan of the account.  [default: unchanged; for a new account growth, or as in FILE]",
)
@click.option(
    "--expires", type=Duration(), metavar="IN", help="Lifetime of the key: 12h, 90d.  [default: unlimited]"
)
@plans_option
def create(
    *,
    store: str,
    account: str,
    organization: str | None,
    bound: bool,
    scopes: tuple[str, ...],
    plan: str | None,
    expires: timedelta | None,
    plans: str | None,
) -> None:
    """Create a key and print it.

    It can't be printed again, because only its hash is stored.
    """
    if bound and not organization:
        raise click.UsageError("--bound needs --organization")
    defined = load_plans(plans)
    if plan is not None:
        check_plan(plan, defined)
    with opened_store(store) as opened:
        from auditledge.server.accounts.api_keys import create_key  # noqa: PLC0415 - see store_errors

        key = create_key(
            opened,
            account=account,
            organization=organization,
            bound=bound,
            scopes=frozenset(scopes),
            plan=plan,
            default_plan=defined.default,
            lifetime=expires,
        )
    click.echo(key)


@keys.command("list")
@store_option
@output_option
def list_keys(store: str, output: str | None) -> None:
    """List all keys by their first characters."""
    with existing_store(store) as opened, opened.reading() as snapshot:
        write_records(map(_record, snapshot.accounts.list_keys()), output, _COLUMNS, _row)


@keys.command()
@store_option
@click.option(
    "--grace",
    type=Duration(),
    default="0s",
    metavar="TIME",
    help="How long the old key still works: 30m, 24h.  [default: it stops at once]",
)
@click.argument("prefix")
def rotate(store: str, grace: timedelta, prefix: str) -> None:
    """Replace a key with a new one, and print it.

    PREFIX is the old key, as shown by `keys list`.
    """
    with existing_store(store) as opened:
        from auditledge.server.accounts.api_keys import rotate_key  # noqa: PLC0415 - see store_errors

        key = rotate_key(opened, prefix, grace)
    if key is None:
        raise click.ClickException("there is no active key with this prefix")
    click.echo(key)


@keys.command()
@store_option
@click.argument("prefix")
def revoke(store: str, prefix: str) -> None:
    """Revoke a key permanently.

    PREFIX is the key, as shown by `keys list`.
    """
    with existing_store(store) as opened:
        from auditledge.server.accounts.api_keys import revoke_key  # noqa: PLC0415 - see store_errors

        if not revoke_key(opened, prefix):
            raise click.ClickException("there is no active key with this prefix")


def _check_name(name: str | None) -> str | None:
    """The name, if an event could have it too. Raises click.BadParameter."""
    if name is not None and not (1 <= len(name) <= _MAX_NAME and _is_unicode(name)):
        raise click.BadParameter(f"must have 1 to {_MAX_NAME} Unicode characters")
    return name


def _is_unicode(text: str) -> bool:
    # Bytes of the command line that are not valid text arrive as lone surrogates.
    return text.encode("utf-8", "replace").decode() == text


def _record(key: "KeyListing") -> dict[str, Any]:
    instants = (key.created_at, key.used_at, key.expires_at, key.revoked_at)
    created, used, expires, revoked = (None if each is None else format_instant(each) for each in instants)
    return {
        "prefix": key.prefix,
        "account": key.account,
        "plan": key.plan,
        "organization_id": key.organization,
        "bound": key.bound,
        "scopes": sorted(key.scopes),
        "created_at": created,
        "used_at": used,
        "expires_at": expires,
        "revoked_at": revoked,
    }


def _row(key: dict[str, Any]) -> tuple[str, ...]:
    return (
        key["prefix"],
        key["account"],
        key["plan"],
        (key["organization_id"] or "-") + (" (bound)" if key["bound"] else ""),
        ",".join(key["scopes"]),
        *(_minute(key[name]) for name in ("created_at", "used_at", "expires_at", "revoked_at")),
    )


def _minute(instant: str | None) -> str:
    return "-" if instant is None else instant[:16].replace("T", " ")
