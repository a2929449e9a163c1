r"""The hash chain of the ledger: anybody who holds a copy of the database can recompute it (docs/ledger.md).

An entry's hash is SHA-256 (lower-case hex) over the UTF-8 text ``<previous hash>\n<canonical>``. Its previous
hash is that of the branch's entry before it, sixty-four zeros for the first. The canonical text is a JSON array
on one line, ASCII only, without blanks, in this order:

    ["jifenbot-1", branch, seq, booked_at, subject_kind, subject, scheme, period, item, kind, hundredths,
     claim, ref_period, reverses, by, text_digest]

Strings are codes and ids, ``booked_at`` is UTC as ``2026-05-12T01:00:00.000000Z``, ``seq``, ``hundredths``,
``claim`` and ``reverses`` (the ``seq`` of the entry taken back) are integers, absent values are ``null``.
``text_digest`` is SHA-256 over the JSON array ``[salt, name, reason]`` written the same way: names and reasons
can be erased with their salt, and the chain still holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from json.encoder import encode_basestring_ascii as _quoted

from bot.domain.points.number import to_hundredths

GENESIS = "0" * 64
FORMAT = "jifenbot-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFields:
    """What an entry's hash covers.

    Attributes:
        branch: Code of the branch whose chain it is.
        seq: Position in that chain, from 1.
        booked_at: Aware instant.
        subject_kind: member, cadre or branch.
        subject: Id or code of the person or organisation, as text.
        scheme: Code and version, for example ``lanshan/1``.
        period: Month key.
        item: Item code, or ``None``.
        kind: Code of the entry kind.
        points: Two decimals.
        claim: Number of the claim, or ``None``.
        ref_period: Month key of the act, or ``None``.
        reverses: ``seq`` of the entry taken back, or ``None``.
        by: Id of who booked it, as text; ``None`` for a rule.
        text_digest: See ``text_digest``.
    """

    branch: str
    seq: int
    booked_at: datetime
    subject_kind: str
    subject: str
    scheme: str
    period: str
    item: str | None
    kind: str
    points: Decimal
    claim: int | None
    ref_period: str | None
    reverses: int | None
    by: str | None
    text_digest: str


def canonical(fields: EntryFields) -> str:
    """Write the canonical text of an entry, as this module's docstring gives it."""
    booked_at = fields.booked_at.astimezone(UTC).replace(tzinfo=None)
    return stored_text(
        text_start(fields.branch),
        fields.seq,
        f"{booked_at.isoformat(timespec='microseconds')}Z",
        text_middle(fields.subject_kind, fields.subject, fields.scheme, fields.period, fields.item, fields.kind),
        to_hundredths(fields.points),
        fields.claim,
        fields.ref_period,
        fields.reverses,
        fields.by,
        fields.text_digest,
    )


def text_start(branch: str) -> str:
    """Write how the canonical text of every entry of a branch begins."""
    return f'["{FORMAT}",{_quoted(branch)},'


def text_middle(subject_kind: str, subject: str, scheme: str, period: str, item: str | None, kind: str) -> str:  # noqa: PLR0917 - the columns in their order
    """Write the middle of a canonical text, which entries of one subject, month and item share."""
    return (
        f"{_quoted(subject_kind)},{_quoted(subject)},{_quoted(scheme)},{_quoted(period)},{_null(item)},{_quoted(kind)}"
    )


def stored_text(  # noqa: PLR0917 - the columns in their order
    start: str,
    seq: int,
    booked_at: str,
    middle: str,
    hundredths: int,
    claim: int | None,
    ref_period: str | None,
    reverses: int | None,
    by: str | None,
    text_digest: str,
) -> str:
    """Write the canonical text from values as they are stored: instants as text, points as hundredths.

    `verify` writes it for every entry there is, so it takes the parts that repeat as they were written before;
    it is ten times as quick as a JSON encoder.
    """
    return (
        f"{start}{seq},{_quoted(booked_at)},{middle},{hundredths},{'null' if claim is None else claim},"
        f"{'null' if ref_period is None else _quoted(ref_period)},{'null' if reverses is None else reverses},"
        f"{'null' if by is None else _quoted(by)},{_quoted(text_digest)}]"
    )


def _null(text: str | None) -> str:
    return "null" if text is None else _quoted(text)


def entry_hash(prev_hash: str, fields: EntryFields) -> str:
    """Hash an entry onto the chain.

    Args:
        prev_hash: Hash of the entry before, ``GENESIS`` for the first.
        fields: What the hash covers.

    Returns:
        Sixty-four lower-case hexadecimal digits.
    """
    return chained_hash(prev_hash, canonical(fields))


def chained_hash(prev_hash: str, text: str) -> str:
    """Hash a canonical text onto the chain."""
    return sha256(f"{prev_hash}\n{text}".encode()).hexdigest()


def text_digest(salt: str, name: str, reason: str) -> str:
    """Digest the texts beside an entry, so that they can be erased without breaking the chain.

    Args:
        salt: Random hexadecimal digits kept beside the texts; without it nobody can try names out.
        name: The subject's name at booking.
        reason: Why it was booked.
    """
    return sha256(f"[{_quoted(salt)},{_quoted(name)},{_quoted(reason)}]".encode()).hexdigest()


def combined_head(heads: Iterable[tuple[str, int, str]]) -> str:
    """Digest the heads of all branches: SHA-256 of the lines ``branch seq hash`` in code order.

    Args:
        heads: Branch code, last ``seq`` and its hash, in any order.

    Source: interface 3, ``verify``.
    """
    return sha256("".join(f"{branch} {seq} {head}\n" for branch, seq, head in sorted(heads)).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry as it is stored: what its hash covers, and the two hashes beside it."""

    fields: EntryFields
    prev_hash: str
    hash: str


def chain_faults(links: Iterable[Link], *, head: str = GENESIS, seq: int = 0) -> list[tuple[int, str]]:
    """Recompute a branch's chain from the entry after ``seq``.

    Args:
        links: In order of ``seq``.
        head: Hash of entry ``seq``.
        seq: Last position known to be sound.

    Returns:
        (seq, fault) pairs: ``GAP`` for a missing or repeated position, ``BROKEN_LINK`` for a previous hash that
        is not the hash before, ``ALTERED`` for an entry that does not give its hash. Empty if all is sound.
    """
    faults = []
    for link in links:
        here = link.fields.seq
        if here != seq + 1:
            faults.append((here, "GAP"))
        if link.prev_hash != head:
            faults.append((here, "BROKEN_LINK"))
        if entry_hash(link.prev_hash, link.fields) != link.hash:
            faults.append((here, "ALTERED"))
        head, seq = link.hash, here
    return faults
