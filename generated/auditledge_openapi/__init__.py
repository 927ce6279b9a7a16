# Generated from openapi.yaml by `make generate`. Do not edit.
"""A client library for accessing Auditledge API"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
