"""Requests of real users to real views, run as a script because Django has one configuration per process.

Reads the Django code of the documents from standard input, and prints the results as a JSON object.
"""

import json
import sys
from pathlib import Path
from typing import Any

import django
from django.core.checks import run_checks
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

sys.path.insert(0, str(Path(__file__).parents[2] / "examples" / "django_app"))
django.setup()

from shop.models import Invoice, User  # noqa: E402 - models need a configured Django

from auditledge.django import audit  # noqa: E402

readme: dict[str, Any] = {"__name__": "shop.readme"}


def readme_view(request: HttpRequest, report_id: int) -> HttpResponse:
    """The README's function, with the response that the README omits."""
    readme["send_report"](request, report_id)
    return HttpResponse(status=204)


urlpatterns = [path("readme/<int:report_id>", readme_view)]


def main() -> None:
    """Use the example as its users do."""
    exec(sys.stdin.read(), readme)  # declares a model, too
    call_command("migrate", run_syncdb=True, verbosity=0)
    assert run_checks() == [], run_checks()
    names = {"first_name": "Alice", "last_name": "Åberg", "organization_id": "org_789"}
    alice = User.objects.create_user("alice", "alice@example.com", "secret", **names)
    mallory = User.objects.create_user("mallory", organization_id="org_790")
    root = User.objects.create_superuser("root", organization_id="org_1")
    numbers = ("1042", "1043", "1044")
    mine, large, other = (
        Invoice.objects.create(number=each, organization_id="org_789", total=total, iban="DE89 3704")
        for each, total in zip(numbers, (100, 9000, 100), strict=True)
    )
    by_alice, by_mallory, by_nobody, by_root = Client(REMOTE_ADDR="192.168.1.1"), Client(), Client(), Client()
    assert by_alice.login(username="alice", password="secret")
    by_mallory.force_login(mallory)
    by_root.force_login(root)
    report = {
        "ids": {"alice": alice.id, "mine": mine.id, "large": large.id},
        "refunded": by_alice.post(f"/invoices/{mine.id}/refund").status_code,
        "refused": by_alice.post(f"/invoices/{large.id}/refund").status_code,
        "history": by_alice.get(f"/invoices/{mine.id}/history").content.decode(),
        "history for mallory": by_mallory.get(f"/invoices/{mine.id}/history").status_code,
        "history for root": by_root.get(f"/admin/shop/invoice/{mine.id}/history/").content.decode(),
        "deleted": by_alice.post(f"/invoices/{mine.id}/delete").status_code,
        "again": by_alice.post(f"/invoices/{mine.id}/delete").status_code,
        "by mallory": by_mallory.post(f"/invoices/{other.id}/delete").status_code,
        "by nobody": by_nobody.post(f"/invoices/{other.id}/delete").status_code,
        "by get": by_alice.get(f"/invoices/{other.id}/delete").status_code,
        "remaining": list(Invoice.objects.values_list("number", flat=True)),
    }
    with override_settings(ROOT_URLCONF=__name__):
        report["readme"] = by_alice.post("/readme/7").status_code
    readme["Report"].objects.create(title="Q3")
    contract = readme["Contract"].objects.create(number="K-7", iban="DE89 3704")
    contract.readers.add(alice)
    call_command("auditledge_drain", stdout=sys.stderr)
    audit.flush(30)
    report["documented history"] = [event["action"] for event in readme["events_of"](contract)]
    audit.close()
    json.dump(report, sys.stdout)


main()
