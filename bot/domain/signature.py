"""Signatures: what we hand out in a link, and take back only unchanged and in time."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256

LENGTH = 22
"""Characters of a signature: 132 bits of the HMAC."""


def signature(key: str, text: str) -> str:
    """Sign a text: HMAC-SHA256 in the alphabet of addresses, cut to `LENGTH` characters."""
    digest = hmac.new(key.encode(), text.encode(), sha256).digest()
    return urlsafe_b64encode(digest).decode()[:LENGTH]


def is_signed(keys: Sequence[str], text: str, given: str) -> bool:
    """Tell whether a signature is that of a text under one of some keys, so that keys can be changed one by one.

    All are compared in constant time; without a key nothing is signed.
    """
    matches = [hmac.compare_digest(signature(key, text).encode(), given.encode(errors="replace")) for key in keys]
    return any(matches)
