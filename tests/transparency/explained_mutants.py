"""Mutants that no test can notice, because the verifier does the same with them, and why."""

_LIMIT = "the limit could be any other number as well"

EXPLAINED: dict[tuple[str, str], str] = {
    ("removals", "65537 for 65536"): _LIMIT,
    ("removals", "65535 for 65536"): _LIMIT,
    ("removals", "LtE to Lt in first <= disjoint[-1][1]"): (
        "ranges that share only an end are subtracted one after the other, with the same result"
    ),
}
