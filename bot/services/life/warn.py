"""Early warning (F10): the rules find, the secretary and the cadres are told, somebody else closes what was put right.

One warning for each rule and what it is about, however often it is found. All of it is private: a group knows nothing.
"""

from collections.abc import Sequence

from bot.domain.calendar.rules import hold_until
from bot.domain.life.warning import NEED_WORDS, WarningState, move
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import no_right, stale_card, words_needed
from bot.services import settings
from bot.services.desk import Desk
from bot.services.letters import Lane, PrivateLetter, post
from bot.services.life import findings, health, warn_rules, warn_text
from bot.services.life.warn_seen import CLOSE, OFFICE, able, above, closers, known, office
from storage import audit, orgs, persons, warnings
from storage.orgs import Org
from storage.persons import Person
from storage.warnings import Warning as Found


# ---- the daily run -----------------------------------------------------------------------------------------------
def run(desk: Desk, branch: Org) -> int:
    """Look at what the rules find, on a working day: open what is new, let go what is over; answer how many are new."""
    if not desk.calendar().is_workday(desk.today):
        return 0
    found = {(one.rule, one.about): one for one in findings.look(desk, branch)}
    due_on = desk.calendar().add_workdays(desk.today, warn_rules.fix_workdays(branch))
    fresh: list[Found] = []
    for one in found.values():
        number = warnings.add(desk.tx, branch_id=branch.id, **one._asdict(), due_on=due_on, now=desk.now)
        if number is not None:
            warnings.add_step(desk.tx, number, verb="found", person_id=None, text=None, now=desk.now)
            fresh.append(known(desk, number))
    late = []
    for standing in warnings.open_of(desk.tx, branch.id):
        passing = warn_rules.RULES[standing.rule].passing
        if passing and (standing.rule, standing.about) not in found and standing.state != WarningState.SUBMITTED:
            _move(desk, standing, None, "pass", closed_at=desk.now)
        elif standing.due_on < desk.today and standing.state not in {WarningState.SUBMITTED, WarningState.ESCALATED}:
            late.append(_move(desk, standing, None, "escalate"))
    if fresh:
        _tell(desk, branch, fresh, office(desk, branch), key=f"warn:{branch.id}:{desk.today}")
    if late:
        _tell(desk, branch, late, above(desk, branch), key=f"warn late:{branch.id}:{desk.today}", late=True)
    return len(fresh)


def _tell(
    desk: Desk, branch: Org, found: Sequence[Found], receivers: Sequence[Person], *, key: str, late: bool = False
) -> None:
    """Tell what was found, and how the branch stands with it, once the quiet hours are over."""
    report = health.look(desk, branch)
    for person in receivers:
        if person.telegram_id is None or person.reachable is False:
            continue
        speech = desk.speaks(person)
        post(
            desk,
            PrivateLetter(
                to=person.telegram_id,
                text=warn_text.letter(desk, branch, found, report, speech, late=late),
                keyboard=warn_text.letter_keys(branch, found, speech),
                lane=Lane.CARD,
                key=f"{key}:{person.id}",
                about=branch,
                due_at=hold_until(desk.now, settings.quiet_hours(desk, branch), desk.house.zone),
            ),
        )


# ---- what people do ----------------------------------------------------------------------------------------------
def check(desk: Desk, person: Person, number: int, rev: int, verb: str) -> Found:
    """Answer a warning with which somebody may go on in this way now.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    found = known(desk, number)
    if found.rev != rev:
        raise stale_card()
    move(found.state, verb)
    if all(one.id != person.id for one in able(desk, found)):
        raise no_right((CLOSE if found.state == WarningState.SUBMITTED else OFFICE)[:1])
    return found


def act(desk: Desk, person: Person, number: int, rev: int, *, verb: str, text: str = "") -> Found:
    """Go on with a warning: arranged, explained, reported as put right, closed, given back.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``WORDS_NEEDED``, ``TEXT_TOO_LONG``.
    """
    found = check(desk, person, number, rev, verb)
    words = clean_text(text, REASON_LIMIT)
    if verb in NEED_WORDS and not words:
        raise words_needed()
    changes: dict[str, object] = {}
    if verb == "report":
        changes["submitted_by"] = person.id
    elif verb == "close":
        changes["closed_at"] = desk.now
    moved = _move(desk, found, person, verb, text=words or None, **changes)
    _pass_on(desk, moved, person, verb, words)
    return moved


def _pass_on(desk: Desk, found: Found, by: Person, verb: str, words: str) -> None:
    """Tell who goes on from here, or who reported what is closed or given back."""
    receivers: list[Person] = []
    if verb == "report":
        receivers = closers(desk, found)
    elif verb in {"close", "return"} and found.submitted_by is not None:
        receivers = [persons.get(desk.tx, found.submitted_by)]
    branch = orgs.get(desk.tx, found.branch_id)
    for person in receivers:
        if person.telegram_id is None or person.id == by.id:
            continue
        speech = desk.speaks(person)
        text = warn_text.passed_on(desk, found, by, verb, words, speech)
        keys = [warn_text.keys(found, speech, mine=any(one.id == person.id for one in able(desk, found)))]
        post(desk, PrivateLetter(to=person.telegram_id, text=text, keyboard=keys, lane=Lane.CARD, about=branch))


def _move(
    desk: Desk, found: Found, person: Person | None, verb: str, text: str | None = None, **changes: object
) -> Found:
    state = move(found.state, verb)
    if not warnings.change(desk.tx, found.id, from_rev=found.rev, state=state.value, **changes):
        raise stale_card()
    who = person.id if person is not None else None
    warnings.add_step(desk.tx, found.id, verb=verb, person_id=who, text=text, now=desk.now)
    audit.add(desk.tx, now=desk.now, actor_id=who, action="warning", what=f"warning {found.id}", after=state.value)
    return known(desk, found.id)
