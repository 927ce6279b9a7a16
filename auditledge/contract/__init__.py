"""The contract as the SDK and the server read it: what is valid, how times are formatted, how ids are made.

The SDK validates with this before it sends a request, the server before it stores anything. Neither imports
the other. Everything follows from `contract.json`, which `make generate` writes from `openapi.yaml`.
"""

from auditledge.contract.ids import new_id
from auditledge.contract.operations import (
    FILTERS,
    MAX_BATCH,
    MAX_BATCH_BYTES,
    OPERATIONS,
    RESERVED_ACTIONS,
    VERSION,
    Operation,
    Parameter,
    operation,
    schema,
)
from auditledge.contract.problems import Problem, describe
from auditledge.contract.schema import Schema
from auditledge.contract.search_words import search_words
from auditledge.contract.timestamps import (
    end_before_start,
    format_boundary,
    format_datetime,
    format_instant,
    parse_boundary,
    parse_instant,
)

__all__ = [
    "FILTERS",
    "MAX_BATCH",
    "MAX_BATCH_BYTES",
    "OPERATIONS",
    "RESERVED_ACTIONS",
    "VERSION",
    "Operation",
    "Parameter",
    "Problem",
    "Schema",
    "describe",
    "end_before_start",
    "format_boundary",
    "format_datetime",
    "format_instant",
    "new_id",
    "operation",
    "parse_boundary",
    "parse_instant",
    "schema",
    "search_words",
]
