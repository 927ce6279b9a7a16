"""Who acts in a request, and for whom: the user, also of an impersonated session, as actors of an event.

Nothing is read until an event is recorded. Reading the session marks the response as depending on the cookie.
"""

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple

from asgiref.sync import sync_to_async
from django.apps import apps
from django.contrib.auth import SESSION_KEY, get_user_model
from django.core.signing import BadSignature
from django.utils.functional import SimpleLazyObject, empty

Actor = dict[str, Any]


class Acting(NamedTuple):
    """The actors of a request. `on_behalf_of` is whom `actor` impersonates."""

    actor: Actor | None
    on_behalf_of: Actor | None


NOBODY = Acting(None, None)


def actor_of(user: Any) -> Actor | None:
    """A user as an actor; None for an anonymous one."""
    if user is None or not getattr(user, "is_authenticated", True):
        return None
    full_name = user.get_full_name() if hasattr(user, "get_full_name") else ""
    name = full_name or getattr(user, getattr(user, "USERNAME_FIELD", "username"), None)
    email = (
        getattr(user, user.get_email_field_name(), None) if hasattr(user, "get_email_field_name") else None
    )
    actor = {"id": str(user.pk), "type": "user"}
    actor |= {"name": str(name)} if name else {}
    return actor | ({"email": str(email)} if email else {})


def acting(request: Any, user: Any) -> Acting:
    """The actors of a request whose user is known. May read the session, and the user who impersonates."""
    actor = actor_of(user)
    if actor is None:
        return NOBODY
    impersonator = _impersonator(request, user)
    if impersonator is None:
        return Acting(actor, None)
    real = getattr(request, "_auditledge_impersonator", None)
    if real is None or real["id"] != impersonator:
        found = get_user_model()._default_manager.filter(pk=impersonator).first()
        real = (found and actor_of(found)) or {"id": impersonator, "type": "user"}
        request._auditledge_impersonator = real  # spares a query
    return Acting(real, actor)


def _impersonator(request: Any, user: Any) -> str | None:
    """The primary key of the user who impersonates `user` with django-hijack or django-loginas."""
    with_hijack, with_loginas = apps.is_installed("hijack"), apps.is_installed("loginas")
    session = getattr(request, "session", None)
    if session is None or not (with_hijack or with_loginas) or not hasattr(user, "_meta"):
        return None
    if session.get(SESSION_KEY) != user._meta.pk.value_to_string(user):
        return None  # someone else, whom a token has authenticated
    if with_hijack and (history := session.get("hijack_history")):
        return str(history[0])
    if with_loginas:
        from loginas.settings import USER_SESSION_FLAG  # noqa: PLC0415 - optional
        from loginas.utils import signer  # noqa: PLC0415

        try:
            return str(signer.unsign(session[USER_SESSION_FLAG])) if USER_SESSION_FLAG in session else None
        except BadSignature:
            return None
    return None


class RequestUser:
    """A source of the current scope: `pick`s one of the actors of a request when an event is recorded."""

    __slots__ = ("_pick", "_request", "_warn")

    def __init__(
        self, request: Any, pick: Callable[[Acting], Actor | None], warn: Callable[[], None]
    ) -> None:
        self._request = request
        self._pick = pick
        self._warn = warn

    def __call__(self) -> Actor | None:
        """The actor. On an event loop, where the database can't be read, only if the user is loaded."""
        if not hasattr(self._request, "user"):
            return None
        if not _on_event_loop():
            return self._pick(acting(self._request, self._request.user))
        user = _loaded_user(self._request)
        if user is None:
            self._warn()
            return None
        if _session_is_loaded(self._request):
            return self._pick(acting(self._request, user))
        return self._pick(Acting(actor_of(user), None))

    async def resolve(self) -> Actor | None:
        """The actor, in asynchronous code."""
        request = self._request
        if not hasattr(request, "user"):
            return None
        user = _loaded_user(request)
        if user is None:
            user = await (request.auser() if hasattr(request, "auser") else sync_to_async(_force)(request))
        return self._pick(await sync_to_async(acting)(request, user))


def _force(request: Any) -> Any:
    user = request.user
    user.pk  # noqa: B018 - loads it
    return user


def _on_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _loaded_user(request: Any) -> Any:
    """The user if no query is needed for it."""
    for name in ("_acached_user", "_cached_user"):
        if (user := getattr(request, name, None)) is not None:
            return user
    user = request.user
    if isinstance(user, SimpleLazyObject):
        return user if vars(user)["_wrapped"] is not empty else None
    return user


def _session_is_loaded(request: Any) -> bool:
    return hasattr(getattr(request, "session", None), "_session_cache")
