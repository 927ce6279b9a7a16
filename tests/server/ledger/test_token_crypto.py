"""Cryptography of opaque tokens: what a signature, a mask and an account's id depend on."""

import hmac

import pytest

from auditledge.server.ledger import token_crypto

SECRET = b"s" * 32


def test_a_signature_is_the_start_of_an_hmac_of_its_purpose_and_account() -> None:
    """Clients hold tokens that were signed by older versions, so this never changes."""
    whole = hmac.digest(SECRET, b"cursor seal 7 content", "sha256")
    assert token_crypto.sign(b"content", "cursor", 7, SECRET) == whole[: token_crypto.SIGNATURE_BYTES]


@pytest.mark.parametrize(
    "changed",
    [
        {"content": b"Content"},
        {"purpose": "stream"},
        {"account": 8},
        {"account": 71},
        {"secret": b"t" * 32},
    ],
)
def test_a_signature_is_for_one_content_purpose_account_and_secret(changed: dict[str, object]) -> None:
    parts = {"content": b"content", "purpose": "cursor", "account": 7, "secret": SECRET}
    assert token_crypto.sign(**parts) != token_crypto.sign(**parts | changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"", b"\0", bytes(range(32))])
def test_masking_twice_gives_the_content_again(content: bytes) -> None:
    masked = token_crypto.mask(content, b"nonce", "stream", 7, SECRET)
    assert len(masked) == len(content)
    assert token_crypto.mask(masked, b"nonce", "stream", 7, SECRET) == content


def test_a_mask_depends_on_nonce_purpose_account_and_secret() -> None:
    content = bytes(32)
    masks = {
        token_crypto.mask(content, nonce, purpose, account, secret)
        for nonce in (b"a", b"b")
        for purpose in ("stream", "cursor")
        for account in (7, 8)
        for secret in (SECRET, b"t" * 32)
    }
    assert len(masks) == 16
    assert content not in masks


def test_the_id_of_an_account_does_not_reveal_its_number() -> None:
    ids = [token_crypto.account_id(number, SECRET) for number in range(1, 100)]
    assert len(set(ids)) == 99
    assert ids != sorted(ids)
    assert all(each.startswith("acct_") and len(each) == len("acct_") + 32 for each in ids)
    assert ids[0] == token_crypto.account_id(1, SECRET) != token_crypto.account_id(1, b"t" * 32)
