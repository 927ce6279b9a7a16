"""Django: what the middleware and tracked models cost, next to django-auditlog and django-simple-history.

On a SQLite file, in one process. Events go to the outbox table, as by default; another process would deliver
them, so that its work is not counted.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measure import Cost, compare, goal, show

ROWS = 200
BULK = 1000

Calls = dict[str, Callable[[], object]]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _configure(Path(folder))
        models = _models()
        _requests()
        _saves(models)
        _loads(models)
        _bulk_creates(models)
        _statements(models["plain"])


def _configure(folder: Path) -> None:
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="benchmark",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="benchmarks.django",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "bench.db")}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.messages",
            "django.contrib.sessions",
            "auditlog",
            "simple_history",
            "auditledge.django",
            "benchmarks",
        ],
        AUDITLEDGE={"base_url": f"sqlite:///{folder}/ledger.db"},
    )
    django.setup()


def _models() -> dict[str, Any]:
    """The same model four times: plain, and recorded by each contender."""
    from auditlog.registry import auditlog
    from django.core.management import call_command
    from django.db import connection, models
    from simple_history.models import HistoricalRecords

    from auditledge.django import audit
    from auditledge.integrations.django import outbox

    def model(name: str, **members: Any) -> Any:
        fields: dict[str, Any] = {
            "number": models.CharField(max_length=50),
            "status": models.CharField(max_length=20),
            "total": models.DecimalField(max_digits=12, decimal_places=2),
            "stock": models.IntegerField(default=0),
            "due": models.DateField(null=True),
            "note": models.TextField(default=""),
            "__module__": __name__,
            "Meta": type("Meta", (), {"app_label": "benchmarks"}),
        }
        return type(name, (models.Model,), fields | members)

    found = {
        "plain": model("Plain"),
        "auditledge": audit.track(model("Tracked")),
        "django-simple-history": model("Historic", history=HistoricalRecords()),
        "django-auditlog": model("Logged"),
    }
    auditlog.register(found["django-auditlog"])
    outbox.wake = lambda _: None
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for each in (*found.values(), found["django-simple-history"].history.model):
            editor.create_model(each)
    for each in found.values():
        each.objects.bulk_create(_new(each) for _ in range(ROWS))
    return found


def _new(model: Any) -> Any:
    return model(number="1042", status="open", total="12.50", note="a note")


def _saves(models: dict[str, Any]) -> None:
    def save(model: Any) -> Callable[[], object]:
        instance = model.objects.first()

        def call() -> None:
            instance.status = "paid" if instance.status == "open" else "open"
            instance.save()

        return call

    costs = compare({name: save(model) for name, model in models.items()}, calls=100)
    show("save() of one changed field", costs, "plain")
    goal("tracked save() to a plain one, CPU", _ratio(costs), 1.5)


def _loads(models: dict[str, Any]) -> None:
    def load(model: Any) -> Callable[[], object]:
        return lambda: list(model.objects.all())

    costs = compare({name: load(model) for name, model in models.items()}, calls=20)
    show(f"loading {ROWS} objects", costs, "plain")
    goal("loading tracked objects to plain ones, CPU", _ratio(costs), 1.25)


def _bulk_creates(models: dict[str, Any]) -> None:
    from django.db import transaction

    def create(model: Any) -> Callable[[], object]:
        def call() -> None:
            with transaction.atomic():
                model.objects.bulk_create([_new(model) for _ in range(BULK)])
                transaction.set_rollback(True)

        return call

    names = ("plain", "auditledge")
    costs = compare({name: create(models[name]) for name in names}, calls=2)
    show(f"bulk_create() of {BULK} objects", costs, "plain")
    goal("bulk_create() of tracked objects to plain ones, CPU", _ratio(costs), 1.3)


def _statements(plain: Any) -> None:
    """What a model that is not tracked, and any statement, pays for the watcher."""
    from django.db import connection

    from auditledge.integrations.django.transactions import transaction_of

    watcher = transaction_of("default").execute

    def unwatched(call: Callable[[], object]) -> Callable[[], object]:
        def without() -> None:
            connection.execute_wrappers.remove(watcher)
            try:
                for _ in range(20):
                    call()
            finally:
                connection.execute_wrappers.insert(0, watcher)

        return without

    def watched(call: Callable[[], object]) -> Callable[[], object]:
        def repeated() -> None:
            for _ in range(20):
                call()

        return repeated

    instance = plain.objects.first()
    for title, call in (
        ("20 SELECTs", lambda: plain.objects.filter(status="open").first()),
        ("20 save()s of a model that is not tracked", instance.save),
    ):
        costs = compare({"unwatched": unwatched(call), "watched": watched(call)}, calls=10)
        show(title, costs, "unwatched")
        goal(f"{title}, watched, CPU", costs["watched"].cpu / costs["unwatched"].cpu, 1.05)
        goal("microseconds a statement", (costs["watched"].cpu - costs["unwatched"].cpu) / 20, 3.0)


urlpatterns: list[Any] = []


def _requests() -> None:
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpResponse
    from django.test import RequestFactory, override_settings
    from django.urls import path

    urlpatterns.append(path("null", lambda _: HttpResponse("ok")))
    factory = RequestFactory(headers={"user-agent": "Mozilla/5.0", "x-request-id": "req-1"})

    def respond(*middleware: str) -> Callable[[], object]:
        with override_settings(MIDDLEWARE=middleware):
            handler = WSGIHandler()
        return lambda: handler.get_response(factory.get("/null"))

    common = (  # those of a new project
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    )
    costs = compare(
        {
            "without": respond(*common),
            "AuditMiddleware": respond("auditledge.django.AuditMiddleware", *common),
        },
        calls=500,
    )
    show("a request of a null view", costs, "without")
    goal("microseconds of the middleware", costs["AuditMiddleware"].cpu - costs["without"].cpu, 20.0)
    goal("request with the middleware, CPU", costs["AuditMiddleware"].cpu / costs["without"].cpu, 1.05)


def _ratio(costs: dict[str, Cost]) -> float:
    return costs["auditledge"].cpu / costs["plain"].cpu
