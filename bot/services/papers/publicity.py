"""The publicity on paper, for the notice board: what a group may see of a period, until when, how to object."""

from collections.abc import Iterator

from bot.domain.calendar.periods import parse_period
from bot.domain.refusals import Refusal
from bot.i18n import N_, nN_, points_text
from bot.paper import Column, Paper
from bot.services import board, notice, publicity
from bot.services.desk import Desk
from bot.services.papers.asked import Asked
from bot.services.papers.foot import foot
from storage import periods
from storage.orgs import Org

TITLE = N_("Publicity of points, {span}")
KIND = N_("{branch} · {kind}")
WINDOW = N_(
    "Laid open {first} – {until}. Who disagrees tells the branch committee by then, or sends /appeal to the bot."
)
STATE = N_("State: {state}")
CONTENT = N_("Content: {content}")
HEADS = (N_("Place"), N_("Name"), N_("Points"), N_("Converted"))
OTHERS = nN_("and {n} other", "and {n} others")
HIDDEN = N_("The board is shown once more members have points.")
SIGNATURE = N_("Branch committee (seal): ______________________    Date: ______________")
NOTHING_YET = N_("Nothing of {branch} has been laid open yet.")


def papers(desk: Desk, branch: Org, asked: Asked) -> Iterator[Paper]:
    """Answer a sheet for each board of a period that was laid open; the newest period if none is named.

    Raises:
        Refusal: ``UNKNOWN_PERIOD``, ``NOTHING_LAID_OPEN``.
    """
    speech, key = asked.speech, _period(desk, branch, asked.period)
    told = notice.facts(desk, branch, key)
    row = publicity.of(desk, branch, key)
    for one in told.boards:
        rows, others = board.group_rows(desk, branch, one.rows) if one.shown else ([], len(one.rows))
        converted = any(line.converted is not None for line in rows)
        heads = [*HEADS] if converted else [*HEADS[:3]]
        shares = (10, 40, 22, 22)
        lines = [speech.plain(KIND, branch=branch.name, kind=speech.word(board.KINDS[one.kind]))]
        lines.append(speech.plain(WINDOW, first=told.first, until=told.until))
        if row is not None:
            lines.append(speech.plain(STATE, state=speech.word(publicity.STATES[row.state])))
        yield Paper(
            title=speech.plain(TITLE, span=speech.period(key)),
            lines=[*lines, speech.plain(CONTENT, content=told.content)],
            columns=[
                Column(heading=speech.word(head), share=share, align="L" if number == 1 else "R")
                for number, (head, share) in enumerate(zip(heads, shares, strict=False))
            ],
            rows=[
                (
                    str(line.rank),
                    line.name,
                    points_text(line.points),
                    *([f"{line.converted:.2f}" if line.converted is not None else ""] if converted else []),
                )
                for line in rows
            ],
            empty=speech.word(HIDDEN),
            after=[*([str(speech.count(OTHERS, others))] if others and rows else []), speech.word(SIGNATURE)],
            **foot(desk, branch, speech),
        )


def _period(desk: Desk, branch: Org, period: str | None) -> str:
    if period is not None:
        return parse_period(period).key
    laid_open = periods.published(desk.tx, branch.id)
    if not laid_open:
        raise Refusal(code="NOTHING_LAID_OPEN", text=NOTHING_YET, facts={"branch": branch.name})
    return laid_open[-1].key
