"""Clients of other languages, each in a process that takes requests and gives answers, as lines of JSON.

`tools/clients.py` builds them into `build/clients/`; `clients/LANGUAGE/client.toml` says how.
"""

import base64
import json
import os
import shlex
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from conformance.contract import OPERATIONS, REPO
from conformance.runner import Answer, RawRequest, Request

BUILT = REPO / "build" / "clients"


class PuppetError(Exception):
    """A client failed to answer at all."""


class Language:
    """A language's client, as `client.toml` describes it."""

    def __init__(self, name: str) -> None:
        facts = tomllib.loads((REPO / "clients" / name / "client.toml").read_text("utf-8"))
        self.name = name
        self.lacks: Mapping[str, str] = facts.get("lacks", {})
        self.folder = BUILT / name
        self._facts = facts

    def command(self, name: str) -> list[str]:
        """One of its programs: `conformance`, `quickstart` or `retries`."""
        program, *arguments = shlex.split(self._facts[name])
        inside = self.folder / program
        return [str(inside) if inside.exists() else program, *arguments]

    def run(self, name: str, base_url: str, key: str) -> str:
        """What one of its programs prints. Raises CalledProcessError when it fails."""
        environment = os.environ | {"AUDITLEDGE_BASE_URL": base_url, "AUDITLEDGE_API_KEY": key}
        command = self.command(name)
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, timeout=60, check=False
        )
        if done.returncode != 0:
            raise PuppetError(f"{shlex.join(command)}: {done.returncode}\n{done.stderr.decode()}")
        return done.stdout.decode()


class Puppet:
    """A client in another process."""

    def __init__(self, language: Language, process: "subprocess.Popen[bytes]") -> None:
        self.lacks = language.lacks
        self._process = process

    def can(self, request: Request) -> bool:
        """It is as typed as the contract is."""
        return OPERATIONS[request.operation].has_types_of(request.parameters, request.body)

    def perform(self, request: Request) -> Answer:
        """Have the generated client call the operation."""
        facts = ("operation", "base_url", "key", "parameters", "body")
        answer = self._ask({"call": {name: getattr(request, name) for name in facts}})
        if isinstance(answer["body"], str) and request.operation != "exportEvents" and _is_json(answer):
            raise PuppetError(f"the client could not read its answer: {answer}")
        return _answer(answer)

    def send(self, request: RawRequest) -> Answer:
        """Have the language's standard library send it."""
        content = None if request.content is None else base64.b64encode(request.content).decode()
        return _answer(self._ask({"http": {**vars(request), "content": content}}))

    def _ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise PuppetError("the client's process ended")
        answer: dict[str, Any] = json.loads(line)
        if "failure" in answer:
            raise PuppetError(answer["failure"])
        return answer


def _answer(facts: Mapping[str, Any]) -> Answer:
    """An answer from what a client tells. A body that came as text and is JSON becomes its value."""
    body = facts["body"]
    value = json.loads(body) if _is_json(facts) and isinstance(body, str) else body
    return Answer(**{**facts, "body": value})


def _is_json(facts: Mapping[str, Any]) -> bool:
    is_json: bool = facts["headers"].get("content-type", "").startswith("application/json")
    return is_json


@contextmanager
def puppet(language: Language) -> Iterator[Puppet]:
    """A running client, until the block ends."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        language.command("conformance"), cwd=language.folder, stdin=pipe, stdout=pipe
    ) as process:
        try:
            yield Puppet(language, process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(30)
