"""The urn's seal: a ballot is sealed to a key that is written nowhere but in a button on the phone of who counts.

The word in that button is the secret key itself (X25519, 32 random bytes); the database knows the public half only, so
nobody who has the database, its journal, its backups and the log can read a ballot - and who has the word has no
ballots. Where each half is, and what remains, stands in docs/privacy.md, "Ballots".
"""

import secrets
from base64 import b64decode, b64encode, urlsafe_b64decode
from binascii import Error
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.domain.awards.ballot import Mark
from bot.domain.awards.refusals import not_the_key

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

WORD_BYTES = 32
SLIP_BYTES = 16
_PLAIN = 3
"""Bytes of a mark: all are as long, so that what is sealed does not tell by its length."""
_PREFIX = "age-secret-key-"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def new_word() -> str:
    """Draw the secret of one key, as a button's data can hold it: 43 characters."""
    return secrets.token_urlsafe(WORD_BYTES)


def new_slip() -> str:
    """Draw the lot under which a sealed mark lies in the urn: it tells neither whose nor when."""
    return secrets.token_hex(SLIP_BYTES)


def recipient_of(word: str) -> str:
    """Answer the public half of a key. Raises ``NOT_THE_KEY`` for what is no word of ours."""
    return str(_identity(word).to_public())


def seal(recipients: Iterable[str], mark: Mark) -> str:
    """Seal a mark so that each of some keys opens it."""
    import pyrage  # noqa: PLC0415 - loaded with the first ballot: the bot starts without it

    keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    return b64encode(pyrage.encrypt(mark.subject.to_bytes(2, "big") + bytes([mark.answer]), keys)).decode()


def unseal(word: str, sealed: Iterable[str]) -> list[Mark]:
    """Open sealed marks, and shuffle them.

    Raises:
        Refusal: ``NOT_THE_KEY``.
    """
    import pyrage  # noqa: PLC0415 - likewise

    identity = _identity(word)
    try:
        plain = [pyrage.decrypt(b64decode(one), [identity]) for one in sealed]
    except pyrage.DecryptError:
        raise not_the_key() from None
    marks = [Mark(int.from_bytes(one[:2], "big"), one[2]) for one in plain if len(one) == _PLAIN]
    secrets.SystemRandom().shuffle(marks)
    return marks


def _identity(word: str) -> "Identity":
    import pyrage  # noqa: PLC0415 - likewise

    try:
        secret = urlsafe_b64decode(word + "=" * (-len(word) % 4))
    except (Error, ValueError):
        secret = b""
    if len(secret) != WORD_BYTES:
        raise not_the_key()
    return pyrage.x25519.Identity.from_str(_bech32(secret).upper())


def _bech32(secret: bytes) -> str:
    """Write 32 bytes as age writes a secret key. Source: BIP 173."""
    bits = "".join(f"{byte:08b}" for byte in secret)
    fives = [int(bits[start : start + 5].ljust(5, "0"), 2) for start in range(0, len(bits), 5)]
    head = [ord(letter) >> 5 for letter in _PREFIX] + [0] + [ord(letter) & 31 for letter in _PREFIX]
    check = 1
    for value in [*head, *fives, *[0] * 6]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, mask in enumerate(_GENERATOR):
            check ^= mask if top >> place & 1 else 0
    check ^= 1
    tail = [check >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{_PREFIX}1{''.join(_LETTERS[value] for value in [*fives, *tail])}"
