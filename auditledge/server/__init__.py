"""The server: the contract of `openapi.yaml` over HTTP, from a store. Nothing here imports the SDK.

Imports go down this list:

    process                           `auditledge serve`: settings, worker processes, signals
    http, observability               connections; access log, logging, metrics
    api                               requests and responses; maps domain errors to HTTP
    ledger                            appending, searching, exporting and streaming events
    retention, admin                  deleting expired events; backup and migration
    accounts                          API keys, principals, plans
    stores                            SQLite and PostgreSQL
    errors, background, calendar_months
    tracebacks
"""
