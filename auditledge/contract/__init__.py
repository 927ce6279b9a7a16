"""The contract as both sides read it: what is valid, how instants are spelled, how ids are made.

The SDK checks with this before a request is sent, the ledger before anything is stored; neither imports the
other. All facts come from `contract.json`, which `make generate` writes from `openapi.yaml`.
"""

from auditledge.contract.ids import new_id
from auditledge.contract.operations import (
    MAX_BATCH,
    MAX_BATCH_BYTES,
    OPERATIONS,
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
    format_instant,
    is_backward,
    parse_boundary,
    parse_instant,
    spell_boundary,
    spell_instant,
)

__all__ = [
    "MAX_BATCH",
    "MAX_BATCH_BYTES",
    "OPERATIONS",
    "VERSION",
    "Operation",
    "Parameter",
    "Problem",
    "Schema",
    "describe",
    "format_instant",
    "is_backward",
    "new_id",
    "operation",
    "parse_boundary",
    "parse_instant",
    "schema",
    "search_words",
    "spell_boundary",
    "spell_instant",
]
