"""Logins, logouts, failed logins, impersonation, and changes in the admin."""

import pytest
from django.contrib.auth import user_login_failed
from django.contrib.auth.models import User
from django.test import Client

from auditledge.integrations.django.audit import DjangoAudit
from integrations.django.conftest import Recorded
from integrations.django.shop.models import Customer


@pytest.fixture
def alice(audit: DjangoAudit) -> User:
    return User.objects.create_user("alice", password="secret")


@pytest.fixture
def root(audit: DjangoAudit) -> User:
    return User.objects.create_superuser("root", password="secret")


def test_logins_and_logouts_are_recorded(alice: User, recorded: Recorded) -> None:
    client = Client(REMOTE_ADDR="203.0.113.7")
    client.post("/login", {"username": "alice", "password": "secret"})
    client.get("/logout")
    logged_in, logged_out = recorded.all()
    for event, action in ((logged_in, "user.logged_in"), (logged_out, "user.logged_out")):
        assert event["action"] == action
        assert event["actor"]["id"] == str(alice.pk)
        assert event["resource"] == {"type": "user", "id": str(alice.pk), "name": "alice"}
        assert event["context"]["ip"] == "203.0.113.7"
    client.get("/logout")
    assert recorded.all() == []


def test_a_failed_login_is_recorded_without_the_password(alice: User, recorded: Recorded) -> None:
    Client().post("/login", {"username": "alice", "password": "hunter2"})
    event = recorded.one()
    assert (event["action"], event["outcome"]) == ("user.login_failed", "failure")
    assert event["resource"] == {"type": "user", "id": "alice"}
    assert event["actor"]["id"] == "anonymous"
    assert "hunter2" not in str(event)


@pytest.mark.parametrize("name", ["al\0ice", "x" * 5000])
def test_no_username_avoids_the_record_of_a_failed_login(
    audit: DjangoAudit, recorded: Recorded, name: str
) -> None:
    user_login_failed.send(sender=__name__, credentials={"username": name}, request=None)
    assert recorded.one()["action"] == "user.login_failed"


def test_hijacking_records_who_really_acts(alice: User, root: User, recorded: Recorded) -> None:
    client = Client()
    client.force_login(root)
    recorded.all()
    client.post("/hijack/acquire/", {"user_pk": alice.pk})
    started = recorded.one()
    assert started["action"] == "user.impersonation_started"
    assert (started["actor"]["id"], started["resource"]["id"]) == (str(root.pk), str(alice.pk))
    client.get("/viewed")
    event = recorded.one()
    assert (event["actor"]["id"], event["on_behalf_of"]["id"]) == (str(root.pk), str(alice.pk))
    client.post("/hijack/release/")
    ended = recorded.one()
    assert (ended["action"], ended["actor"]["id"]) == ("user.impersonation_ended", str(root.pk))
    client.get("/viewed")
    event = recorded.one()
    assert event["actor"]["id"] == str(root.pk)
    assert event.get("on_behalf_of") is None


def test_loginas_records_who_really_acts(alice: User, root: User, recorded: Recorded) -> None:
    client = Client()
    client.force_login(root)
    recorded.all()
    client.post(f"/loginas/login/user/{alice.pk}/")
    started = recorded.one()
    assert started["actor"]["id"] == str(root.pk)
    assert "logged in as alice" in started["metadata"]["message"]
    client.get("/viewed")
    event = recorded.one()
    assert (event["actor"]["id"], event["on_behalf_of"]["id"]) == (str(root.pk), str(alice.pk))


def test_changes_in_the_admin_are_recorded(root: User, recorded: Recorded) -> None:
    client = Client()
    client.force_login(root)
    recorded.all()
    client.post("/admin/shop/customer/add/", {"name": "ACME"})
    customer = Customer.objects.get()
    client.post(f"/admin/shop/customer/{customer.pk}/change/", {"name": "Acme"})
    Customer.objects.create(name="other")
    chosen = [each.pk for each in Customer.objects.all()]
    client.post(
        "/admin/shop/customer/",
        {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
    )
    events = recorded.all()
    assert Customer.objects.count() == 0
    assert [event["action"] for event in events] == [
        "customer.created", "customer.updated", "customer.deleted", "customer.deleted"
    ]  # fmt: skip
    assert {event["actor"]["id"] for event in events} == {str(root.pk)}
    assert events[0]["resource"]["id"] == str(customer.pk)
    assert events[1]["metadata"]["source"] == "admin"
