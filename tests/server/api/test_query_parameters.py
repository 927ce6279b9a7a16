"""Query parameters: typed, with their defaults, and closed to what the contract doesn't have."""

import httpx
import pytest
import yaml

from auditledge.contract.problems import MAX_PROBLEMS
from auditledge.server.api.query_parameters import export_format, export_query, page_query, stream_query
from server import conformance
from server.samples import MINIMAL, by, event, problems_of, record
from server.search_oracle import a_cursor


def test_a_cursor_does_not_go_with_an_offset(client: httpx.Client) -> None:
    cursor = a_cursor(client)
    answer = client.get("/events", params={"cursor": cursor, "offset": 1})
    assert problems_of(answer) == {"offset": "can't be combined with cursor"}
    assert client.get("/events", params={"cursor": cursor, "offset": 0}).status_code == 200


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("limit=0", "limit", "must be from 1 to 1000"),
        ("limit=1001", "limit", "must be from 1 to 1000"),
        ("limit=1e1", "limit", "must be an integer"),
        ("limit=", "limit", "must be an integer"),
        ("limit=%D9%A1", "limit", "must be an integer"),
        ("limit=99999999999999999999999", "limit", "must be from 1 to 1000"),
        ("search=%20%C2%85", "search", "must contain more than white space"),
        (f"search={'+'.join('abcdefghijklmnopq')}", "search", "must have at most 16 different words, not 17"),
        ("offset=-1", "offset", "must be from 0 to 1000000000"),
        ("offset=1000000001", "offset", "must be from 0 to 1000000000"),
        ("order=up", "order", "must be 'desc' or 'asc'"),
        ("actor_id=", "actor_id", "must not be empty"),
        ("actor_id=" + "a" * 2049, "actor_id", "is longer than 2048 characters"),
        ("actor=u", "actor", "is not known; did you mean 'actor_id'?"),
        ("limt=1", "limt", "is not known; did you mean 'limit'?"),
        ("csv_raw=true", "csv_raw", None),
        ("limit=1&limit=1", "limit", "is given more than once"),
        ("actor_id=%ff", "actor_id", "is not percent-encoded UTF-8"),
        ("start_date=yesterday", "start_date", None),
        ("start_date=2026-01-01T00:00:00", "start_date", None),
        ("end_date=2026-02-30", "end_date", None),
    ],
)
def test_a_bad_parameter_is_named(client: httpx.Client, query: str, field: str, message: str | None) -> None:
    problems = problems_of(client.get(f"/events?{query}"))
    assert problems.keys() == {field}
    assert message in (None, problems[field])


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("/events/counts?by=actor", "resource_type, metadata.PATH, or time"),
        ("/events/facets?by=action,actor", "resource_type, or metadata.PATH; time can't be a facet"),
        ("/events/facets?by=time", "resource_type, or metadata.PATH; time can't be a facet"),
    ],
)
def test_an_unknown_dimension_gets_a_list_of_those_that_go_there(
    client: httpx.Client, path: str, end: str
) -> None:
    problems = problems_of(client.get(path))
    assert problems["by"].startswith("must be action, actor_id, ")
    assert problems["by"].endswith(f" {end}")


@pytest.mark.parametrize("text", ["true", "True", "TRUE", "1"])
def test_booleans_are_true_in_every_way_that_clients_write_them(client: httpx.Client, text: str) -> None:
    record(client, event(action="=1+1"))
    assert ",=1+1," in client.get(f"/events/export?format=csv&csv_raw={text}").text


@pytest.mark.parametrize("text", ["false", "False", "FALSE", "0"])
def test_booleans_are_false_in_every_way_that_clients_write_them(client: httpx.Client, text: str) -> None:
    record(client, event(action="=1+1"))
    assert ",'=1+1," in client.get(f"/events/export?format=csv&csv_raw={text}").text


@pytest.mark.parametrize("text", ["", "yes", "2", "01", "t", "true%20", "null"])
def test_other_texts_are_no_booleans(client: httpx.Client, text: str) -> None:
    problems = problems_of(client.get(f"/events/export?csv_raw={text}"))
    assert problems == {"csv_raw": "must be true or false"}


def test_an_export_as_csv_is_the_one_with_that_format(client: httpx.Client) -> None:
    record(client, event(action="=1+1"))
    for raw in ("true", "false"):
        one = client.get(f"/events/export.csv?csv_raw={raw}")
        other = client.get(f"/events/export?format=csv&csv_raw={raw}")
        assert (one.status_code, one.text) == (200, other.text)
        assert one.headers["content-type"] == other.headers["content-type"]
    problems = problems_of(client.get("/events/export.csv?format=csv"))
    assert problems["format"].startswith("is not known")


def test_a_plus_is_a_space_and_an_ampersand_alone_is_nothing(client: httpx.Client) -> None:
    record(client, by("Alice Smith"))
    assert client.get("/events?actor_name=alice+smith&&").json()["total"] == 1


def test_defaults_and_limits_are_those_of_the_contract() -> None:
    document = yaml.safe_load(conformance.CONTRACT.read_text())
    defaults = {
        each["name"]: each["schema"]["default"]
        for each in document["components"]["parameters"].values()
        if "default" in each["schema"]
    }
    page, export, stream = page_query({}), export_query({}), stream_query({}, None)
    export_as = export_format({})
    assert defaults == {
        "order": page.order,
        "limit": page.limit,
        "offset": page.offset,
        "format": export_as.name,
        "csv_raw": export_as.csv_raw,
        "follow": stream.follow,
    }
    assert export.order == page.order


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"actor_i{number}=1" for number in range(4_500)),
        "&".join(["limit=1"] * 7_000),
        "&".join(["%FF"] * 15_000),
    ],
    ids=["unknown", "repeated", "undecodable"],
)
def test_an_error_costs_no_more_than_its_request(client: httpx.Client, query: str) -> None:
    answer = client.get("/health?" + query)
    assert len(answer.json()["problems"]) in (MAX_PROBLEMS, MAX_PROBLEMS + 1)
    assert len(answer.content) < 10_000


@pytest.mark.parametrize("path", ["/usage", "/health", "/events/export", "/events/evt_1"])
def test_an_unknown_parameter_is_refused_everywhere(client: httpx.Client, path: str) -> None:
    assert problems_of(client.get(path, params={"limitt": "1"})).keys() == {"limitt"}


def test_an_unknown_parameter_is_refused_when_recording(client: httpx.Client) -> None:
    assert problems_of(client.post("/events?dry_run=true", json=MINIMAL)).keys() == {"dry_run"}
    assert client.get("/events").json()["total"] == 0
