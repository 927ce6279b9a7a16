"""`manage.py auditledge_drain`: deliver the events of the outbox table."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from auditledge.integrations.django.outbox import drainer


class Command(BaseCommand):
    """Delivers all that is pending, then exits. Several may run at once."""

    help = "Deliver the events of the outbox table to the ledger, then exit."

    def add_arguments(self, parser: Any) -> None:
        """The options."""
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="The alias of the database.")
        parser.add_argument(
            "--follow", action="store_true", help="Stay, and deliver events as they are committed."
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Deliver. Raises CommandError if events could not be delivered."""
        draining = drainer(options["database"])
        stop = threading.Event()
        if options["follow"]:
            for each in (signal.SIGTERM, signal.SIGINT):
                signal.signal(each, lambda *_: stop.set())
            draining.follow(stop)
            return
        result = draining.drain(stop)
        self.stdout.write(f"{result.delivered} delivered, {result.dead} rejected, {result.waiting} waiting")
        if result.trouble is not None:
            raise CommandError(f"delivery failed, and the events are kept: {result.trouble}")
