"""What can be printed: a PDF of the ledger, of the publicity, of the declaration forms, of a year."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from bot.i18n import Language
from bot.paper import Paper, write_papers
from bot.services.desk import Desk
from bot.services.export import Wanted
from bot.services.papers import forms, ledger, publicity, year
from bot.services.papers.asked import Asked
from storage.orgs import Org

PRINTED: dict[str, Callable[[Desk, Org, Asked], Iterable[Paper]]] = {
    "ledger": lambda desk, branch, asked: [ledger.paper(desk, branch, asked)],
    "publicity": publicity.papers,
    "declarations": forms.papers,
    "year": year.papers,
}
"""Export to what makes its papers."""
MIME = "application/pdf"

__all__ = ["MIME", "PRINTED", "Asked", "write_pdf"]


def write_pdf(
    out: BinaryIO, desk: Desk, what: str, branches: Iterable[Org], *, wanted: Wanted, speech: Language
) -> None:
    """Write an export as a PDF, a branch after the other.

    Raises:
        Refusal: ``UNKNOWN_PERIOD``, ``NOTHING_LAID_OPEN``, ``TOO_LONG_FOR_PAPER``.
    """
    asked = Asked(speech, wanted.period, wanted.names)

    def papers() -> Iterator[Paper]:
        for branch in branches:
            yield from PRINTED[what](desk, branch, asked)

    write_papers(out, papers(), lang=speech.code)
