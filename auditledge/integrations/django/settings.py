"""The setting `AUDITLEDGE` of Django."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed

from auditledge.errors import ConfigurationError
from auditledge.integrations.django.audit import audit


def load_settings() -> None:
    """Let `audit` read its settings from Django's when it needs them, and again when a test changes them."""
    audit.configure_with(django_settings)
    setting_changed.connect(_on_setting_changed, dispatch_uid="auditledge")


def django_settings() -> Mapping[str, Any]:
    """The settings of capture. Raises ConfigurationError."""
    values = getattr(settings, "AUDITLEDGE", {})
    if not isinstance(values, Mapping) or not all(isinstance(name, str) for name in values):
        raise ConfigurationError("AUDITLEDGE must be a dict, such as {'api_key': '...'}")
    return {"DEBUG": settings.DEBUG, **values}


def _on_setting_changed(setting: str, **_: Any) -> None:
    if setting in {"AUDITLEDGE", "DEBUG"}:
        audit.configure_with(django_settings)
