"""Django, set up once per process, with a database that each test finds empty."""

import io
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import django
import pytest

_before = {name: os.environ.get(name) for name in ("DJANGO_SETTINGS_MODULE", "TZ")}
os.environ["DJANGO_SETTINGS_MODULE"] = "integrations.django.project"
django.setup()
for _name, _value in _before.items():  # other tests run in this process, too
    os.environ.pop(_name, None)
    if _value is not None:
        os.environ[_name] = _value
time.tzset()

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from auditledge import AuditLedge
from auditledge.integrations.django import outbox
from auditledge.integrations.django.audit import DjangoAudit
from auditledge.integrations.django.audit import audit as the_audit
from auditledge.integrations.django.settings import django_settings
from auditledge.integrations.django.transactions import transaction_of

KEPT = {"django_content_type", "auth_permission"}  # Django caches their ids
MODELS = [model._meta for model in apps.get_models(include_auto_created=True)]
TABLES = [meta.db_table for meta in MODELS if not meta.proxy and meta.db_table not in KEPT]
Configure = Callable[..., None]


@pytest.fixture(scope="session")
def _migrated() -> None:
    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)


@pytest.fixture
def database(_migrated: None) -> Iterator[None]:
    yield
    with transaction_of("default").paused(), connection.constraint_checks_disabled(), transaction.atomic():
        for table in TABLES:
            connection.cursor().execute(f'DELETE FROM "{table}"')
    connection.close()


@pytest.fixture
def configure(client: AuditLedge, monkeypatch: pytest.MonkeyPatch) -> Iterator[Configure]:
    """Configures `audit` with the test's ledger. Nothing is delivered before `recorded` asks for it."""
    monkeypatch.setattr(outbox, "wake", lambda _: None)

    def configure(**settings: Any) -> None:
        the_audit.configure(client=client, **settings)

    configure()
    yield configure
    the_audit.configure_with(django_settings)
    the_audit.problems.clear()


@pytest.fixture
def audit(configure: Configure, database: None) -> DjangoAudit:
    """The `audit` of the application, which records in the test's ledger."""
    return the_audit


class Recorded:
    """What was recorded, read back from the ledger."""

    def __init__(self, client: AuditLedge) -> None:
        self.client = client
        self._token = "beginning"

    def all(self) -> list[dict[str, Any]]:
        """All events since the last call, in the order in which they were stored."""
        call_command("auditledge_drain", verbosity=0, stdout=io.StringIO())
        self.client.flush()
        with self.client.tail(after=self._token, follow=False) as tail:
            new = [dict(event) for event in tail]
            self._token = tail.resume_token or self._token
        return new

    def one(self) -> dict[str, Any]:
        """The only event since the last call."""
        (event,) = self.all()
        return event

    def actions(self) -> list[str]:
        """The actions of all events since the last call."""
        return [event["action"] for event in self.all()]


@pytest.fixture
def recorded(audit: DjangoAudit, client: AuditLedge) -> Recorded:
    """What was recorded."""
    return Recorded(client)
