"""An exception in the log: where it was raised, and never what it says."""

from pathlib import Path

from auditledge.server.tracebacks import trace


def fail(text: str) -> None:
    raise ValueError(text)


def test_a_trace_has_the_type_and_every_line_but_no_text() -> None:
    try:
        fail("the-canary")
    except ValueError as error:
        text = trace(error)
    kind, _, lines = text.partition(" at ")
    assert kind == "ValueError"
    assert [line.rpartition(" ")[2] for line in lines.split(" < ")] == [
        "fail",
        "test_a_trace_has_the_type_and_every_line_but_no_text",
    ]
    assert all(line.startswith(f"{Path(__file__)}:") for line in lines.split(" < "))
    assert "the-canary" not in text


def test_the_cause_and_the_notes_of_an_exception_are_left_out() -> None:
    try:
        try:
            fail("the-first-canary")
        except ValueError as cause:
            cause.add_note("the-second-canary")
            raise KeyError("the-third-canary") from cause
    except KeyError as error:
        text = trace(error)
    assert text.startswith("KeyError at ")
    assert "canary" not in text


def test_an_exception_that_was_never_raised_has_no_lines() -> None:
    assert trace(OSError("the-canary")) == "OSError at "
