"""Grants: what the holder of a key may do."""

from typing import NamedTuple

from auditledge.server.errors import InsufficientScopeError, OrganizationNotAllowedError

SCOPES = ("write", "read", "admin")
"""Every scope; `admin` implies the others."""


class Grant(NamedTuple):
    """What a request may do: in which account, with which scopes, and for a bound key in which organisation.

    `organization` is what events belong to that name none. `key` is None where no stored key stands behind.
    """

    key: int | None
    account: int
    organization: str | None
    bound: bool
    scopes: frozenset[str]

    def require(self, scope: str) -> None:
        """Raise InsufficientScopeError unless the grant has `scope` or `admin`."""
        if scope not in self.scopes and "admin" not in self.scopes:
            raise InsufficientScopeError(scope)

    def organization_for(self, named: str | None) -> str | None:
        """The organisation that an event belongs to that names `named`.

        Raises OrganizationNotAllowedError when the key is bound to another.
        """
        if named is None:
            return self.organization
        self._allow(named)
        return named

    def organization_within(self, named: str | None) -> str | None:
        """The organisation that a search for `named` is narrowed to; None is all of the account.

        Raises OrganizationNotAllowedError when the key is bound to another.
        """
        if named is None:
            return self.organization if self.bound else None
        self._allow(named)
        return named

    def reaches(self, organization: str | None) -> bool:
        """Whether events of `organization` are within the key's reach."""
        return not self.bound or organization == self.organization

    def _allow(self, named: str) -> None:
        if not self.reaches(named):
            raise OrganizationNotAllowedError()
