"""The SQLAlchemy example, on uvicorn and with a real ledger, from which the events are read back."""

from pathlib import Path

from docs.blocks import ROOT

from auditledge import AuditLedge
from examples.serving import Served
from examples.test_fastapi import running


def test_the_example_records_who_changed_what(served: Served, tmp_path: Path) -> None:
    key = served.key()
    code = (ROOT / "examples" / "sqlalchemy_app.py").read_text("utf-8")
    with running(code, tmp_path, AUDITLEDGE_BASE_URL=served.url, AUDITLEDGE_API_KEY=key) as client:
        assert client.post("/invoices", params={"number": "1042"}).json() == {"id": 1}
        assert client.post("/invoices", params={"number": "X"}).json() == {"id": 2}
        assert client.post("/invoices/1/pay", headers={"X-User": "user_7"}).status_code == 204
        assert client.post("/invoices/1/pay").status_code == 204
        assert client.post("/invoices/2/pay").status_code == 409
        history = client.get("/invoices/1/history").json()
        assert client.post("/invoices", params={"number": "1043"}).status_code == 201
    assert [(each["action"], each["actor"]["id"]) for each in history] == [
        ("invoice.updated", "user_7"),
        ("invoice.created", "user_123"),
    ]
    assert history[0]["changes"] == {"status": {"before": "draft", "after": "paid"}}
    assert history[0]["context"]["ip"] == "127.0.0.1"
    with AuditLedge(key, base_url=served.url) as ledger:
        assert ledger.query()["total"] == 4, "what is pending is delivered at shutdown"
