"""Requests of real users to real views, run as a script because Django has one configuration per process.

Reads the README's Django example from standard input, and prints the results as a JSON object.
"""

import json
import sys
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

sys.path.insert(0, str(Path(__file__).parents[2] / "examples" / "django_app"))
django.setup()

from shop.models import Invoice, User  # noqa: E402 - models need a configured Django
from shop.views import audit  # noqa: E402

readme: dict[str, Any] = {"Invoice": Invoice}


def readme_view(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """The README's function, with the response that the README omits."""
    readme["delete_invoice"](request, invoice_id)
    return HttpResponse(status=204)


urlpatterns = [path("readme/<int:invoice_id>", readme_view)]


def main() -> None:
    """Delete invoices with the example's view and with the README's."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    alice = User.objects.create_user(
        "alice",
        "alice@example.com",
        "secret",
        first_name="Alice",
        last_name="Åberg",
        organization_id="org_789",
    )
    mallory = User.objects.create_user("mallory", organization_id="org_790")
    numbers = ("1042", "1043", "1044")
    mine, other, third = (Invoice.objects.create(number=each, organization_id="org_789") for each in numbers)
    by_alice, by_mallory, by_nobody = Client(REMOTE_ADDR="192.168.1.1"), Client(), Client()
    assert by_alice.login(username="alice", password="secret")
    by_mallory.force_login(mallory)
    report = {
        "ids": {"alice": alice.id, "mine": mine.id, "other": other.id, "third": third.id},
        "deleted": by_alice.post(f"/invoices/{mine.id}/delete").status_code,
        "again": by_alice.post(f"/invoices/{mine.id}/delete").status_code,
        "by mallory": by_mallory.post(f"/invoices/{other.id}/delete").status_code,
        "by nobody": by_nobody.post(f"/invoices/{other.id}/delete").status_code,
        "by get": by_alice.get(f"/invoices/{other.id}/delete").status_code,
        "history": by_alice.get(f"/invoices/{mine.id}/history").json()["events"],
        "history for mallory": by_mallory.get(f"/invoices/{mine.id}/history").json()["events"],
    }
    exec(sys.stdin.read(), readme)
    with override_settings(ROOT_URLCONF=__name__):
        report["readme"] = by_alice.post(f"/readme/{third.id}").status_code
    report["remaining"] = list(Invoice.objects.values_list("number", flat=True))
    audit.close()
    readme["audit"].close()
    json.dump(report, sys.stdout)


main()
