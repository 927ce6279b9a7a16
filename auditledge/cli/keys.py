"""`auditledge keys`: create, list, rotate and revoke API keys, straight in the store."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from auditledge.cli.plans import check_plan, plans_of, plans_option
from auditledge.cli.serve import opened_store, store_option
from auditledge.cli.times import Duration

if TYPE_CHECKING:
    from auditledge.server.stores.base import KeyListing

_SCOPES = ("write", "read", "admin")
_LONGEST_NAME = 255
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
    callback=lambda *given: _checked(given[2]),
    help="Account of the key; made when it is new.",
)
@click.option(
    "--organization",
    metavar="ORG",
    callback=lambda *given: _checked(given[2]),
    help="Organisation of events that name none.",
)
@click.option("--bound", is_flag=True, help="Let the key see and write its organisation alone.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    default=_SCOPES,
    type=click.Choice(_SCOPES),
    help="What the key may do; repeatable; admin implies the others.  [default: all]",
)
@click.option(
    "--plan", metavar="PLAN", help="Plan of the account.  [default: growth or as FILE says, or as it is]"
)
@click.option("--expires", type=Duration(), metavar="IN", help="End of the key: 12h, 90d.  [default: none]")
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
    """Make a key and print it: this once, as only its hash is kept."""
    if bound and not organization:
        raise click.UsageError("--bound needs --organization")
    defined = plans_of(plans)
    if plan is not None:
        check_plan(plan, defined)
    with opened_store(store) as opened:
        from auditledge.server.keys import create_key  # noqa: PLC0415 - see store_errors

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
def list_keys(store: str) -> None:
    """List all keys by their first characters."""
    with opened_store(store) as opened, opened.reading() as snapshot:
        rows = [_COLUMNS, *map(_row, snapshot.list_keys())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@keys.command()
@store_option
@click.option(
    "--grace",
    type=Duration(),
    default="0s",
    metavar="TIME",
    help="How long the old key still works: 30m, 24h.  [default: not at all]",
)
@click.argument("prefix")
def rotate(store: str, grace: timedelta, prefix: str) -> None:
    """Make a key in place of another, and print it. PREFIX is how `keys list` shows the old one."""
    with opened_store(store) as opened:
        from auditledge.server.keys import rotate_key  # noqa: PLC0415 - see store_errors

        key = rotate_key(opened, prefix, grace)
    if key is None:
        raise click.ClickException("there is no live key with this prefix")
    click.echo(key)


@keys.command()
@store_option
@click.argument("prefix")
def revoke(store: str, prefix: str) -> None:
    """Revoke a key for good. PREFIX is how `keys list` shows it."""
    with opened_store(store) as opened:
        from auditledge.server.keys import revoke_key  # noqa: PLC0415 - see store_errors

        if not revoke_key(opened, prefix):
            raise click.ClickException("there is no live key with this prefix")


def _checked(name: str | None) -> str | None:
    """A name that an event could have too, where the limit is the contract's."""
    if name is not None and not (1 <= len(name) <= _LONGEST_NAME and _is_unicode(name)):
        raise click.BadParameter(f"must have 1 to {_LONGEST_NAME} characters of Unicode")
    return name


def _is_unicode(text: str) -> bool:
    # Bytes of a command line that are not text arrive as halves of surrogate pairs.
    return text.encode("utf-8", "replace").decode() == text


def _row(key: "KeyListing") -> tuple[str, ...]:
    organization = key.organization or "-"
    return (
        key.prefix,
        _printable(key.account),
        key.plan,
        _printable(organization) + (" (bound)" if key.bound else ""),
        ",".join(sorted(key.scopes)),
        *map(_day, (key.created_at, key.used_at, key.expires_at, key.revoked_at)),
    )


def _day(microseconds: int | None) -> str:
    if microseconds is None:
        return "-"
    return datetime.fromtimestamp(microseconds // 1_000_000, UTC).strftime("%Y-%m-%d %H:%M")


def _printable(text: str) -> str:
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )
