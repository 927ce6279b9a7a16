"""A Flask application with flask-login that records audit events: `flask --app flask_app run`.

The ledger is a file in the current directory, unless AUDITLEDGE_BASE_URL and AUDITLEDGE_API_KEY are set.
"""

import os
from typing import Any

from flask import Flask, abort, jsonify
from flask_login import LoginManager, UserMixin, login_required, login_user, logout_user

from auditledge.flask import audit, init_app

invoices = {"inv_456": 120, "inv_457": 900}

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY", "for development only")
app.config["AUDITLEDGE"] = {"base_url": os.environ.get("AUDITLEDGE_BASE_URL", "sqlite:///audit.db")}
init_app(app)

login_manager = LoginManager(app)


class User(UserMixin):
    """A user. In your application, it comes from the database."""

    def __init__(self, name: str) -> None:
        self.id = name


@login_manager.user_loader
def load_user(name: str) -> User:
    """The user of a session."""
    return User(name)


@app.post("/login/<name>")
def log_in(name: str) -> tuple[str, int]:
    """Sign in. In your application, check a password first."""
    login_user(User(name))
    audit.enqueue({"action": "user.logged_in", "resource": {"type": "user", "id": name}})
    return "", 204


@app.post("/logout")
@login_required
def log_out() -> tuple[str, int]:
    """Sign out."""
    logout_user()
    return "", 204


@app.post("/invoices/<invoice_id>/refund")
@login_required
@audit.recorded("invoice.refunded", resource=lambda invoice_id: ("invoice", invoice_id))
def refund(invoice_id: str) -> tuple[str, int]:
    """Refund an invoice of up to 500 EUR. Every attempt is recorded, with its outcome."""
    if invoice_id not in invoices:
        abort(404)
    if invoices[invoice_id] > 500:
        abort(403, "over the limit of 500 EUR")
    invoices[invoice_id] = 0
    return "", 204


@app.get("/invoices/<invoice_id>/history")
@login_required
def history(invoice_id: str) -> Any:
    """The events of an invoice."""
    return jsonify(audit.client.query({"resource_type": "invoice", "resource_id": invoice_id})["events"])
