"""Names that other audit logs and APIs use for what the contract has, for errors that suggest a name."""

import difflib
import re
from collections.abc import Iterable

_ALIASES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("user", "user_id", "actor", "who", "principal", "by"), ("actor", "actor_id", "id")),
    **dict.fromkeys(("username", "user_name", "display_name", "full_name"), ("name", "actor_name", "actor")),
    **dict.fromkeys(("mail", "user_email", "email_address"), ("email", "actor_email")),
    "email": ("actor_email",),
    "name": ("actor_name",),
    **dict.fromkeys(("event", "event_type", "event_name", "verb", "operation", "activity"), ("action",)),
    **dict.fromkeys(("object", "entity", "target"), ("target_id", "resource", "resource_id")),
    **dict.fromkeys(("object_type", "entity_type", "target_type"), ("resource_type",)),
    **dict.fromkeys(("object_id", "entity_id"), ("resource_id",)),
    "resource": ("resource_type", "resource_id"),
    **dict.fromkeys(
        ("org", "org_id", "organization", "organisation", "tenant", "tenant_id", "workspace", "customer"),
        ("organization_id",),
    ),
    **dict.fromkeys(("since", "start", "start_time", "from", "from_date"), ("start_date",)),
    **dict.fromkeys(("until", "end", "end_time", "to", "to_date"), ("end_date",)),
    "before": ("end_before",),
    **dict.fromkeys(("time", "date", "occurred_at", "created_at"), ("timestamp", "start_date")),
    **dict.fromkeys(("sort", "sort_by", "sort_order", "order_by", "direction"), ("order",)),
    **dict.fromkeys(("page_size", "per_page", "count", "size", "max", "first", "top"), ("limit",)),
    **dict.fromkeys(("skip", "page"), ("offset", "cursor")),
    **dict.fromkeys(("next", "next_cursor", "prev_cursor", "page_token", "starting_after"), ("cursor",)),
    **dict.fromkeys(("query", "filter", "where", "expression"), ("q", "search")),
    **dict.fromkeys(("text", "keyword", "keywords", "contains"), ("search",)),
    **dict.fromkeys(("meta", "data", "details", "extra", "properties", "attributes"), ("metadata",)),
    **dict.fromkeys(("ip_address", "client_ip", "remote_addr"), ("ip", "context")),
    **dict.fromkeys(("status", "result", "success"), ("outcome",)),
    **dict.fromkeys(("impersonator", "obo"), ("on_behalf_of", "on_behalf_of_id")),
    **dict.fromkeys(("event_id", "idempotency_key"), ("id",)),
    **dict.fromkeys(("output", "type"), ("format", "resource_type")),
    "format": ("output",),
}
"""By each other name what it may mean; of these the first that is known is meant."""


def meant(name: object, known: Iterable[str]) -> str | None:
    """The known name that somebody who wrote an unknown one probably meant; None if none is close."""
    names = list(known)
    written = _snake_case(str(name))
    for alias in (written, *_ALIASES.get(written, ())):
        if alias in names:
            return alias
    nearest = difflib.get_close_matches(str(name), names, n=1)
    return nearest[0] if nearest else None


def _snake_case(name: str) -> str:
    """`start_date` for `startDate`, `Start-Date` and `START_DATE`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[-.\s]+", "_", name[:64]).lower()
