"""Evidence: the files and words that come with a claim or after it, also as parts of an album."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.services.desk import Desk
from bot.services.letters import Media
from storage import evidence
from storage.evidence import Evidence

MOST_FILES = 10
"""As many as an album holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence as it came with a message."""

    kind: str
    file_id: str | None
    unique_id: str | None
    chat_id: int
    message_id: int
    media_group: str | None = None


def attach(desk: Desk, claim_id: int, person_id: int, pieces: Iterable[Piece], note: str = "") -> list[Evidence]:
    """Give evidence to a claim: files, and a text where there is one; answer what that is now."""
    words = [Piece(kind="text", file_id=None, unique_id=None, chat_id=0, message_id=0)] if note else []
    return [
        _add(desk, claim_id, person_id, piece, note if piece.kind == "text" else None) for piece in (*pieces, *words)
    ]


def keep(desk: Desk, person_id: int | None, piece: Piece) -> None:
    """Keep a part of an album whose claim has not come yet."""
    _add(desk, None, person_id, piece)


def _add(desk: Desk, claim_id: int | None, person_id: int | None, piece: Piece, note: str | None = None) -> Evidence:
    return evidence.add(
        desk.tx,
        claim_id=claim_id,
        person_id=person_id,
        kind=piece.kind,
        file_id=piece.file_id,
        unique_id=piece.unique_id,
        chat_id=piece.chat_id,
        message_id=piece.message_id,
        media_group=piece.media_group,
        now=desk.now,
        note=note,
    )


def waiting_parts(desk: Desk, chat_id: int, media_group: str | None) -> int:
    """Answer how many parts of an album came before its caption."""
    return 0 if media_group is None else len(evidence.loose(desk.tx, chat_id, media_group))


def album(desk: Desk, pieces: Sequence[Piece], media_group: str | None) -> list[Piece]:
    """Answer the parts of the pieces' album that came before its caption, and take them out of waiting."""
    if media_group is None:
        return []
    taken = {(piece.chat_id, piece.message_id) for piece in pieces}
    return [
        Piece(
            kind=loose.kind,
            file_id=loose.file_id,
            unique_id=loose.unique_id,
            chat_id=chat_id,
            message_id=loose.message_id or 0,
            media_group=media_group,
        )
        for chat_id in {piece.chat_id for piece in pieces}
        for loose in evidence.take_loose(desk.tx, chat_id, media_group)
        if (chat_id, loose.message_id) not in taken
    ]


def once(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Answer each file once: a reply to one's own album brings the same photo twice."""
    return tuple({(piece.chat_id, piece.message_id): piece for piece in pieces}.values())


def media_of(pieces: Iterable[Piece | Evidence]) -> list[Media]:
    """Answer the files among pieces of evidence, as many as an album holds."""
    return [Media(kind=piece.kind, file_id=piece.file_id) for piece in pieces if piece.file_id][:MOST_FILES]
