"""Resume tokens: opaque, signed, and different each time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.server.errors import LedgerError
from auditledge.server.ledger import resume_token

SECRET = b"s" * 32


@given(st.integers(0, 2**63 - 1), st.integers(0, 2**31))
def test_a_token_reveals_nothing_and_cannot_be_forged(sequence: int, account: int) -> None:
    one, other = (resume_token.encode(sequence, account, SECRET) for _ in range(2))
    assert one != other, "or readers could see whether others have written"
    assert len(one) == 32
    assert resume_token.decode(one, account, SECRET) == sequence
    changed = one[:15] + ("A" if one[15] != "A" else "B") + one[16:]
    for token, of, secret in [
        (changed, account, SECRET),
        (one, account + 1, SECRET),
        (one, account, b"x" * 32),
        (one[:-4], account, SECRET),
        (one + "AAAA", account, SECRET),
    ]:
        with pytest.raises(LedgerError):
            resume_token.decode(token, of, secret)


@pytest.mark.parametrize("token", ["", "A", "é", "A" * 32, "=" * 4, "\x00", "A" * 255])
def test_other_text_is_rejected(token: str) -> None:
    with pytest.raises(LedgerError) as refused:
        resume_token.decode(token, 1, SECRET)
    assert refused.value.code == "invalid_cursor"
