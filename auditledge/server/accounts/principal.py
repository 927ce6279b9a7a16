"""Principals: who sends a request, and what their API key allows."""

from typing import NamedTuple

from auditledge.server.errors import InsufficientScopeError, OrganizationNotAllowedError
from auditledge.server.stores.models import Filters

SCOPES = ("write", "read", "admin")
"""Every scope; `admin` includes the others."""


class Principal(NamedTuple):
    """The holder of an API key.

    `organization` is the default for events that name none; if `bound`, the key has access to no other.
    `key` is the key's number in the store, None where there is no stored key.
    """

    key: int | None
    account: int
    organization: str | None
    bound: bool
    scopes: frozenset[str]

    def require(self, scope: str) -> None:
        """Raise InsufficientScopeError unless the key has `scope` or `admin`."""
        if scope not in self.scopes and "admin" not in self.scopes:
            raise InsufficientScopeError(scope, self.scopes)

    def organization_for(self, requested: str | None) -> str | None:
        """The organization of an event for which `requested` is given.

        Raises OrganizationNotAllowedError if the key is bound to another.
        """
        if requested is None:
            return self.organization
        self._check(requested)
        return requested

    def restrict(self, filters: Filters) -> Filters:
        """The filters, limited to the organization of a bound key.

        Raises OrganizationNotAllowedError if they ask for another.
        """
        if filters.organization is None:
            return filters._replace(organization=self.organization if self.bound else None)
        self._check(filters.organization)
        return filters

    def reaches(self, organization: str | None) -> bool:
        """Whether the key has access to events of `organization`."""
        return not self.bound or organization == self.organization

    def _check(self, organization: str) -> None:
        if not self.reaches(organization):
            raise OrganizationNotAllowedError()
