"""Routing, derived from the contract: the paths of `openapi.yaml`, under the base path."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from auditledge import contract
from auditledge.server.api.error_responses import method_not_allowed, path_not_found

BASE_PATH = "/v1"


class RouteMatch(NamedTuple):
    """An operation, and the value of the path's parameter, empty if it has none."""

    operation: contract.Operation
    path_parameter: str


class Router:
    """Finds operations by path and method. A fixed path wins over one with a parameter."""

    def __init__(self, operations: Sequence[contract.Operation]) -> None:
        self._fixed: dict[bytes, dict[str, contract.Operation]] = {}
        self._templates: dict[bytes, dict[str, contract.Operation]] = {}
        for operation in operations:
            head, _, last = operation.path.rpartition("/")
            table = self._templates if last.startswith("{") else self._fixed
            path = head if last.startswith("{") else operation.path
            methods = table.setdefault((BASE_PATH + path).encode(), {})
            methods[operation.method] = operation
            if operation.path.startswith("/health"):
                methods["HEAD"] = operation  # which load balancers send

    def find(self, path: bytes, method: str) -> RouteMatch:
        """The route of a percent-encoded path. Raises HTTPError `not_found` or `method_not_allowed`."""
        methods, parameter = self._fixed.get(path), ""
        if methods is None:
            head, _, last = path.rpartition(b"/")
            methods, parameter = self._templates.get(head), unquote(last.decode("ascii", "replace"))
        if methods is None or (methods is not self._fixed.get(path) and not parameter):
            raise path_not_found()
        if method not in methods:
            raise method_not_allowed(sorted(methods))
        return RouteMatch(methods[method], parameter)
