"""The documented quickstart of the published package, and the rest of its documented API.

Run as a script by its Python. Takes the URL and a key, and prints the results as a JSON object.
"""

import contextlib
import importlib.metadata
import io
import json
import re
import sys

from auditledge import AuditLedge, AuditLedgeError

URL, KEY = sys.argv[1:]
EVENT = {"actor": {"id": "user_9"}, "action": "user.invited", "resource": {"type": "user", "id": "user_10"}}


def quickstart():
    """Run the quickstart in the package's description; returns its variables and its output."""
    text = importlib.metadata.distribution("auditledge").metadata.get_payload()
    code = re.search(r"## Quickstart\n\n```python\n(.*?)```", text, re.DOTALL).group(1)
    assert code.count("AuditLedge('your_api_key')") == 1
    code = code.replace("AuditLedge('your_api_key')", f"AuditLedge({KEY!r}, base_url={URL!r})")
    names, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, names)
    return {name: names[name] for name in ("result", "csv_data", "events", "info")}, printed.getvalue()


def error_of(call, *arguments):
    """The text of the AuditLedgeError that a call raises."""
    try:
        return {"returned": call(*arguments)}
    except AuditLedgeError as error:
        return str(error)


def without(event, path):
    """The event without the field at `path`."""
    copied = json.loads(json.dumps(event))
    *parents, name = path.split(".")
    node = copied
    for parent in parents:
        node = node[parent]
    del node[name]
    return copied


client = AuditLedge(KEY, base_url=URL)
variables, printed = quickstart()
created = client.log(EVENT)
filters = [
    {"organization_id": "org_789"},
    {"actor_id": "user_123"},
    {"actor_name": "lic"},
    {"action": "invoice"},
    {"resource_type": "user"},
    {"search": "deleted alice"},
    {"start_date": "2000-01-01T00:00:00Z"},
    {"end_date": "2000-01-01T00:00:00Z"},
    {"limit": 1},
    {"offset": 1},
]
required = ["actor", "actor.id", "action", "resource", "resource.type", "resource.id"]
report = {
    "version": importlib.metadata.version("auditledge"),
    "variables": variables,
    "printed": printed,
    "created": created,
    "fetched": client.get(created["event"]["id"]),
    "queried": [[each, client.query(each)] for each in filters],
    "exported": {
        "csv": client.export({"format": "csv"}),
        "json": client.export(),
        "none": client.export({"action": "x"}),
    },
    "missing": {path: error_of(client.log, without(EVENT, path)) for path in required},
    "rejected": {
        "wrong key": error_of(AuditLedge("al_wrong", base_url=URL).usage),
        "unknown id": error_of(client.get, "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"),
        "unknown field": error_of(client.log, dict(EVENT, resuorce={})),
        "bad filter": error_of(client.query, {"limit": 1001}),
        "no server": error_of(AuditLedge(KEY, base_url="http://127.0.0.1:9/v1").usage),
    },
    "after": client.usage(),
}
json.dump(report, sys.stdout)
