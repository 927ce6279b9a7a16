"""Names of fields that hold secrets. Their values are always masked."""

import re
from functools import lru_cache

_SECRET = re.compile(
    r"""
      password | passwd | passphrase | secret                     # anywhere: password_hash, oldPassword
    | (?:^|_)(?: pwd | (?:api|access|private|signing|encryption)_?key | credentials? )(?:$|_)
    | (?:^|_|access|refresh|auth|bearer|session|reset)token$      # but not token_count
    | (?:^|_)(?: cvv | cvc | otp | totp )$
    | ^authorization$
    """,
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=4096)
def is_secret(name: str) -> bool:
    """Whether a field of this name holds a secret, such as `password`, `api_key` or `accessToken`."""
    return _SECRET.search(name) is not None
