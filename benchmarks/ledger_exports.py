"""Exports by SQL: the same bytes that the ledger sends, with the fastest statements that we found.

Timestamps are ISO 8601 with microseconds, ids have dashes, and absent fields are omitted. CSV cells are
quoted where necessary, and an apostrophe precedes what a spreadsheet would run as a formula. SQLite formats
repeating values once, in common table expressions of the statement; PostgreSQL is slower with these.

Reports up to the one of November 25, 2026 required less of the engines: timestamps as integers, ids without
dashes, null for absent fields, and on SQLite neither quotes nor apostrophes. That took SQLite half of the
time.
"""

from auditledge.contract.csv_columns import CSV_COLUMNS

_ADDED = len(CSV_COLUMNS) - 1 - list(CSV_COLUMNS).index("metadata")
"""Columns of CSV that are empty, because these events have none of the members of contract 1.1."""
_EVENT = (
    '{"id":"%s","actor":%s,%s%s%s},"organization_id":%s,"metadata":%s,"timestamp":"%s","received_at":"%s"}'
)
_FORMULAS = "('=', '+', '-', '@', char(9), char(10), char(13), '＝', '＋', '－', '＠', '''')"  # noqa: RUF001 - full-width


def sqlite(account: int) -> dict[str, str]:
    """By format, a statement for the lengths of the events between two row ids, latest first."""
    digits = ", ".join(f"hex(substr(e.id, {part}))" for part in ("1, 4", "5, 2", "7, 2", "9, 2", "11"))
    id_ = f"lower(printf('evt_%s-%s-%s-%s-%s', {digits}))"
    happened, received = (
        f"printf('%s.%06dZ', strftime('%Y-%m-%dT%H:%M:%S', {at} / 1000000, 'unixepoch'), {at} % 1000000)"
        for at in ("e.timestamp", "e.received_at")
    )
    json = f"""printf('{_EVENT}', {id_}, a.text, k.text, json_quote(e.resource_id),
        ',"name":' || json_quote(e.resource_name), ifnull(o.text, 'null'), e.metadata,
        {happened}, {received})"""
    metadata = """iif(e.metadata = '{}', '{}', '"' || replace(e.metadata, '"', '""') || '"')"""
    csv = f"""printf('%s,%s,%s,%s,%s,%s,%s,%s,%s{"," * _ADDED}', {id_}, {happened}, {received},
        ifnull(o.text, ''), a.text, k.text, {_cell("e.resource_id")}, {_cell("e.resource_name")},
        {metadata})"""
    return {
        "json": _sqlite(
            account,
            json,
            organization="json_quote(id)",
            actor="json_patch('{}', json_object('id', id, 'name', name, 'email', email))",
            kind="""printf('"action":%s,"resource":{"type":%s,"id":', json_quote(action),
                json_quote(resource_type))""",
        ),
        "csv": _sqlite(
            account,
            csv,
            organization=_cell("id"),
            actor=" || ',' || ".join(map(_cell, ("id", "name", "email"))),
            kind=" || ',' || ".join(map(_cell, ("action", "resource_type"))),
        ),
    }


def _sqlite(account: int, event: str, **repeated: str) -> str:
    tables = ", ".join(
        f"{name[0]} AS MATERIALIZED (SELECT {name}, {text} AS text FROM {name}s WHERE account = {account})"
        for name, text in repeated.items()
    )
    return f"""WITH {tables} SELECT length({event}) FROM events e NOT INDEXED
        LEFT JOIN o USING (organization) LEFT JOIN a USING (actor) LEFT JOIN k USING (kind)
        WHERE e.place BETWEEN ? AND ? ORDER BY e.place DESC"""


def _cell(text: str) -> str:
    """A CSV cell in SQLite."""

    def quoted(cell: str) -> str:
        special = " OR ".join(f"instr({cell}, {each})" for each in ("','", "'\"'", "char(10)", "char(13)"))
        return f"""iif({special}, '"' || replace({cell}, '"', '""') || '"', {cell})"""

    guarded = quoted(f"'''' || {text}")
    return f"ifnull(iif(substr({text}, 1, 1) IN {_FORMULAS}, {guarded}, {quoted(text)}), '')"


def postgresql(account: int) -> dict[str, str]:
    """By format, a statement that copies all events, latest first."""
    id_ = "'evt_' || encode(e.id, 'hex')::uuid"
    epoch, form = "timestamp '1970-01-01'", """'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'"""
    happened, received = (
        f"to_char({epoch} + {at} * interval '1 microsecond', {form})"
        for at in ("e.timestamp", "e.received_at")
    )
    actor = """format('{"id":%s%s%s}', to_json(a.id), ',"name":' || to_json(a.name)::text,
        ',"email":' || to_json(a.email)::text)"""
    kind = (
        """format('"action":%s,"resource":{"type":%s,"id":', to_json(k.action), to_json(k.resource_type))"""
    )
    json = f"""format('{_EVENT}', {id_}, {actor}, {kind}, to_json(e.resource_id),
        ',"name":' || to_json(e.resource_name)::text, coalesce(to_json(o.id)::text, 'null'), e.metadata,
        {happened}, {received})"""
    texts = ("o.id", "a.id", "a.name", "a.email", "k.action", "k.resource_type", "e.resource_id")
    cells = ", ".join(map(_guarded, (*texts, "e.resource_name")))
    # Text, not CSV, which would quote the JSON again. These events contain no backslash.
    return {
        "json": _postgresql(account, json, "text"),
        "csv": _postgresql(
            account, f"{id_}, {happened}, {received}, {cells}, e.metadata{', NULL' * _ADDED}", "csv"
        ),
    }


def _postgresql(account: int, event: str, form: str) -> str:
    return f"""COPY (SELECT {event} FROM events e
        LEFT JOIN organizations o ON o.account = e.account AND o.organization = e.organization
        LEFT JOIN actors a ON a.account = e.account AND a.actor = e.actor
        LEFT JOIN kinds k ON k.account = e.account AND k.kind = e.kind
        WHERE e.account = {account} ORDER BY e.sequence DESC)
        TO STDOUT (FORMAT {form})"""


def _guarded(text: str) -> str:
    """A CSV cell in PostgreSQL, which quotes cells itself."""
    formulas = _FORMULAS.replace("char(", "chr(")
    return f"CASE WHEN left({text}, 1) IN {formulas} THEN '''' || {text} ELSE {text} END"
