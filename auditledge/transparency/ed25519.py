"""Ed25519 verification, RFC 8032, section 5.1.7: by `cryptography` if it is installed, else in pure Python.

Both accept the same signatures: the equation is checked without the cofactor, and encodings that are not
canonical are rejected, also those that OpenSSL accepts.
"""

import hashlib
from importlib.util import find_spec

HAS_CRYPTOGRAPHY = find_spec("cryptography") is not None  # the base installation has not

PUBLIC_KEY_SIZE = 32
SIGNATURE_SIZE = 64

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_SQRT_MINUS_1 = pow(2, (_P - 1) // 4, _P)

# Extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z and x*y = T/Z.
_Point = tuple[int, int, int, int]
_NEUTRAL: _Point = (0, 1, 1, 0)


def verify(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether this is the key's signature of the message."""
    if len(public_key) != PUBLIC_KEY_SIZE or len(signature) != SIGNATURE_SIZE:
        return False
    if HAS_CRYPTOGRAPHY:
        return _is_canonical(public_key) and _verify_by_cryptography(public_key, signature, message)
    return verify_in_python(public_key, signature, message)


def verify_in_python(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """The same in pure Python: about 10 ms. Not for signing, because its timing depends on its input."""
    if len(public_key) != PUBLIC_KEY_SIZE or len(signature) != SIGNATURE_SIZE:
        return False
    key, r = _decode_point(public_key), _decode_point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= _ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % _ORDER
    return _equal(_multiply(s, _BASE), _add(r, _multiply(k, key)))


def _verify_by_cryptography(public_key: bytes, signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - optional
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - as above

    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _is_canonical(encoded: bytes) -> bool:
    """Whether a point is encoded in the one way that RFC 8032 allows; OpenSSL does not check it for keys."""
    y = int.from_bytes(encoded, "little") & (2**255 - 1)
    negative_zero = encoded[31] >> 7 and y in (1, _P - 1)  # these are the two points with x = 0
    return y < _P and not negative_zero


def _decode_point(encoded: bytes) -> _Point | None:
    """RFC 8032, section 5.1.3; None if this is no point, or not its canonical encoding."""
    if not _is_canonical(encoded):
        return None
    y = int.from_bytes(encoded, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _SQRT_MINUS_1 % _P
    if (x * x - square) % _P:
        return None
    if x & 1 != encoded[31] >> 7:
        x = _P - x
    return x, y, 1, x * y % _P


def _add(p: _Point, q: _Point) -> _Point:
    """RFC 8032, section 5.1.4: complete, so it also doubles."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _multiply(scalar: int, point: _Point) -> _Point:
    result = _NEUTRAL
    for bit in f"{scalar:b}":
        result = _add(result, result)
        if bit == "1":
            result = _add(result, point)
    return result


def _equal(p: _Point, q: _Point) -> bool:
    return (p[0] * q[2] - q[0] * p[2]) % _P == 0 and (p[1] * q[2] - q[1] * p[2]) % _P == 0


def _base() -> _Point:
    point = _decode_point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))
    assert point is not None  # noqa: S101 - a constant
    return point


_BASE = _base()
