"""Arguments and environment, checked once and frozen."""

import ipaddress
import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import SplitResult, urlsplit

from auditledge.errors import ConfigurationError

DEFAULT_BASE_URL = "https://api.auditledge.com/v1"
# An object of its own, so that a caller's 30 can be told from none and the environment asked in its stead.
DEFAULT_TIMEOUT = float("30")
DEFAULT_RETRIES = 2

Event = dict[str, Any]
Redact = Sequence[str] | Callable[[Event], Event]

_CHANGEABLE = {"timeout", "retries", "organization_id", "redact"}
_KEY = re.compile(r"[\x21-\x7e]+")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True)
class Settings:
    """What a client was told: `timeout` in seconds for a whole call, `retries` after the first attempt."""

    api_key: str = field(repr=False)
    base_url: str
    timeout: float
    retries: int
    organization_id: str | None = None
    redact: Redact | None = None
    proxy: str | None = field(default=None, repr=False)
    ca_bundle: str | None = None

    @property
    def embedded(self) -> bool:
        """Whether the ledger runs inside this process."""
        return self.base_url.startswith("sqlite:")


def read_settings(
    api_key: str | None, base_url: str | None, timeout: float, *, retries: int | None, **rest: Any
) -> Settings:
    """Settings from arguments, from `AUDITLEDGE_…` variables where an argument is missing, or defaults.

    Raises ConfigurationError.
    """
    if timeout is DEFAULT_TIMEOUT and (variable := os.environ.get("AUDITLEDGE_TIMEOUT")):
        timeout = _number("AUDITLEDGE_TIMEOUT", variable)
    rest["organization_id"] = rest.get("organization_id") or os.environ.get("AUDITLEDGE_ORGANIZATION") or None
    rest["proxy"] = rest.get("proxy") or os.environ.get("AUDITLEDGE_PROXY") or None
    rest["ca_bundle"] = rest.get("ca_bundle") or os.environ.get("AUDITLEDGE_CA_BUNDLE") or None
    if retries is None:
        retries = _whole_number("AUDITLEDGE_RETRIES", os.environ.get("AUDITLEDGE_RETRIES") or DEFAULT_RETRIES)
    return Settings(
        api_key=check_api_key(api_key or os.environ.get("AUDITLEDGE_API_KEY")),
        base_url=check_base_url(base_url or os.environ.get("AUDITLEDGE_BASE_URL") or DEFAULT_BASE_URL),
        timeout=check_timeout(timeout),
        retries=check_retries(retries),
        **rest,
    )


def check_api_key(api_key: object) -> str:
    """The key, if it can stand in a header. The error never shows it."""
    if not api_key:
        raise ConfigurationError("api_key is required: pass it, or set AUDITLEDGE_API_KEY")
    if not isinstance(api_key, str):
        raise ConfigurationError("api_key must be a string")
    if not _KEY.fullmatch(api_key):
        raise ConfigurationError("api_key holds a space, a control character or a letter outside ASCII")
    return api_key


def check_base_url(base_url: object) -> str:
    """The URL without a slash at its end: https, http on loopback, or sqlite."""
    if not isinstance(base_url, str):
        raise ConfigurationError("base_url must be a string")
    try:
        parts = urlsplit(base_url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise ConfigurationError("base_url is not a URL") from None
    if parts.scheme == "sqlite":
        return _check_sqlite_url(base_url)
    if _UNSAFE.search(base_url) or not host:
        raise ConfigurationError("base_url is not a URL")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise ConfigurationError(
            "base_url must begin with https://, with sqlite://, or on loopback with http://"
        )
    _refuse_extras(parts)
    return base_url.rstrip("/")


def _check_sqlite_url(base_url: str) -> str:
    rest = base_url.removeprefix("sqlite:")
    if rest not in ("//", "///") and not re.fullmatch(r"///[^?#\x00]+", rest):
        raise ConfigurationError(
            "base_url must be sqlite:///relative.db, sqlite:////absolute/path.db or sqlite://"
        )
    return base_url


def _refuse_extras(parts: SplitResult) -> None:
    if "@" in parts.netloc:
        raise ConfigurationError("base_url must not hold a user or a password: pass the key as api_key")
    if parts.query or parts.fragment:
        raise ConfigurationError("base_url must not hold a query or a fragment")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def check_timeout(timeout: object) -> float:
    """Seconds, above zero and finite."""
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout < math.inf:
        raise ConfigurationError("timeout must be a number of seconds above 0")
    return float(timeout)


def check_retries(retries: object) -> int:
    """How often a call is tried again, 0 or more."""
    if isinstance(retries, bool) or not isinstance(retries, int) or retries < 0:
        raise ConfigurationError("retries must be a whole number, 0 or more")
    return retries


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ConfigurationError(f"{name} must be a number") from None


def _whole_number(name: str, value: str | int) -> int:
    try:
        return int(value)
    except ValueError:
        raise ConfigurationError(f"{name} must be a whole number") from None


def change_settings(settings: Settings, options: Mapping[str, Any]) -> Settings:
    """The settings with other options. Raises ConfigurationError for those that the connections hold."""
    if fixed := options.keys() - _CHANGEABLE:
        names = ", ".join(sorted(fixed))
        raise ConfigurationError(f"with_options can change {', '.join(sorted(_CHANGEABLE))}, not {names}")
    changed = replace(settings, **options)
    check_timeout(changed.timeout)
    check_retries(changed.retries)
    return changed
