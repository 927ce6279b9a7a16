"""Flask, with users of flask-login if that is used."""

import sys
from typing import Any

import flask

from auditledge.integrations.audit import Audit, audit
from auditledge.integrations.users import actor_of
from auditledge.integrations.wsgi import Environ, ScopedWSGIApp

__all__ = ["audit", "init_app"]

_LOADED_USER = "auditledge.user"
"""The key of the environ for a user who is known when the request context ends."""


def init_app(app: flask.Flask, *, audit: Audit = audit, **settings: Any) -> None:
    """Give each request of an application a scope, which lasts until its streamed response ends.

    The actor is flask-login's `current_user`, determined when an event is recorded; `audit.bind(actor=...)`
    sets another one. `context` gets the client's address, the user agent, and the request id, which the
    response returns as `X-Request-ID`.

    The settings are those of `audit.configure`, from the dict `app.config["AUDITLEDGE"]` and `settings`.
    `ACTOR` and `organization_id` can be functions that take the request. `DEBUG` is the application's by
    default. Call it once, before the first request. Raises ConfigurationError.
    """
    configured = {**app.config.get("AUDITLEDGE", {}), **settings}
    if configured:
        audit.configure(**{"DEBUG": app.debug, **configured})
    audit.check()
    users = _Users(app, audit)
    app.teardown_request(users.remember)
    app.wsgi_app = ScopedWSGIApp(app.wsgi_app, audit, users.actor, users.organization_id)  # type: ignore[method-assign]


class _Users:
    """Who acts in a request. Streamed responses ask after the request context has ended."""

    def __init__(self, app: flask.Flask, audit: Audit) -> None:
        self._app = app
        self._audit = audit

    def remember(self, _: BaseException | None) -> None:
        """Keep the user if flask-login has loaded one, so that a stream needs no second query."""
        user = flask.g.get("_login_user")
        if user is not None:
            flask.request.environ[_LOADED_USER] = getattr(user, "_get_current_object", lambda: user)()

    def actor(self, environ: Environ) -> Any:
        """The actor of a request."""
        find_actor = self._audit.settings.actor_of
        if find_actor is not None:
            return self._in_request(environ, lambda: find_actor(flask.request))
        login: Any = sys.modules.get("flask_login")
        if login is None or not hasattr(self._app, "login_manager"):
            return None
        if _LOADED_USER in environ:
            return actor_of(environ[_LOADED_USER])
        return self._in_request(environ, lambda: actor_of(login.current_user))

    def organization_id(self, environ: Environ) -> Any:
        """The organization of a request."""
        organization_of = self._audit.settings.organization_of
        if organization_of is None:
            return None
        return self._in_request(environ, lambda: organization_of(flask.request))

    def _in_request(self, environ: Environ, find: Any) -> Any:
        if flask.has_request_context():
            return find()
        with self._app.request_context(environ):
            return find()
