"""A Flask application whose views record an event each, for the user that flask-login knows."""

import contextvars
import threading
import time
from collections.abc import Iterator
from typing import Any

import flask
import flask_login

from auditledge.flask import audit, init_app

app = flask.Flask(__name__)
app.secret_key = "not secret"
manager = flask_login.LoginManager(app)
init_app(app)


class User(flask_login.UserMixin):
    def __init__(self, name: str) -> None:
        self.id = name


@manager.request_loader
def load(request: flask.Request) -> User:
    time.sleep(0.001)  # as a query would, so that requests take turns
    return User(request.headers["X-User"])


def record(name: str) -> str:
    """Record an event that says for whom the request was."""
    event = {"action": "page.viewed", "resource": {"type": "page", "id": "1"}, "metadata": {"for": name}}
    return audit.enqueue(event)


def asked_for() -> str:
    return flask.request.headers["X-User"]


@app.get("/sync")
def view() -> str:
    time.sleep(0.001)
    return record(asked_for())


@app.get("/thread")
def thread() -> str:
    carrier, name = audit.propagate(), asked_for()

    def work() -> None:
        with audit.attach(carrier):
            record(name)

    worker = contextvars.Context().run(threading.Thread, target=work)
    worker.start()
    worker.join()
    return name


@app.get("/stream")
def stream() -> Any:
    name = asked_for()

    def parts() -> Iterator[str]:
        for _ in range(2):
            time.sleep(0.001)
            yield record(name)

    return flask.Response(parts())


@app.get("/flush")
def flush() -> dict[str, Any]:
    return {"waiting": audit.flush(20).waiting, "problems": audit.problems.counts}
