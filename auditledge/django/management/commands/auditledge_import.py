"""`manage.py auditledge_import`: move the history that another app has recorded into the ledger."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from auditledge.errors import AuditLedgeError
from auditledge.integrations.django.audit import audit
from auditledge.integrations.django.old_histories import SOURCES

BATCH = 500
MAX_REPORTED = 20


class Command(BaseCommand):
    """Sends old events with their own time and actor. Running it again changes nothing."""

    help = "Import the history of django-auditlog, django-simple-history or django-easy-audit."

    def add_arguments(self, parser: Any) -> None:
        """The options."""
        parser.add_argument("source", choices=sorted(SOURCES), help="The app whose tables are read.")
        parser.add_argument("--model", help="Import only the history of this model, such as shop.Invoice.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Import. Raises CommandError if events were rejected, or not sent."""
        imported = rejected = 0
        for events in _batches(SOURCES[options["source"]](options["model"])):
            try:
                results = audit.client.log_many(events)
            except AuditLedgeError as error:
                raise CommandError(f"stopped after {imported} events; run it again: {error}") from None
            for event, result in zip(events, results, strict=True):
                if result["success"]:
                    imported += 1
                    continue
                if result.get("code") == "no_answer":
                    raise CommandError(
                        f"stopped after {imported} events; run it again: {result.get('error')}"
                    )
                rejected += 1
                if rejected <= MAX_REPORTED:
                    self.stderr.write(f"{event['id']} {event['timestamp']}: {result.get('error')}")
        self.stdout.write(f"{imported} imported, {rejected} rejected")
        if rejected:
            raise CommandError(f"{rejected} events were rejected")


def _batches(events: Iterable[dict[str, Any]]) -> Iterator[list[Any]]:
    iterator = iter(events)
    while batch := list(islice(iterator, BATCH)):
        yield batch
