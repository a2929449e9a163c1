"""Why a total is what it is: base, entries, floor, average, conversion and place, so that anybody can add them up."""

from decimal import Decimal
from typing import NamedTuple

from bot.domain.calendar.periods import months_between
from bot.domain.points.number import mean, round2
from bot.domain.points.period import month_key
from bot.domain.points.scheme import Scheme
from bot.i18n import N_, Html, Language, nN_, points_text
from bot.services import board, people
from bot.services.board import Span, Standing
from bot.services.desk import Desk
from storage.orgs import Org
from storage.persons import Person

HEAD = N_("<b>How {span} is computed</b>")
AS_KIND = N_("As {kind}:")
BASED = N_("{month}: base {base} + entries {total} = {score}")
FLOORED = N_("{month}: base {base} + entries {total}, but never below {score}")
ZEROED = N_("{month}: counts as zero; the line that says so is among your entries")
SUM = N_("{month}: entries {total}")
EXEMPT = N_("{month}: does not count for you (exempt, or not in the branch yet)")
AVERAGE = nN_("{sum} ÷ {n} month = {score}", "{sum} ÷ {n} months = {score}")
TOTAL = N_("Together {score}")
CONVERTED = N_("Converted: {score} ÷ {best} (the best) × {full} = {converted}")
PLACE = nN_("Place {place}: {n} of {count} has more.", "Place {place}: {n} of {count} have more.")


class Asked(NamedTuple):
    """Whose totals of which span are explained, and in which language."""

    desk: Desk
    branch: Org
    person: Person
    span: Span
    speech: Language


def text(asked: Asked) -> Html:
    """Write how somebody's totals come about, for each kind that they have a board as."""
    desk, branch, person, span, speech = asked
    told = [speech.say(HEAD, span=board.span_text(span, speech))]
    kinds = [kind for kind in board.kinds(desk, branch) if kind != "branch"]
    for kind in kinds:
        standing = board.standing(desk, branch, kind, span.start, span.end, before=span.before)
        row = standing.row_of(person.code)
        if row is None and kind != "member":
            continue
        if len(kinds) > 1:
            told.append(speech.say(AS_KIND, kind=speech.word(board.KINDS[kind])))
        told += _months(asked, kind)
        if row is None:
            continue
        scheme = board.rules_of(desk, branch, min(span.end, month_key(desk.today))).scheme
        if row.converted is not None and scheme.normalise is not None:
            best = max(one.points for one in standing.rows)
            full = points_text(scheme.normalise.full)
            facts = {"score": row.points, "best": best, "full": full, "converted": row.converted}
            told.append(speech.say(CONVERTED, **facts))
        told.append(_place(standing, row.rank, row.points, speech))
    return Html("\n".join(told))


def _place(standing: Standing, place: int, points: Decimal, speech: Language) -> Html:
    better = sum(one.points > points for one in standing.rows)
    return speech.count(PLACE, better, place=place, count=len(standing.rows))


def _months(asked: Asked, kind: str) -> list[Html]:
    """Write a line for each month that counts, and how they come together."""
    desk, branch, person, span, speech = asked
    lines: list[Html] = []
    scores: list[Decimal] = []
    based = False
    for month in months_between(span.start, min(span.end, month_key(desk.today))):
        scheme = board.rules_of(desk, branch, month).scheme
        based = scheme.base is not None
        own = board.standing(desk, branch, kind, month, month)
        row = own.row_of(person.code)
        if row is not None:
            total = own.totals[person.code]
            if based or total:
                lines.append(_month(scheme, month, total, row.points, speech))
            scores.append(row.points)
        elif based and people.is_member(desk, person, branch):
            lines.append(speech.say(EXEMPT, month=speech.month(month)))
    if len(scores) > 1:
        total = round2(sum(scores, Decimal(0)))
        together = speech.say(TOTAL, score=points_text(total))
        average = speech.count(AVERAGE, len(scores), sum=points_text(total), score=round2(mean(scores)))
        lines.append(average if based else together)
    return lines


def _month(scheme: Scheme, month: str, total: Decimal, score: Decimal, speech: Language) -> Html:
    facts: dict[str, object] = {"month": speech.month(month), "total": points_text(total, sign=True), "score": score}
    if scheme.base is None:
        return speech.say(SUM, **facts)
    if score == round2(scheme.base + total):
        return speech.say(BASED, base=scheme.base, **facts)
    return speech.say(
        FLOORED if score == scheme.floor and score > scheme.base + total else ZEROED, base=scheme.base, **facts
    )
