"""Kills a process at random moments while it writes tracked models and delivers their events.

`python -m integrations.django.killing ROUNDS SEED` uses the project's database and a ledger in a folder, and
fails unless the events are exactly what was committed.
"""

import os
import random
import signal
import sys
import time
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "integrations.django.project"
django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from auditledge.integrations.django.audit import audit
from integrations.django.replay import Replay
from integrations.django.shop.models import Invoice

FIELDS = ("number", "status", "stock")


class UndoError(Exception):
    """Rolls a transaction back."""


def write(seed: int, started: int) -> None:
    """Write until killed: some transactions are rolled back, some change many objects.

    Writes a byte to the file descriptor `started` after each commit.
    """
    choose = random.Random(seed)
    while True:
        try:
            with transaction.atomic():
                for _ in range(choose.randint(1, 4)):
                    write_one(choose)
                if choose.random() < 0.3:
                    raise UndoError
            os.write(started, b".")
        except UndoError:
            pass


def write_one(choose: random.Random) -> None:
    invoices = list(Invoice.objects.order_by("?")[:3])
    action = choose.random()
    if action < 0.4 or not invoices:
        Invoice.objects.create(number=str(choose.randint(0, 99)), stock=choose.randint(0, 9))
    elif action < 0.8:
        invoices[0].status = choose.choice(["open", "paid", "void"])
        invoices[0].stock += 1
        invoices[0].save()
    elif action < 0.9:
        Invoice.objects.filter(pk__in=[each.pk for each in invoices]).update(status="closed")
    else:
        invoices[0].delete()


def main(rounds: int, seed: int) -> None:
    """Run the rounds, then deliver what is left and compare."""
    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)
    connection.close()
    choose = random.Random(seed)
    for number in range(rounds):
        started, to_parent = os.pipe()
        child = os.fork()
        if child == 0:
            write(seed * 1_000 + number, to_parent)
        os.close(to_parent)
        os.read(started, 1)  # a busy machine takes a while
        time.sleep(choose.uniform(0, 0.2))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(started)
    call_command("auditledge_drain", verbosity=0, stdout=sys.stderr)
    audit.flush(60)
    replay = Replay("invoice")
    events: list[dict[str, Any]] = [dict(each) for each in audit.client.tail(after="beginning", follow=False)]
    assert len({event["id"] for event in events}) == len(events)
    replay.apply(events)
    rows = {str(row.pop("pk")): row for row in Invoice.objects.values("pk", *FIELDS)}
    found = replay.differences(rows)
    audit.close()
    assert found == [], found
    assert events, "no transaction was committed"
    sys.stdout.write(f"{rounds} kills, {len(events)} events, {len(rows)} rows\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
