"""System checks report wrong settings with their name and how to fix them."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import models
from django.test import override_settings

from auditledge.integrations.django.audit import DjangoAudit


def ours() -> list[Any]:
    return [each for each in run_checks() if each.id.startswith("auditledge.")]


def test_the_project_has_no_problem(audit: DjangoAudit) -> None:
    assert ours() == []


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"base_url": "sqlite://", "UNSEN": "warn"},
            "UNSEN is not a setting of Auditledge: did you mean UNSEEN?",
        ),
        ({"base_url": "sqlite://", "OUTBOX": "redis"}, "OUTBOX must be 'database' or 'disk'"),
        ({"base_url": "sqlite://", "TRUSTED_PROXIES": "10.0.0.1"}, "TRUSTED_PROXIES must be a list"),
        ({"api_key": "k", "base_url": "ftp://example.com"}, "base_url must start with https://"),
        ({}, "api_key is required"),
        (["base_url"], "AUDITLEDGE must be a dict"),
    ],
)
def test_a_wrong_setting_is_an_error(audit: DjangoAudit, settings: Any, message: str) -> None:
    with override_settings(AUDITLEDGE=settings):
        (found,) = ours()
    assert found.id == "auditledge.E001"
    assert found.msg.startswith("AUDITLEDGE: ")
    assert message in found.msg


def test_a_missing_middleware_is_a_warning(audit: DjangoAudit) -> None:
    with override_settings(MIDDLEWARE=[]):
        (found,) = ours()
    assert found.id == "auditledge.W001"
    assert "auditledge.django.AuditMiddleware" in found.hint


def test_a_deletion_by_the_database_is_a_warning(audit: DjangoAudit, monkeypatch: pytest.MonkeyPatch) -> None:
    """`models.DB_CASCADE` of Django 6.1."""
    monkeypatch.setattr(models.CASCADE, "on_delete_sql", None, raising=False)
    cascading = {found.msg.partition(":")[0] for found in ours() if found.id == "auditledge.W003"}
    assert "shop.Line.invoice" in cascading
