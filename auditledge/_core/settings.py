"""The settings of a client: arguments and environment variables, checked once and immutable."""

import ipaddress
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast
from urllib.parse import SplitResult, unquote, urlsplit

from auditledge import contract
from auditledge._core.headers import HeaderPairs, check_headers
from auditledge.errors import ConfigurationError

DEFAULT_BASE_URL = "https://api.auditledge.com/v1"
# A distinct object, so that "not passed" (read the environment) differs from a caller's 30.
DEFAULT_TIMEOUT = float("30")
DEFAULT_RETRIES = 2
EMBEDDED_KEY = "embedded"
"""The key of an embedded ledger if none is given. Its account is the same with every key."""

MAX_TIMEOUT = 1_000_000  # seconds; beyond 2^31 ms or 2^33 s, system calls overflow

T = TypeVar("T")
EventDict = dict[str, Any]
Redact = Sequence[str] | Callable[[EventDict], EventDict]

_KEY = re.compile(r"[\x21-\x7e]+")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_OFF = ("", "0", "false", "no", "off")
_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


class Secret(str):
    """A str that its repr does not show: reports of exceptions print the repr of local variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'***'"


def hide(value: T) -> T | Secret:
    """The value with a repr that does not show it, if it is a str."""
    return Secret(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Settings:
    """`timeout` is in seconds and bounds a whole call; `retries` counts attempts after the first."""

    api_key: str = field(repr=False)
    base_url: str
    timeout: float
    retries: int
    organization_id: str | None = None
    redact: Redact | None = None
    proxy: str | None = field(default=None, repr=False)
    ca_bundle: str | None = None
    headers: HeaderPairs = field(default=(), repr=False)

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
    """Settings from arguments, else from `AUDITLEDGE_…` environment variables, else defaults.

    Raises ConfigurationError.
    """

    def given(name: str, value: Any) -> Any:
        return (os.environ.get(f"AUDITLEDGE_{name}") or None) if value is None else value

    if timeout is DEFAULT_TIMEOUT and (variable := os.environ.get("AUDITLEDGE_TIMEOUT")):
        timeout = _number("AUDITLEDGE_TIMEOUT", variable)
    if retries is None:
        retries = _whole_number("AUDITLEDGE_RETRIES", os.environ.get("AUDITLEDGE_RETRIES") or DEFAULT_RETRIES)
    base_url = given("BASE_URL", base_url)
    api_key = hide(given("API_KEY", api_key))
    if api_key is None and isinstance(base_url, str) and base_url.lower().startswith("sqlite:"):
        api_key = EMBEDDED_KEY
    return Settings(
        api_key=check_api_key(api_key),
        base_url=check_base_url(DEFAULT_BASE_URL if base_url is None else base_url),
        timeout=check_timeout(timeout),
        retries=check_retries(retries),
        organization_id=check_organization_id(given("ORGANIZATION", organization_id)),
        redact=check_redact(redact),
        proxy=check_proxy(given("PROXY", proxy)),
        ca_bundle=check_ca_bundle(given("CA_BUNDLE", ca_bundle)),
        headers=check_headers(headers),
    )


def check_destination(settings: Settings) -> None:
    """Raise ConfigurationError if AUDITLEDGE_TESTING is set, and the ledger could be a real service."""
    if os.environ.get("AUDITLEDGE_TESTING", "").lower() in _OFF or settings.embedded:
        return
    parts = urlsplit(settings.base_url)
    if not _is_loopback(parts.hostname or ""):
        raise ConfigurationError(
            f"AUDITLEDGE_TESTING is set, so nothing is sent to {parts.hostname}: use a fixture, such as "
            "audit_events, or a base_url of sqlite:// or on loopback"
        )


def check_api_key(api_key: object) -> str:
    """The key, if it can be sent in a header. Errors never show it."""
    if not api_key:
        raise ConfigurationError(
            "api_key is required: pass it, or set AUDITLEDGE_API_KEY. "
            "With base_url='sqlite:///audit.db', a file instead of a server, none is needed"
        )
    if not isinstance(api_key, str):
        raise ConfigurationError("api_key must be a string")
    if not _KEY.fullmatch(api_key):
        raise ConfigurationError("api_key contains a space, a control character or a non-ASCII character")
    return api_key


def check_base_url(base_url: object) -> str:
    """The URL with a lowercase scheme and without a trailing slash: https, http on loopback, or sqlite."""
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
            "base_url must start with https:// or sqlite://, or with http:// on loopback"
        )
    _refuse_extras(parts)
    return base_url.rstrip("/")


def _check_sqlite_url(base_url: str) -> str:
    path = base_url.partition(":")[2]
    try:
        unquote(path, errors="strict").encode()
    except UnicodeError:
        raise ConfigurationError("base_url contains percent escapes that are not UTF-8") from None
    if path != "//" and (not re.fullmatch(r"///[^?#\x00]+", path) or "%00" in path or path == "///:memory:"):
        message = (
            "base_url must be sqlite:///relative.db, sqlite:////absolute/path.db, or sqlite:// for memory"
        )
        raise ConfigurationError(message)
    return base_url


def _refuse_extras(parts: SplitResult) -> None:
    if "@" in parts.netloc:
        raise ConfigurationError("base_url must not contain a user or a password: pass the key as api_key")
    if parts.query or parts.fragment:
        raise ConfigurationError("base_url must not contain a query or a fragment")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def check_timeout(timeout: object) -> float:
    """Seconds, more than 0. Raises ConfigurationError."""
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout <= MAX_TIMEOUT:
        raise ConfigurationError(f"timeout must be a number of seconds, more than 0, at most {MAX_TIMEOUT}")
    return float(timeout)


def check_retries(retries: object) -> int:
    """The maximum number of retries, 0 or more. Raises ConfigurationError."""
    if isinstance(retries, bool) or not isinstance(retries, int) or retries < 0:
        raise ConfigurationError("retries must be a whole number, 0 or more")
    return retries


def check_organization_id(organization_id: object) -> str | None:
    """An organization id that is valid in an event, or None. Raises ConfigurationError."""
    _, problems = contract.schema("EventInput").clean({"organization_id": organization_id})
    for problem in problems:
        if problem.field == "/organization_id":
            raise ConfigurationError(str(problem))
    return organization_id  # type: ignore[return-value] # anything but a string would be a problem


def check_redact(redact: object) -> Redact | None:
    """A list of paths, a function, or None. A str is refused: it would be read as a list of letters."""
    if redact is None or callable(redact):
        return cast("Redact | None", redact)
    if isinstance(redact, Sequence) and not isinstance(redact, str | bytes):
        paths = tuple(redact)
        if all(isinstance(path, str) and all(path.split(".")) for path in paths):
            return paths
    raise ConfigurationError("redact must be a list of paths such as 'actor.email', or a function")


def check_proxy(proxy: object) -> str | None:
    """The URL of a proxy, or None. Errors do not show it: it may contain a password."""
    if proxy is None:
        return None
    try:
        parts = urlsplit(proxy if isinstance(proxy, str) else "")
        is_valid = (
            parts.scheme in _PROXY_SCHEMES
            and parts.hostname
            and (parts.port or 1)
            and not _UNSAFE.search(str(proxy))
        )
    except ValueError:
        is_valid = False
    if not is_valid:
        raise ConfigurationError("proxy must be an http://, https://, socks5:// or socks5h:// URL")
    return str(proxy)


def check_ca_bundle(ca_bundle: object) -> str | None:
    """The path of an existing file, or None. Raises ConfigurationError."""
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
    """The settings with other options. Raises ConfigurationError for options that connections depend on."""
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
