"""Signatures: what we hand out in a link, and take back only unchanged and in time."""

import hmac
from collections.abc import Sequence
from hashlib import sha256

LENGTH = 32
"""Hexadecimal digits of a signature: 128 bits of the HMAC."""


def signature(key: str, text: str) -> str:
    """Sign a text: HMAC-SHA256, its first `LENGTH` hexadecimal digits."""
    return hmac.new(key.encode(), text.encode(), sha256).hexdigest()[:LENGTH]


def is_signed(keys: Sequence[str], text: str, given: str) -> bool:
    """Tell whether a signature is that of a text under one of some keys, so that keys can be changed one by one.

    All are compared in constant time; without a key nothing is signed.
    """
    matches = [hmac.compare_digest(signature(key, text).encode(), given.encode(errors="replace")) for key in keys]
    return any(matches)
