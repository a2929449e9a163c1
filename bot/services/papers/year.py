"""A branch's year on paper, for the notice board: the open part of its sheet, each number with how it came about."""

from collections.abc import Iterator

from bot.domain.calendar.periods import parse_period
from bot.i18n import N_
from bot.paper import Column, Paper
from bot.services.desk import Desk
from bot.services.papers.asked import Asked
from bot.services.papers.foot import foot
from bot.services.papers.publicity import SIGNATURE
from bot.services.yearly import sheets, words
from storage.orgs import Org

TITLE = N_("The year {year} of {branch}")
HEADS = (N_("Part"), N_("What"), N_("Reckoned from"))
DIGEST = N_("All sheets of the year: {head}")


def papers(desk: Desk, branch: Org, asked: Asked) -> Iterator[Paper]:
    """Answer the sheet of the branch in the year of a period, the running year if none is named.

    Raises:
        Refusal: ``UNKNOWN_PERIOD``.
    """
    speech = asked.speech
    number = int(parse_period(asked.period).key[:4]) if asked.period else desk.today.year
    sheet = sheets.of_branch(desk, branch, number)
    head = sheets.head(desk, branch, number)
    yield Paper(
        title=speech.plain(TITLE, year=speech.period(str(number)), branch=branch.name),
        lines=[speech.plain(DIGEST, head=head) if head else speech.word(words.PROVISIONAL)],
        columns=[
            Column(heading=speech.word(text), share=share, align="L")
            for text, share in zip(HEADS, (18, 40, 42), strict=True)
        ],
        rows=[
            (speech.word(words.PARTS[part]), words.text(fact, speech), words.how(fact, speech))
            for part, facts in words.by_part([fact for fact in sheet.facts if fact.public])
            for fact in facts
        ],
        empty=speech.word(words.NOTHING),
        after=[speech.word(SIGNATURE)],
        **foot(desk, branch, speech),
    )
