"""Signed words: what a link says, said by us. They expire, and any of the keys verifies them, so keys can be changed.

A word is URL-safe and, for a few facts, short enough for a deep link (64 characters). Nothing in it is hidden: put no
private fact into it that its reader may not see, and check again at the door who comes with it.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

PROOF = 16
"""Bytes of the signature: 128 bits, nobody guesses that over a network."""
MOMENT = 5
"""Bytes of the moment of expiry, in seconds."""
SHORT_PROOF = 8
"""Bytes of the mark in a word that is looked up in the database as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Signs with the first key, verifies with all.

    Attributes:
        keys: `JIFENBOT_SECRET_KEY`, word by word; empty where the operator set none.
    """

    keys: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say how many keys there are and nothing else."""
        return f"Signer({len(self.keys)} keys)"

    @property
    def ready(self) -> bool:
        """Whether anything can be signed."""
        return bool(self.keys)

    def sign(self, purpose: str, facts: Any, until: datetime) -> str:
        """Answer a word that stands for facts until a moment.

        Args:
            purpose: What it is good for; a word of one purpose is none of another.
            facts: Anything that JSON can write; keep it short.
            until: When it expires; parts of a second are dropped.

        Raises:
            LookupError: There is no key; ask `ready` first.
        """
        if not self.keys:
            raise LookupError("JIFENBOT_SECRET_KEY is not set: nothing can be signed")
        body = int(until.timestamp()).to_bytes(MOMENT, "big") + orjson.dumps(facts)
        return _written(_proof(self.keys[0], purpose, body, PROOF) + body)

    def read(self, purpose: str, word: str, now: datetime) -> Any:
        """Answer the facts of a word, or None if it is not ours, was changed, is for something else, or has expired."""
        raw = _bytes(word)
        proof, body = raw[:PROOF], raw[PROOF:]
        if len(body) <= MOMENT or not self._known(purpose, body, proof, PROOF):
            return None
        if now.timestamp() >= int.from_bytes(body[:MOMENT], "big"):
            return None
        return orjson.loads(body[MOMENT:])

    def mark(self, purpose: str, random: bytes) -> str:
        """Answer random bytes as a word that carries our mark, for what the database knows by its digest."""
        key = self.keys[0] if self.keys else ""
        return _written(random + _proof(key, purpose, random, SHORT_PROOF))

    def marked(self, purpose: str, word: str) -> bool:
        """Tell whether a word carries our mark; without a key every word might."""
        raw = _bytes(word)
        random, proof = raw[:-SHORT_PROOF], raw[-SHORT_PROOF:]
        return not self.keys or self._known(purpose, random, proof, SHORT_PROOF)

    def _known(self, purpose: str, body: bytes, proof: bytes, size: int) -> bool:
        # All keys are tried, whichever fits: the time says nothing.
        return True in [hmac.compare_digest(_proof(key, purpose, body, size), proof) for key in self.keys]


def words(text: str) -> tuple[str, ...]:
    """Read a list of keys or secrets: separated by commas, blanks around them dropped."""
    return tuple(word for part in text.split(",") if (word := part.strip()))


def _proof(key: str, purpose: str, body: bytes, size: int) -> bytes:
    own = hmac.digest(key.encode(), b"jifenbot " + purpose.encode(), sha256)
    return hmac.digest(own, body, sha256)[:size]


def _written(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(word: str) -> bytes:
    """Read the bytes of a word; a word of other letters, or written otherwise than we do, has none."""
    try:
        raw = urlsafe_b64decode(word.encode("ascii") + b"=" * (-len(word) % 4))
    except (UnicodeEncodeError, Error):
        return b""
    return raw if _written(raw) == word else b""
