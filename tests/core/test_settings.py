"""Arguments and environment variables: checked when a client is created; errors don't show secrets."""

import pickle
import traceback
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import EVENT, EVENT_ID, KEY, ClientKind
from transport.faulty_server import FaultyServer, respond_json

from auditledge import AsyncAuditLedge, AuditLedge, ConfigurationError
from auditledge._core.settings import DEFAULT_BASE_URL, DEFAULT_TIMEOUT, Settings, read_settings

CANARY = "canary_5Rk2"


def settings(
    api_key: Any = KEY, base_url: Any = None, timeout: Any = DEFAULT_TIMEOUT, **options: Any
) -> Settings:
    return read_settings(api_key, base_url, timeout, **options)


def error_message(**arguments: Any) -> str:
    with pytest.raises(ConfigurationError) as caught:
        AuditLedge(**{"api_key": KEY, **arguments})
    return str(caught.value)


def test_defaults_are_as_documented() -> None:
    read = settings()
    assert (read.base_url, read.timeout, read.retries) == (DEFAULT_BASE_URL, 30.0, 2)
    assert DEFAULT_BASE_URL == "https://api.auditledge.com/v1"


@pytest.mark.parametrize(
    "suffix", ["\n", "\r\nX-Evil: 1", "\0", "\x7f", " ", "\t", "é", "\u2028", "\ud800", "\x1b[31m"], ids=ascii
)
@pytest.mark.parametrize("client_class", [AuditLedge, AsyncAuditLedge])
def test_a_key_that_cannot_be_sent_raises_without_being_shown(client_class: Any, suffix: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        client_class(CANARY + suffix)
    error = caught.value
    assert str(error) == "api_key contains a space, a control character or a non-ASCII character"
    assert CANARY not in "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
    assert CANARY.encode() not in pickle.dumps(error)


@pytest.mark.parametrize("api_key", [None, ""])
def test_a_missing_key_raises_with_the_fix(api_key: Any) -> None:
    message = error_message(api_key=api_key)
    assert message.startswith("api_key is required: pass it, or set AUDITLEDGE_API_KEY. ")
    assert "base_url='sqlite:///audit.db'" in message


def test_an_empty_key_is_not_replaced_by_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITLEDGE_API_KEY", KEY)
    assert "api_key is required" in error_message(api_key="")


@pytest.mark.parametrize("api_key", [b"key", 5, ["key"]])
def test_a_key_must_be_a_string(api_key: Any) -> None:
    assert error_message(api_key=api_key) == "api_key must be a string"


@pytest.mark.parametrize(
    ("base_url", "read"),
    [
        ("https://api.example.com/v1", "https://api.example.com/v1"),
        ("https://api.example.com/v1/", "https://api.example.com/v1"),
        ("https://api.example.com:8443", "https://api.example.com:8443"),
        ("HTTPS://api.example.com/v1", "https://api.example.com/v1"),
        ("https://[2001:db8::1]/v1", "https://[2001:db8::1]/v1"),
        ("http://127.0.0.1:8440/v1", "http://127.0.0.1:8440/v1"),
        ("http://127.8.9.10/v1", "http://127.8.9.10/v1"),
        ("http://localhost:8440/v1", "http://localhost:8440/v1"),
        ("http://ledger.localhost/v1", "http://ledger.localhost/v1"),
        ("http://[::1]:8440/v1", "http://[::1]:8440/v1"),
        ("Http://LOCALHOST/v1", "http://LOCALHOST/v1"),
        ("sqlite:///audit.db", "sqlite:///audit.db"),
        ("sqlite:////srv/my audit.db", "sqlite:////srv/my audit.db"),
        ("sqlite://", "sqlite://"),
        ("SQLite:///Audit.db", "sqlite:///Audit.db"),
    ],
)
def test_valid_base_urls(base_url: str, read: str) -> None:
    assert settings(base_url=base_url).base_url == read


@pytest.mark.parametrize(
    ("base_url", "why"),
    [
        ("http://api.example.com/v1", "must start with https://"),
        ("http://10.0.0.1/v1", "must start with https://"),
        ("http://0.0.0.0/v1", "must start with https://"),
        ("http://127.0.0.1.example.com/v1", "must start with https://"),
        ("http://localhost.example.com/v1", "must start with https://"),
        ("http://notlocalhost/v1", "must start with https://"),
        ("file:///etc/passwd", "is not a URL"),
        ("file://host/etc/passwd", "must start with https://"),
        ("ftp://example.com", "must start with https://"),
        ("javascript:alert(1)", "is not a URL"),
        ("sqlite:audit.db", "must be sqlite:///relative.db"),
        ("sqlite://audit.db", "must be sqlite:///relative.db"),
        ("sqlite:///audit.db?mode=ro", "must be sqlite:///relative.db"),
        ("postgresql://host/db", "must start with https://"),
        ("api.example.com", "is not a URL"),
        ("//api.example.com", "must start with https://"),
        ("https://", "is not a URL"),
        ("https:///v1", "is not a URL"),
        ("", "is not a URL"),
        ("https://example.com:99999", "is not a URL"),
        ("https://example.com:port", "is not a URL"),
        ("https://[::1", "is not a URL"),
        ("https://exam ple.com", "is not a URL"),
        (" https://example.com", "is not a URL"),
        ("https://example.com\n", "is not a URL"),
        ("https://example.com\\@evil.example", "is not a URL"),
        ("htt\nps://example.com", "is not a URL"),
        ("https://user:password@example.com", "must not contain a user or a password"),
        ("http://127.0.0.1@evil.example/", "must start with https://"),
        ("https://key@example.com", "must not contain a user or a password"),
        ("https://example.com/v1?key=x", "must not contain a query or a fragment"),
        ("https://example.com/v1#x", "must not contain a query or a fragment"),
        (5, "must be a string"),
        (b"https://example.com", "must be a string"),
    ],
)
def test_invalid_base_urls_raise_with_the_reason(base_url: Any, why: str) -> None:
    assert error_message(base_url=base_url).startswith(f"base_url {why}")


def test_an_invalid_base_url_is_not_shown_as_it_may_contain_a_password() -> None:
    assert CANARY not in error_message(base_url=f"https://user:{CANARY}@example.com")


@pytest.mark.parametrize("timeout", [0.001, 1, 30, 30.5, 1_000_000])
def test_valid_timeouts(timeout: float) -> None:
    assert settings(timeout=timeout).timeout == timeout


BAD_TIMEOUTS = [0, -1, -0.0, float("nan"), float("inf"), True, "30", 1_000_001, 1e300, 10**400, [], (1, 2)]

BAD_RETRIES = [-1, 1.0, True, "2", float("nan"), []]


@pytest.mark.parametrize("timeout", [*BAD_TIMEOUTS, None])
def test_invalid_timeouts_raise(timeout: Any) -> None:
    assert (
        error_message(timeout=timeout) == "timeout must be a number of seconds, more than 0, at most 1000000"
    )


@pytest.mark.parametrize("retries", BAD_RETRIES)
def test_retries_must_be_a_whole_number(retries: Any) -> None:
    assert error_message(retries=retries) == "retries must be a whole number, 0 or more"


@pytest.mark.parametrize("method", ["usage", "query", "log", "get", "export"])
def test_options_of_a_call_are_checked_before_anything_is_sent(kind: ClientKind, method: str) -> None:
    arguments = {"log": (EVENT,), "get": (EVENT_ID,)}.get(method, ())
    with FaultyServer(respond_json({})) as server:

        def script(call: Any) -> None:
            for options in [{"timeout": each} for each in BAD_TIMEOUTS] + [
                {"retries": each} for each in BAD_RETRIES
            ]:
                with pytest.raises(ConfigurationError):
                    call(method, *arguments, **options)

        kind.use(kind.make(server.url), script)
    assert server.connections == 0


def test_the_maximum_timeout_works(any_kind: ClientKind) -> None:
    with FaultyServer(respond_json({"plan": "free"})) as server:
        assert any_kind.ask(server.url, "usage", timeout=1_000_000) == {"plan": "free"}


@pytest.mark.parametrize(
    ("organization_id", "why"),
    [
        ("", "must not be empty"),
        (5, "must be a string"),
        ("x" * 256, "is longer than 255"),
        ("\ud800", "is not valid"),
    ],
)
def test_an_organization_that_is_invalid_in_events_raises(organization_id: Any, why: str) -> None:
    assert error_message(organization_id=organization_id).startswith(f"organization_id {why}")


@pytest.mark.parametrize(
    "redact", ["actor.email", b"x", 5, [5], ["actor..email"], [""], {"actor.email"}, object()]
)
def test_redact_must_be_a_list_of_paths_or_a_function(redact: Any) -> None:
    assert (
        error_message(redact=redact) == "redact must be a list of paths such as 'actor.email', or a function"
    )


@pytest.mark.parametrize(
    "proxy",
    ["", "proxy", "proxy:3128", "ftp://proxy", "http://", "http://proxy:99999", "http://a b", 5, b"http://x"],
)
def test_a_proxy_must_be_a_url(proxy: Any) -> None:
    assert error_message(proxy=proxy).startswith("proxy must be an http://, https://")


def test_an_invalid_proxy_is_not_shown() -> None:
    assert CANARY not in error_message(proxy=f"ftp://user:{CANARY}@proxy")


@pytest.mark.parametrize("ca_bundle", ["", "/does/not/exist.pem", ".", 5, ["x"]])
def test_a_ca_bundle_must_be_a_file(ca_bundle: Any) -> None:
    assert error_message(ca_bundle=ca_bundle) == "ca_bundle is not a file of PEM certificates"


def test_a_ca_bundle_can_be_a_path(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()
    assert settings(ca_bundle=tmp_path / "ca.pem").ca_bundle == str(tmp_path / "ca.pem")


ENVIRONMENT = [
    ("API_KEY", "al_live_other", "api_key", "al_live_other"),
    ("BASE_URL", "https://example.com/v1/", "base_url", "https://example.com/v1"),
    ("TIMEOUT", "2.5", "timeout", 2.5),
    ("RETRIES", "7", "retries", 7),
    ("ORGANIZATION", "org_1", "organization_id", "org_1"),
    ("PROXY", "http://proxy:3128", "proxy", "http://proxy:3128"),
    ("CA_BUNDLE", __file__, "ca_bundle", __file__),
]

of_every_variable = pytest.mark.parametrize(("variable", "text", "name", "value"), ENVIRONMENT)


@of_every_variable
def test_omitted_arguments_are_read_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str, name: str, value: Any
) -> None:
    monkeypatch.setenv("AUDITLEDGE_API_KEY", KEY)
    monkeypatch.setenv(f"AUDITLEDGE_{variable}", text)
    assert getattr(settings(api_key=None), name) == value


@of_every_variable
def test_arguments_override_the_environment(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str, name: str, value: Any
) -> None:
    arguments = {"base_url": "https://a.example", "timeout": 30, "retries": 0, "organization_id": "org_2"}
    arguments |= {"proxy": "http://b.example", "ca_bundle": str(Path(__file__))}
    monkeypatch.setenv(f"AUDITLEDGE_{variable}", text)
    assert getattr(settings(**arguments), name) == {"api_key": KEY, **arguments}[name]


@of_every_variable
def test_an_empty_variable_counts_as_not_set(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str, name: str, value: Any
) -> None:
    monkeypatch.setenv(f"AUDITLEDGE_{variable}", "")
    assert settings() == Settings(KEY, DEFAULT_BASE_URL, 30.0, 2)


@pytest.mark.parametrize("variable", ["TIMEOUT", "RETRIES"])
@pytest.mark.parametrize("text", ["soon", "1,5", "-1", "nan", "inf", "0x10"])
def test_an_invalid_variable_raises_with_its_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, text: str
) -> None:
    monkeypatch.setenv(f"AUDITLEDGE_{variable}", text)
    assert variable.lower() in error_message().lower()


@pytest.mark.parametrize(
    ("variable", "text"),
    [("API_KEY", CANARY + "\n"), ("BASE_URL", f"ftp://{CANARY}"), ("PROXY", f"ftp://x:{CANARY}@y")],
)
def test_an_invalid_variable_is_not_shown(monkeypatch: pytest.MonkeyPatch, variable: str, text: str) -> None:
    monkeypatch.setenv(f"AUDITLEDGE_{variable}", text)
    with pytest.raises(ConfigurationError) as caught:
        settings(api_key=None if variable == "API_KEY" else KEY)
    assert CANARY not in str(caught.value)


@pytest.mark.parametrize("client_class", [AuditLedge, AsyncAuditLedge])
def test_with_options_changes_the_options_of_calls(client_class: Any) -> None:
    client = client_class(KEY, organization_id="org_1")
    other = client.with_options(timeout=1, retries=0, organization_id=None, redact=["actor.name"])
    read = other._settings
    assert (read.timeout, read.retries, read.organization_id, read.redact) == (1, 0, None, ("actor.name",))
    assert client._settings == settings(organization_id="org_1")
    assert type(other) is client_class


@pytest.mark.parametrize(
    "name", ["api_key", "base_url", "proxy", "ca_bundle", "headers", "http_client", "timeuot"]
)
def test_with_options_refuses_options_of_the_connections(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"with_options can change .*, not {name}"):
        AuditLedge(KEY).with_options(**{name: "x"})


@pytest.mark.parametrize(
    "options",
    [{"timeout": 0}, {"timeout": None}, {"retries": -1}, {"organization_id": 5}, {"redact": "actor.name"}],
)
def test_with_options_checks_like_the_constructor(options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=f"^{next(iter(options))} "):
        AuditLedge(KEY).with_options(**options)


def test_an_unusable_http_client_or_ca_bundle_raises_at_once(tmp_path: Path) -> None:
    bundle = tmp_path / "ca.pem"
    bundle.write_text("no certificate")
    for client_class, wrong in ((AuditLedge, httpx.AsyncClient()), (AsyncAuditLedge, httpx.Client())):
        with pytest.raises(ConfigurationError, match=r"http_client must be an httpx\.(Async)?Client"):
            client_class("key", http_client=wrong)
        with pytest.raises(ConfigurationError, match="ca_bundle is not a file of PEM certificates"):
            client_class("key", ca_bundle=str(bundle))
