"""What stands at the foot of every page: whose paper it is, its number, and the head of the ledger as a witness."""

from typing import TypedDict

from bot.i18n import N_, Language
from bot.services.desk import Desk
from storage import heads
from storage.orgs import Org

PAGES = N_("Page {page} of {pages}")
HEAD = N_("Ledger: no. {seq}, {head}")
SHORT = 16


class Foot(TypedDict):
    """The three parts of a foot."""

    left: str
    right: str
    pages: str


def head_text(desk: Desk, branch: Org, speech: Language) -> str:
    """Write the number and the hash of a branch's last entry, short; empty where it has none."""
    seq, head = heads.read(desk.tx, branch.id)
    return speech.plain(HEAD, seq=seq, head=head[:SHORT]) if seq else ""


def foot(desk: Desk, branch: Org, speech: Language) -> Foot:
    """Answer the foot of a branch's paper."""
    return Foot(left=branch.name, right=head_text(desk, branch, speech), pages=speech.word(PAGES))
