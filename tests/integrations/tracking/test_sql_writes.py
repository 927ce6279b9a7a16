"""Which tables a statement writes."""

import warnings
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.errors import ConfigurationError
from auditledge.integrations.tracking import (
    UnseenChangeError,
    UnseenChangeWarning,
    WriteDetector,
    check_unseen,
    report_unseen,
)

DETECTOR = WriteDetector(["invoice", "Customer"])


def written(sql: str) -> dict[str, str]:
    return {table: statement for table, statement, _ in DETECTOR.writes(sql)}


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("UPDATE invoice SET a = 1", {"invoice": "UPDATE"}),
        ("update only public.invoice as i set a = 1 from customer", {"invoice": "UPDATE"}),
        ('UPDATE "invoice" SET a = 1', {"invoice": "UPDATE"}),
        ("UPDATE `app`.`INVOICE` SET a = 1", {"invoice": "UPDATE"}),
        ("UPDATE OR REPLACE [invoice] SET a = 1", {"invoice": "UPDATE"}),
        (
            "UPDATE invoice i JOIN customer c ON c.id = i.c SET c.a = 1",
            {"invoice": "UPDATE", "Customer": "UPDATE"},
        ),
        ("INSERT INTO invoice (a) SELECT a FROM customer", {"invoice": "INSERT"}),
        ("insert or ignore into invoice values (1)", {"invoice": "INSERT"}),
        ("INSERT INTO customer (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1", {"Customer": "INSERT"}),
        ("REPLACE INTO invoice VALUES (1)", {"invoice": "REPLACE"}),
        ("DELETE FROM invoice USING customer WHERE 1", {"invoice": "DELETE"}),
        ("DELETE i, c FROM invoice i JOIN customer c", {"invoice": "DELETE", "Customer": "DELETE"}),
        ("WITH x AS (DELETE FROM invoice RETURNING *) SELECT * FROM x", {"invoice": "DELETE"}),
        ("EXPLAIN ANALYZE DELETE FROM invoice", {"invoice": "DELETE"}),
        ("MERGE INTO invoice USING customer ON true WHEN MATCHED THEN DELETE", {"invoice": "MERGE"}),
        ("TRUNCATE TABLE other, invoice CASCADE", {"invoice": "TRUNCATE"}),
        ("COPY invoice (a, b) FROM STDIN", {"invoice": "COPY"}),
        ("LOAD DATA INFILE 'x' INTO TABLE invoice", {"invoice": "LOAD"}),
        ("DO $$ BEGIN DELETE FROM customer; END $$", {"Customer": "DO"}),
        ("DO 'BEGIN DELETE FROM customer; END'", {"Customer": "DO"}),
        ("CALL archive('invoice')", {"invoice": "CALL"}),
        ("PREPARE p AS DELETE FROM invoice WHERE id = $1", {"invoice": "DELETE"}),
        ("SELECT 1; DELETE FROM invoice", {"invoice": "DELETE"}),
        ("-- don't\nDELETE FROM invoice", {"invoice": "DELETE"}),
        ("# don't\nDELETE FROM invoice", {"invoice": "DELETE"}),
        ("/* it's */ DELETE/**/FROM/**/invoice", {"invoice": "DELETE"}),
        ("/*!50000 DELETE FROM invoice */", {"invoice": "DELETE"}),
        (r"INSERT INTO x VALUES ('it\'s'); DELETE FROM invoice", {"invoice": "DELETE"}),
        (r"INSERT INTO x VALUES ('C:\'); DELETE FROM invoice WHERE a = ''", {"invoice": "DELETE"}),
        ("INSERT INTO x VALUES ('a;''b'); DELETE FROM invoice", {"invoice": "DELETE"}),
        ("DELETE FROM\tinvoice", {"invoice": "DELETE"}),
        ("DELETE FROM invoice -- no end of line", {"invoice": "DELETE"}),
        ("DELETE FROM invoice WHERE note = 'unterminated", {"invoice": "DELETE"}),
    ],
)
def test_writes(sql: str, expected: dict[str, str]) -> None:
    assert written(sql) == expected


@pytest.mark.parametrize(
    "sql",
    [
        "",
        ";",
        "SELECT * FROM invoice",
        "SELECT * FROM invoice FOR UPDATE",
        "SELECT * FROM invoice FOR NO KEY UPDATE OF invoice SKIP LOCKED",
        "SELECT replace(a, 'x', 'y'), insert(b, 1, 2, 'c') FROM invoice",
        "SELECT 'DELETE FROM invoice' FROM other",
        "SELECT copy, i.update FROM invoice i",
        "INSERT INTO other SELECT * FROM invoice",
        "INSERT INTO invoice_line VALUES (1)",
        "UPDATE other SET invoice = 1",
        "UPDATE other SET note = 'invoice'",
        "DELETE FROM other WHERE id IN (SELECT id FROM invoice)",
        "COPY invoice TO STDOUT",
        "COPY (SELECT * FROM invoice) TO STDOUT",
        "CREATE TABLE invoice (id int REFERENCES customer ON DELETE CASCADE ON UPDATE CASCADE)",
        "ALTER TABLE invoice ADD COLUMN a int",
        "DROP TABLE invoice",
        "SAVEPOINT a",
        "-- DELETE FROM invoice",
        "SELECT invoice.id, :update FROM invoice",
    ],
)
def test_reads(sql: str) -> None:
    assert written(sql) == {}


def test_no_table_is_tracked() -> None:
    assert WriteDetector([]).writes("DELETE FROM invoice") == ()


noise = st.sampled_from(
    ["", " ", "-- it's\n", "/* \" ' */", "SELECT 'a''b';", 'SELECT "c";', "SELECT $a$ ' $a$;", "SELECT '\\';"]
)


@given(noise, noise, st.sampled_from(["DELETE FROM {}", "UPDATE {} SET a = 1", "INSERT INTO {} VALUES (1)"]))
def test_no_write_hides_in_comments_and_texts(one: str, other: str, write: str) -> None:
    assert "invoice" in written(one + other + write.format("invoice"))


@given(st.text("'\"`;$-/*\\# ainvoceDELTFROM\n"))
def test_any_text_is_read(sql: str) -> None:
    DETECTOR.writes("DELETE " + sql + " invoice")


def test_unseen() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report_unseen("record", "UPDATE", "invoice")
    with pytest.warns(UnseenChangeWarning, match="UPDATE on the tracked table invoice"):
        report_unseen("warn", "UPDATE", "invoice")
    with pytest.raises(UnseenChangeError, match="use the ORM"):
        report_unseen("raise", "UPDATE", "invoice")


@pytest.mark.parametrize("value", ["", "RECORD", None, []])
def test_a_wrong_setting_is_reported(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="UNSEEN must be"):
        check_unseen(value)


@pytest.mark.parametrize(
    ("sql", "columns"),
    [
        (
            'UPDATE invoice SET a = 1, "b" = (SELECT c = 2 FROM x WHERE y), i.d=%(d)s WHERE e = 1',
            ("a", "b", "d"),
        ),
        ("INSERT INTO invoice (a, `b`) VALUES (c, 1)", ("a", "b")),
        ("INSERT INTO invoice VALUES (1)", ()),
        ("DELETE FROM invoice WHERE a = 1", ()),
    ],
)
def test_columns(sql: str, columns: tuple[str, ...]) -> None:
    assert DETECTOR.writes(sql)[0].columns == columns
