"""Arguments and environment, checked once and frozen."""

import ipaddress
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast
from urllib.parse import SplitResult, unquote, urlsplit

from auditledge import contract
from auditledge._core.headers import Pairs, check_headers
from auditledge.errors import ConfigurationError

DEFAULT_BASE_URL = "https://api.auditledge.com/v1"
# An object of its own, so that a caller's 30 can be told from none and the environment asked in its stead.
DEFAULT_TIMEOUT = float("30")
DEFAULT_RETRIES = 2
LONGEST_TIMEOUT = 1_000_000  # seconds; beyond some 2^31 ms or 2^33 s, the system calls overflow

Event = dict[str, Any]
Redact = Sequence[str] | Callable[[Event], Event]

_KEY = re.compile(r"[\x21-\x7e]+")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_PROXIES = ("http", "https", "socks5", "socks5h")


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
    headers: Pairs = field(default=(), repr=False)

    @property
    def embedded(self) -> bool:
        """Whether the ledger runs inside this process."""
        return self.base_url.startswith("sqlite:")


def read_settings(
    api_key: str | None,
    base_url: str | None,
    timeout: float,
    *,
    retries: int | None = None,
    organization_id: str | None = None,
    redact: Redact | None = None,
    proxy: str | None = None,
    ca_bundle: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Settings:
    """Settings from arguments, from `AUDITLEDGE_…` variables where an argument is missing, or defaults.

    Raises ConfigurationError.
    """

    def given(name: str, value: Any) -> Any:
        return (os.environ.get(f"AUDITLEDGE_{name}") or None) if value is None else value

    if timeout is DEFAULT_TIMEOUT and (variable := os.environ.get("AUDITLEDGE_TIMEOUT")):
        timeout = _number("AUDITLEDGE_TIMEOUT", variable)
    if retries is None:
        retries = _whole_number("AUDITLEDGE_RETRIES", os.environ.get("AUDITLEDGE_RETRIES") or DEFAULT_RETRIES)
    base_url = given("BASE_URL", base_url)
    return Settings(
        api_key=check_api_key(given("API_KEY", api_key)),
        base_url=check_base_url(DEFAULT_BASE_URL if base_url is None else base_url),
        timeout=check_timeout(timeout),
        retries=check_retries(retries),
        organization_id=check_organization_id(given("ORGANIZATION", organization_id)),
        redact=check_redact(redact),
        proxy=check_proxy(given("PROXY", proxy)),
        ca_bundle=check_ca_bundle(given("CA_BUNDLE", ca_bundle)),
        headers=check_headers(headers),
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
    """The URL, its scheme in lower case and no slash at its end: https, http on loopback, or sqlite."""
    if not isinstance(base_url, str):
        raise ConfigurationError("base_url must be a string")
    scheme, colon, rest = base_url.partition(":")
    base_url = scheme.lower() + colon + rest
    if base_url.startswith("sqlite:"):
        return _check_sqlite_url(base_url)
    try:
        parts = urlsplit(base_url)
        host, _ = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError:
        raise ConfigurationError("base_url is not a URL") from None
    if _UNSAFE.search(base_url) or not host:
        raise ConfigurationError("base_url is not a URL")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise ConfigurationError(
            "base_url must begin with https://, with sqlite://, or on loopback with http://"
        )
    _refuse_extras(parts)
    return base_url.rstrip("/")


def _check_sqlite_url(base_url: str) -> str:
    path = base_url.partition(":")[2]
    try:
        unquote(path, errors="strict").encode()
    except UnicodeError:
        raise ConfigurationError("base_url holds percent escapes that are not UTF-8") from None
    if path != "//" and (not re.fullmatch(r"///[^?#\x00]+", path) or "%00" in path or path == "///:memory:"):
        message = (
            "base_url must be sqlite:///relative.db, sqlite:////absolute/path.db, or sqlite:// for memory"
        )
        raise ConfigurationError(message)
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
    """Seconds, above zero."""
    if (
        isinstance(timeout, bool)
        or not isinstance(timeout, int | float)
        or not 0 < timeout <= LONGEST_TIMEOUT
    ):
        raise ConfigurationError(f"timeout must be a number of seconds above 0, at most {LONGEST_TIMEOUT}")
    return float(timeout)


def check_retries(retries: object) -> int:
    """How often a call is tried again, 0 or more."""
    if isinstance(retries, bool) or not isinstance(retries, int) or retries < 0:
        raise ConfigurationError("retries must be a whole number, 0 or more")
    return retries


def check_organization_id(organization_id: object) -> str | None:
    """An organisation that an event may name, or None."""
    _, problems = contract.schema("EventInput").clean({"organization_id": organization_id})
    for problem in problems:
        if problem.field == "/organization_id":
            raise ConfigurationError(str(problem))
    return organization_id  # type: ignore[return-value] # a string, or there would be a problem


def check_redact(redact: object) -> Redact | None:
    """Paths, or a function, or None. One path alone would be read as a path for each of its letters."""
    if redact is None or callable(redact):
        return cast("Redact | None", redact)
    if isinstance(redact, Sequence) and not isinstance(redact, str | bytes):
        paths = tuple(redact)
        if all(isinstance(path, str) and all(path.split(".")) for path in paths):
            return paths
    raise ConfigurationError("redact must be a list of paths such as 'actor.email', or a function")


def check_proxy(proxy: object) -> str | None:
    """The URL of a proxy, or None. The error does not show it: it may hold a password."""
    if proxy is None:
        return None
    try:
        parts = urlsplit(proxy if isinstance(proxy, str) else "")
        good = (
            parts.scheme in _PROXIES
            and parts.hostname
            and (parts.port or 1)
            and not _UNSAFE.search(str(proxy))
        )
    except ValueError:
        good = False
    if not good:
        raise ConfigurationError(f"proxy must be a URL that begins with {', '.join(_PROXIES)} and ://")
    return str(proxy)


def check_ca_bundle(ca_bundle: object) -> str | None:
    """The path of a file that is there, or None."""
    if ca_bundle is None:
        return None
    if not isinstance(ca_bundle, str | os.PathLike) or not os.path.isfile(ca_bundle):  # noqa: PTH113
        raise ConfigurationError("ca_bundle is not a file of PEM certificates")
    return os.fspath(ca_bundle)


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
        raise ConfigurationError(f"with_options can change {', '.join(_CHANGEABLE)}, not {names}")
    return replace(settings, **{name: _CHANGEABLE[name](value) for name, value in options.items()})


_CHANGEABLE: dict[str, Callable[[object], Any]] = {
    "organization_id": check_organization_id,
    "redact": check_redact,
    "retries": check_retries,
    "timeout": check_timeout,
}
