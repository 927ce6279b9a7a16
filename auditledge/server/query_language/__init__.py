"""The language of `q`: one expression that says which events to find. See docs/search-language.md.

`parse` reads a text into nodes or raises an ExpressionError; `matcher` turns nodes into a function that
decides whether one event matches. The nodes are in a normal form, from which an index can plan.
"""

from auditledge.server.query_language.errors import ExpressionError
from auditledge.server.query_language.matching import EventFields, matcher
from auditledge.server.query_language.nodes import (
    And,
    Exists,
    Expression,
    JSONEquals,
    JSONExists,
    JSONPrefix,
    JSONScalar,
    Not,
    Or,
    Phrase,
    Term,
    TextEquals,
    TextPrefix,
    TimeRange,
    memory_size,
)
from auditledge.server.query_language.normal_form import canonical_number, fold
from auditledge.server.query_language.parser import MAX_WORDS, parse
from auditledge.server.query_language.qualifiers import FOLDED_FIELDS
from auditledge.server.query_language.values import json_paths, json_texts

__all__ = [
    "FOLDED_FIELDS",
    "MAX_WORDS",
    "And",
    "EventFields",
    "Exists",
    "Expression",
    "ExpressionError",
    "JSONEquals",
    "JSONExists",
    "JSONPrefix",
    "JSONScalar",
    "Not",
    "Or",
    "Phrase",
    "Term",
    "TextEquals",
    "TextPrefix",
    "TimeRange",
    "canonical_number",
    "fold",
    "json_paths",
    "json_texts",
    "matcher",
    "memory_size",
    "parse",
]
