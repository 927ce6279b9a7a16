"""Logins, logouts, failed logins, and impersonation. They are recorded whatever the transaction does."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from auditledge.integrations.completion import ANONYMOUS
from auditledge.integrations.django.audit import audit
from auditledge.integrations.django.users import acting, actor_of
from auditledge.integrations.tracking.values import clean_text

_IMPERSONATING = {"hijack.views", "loginas.views"}
"""Views that call `login` and `logout` with the user to impersonate."""

MAX_ID = 255


def connect() -> None:
    """Listen to Django's signals, and to those of django-hijack if it is installed."""
    if not apps.is_installed("django.contrib.auth"):
        return
    user_logged_in.connect(_on_login, dispatch_uid="auditledge")
    user_logged_out.connect(_on_logout, dispatch_uid="auditledge")
    user_login_failed.connect(_on_failure, dispatch_uid="auditledge")
    if apps.is_installed("hijack"):
        from hijack.signals import hijack_ended, hijack_started  # noqa: PLC0415 - optional

        hijack_started.connect(_on_hijack_started, dispatch_uid="auditledge")
        hijack_ended.connect(_on_hijack_ended, dispatch_uid="auditledge")


def _on_login(sender: Any, request: Any, user: Any, **_: Any) -> None:  # noqa: ARG001
    if not _impersonates(request):
        _record("user.logged_in", user, actor=actor_of(user))


def _on_logout(sender: Any, request: Any, user: Any, **_: Any) -> None:  # noqa: ARG001
    if user is None or _impersonates(request):
        return
    actor, on_behalf_of = acting(request, user) if request is not None else (actor_of(user), None)
    _record("user.logged_out", user, actor=actor, on_behalf_of=on_behalf_of)


def _on_failure(
    sender: Any,  # noqa: ARG001
    credentials: Mapping[str, Any],
    request: Any = None,  # noqa: ARG001
    **_: Any,
) -> None:
    model = get_user_model()
    name = credentials.get(model.USERNAME_FIELD) or credentials.get("username")
    audit.capture(
        {
            "actor": dict(ANONYMOUS),
            "action": "user.login_failed",
            "resource": {"type": model._meta.model_name, "id": clean_text(str(name or "unknown"))[:MAX_ID]},
            "outcome": "failure",
        }
    )


def _on_hijack_started(sender: Any, hijacker: Any, hijacked: Any, **_: Any) -> None:  # noqa: ARG001
    _record("user.impersonation_started", hijacked, actor=actor_of(hijacker))


def _on_hijack_ended(sender: Any, hijacker: Any, hijacked: Any, **_: Any) -> None:  # noqa: ARG001
    _record("user.impersonation_ended", hijacked, actor=actor_of(hijacker))


def _record(action: str, user: Any, **actors: Any) -> None:
    name = clean_text(str(user.get_username()))
    resource = {"type": user._meta.model_name, "id": str(user.pk), **({"name": name} if name else {})}
    audit.capture({"action": action, "resource": resource, "outcome": "success", **actors})


def _impersonates(request: Any) -> bool:
    match = getattr(request, "resolver_match", None)
    if match is None:
        return False
    view = getattr(match.func, "view_class", match.func)
    return getattr(view, "__module__", None) in _IMPERSONATING
