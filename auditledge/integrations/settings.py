"""The settings of capture, validated when the application starts."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from auditledge.errors import ConfigurationError
from auditledge.integrations.client_address import NO_PROXIES, TrustedProxies, check_trusted_proxies

CLIENT_OPTIONS = (
    *("api_key", "base_url", "timeout", "retries", "organization_id", "redact", "proxy", "ca_bundle"),
    *("headers", "http_client", "outbox"),
)
CAPTURE_OPTIONS = ("OUTBOX", "UNSEEN", "REQUIRE", "TRUSTED_PROXIES", "ACTOR", "DEBUG")
REQUIRABLE = ("actor", "organization_id")


@dataclass(frozen=True)
class CaptureSettings:
    """`client_options` are the arguments of the client, `client` one that the application made itself.

    `outbox` is where changes of models wait for delivery, and `unseen` what happens to writes whose rows
    can't be seen. `require` names what an event must have. `trusted_proxies` are those whose
    `X-Forwarded-For` is believed. `actor_of` and `organization_of` are functions of a framework's request.
    With `debug`, what is required and missing raises instead of being recorded without it.
    """

    client_options: Mapping[str, Any]
    client: Any = None
    outbox: Literal["database", "disk"] = "database"
    unseen: Literal["record", "warn", "raise"] = "record"
    require: tuple[str, ...] = ()
    trusted_proxies: TrustedProxies = NO_PROXIES
    actor_of: Callable[[Any], Any] | None = None
    organization_of: Callable[[Any], str | None] | None = None
    debug: bool = False

    @property
    def event_options(self) -> dict[str, Any]:
        """Those options of the client that change events."""
        options = self.client_options if self.client is None else vars(self.client._settings)  # noqa: SLF001
        values = {name: options.get(name) for name in ("organization_id", "redact")}
        return {name: value for name, value in values.items() if value is not None}


def read_capture_settings(settings: Mapping[str, Any]) -> CaptureSettings:
    """Settings by name: the client's options, `client`, and those of capture, which are uppercase.

    Lowercase works for the latter too, except for `OUTBOX`, because `outbox` is an option of the client.
    Raises ConfigurationError, which names the setting and how to fix it.
    """
    client_options: dict[str, Any] = {}
    own: dict[str, Any] = {}
    client = None
    for name, value in settings.items():
        if name in CLIENT_OPTIONS:
            client_options[name] = value
        elif name == "client":
            client = value
        elif name.upper() in CAPTURE_OPTIONS:
            own[name.upper()] = value
        else:
            raise _unknown(name)
    organization_of = None
    if callable(client_options.get("organization_id")):
        organization_of = client_options.pop("organization_id")
    _check_client(client, client_options)
    return CaptureSettings(
        client_options,
        client,
        cast("Any", _one_of("OUTBOX", own.get("OUTBOX", "database"), ("database", "disk"))),
        cast("Any", _one_of("UNSEEN", own.get("UNSEEN", "record"), ("record", "warn", "raise"))),
        _check_require(own.get("REQUIRE", ())),
        check_trusted_proxies(own.get("TRUSTED_PROXIES", ())),
        _check_actor(own.get("ACTOR")),
        organization_of,
        _check_debug(own.get("DEBUG", False)),
    )


def _unknown(name: str) -> ConfigurationError:
    known = {each.lower(): each for each in (*CLIENT_OPTIONS, "client", *CAPTURE_OPTIONS)}
    if close := difflib.get_close_matches(name.lower(), known, n=1):
        return ConfigurationError(f"{name} is not a setting of Auditledge: did you mean {known[close[0]]}?")
    names = ", ".join(known.values())
    return ConfigurationError(f"{name} is not a setting of Auditledge. These are: {names}")


def _check_client(client: Any, options: Mapping[str, Any]) -> None:
    if client is None:
        from auditledge._core.arguments import check_outbox  # noqa: PLC0415 - loads the contract
        from auditledge._core.settings import DEFAULT_TIMEOUT, read_settings  # noqa: PLC0415

        if options.get("outbox") in ("database", "disk"):
            raise ConfigurationError(
                f"outbox is the directory of the client's outbox: for changes of models, set "
                f"OUTBOX = {options['outbox']!r}, in uppercase"
            )
        check_outbox(options.get("outbox"))
        others = {name: value for name, value in options.items() if name not in ("outbox", "http_client")}
        required = (others.pop("api_key", None), others.pop("base_url", None))
        read_settings(*required, others.pop("timeout", DEFAULT_TIMEOUT), **others)
        return
    if options:
        raise ConfigurationError(f"client already has its options: remove {', '.join(options)}")
    from auditledge.client import AuditLedge  # noqa: PLC0415 - not needed at import

    if not isinstance(client, AuditLedge):
        raise ConfigurationError(
            "client must be an AuditLedge, whose methods `audit` calls in every framework"
        )


def _one_of(name: str, value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ConfigurationError(f"{name} must be {' or '.join(map(repr, allowed))}, not {value!r}")
    return str(value)


def _check_require(require: object) -> tuple[str, ...]:
    names = [require] if isinstance(require, str) else require
    if isinstance(names, Iterable):
        required = tuple(names)
        if all(name in REQUIRABLE for name in required):
            return required
    raise ConfigurationError(f"REQUIRE must be a list of {' and '.join(map(repr, REQUIRABLE))}")


def _check_actor(actor: object) -> Callable[[Any], Any] | None:
    if actor is not None and not callable(actor):
        raise ConfigurationError("ACTOR must be a function from a request to an actor")
    return actor


def _check_debug(debug: object) -> bool:
    if not isinstance(debug, bool):
        raise ConfigurationError("DEBUG must be True or False")
    return debug
