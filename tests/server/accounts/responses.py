"""Responses of a server, as tests compare them."""

import httpx


def error_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]
