"""Documents: files made when they are sent, from what is booked then; in the outbox only their names wait.

They are made on a connection that can only read, in a thread of their own: however long one takes, no claim waits.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from bot.domain.refusals import Refusal
from bot.i18n import N_, Html
from bot.paper import Award, write_award
from bot.services import export, rights, settings
from bot.services.desk import Desk
from bot.services.letters import Document, PrivateLetter, post
from bot.services.papers import printed
from bot.services.pictures.certificate import CERTIFICATE
from bot.tables import TableFormat, as_json, write_table
from storage import orgs, persons
from storage.orgs import Org
from storage.persons import Person

MY_DATA = "mydata"
TABLES = (
    *("ledger", "claims", "members", "board", "declarations", "summary", "publicity"),
    *("tasks", "warnings", "meetings", "attendance", "year"),
)
"""What a secretary takes along in the chat; the command line knows more."""
SHEETS: tuple[TableFormat, ...] = ("xlsx", "csv")
PDF = "pdf"
FORMATS = (*SHEETS, PDF)
MIME = {
    PDF: printed.MIME,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
CAPTION = N_("📦 {table} of {branch}, {period}")
EVERYTHING = N_("all that there is")
YOURS = N_("📦 Everything that is stored about you, as JSON. What lies at Telegram (messages, files) is not in it.")
TOO_BIG = N_(
    "📦 The file has grown beyond the {most} MB that Telegram takes. Please choose a shorter period, or ask your "
    "administrator for it: <code>jifenbot export</code>"
)
LEAVES_NOTHING = N_("{branch} is a rehearsal and leaves nothing behind, so there are no tables to take along.")
MOST_BYTES = 50 * 1024 * 1024
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


class File(NamedTuple):
    """A file to send. Its name is plain ASCII: not every way to Telegram carries another one whole."""

    name: str
    mime: str
    content: bytes


class Stopped(Exception):  # noqa: N818 - nothing is wrong: the bot ends, and the file is made after its next start
    """There is no time left to make the file."""


Going = Callable[[], bool]
"""Tells whether there is still time."""


def formats_of(what: str) -> tuple[str, ...]:
    """Answer as what a table can be taken along."""
    return FORMATS if what in printed.PRINTED else SHEETS


def send_table(
    desk: Desk, person: Person, branch: Org, what: str, *, table_format: str, period: str | None = None
) -> None:
    """Send a table of a branch to a person's private chat; who may is checked by the caller.

    Raises:
        Refusal: ``UNKNOWN_PERIOD``, ``COMPARE_SCOPE``, ``NOTHING_LAID_OPEN``, ``TOO_LONG_FOR_PAPER``: now, while the
            person waits, not later.
    """
    speech = desk.speaks(person)
    if table_format == PDF:
        next(iter(printed.PRINTED[what](desk, branch, printed.Asked(speech, period))), None)
    elif what in {"board", "summary"}:
        next(export.rows(desk, what, export.Wanted(branch=branch, period=period)), None)
    facts = {"branch": branch.id, "format": table_format, "period": period, "lang": speech.code}
    facts["names"] = settings.names_for(desk, person, branch)
    named = speech.period(period) if period else speech.word(EVERYTHING)
    text = speech.say(CAPTION, table=speech.word(export.TITLES[what]), branch=branch.name, period=named)
    _post(desk, person, text, Document(what=what, facts=facts), branch)


def send_own(desk: Desk, person: Person) -> None:
    """Send a person everything that is stored about them."""
    document = Document(what=MY_DATA, facts={"person": person.id, "lang": desk.speaks(person).code})
    _post(desk, person, desk.speaks(person).say(YOURS), document)


def _post(desk: Desk, person: Person, text: Html, document: Document, about: Org | None = None) -> None:
    if person.telegram_id is not None:
        post(desk, PrivateLetter(to=person.telegram_id, text=text, document=document, about=about))


def make(desk: Desk, wanted: Mapping[str, Any], going: Going) -> File | Html:
    """Make a file, or answer in the reader's language why there is none.

    Args:
        desk: Over a transaction that only reads.
        wanted: As the letter holds it: what, and the facts of its maker.
        going: Asked in between.

    Raises:
        Stopped: There is no time left.
    """
    match wanted["what"]:
        case what if what == MY_DATA:
            file = _own(desk, wanted)
        case what if what == CERTIFICATE:
            file = _certificate(wanted)
        case _:
            file = _table(desk, wanted, going)
    if len(file.content) <= MOST_BYTES:
        return file
    return desk.speaks_code(wanted["lang"]).say(TOO_BIG, most=MOST_BYTES // 1024 // 1024)


def _table(desk: Desk, wanted: Mapping[str, Any], going: Going) -> File:
    branch, what, table_format = orgs.get(desk.tx, wanted["branch"]), wanted["what"], wanted["format"]
    speech = desk.speaks_code(wanted["lang"])
    asked = export.Wanted(branch=branch, period=wanted["period"], names=wanted.get("names", "full"))
    if table_format == PDF:
        out = io.BytesIO()
        printed.write_pdf(out, desk, what, [branch], wanted=asked, speech=speech)
        content = out.getvalue()
    else:
        xlsx = table_format == "xlsx"
        content = write_table(
            _while(going, export.rows(desk, what, asked)),
            export.COLUMNS[what],
            table_format,
            headings={column: speech.word(text) for column, text in export.HEADINGS.items()} if xlsx else None,
            dress=export.dress(desk, what, asked, speech) if xlsx else None,
        )
    named = "-".join([what, branch.code, wanted["period"] or f"{desk.today}"])
    return File(f"{_UNSAFE.sub('_', named)}.{table_format}", MIME[table_format], content)


def _while(going: Going, rows: Iterable[export.Row]) -> Iterator[export.Row]:
    for row in rows:
        if not going():
            raise Stopped
        yield row


def _certificate(wanted: Mapping[str, Any]) -> File:
    out = io.BytesIO()
    write_award(out, Award(**wanted["words"]), lang=wanted["lang"])
    return File("certificate.pdf", MIME[PDF], out.getvalue())


def _own(desk: Desk, wanted: Mapping[str, Any]) -> File:
    person = persons.get(desk.tx, wanted["person"])
    return File(f"{person.code}.json", MIME["json"], as_json(rights.my_data(desk, person)))


def refuse_rehearsal(branch: Org) -> None:
    """Insist on a branch that leaves something behind.

    Raises:
        Refusal: ``REHEARSAL_LEAVES_NOTHING``.
    """
    if branch.rehearsal:
        raise Refusal(code="REHEARSAL_LEAVES_NOTHING", text=LEAVES_NOTHING, facts={"branch": branch.name})
