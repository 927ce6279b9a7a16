"""Views of the test project."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import include, path
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from auditledge.django import AuditHistoryAdmin, audit
from integrations.django.shop.models import Customer, Invoice

EVENT = {"action": "page.viewed", "resource": {"type": "page", "id": "1"}}


def quiet(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def viewed(request: HttpRequest) -> JsonResponse:
    audit.enqueue(EVENT)
    return JsonResponse({"user": request.user.pk})


def bound(request: HttpRequest) -> HttpResponse:
    audit.bind(actor={"id": "key_1", "type": "api_key"}, organization_id="org_7")
    audit.enqueue(EVENT)
    return HttpResponse("ok")


def save(request: HttpRequest) -> HttpResponse:
    Invoice.objects.create(number="1042")
    return HttpResponse("ok")


def denied(request: HttpRequest) -> HttpResponse:
    Invoice.objects.create(number="undone")
    audit.denied(EVENT, "not yours")
    raise PermissionDenied


@audit.recorded("report.read", resource=("report", "1"))
def recorded_denial(request: HttpRequest) -> HttpResponse:
    Invoice.objects.create(number="undone")
    raise PermissionDenied("no such right")


def failed_login(request: HttpRequest) -> HttpResponse:
    Invoice.objects.create(number="undone")
    assert authenticate(request, username="alice", password="wrong") is None
    raise PermissionDenied


def log_in(request: HttpRequest) -> HttpResponse:
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse(status=403)
    login(request, user)
    return HttpResponse("ok")


def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponse("ok")


def stream(request: HttpRequest) -> StreamingHttpResponse:
    def chunks() -> Iterator[str]:
        for part in ("a", "b"):
            audit.enqueue(EVENT)
            yield part

    return StreamingHttpResponse(chunks())


async def async_stream(request: HttpRequest) -> StreamingHttpResponse:
    async def chunks() -> AsyncIterator[str]:
        for part in ("a", "b"):
            await asyncio.sleep(0)
            await audit.alog(EVENT)
            yield part

    return StreamingHttpResponse(chunks())


def download(request: HttpRequest) -> FileResponse:
    import io

    return FileResponse(io.BytesIO(b"content"))


async def async_viewed(request: HttpRequest) -> HttpResponse:
    await audit.alog(EVENT)
    return HttpResponse("ok")


async def async_unloaded(request: HttpRequest) -> HttpResponse:
    audit.enqueue(EVENT)
    return HttpResponse("ok")


async def async_save(request: HttpRequest) -> HttpResponse:
    await Invoice.objects.acreate(number="1042")
    return HttpResponse("ok")


@api_view(["GET"])
@authentication_classes([TokenAuthentication, SessionAuthentication])
@permission_classes([IsAuthenticated])
def api(request: Any) -> Response:
    audit.enqueue(EVENT)
    return Response({})


class Machine:
    """A user who is in no database, as of a token that carries everything."""

    pk = "machine-7"
    username = "machine"
    is_authenticated = True


class MachineAuthentication(BaseAuthentication):
    def authenticate(self, request: Any) -> tuple[Machine, None]:
        return Machine(), None


@api_view(["GET"])
@authentication_classes([MachineAuthentication])
def machine_api(request: Any) -> Response:
    audit.enqueue(EVENT)
    return Response({})


def may_login_as(request: HttpRequest, target_user: User) -> bool:
    return bool(request.user.is_superuser)


admin.site.register(Customer)
admin.site.register(Invoice, AuditHistoryAdmin)

urlpatterns = [
    path("quiet", quiet),
    path("viewed", viewed),
    path("bound", bound),
    path("save", save),
    path("denied", denied),
    path("recorded-denial", recorded_denial),
    path("failed-login", failed_login),
    path("login", log_in),
    path("logout", log_out),
    path("stream", stream),
    path("async-stream", async_stream),
    path("download", download),
    path("async-viewed", async_viewed),
    path("async-unloaded", async_unloaded),
    path("async-save", async_save),
    path("api", api),
    path("machine-api", machine_api),
    path("hijack/", include("hijack.urls")),
    path("loginas/", include("loginas.urls")),
    path("admin/", admin.site.urls),
]
