"""From calls to requests of httpx."""

import functools
from typing import Any

import httpx

from auditledge._core.call import Call
from auditledge._core.settings import Settings
from auditledge._transport.pool import common_options


class Speller:
    """Spells calls as httpx requests.

    httpx would parse the URL and merge the headers anew for each request; what is always the same is kept.
    """

    def __init__(self, settings: Settings) -> None:
        common = common_options(settings)
        self._base_url: str = common["base_url"]
        self._headers = httpx.Headers(common["headers"])
        self._url_of_write = functools.cache(self._url)
        self._headers_with = functools.cache(self._merge)

    def __call__(self, call: Call[Any], seconds: float) -> httpx.Request:
        """The request of a call that has some seconds left."""
        url = self._url(call.url) if call.content is None else self._url_of_write(call.url)
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), max(seconds, 0.001))
        if call.idle_timeout:
            timeout["read"] = max(call.idle_timeout, seconds)
        headers = self._headers_with(call.headers)
        request = httpx.Request(
            call.method, url, headers=headers, content=call.content, extensions={"timeout": timeout}
        )
        if url.query:
            request.url = _Quiet(url)
        return request

    def _url(self, path: str) -> httpx.URL:
        return httpx.URL(self._base_url + path)

    def _merge(self, more: tuple[tuple[str, str], ...]) -> httpx.Headers:
        merged = self._headers.copy()
        merged.update(dict(more))
        return merged


class _Quiet(httpx.URL):
    """A URL that is not told whole: httpx logs those of all requests, and filters hold what events hold."""

    def __str__(self) -> str:
        return super().__str__().partition("?")[0]
