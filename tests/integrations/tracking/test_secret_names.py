"""Which names hold secrets."""

import pytest

from auditledge.integrations.tracking.secret_names import is_secret

SECRETS = (
    "password password_hash oldPassword passwd pwd user_pwd passphrase secret client_secret api_key apiKey "
    "stripe_api_key private_key access_key_id token access_token accessToken reset_token cvv otp credentials "
    "Authorization"
)
OTHERS = "name token_count key primary_key keyboard otpion status passenger author"


@pytest.mark.parametrize("name", SECRETS.split())
def test_secrets(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize("name", OTHERS.split())
def test_other_names(name: str) -> None:
    assert not is_secret(name)
