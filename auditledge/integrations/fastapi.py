"""FastAPI: the ASGI middleware, and a dependency that gives the actor."""

from collections.abc import Callable
from functools import partial
from typing import Any

from fastapi import Depends

from auditledge.integrations.asgi import AuditMiddleware
from auditledge.integrations.audit import audit
from auditledge.integrations.users import actor_of

__all__ = ["AuditMiddleware", "actor_from", "audit"]


def actor_from(
    current_user: Callable[..., Any],
    *,
    actor: Callable[[Any], Any] = actor_of,
    organization_id: Callable[[Any], str | None] | None = None,
) -> Any:
    """A dependency that depends on yours, `current_user`, returns what it returns, and makes it the actor.

    Use it for an application, a router or a route: `dependencies=[actor_from(current_user)]`, or for a
    parameter: `user: Annotated[User, actor_from(current_user)]`. `actor` and `organization_id` are functions
    of what `current_user` returns; by default `id`, `name` and `email` of a dict or object make the actor.
    They are called when an event is recorded.
    """

    async def bind_actor(user: Any = Depends(current_user)) -> Any:  # noqa: B008 - as FastAPI wants it
        audit.bind(
            actor=partial(actor, user),
            organization_id=None if organization_id is None else partial(organization_id, user),
        )
        return user

    return Depends(bind_actor)
