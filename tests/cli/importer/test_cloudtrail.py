"""Real records of AWS CloudTrail: all are stored, and can be found by what analysts ask.

AUDITLEDGE_CLOUDTRAIL can be the path of another file, with JSON Lines in gzip. What the
ledger finds is compared with what Python finds in the records.
"""

import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import ServedLedger, serving
from server.postgres import private_server

from auditledge import AuditLedge, quote
from cli.conftest import Cli

HERE = Path(__file__).parent
FILE = Path(os.environ.get("AUDITLEDGE_CLOUDTRAIL") or HERE / "cloudtrail" / "records.jsonl.gz")
MAPPING = HERE.parents[2] / "examples" / "cloudtrail.toml"


RawRecord = dict[str, Any]
RAW: list[RawRecord] = [json.loads(line) for line in gzip.decompress(FILE.read_bytes()).splitlines()]


class Place(NamedTuple):
    """A ledger's URL, and a key for it."""

    url: str
    key: str


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Where an empty ledger is: embedded, or served from PostgreSQL."""
    if request.param == "sqlite":
        yield Place(f"sqlite:///{tmp_path_factory.mktemp('cloudtrail')}/ledger.db", "any")
        return
    with private_server() as server, server.database() as store_url, serving(store_url) as url:
        yield Place(url, ServedLedger(url, store_url).key)


@pytest.fixture(scope="module")
def ledger(place: Place) -> Iterator[AuditLedge]:
    """A ledger with every record, of which some were delivered twice."""
    cli = Cli({"AUDITLEDGE_BASE_URL": place.url, "AUDITLEDGE_API_KEY": place.key})
    for records, counts in ((RAW[:200], "200 stored"), (RAW[100:], f"{len(RAW) - 200:,} stored, 100 known")):
        lines = "".join(json.dumps(each) + "\n" for each in records)
        result = cli("import", "-", "--mapping", str(MAPPING), stdin=gzip.compress(lines.encode()))
        assert f"{len(records):,} rows, {counts}, 0 rejected" in result.stderr
    with AuditLedge(place.key, place.url) as client:
        yield client


def found(ledger: AuditLedge, q: str | None = None, **filters: str) -> Counter[str]:
    """The ids in CloudTrail of the events that match."""
    search: Any = filters if q is None else {"q": q, **filters}
    return Counter(event["source_id"] for event in ledger.iter_events(search))


def expected(matches: Callable[[RawRecord], object]) -> Counter[str]:
    return Counter(each["eventID"] for each in RAW if matches(each))


def identity(record: RawRecord, *path: str) -> Any:
    value: Any = record["userIdentity"]
    for name in path:
        value = (value or {}).get(name)
    return value


def parameter(record: RawRecord, name: str) -> Any:
    return (record["requestParameters"] or {}).get(name)


def action(record: RawRecord) -> str:
    return f"{record['eventSource'].partition('.')[0]}.{record['eventName']}"


def most_common(values: Iterable[Any]) -> Any:
    return Counter(value for value in values if value).most_common(1)[0][0]


def test_every_record_is_stored_once(ledger: AuditLedge) -> None:
    events = list(ledger.iter_events())
    assert Counter(each["source_id"] for each in events) == expected(lambda _: True)
    assert Counter(each["timestamp"][:19] + "Z" for each in events) == Counter(
        each["eventTime"] for each in RAW
    )


def test_who_used_an_action(ledger: AuditLedge) -> None:
    """Exactly this one: the parameter `action` would find others that contain its name."""
    name = "s3.DeleteBucket" if "s3.DeleteBucket" in map(action, RAW) else "ec2.DescribeInstances"
    events = list(ledger.iter_events({"q": f"action:{name}"}))
    assert events
    assert Counter(each["actor"]["id"] for each in events) == Counter(
        identity(each, "arn") for each in RAW if action(each) == name
    )
    assert ledger.query({"action": name})["total"] >= len(events)


def test_everything_that_a_user_did_from_an_address(ledger: AuditLedge) -> None:
    arn = most_common(identity(each, "arn") for each in RAW)
    address = most_common(each["sourceIPAddress"] for each in RAW if identity(each, "arn") == arn)
    wanted = expected(lambda each: identity(each, "arn") == arn and each["sourceIPAddress"] == address)
    assert found(ledger, f"actor:{quote(arn)} ip:{quote(address)}") == wanted
    assert found(ledger, actor_id=arn, ip=address) == wanted


def test_logins_and_failures_per_day(ledger: AuditLedge) -> None:
    def days(q: str) -> Counter[str]:
        return Counter(event["timestamp"][:10] for event in ledger.iter_events({"q": q}))

    logins = [each for each in RAW if each["eventName"] == "ConsoleLogin"]
    assert days("action:signin.ConsoleLogin") == Counter(each["eventTime"][:10] for each in logins)
    failed = Counter(each["eventTime"][:10] for each in RAW if each.get("errorCode"))
    assert days("(outcome:failure OR outcome:denied)") == failed
    assert days("-outcome:success") == failed
    counts = ledger.count({"q": "-outcome:success"}, by="time", interval="day")
    by_day = {str(group["value"])[:10]: group["count"] for group in counts["groups"] if group["count"]}
    assert by_day == failed


def test_what_was_denied(ledger: AuditLedge) -> None:
    wanted = expected(
        lambda each: re.search("AccessDenied|Unauthorized|Forbidden", each.get("errorCode", ""))
    )
    assert wanted
    assert found(ledger, "outcome:denied") == found(ledger, outcome="denied") == wanted


def test_what_was_requested_to_change(ledger: AuditLedge) -> None:
    """CloudTrail does not have the values from before."""
    name = most_common(name for each in RAW for name in each["requestParameters"] or {})
    assert found(ledger, f"metadata.requestParameters.{name}:*") == expected(
        lambda each: parameter(each, name) is not None
    )


def test_ids_of_the_source(ledger: AuditLedge) -> None:
    record = RAW[7]
    assert found(ledger, f"source_id:{record['eventID']}") == Counter([record["eventID"]])
    assert found(ledger, source_id=record["eventID"]) == Counter([record["eventID"]])
    assert found(ledger, request_id=record["requestID"]) == expected(
        lambda each: each.get("requestID") == record["requestID"]
    )


def test_all_about_a_resource(ledger: AuditLedge) -> None:
    buckets = any(parameter(each, "bucketName") for each in RAW)
    name, kind = ("bucketName", "s3.bucket") if buckets else ("instanceId", "ec2.instance")
    before = ("key", "bucketName", "roleName", "userName", "functionName")
    earlier = before[: before.index(name)] if name in before else before
    value = most_common(parameter(each, name) for each in RAW)
    wanted = expected(
        lambda each: parameter(each, name) == value and not any(parameter(each, other) for other in earlier)
    )
    assert wanted
    assert found(ledger, f"resource:{quote(f'{kind}:{value}')}") == wanted
    assert found(ledger, f"resource.type:{kind} resource.id:{quote(value[:-2])}*") >= wanted


def test_any_session_of_a_role(ledger: AuditLedge) -> None:
    sessions = (identity(each, "arn") for each in RAW if identity(each, "type") == "AssumedRole")
    prefix = most_common(sessions).rpartition("/")[0] + "/"
    wanted = expected(lambda each: (identity(each, "arn") or "").startswith(prefix))
    assert found(ledger, f"actor.id:{quote(prefix)}*") == wanted
    issuer = ("sessionContext", "sessionIssuer", "userName")
    role = prefix.split("/")[1]
    path = ".".join(("metadata.userIdentity", *issuer))
    assert found(ledger, f"{path}:{quote(role)}") == expected(lambda each: identity(each, *issuer) == role)


def test_either_or_and_all_but_one(ledger: AuditLedge) -> None:
    first, second = (name for name, _ in Counter(map(action, RAW)).most_common(2))
    wanted = expected(lambda each: action(each) in (first, second))
    either = f"action:{first} OR action:{second}"
    assert found(ledger, either) == wanted
    assert found(ledger, f"-({either})") == expected(lambda _: True) - wanted
    services = expected(lambda each: identity(each, "type") in ("AWSService", None))
    assert found(ledger, "-actor.type:service") == expected(lambda _: True) - services


def test_events_without_an_email_and_with_an_error(ledger: AuditLedge) -> None:
    wanted = expected(lambda each: each.get("errorCode"))
    assert found(ledger, "-actor.email:* metadata.errorCode:*") == wanted
    assert found(ledger, "reason:*") == wanted


@pytest.mark.parametrize(
    ("by", "value_of"),
    [
        ("action", action),
        ("ip", lambda each: each["sourceIPAddress"]),
        ("organization_id", lambda each: each["recipientAccountId"]),
    ],
)
def test_the_top_ten(ledger: AuditLedge, by: str, value_of: Callable[[RawRecord], str]) -> None:
    wanted = Counter(map(value_of, RAW))
    counts = ledger.count(by=by, limit=10)
    assert counts["total"] == len(RAW)
    groups = {group["value"]: group["count"] for group in counts["groups"]}
    assert sorted(groups.values()) == sorted(count for _, count in wanted.most_common(10))
    assert groups.items() <= wanted.items()
    assert counts["other"] == len(RAW) - sum(groups.values())
    assert Counter(value_of(each) for each in RAW) == Counter(
        {str(group["value"]): group["count"] for group in ledger.count(by=by, limit=1000)["groups"]}
    )
