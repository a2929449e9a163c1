"""Dues: a recorder marks months as paid, the rest is reminded privately; the sum is reckoned and forgotten.

What somebody earns is asked for by the calculator alone, which keeps nothing; here are only months and a yes.
"""

from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.calendar.periods import month_of_key, months_between, parse_period, shift_month
from bot.domain.life.dues import dues_arrears
from bot.domain.points.item import Item
from bot.domain.points.period import month_key
from bot.domain.refusals import month_runs, no_right
from bot.i18n import N_, Html, Language, nN_
from bot.services import notice, office, people, rulebook
from bot.services.claim import Missing, Request
from bot.services.desk import Desk
from bot.services.letters import Key
from storage import audit, dues, memberships, persons, rosters
from storage.orgs import Org
from storage.persons import Person

MARK = ("recorder", "secretary", "deputy_secretary", "ledger_keeper")
"""Who marks months as paid."""
LOOK_BACK = 24
"""Months that arrears are followed back."""
WORD = "党费"
"""What the name of a scheme's dues item holds."""

MINE = nN_(
    "💰 By the record of {branch} your dues of {n} month are not marked as paid: {months}. If you have paid, please "
    "tell {names}; else please pay soon.",
    "💰 By the record of {branch} your dues of {n} months are not marked as paid: {months}. If you have paid, please "
    "tell {names}; else please pay soon.",
)
LONGER = N_(
    "From the third month on the secretary is told; from the sixth, without a good reason, the branch has to decide. "
    "If something stands in the way, please say so."
)
TO_MARK = nN_(
    "💰 {branch}: for {month} the dues of {n} member are not marked as paid yet.",
    "💰 {branch}: for {month} the dues of {n} members are not marked as paid yet.",
)
WARN = N_("💰 {branch}: dues not marked for three months or more: {names}. Please talk to them.")
ESCALATE = N_(
    "💰 {branch}: dues not marked for six months or more: {names}. Please hear them; what follows, the branch and the "
    "committee decide."
)
OPEN = N_("💰 Mark dues")
BOOKED = N_("dues of {month} paid")


class Row(NamedTuple):
    """A member and whether a month is marked; entered is one whose item the office has entered."""

    person: Person
    paid: bool
    entered: bool


def may_mark(desk: Desk, person: Person, branch: Org) -> bool:
    """Tell whether somebody marks months as paid."""
    return bool(people.roles_in(desk, person, branch) & set(MARK)) or people.is_above(desk, person, branch)


def rows(desk: Desk, branch: Org, month: str) -> list[Row]:
    """Answer the members of a branch with what is marked of a month."""
    marked = {one.person_id: one for one in dues.since(desk.tx, branch.id, month) if one.month == month}
    return [
        Row(one, one.id in marked, one.id in marked and marked[one.id].claim_id is not None)
        for one in rosters.roster(desk.tx, branch.id)
    ]


def check_month(desk: Desk, month: str) -> None:
    """Insist on a month that has begun, not too long ago. Raises ``UNKNOWN_PERIOD``, ``MONTH_RUNS``."""
    month_of_key(month)
    if month > month_key(desk.today):
        raise month_runs(month)


def toggle(desk: Desk, actor: Person, branch: Org, person_id: int, month: str) -> None:
    """Mark a month of somebody as paid, or take the mark back while its item is not entered.

    Raises:
        Refusal: ``NO_RIGHT``, ``UNKNOWN_PERSON``, and those of `check_month`.
    """
    _need(desk, actor, branch, month)
    member = people.member_by_id(desk, branch, person_id)
    row = next(one for one in rows(desk, branch, month) if one.person.id == member.id)
    if row.paid and dues.unmark(desk.tx, branch_id=branch.id, person_id=member.id, month=month):
        _note(desk, actor, branch, member, f"{month} unpaid")
    elif not row.paid:
        _mark(desk, actor, branch, member, month)


def mark_all(desk: Desk, actor: Person, branch: Org, month: str) -> int:
    """Mark a month of everybody as paid who is not marked; answer how many.

    Raises:
        Refusal: ``NO_RIGHT``, and those of `check_month`.
    """
    _need(desk, actor, branch, month)
    left = [one.person for one in rows(desk, branch, month) if not one.paid]
    for member in left:
        _mark(desk, actor, branch, member, month)
    return len(left)


def _need(desk: Desk, actor: Person, branch: Org, month: str) -> None:
    check_month(desk, month)
    if not may_mark(desk, actor, branch):
        raise no_right(MARK)


def _mark(desk: Desk, actor: Person, branch: Org, member: Person, month: str) -> None:
    dues.mark(desk.tx, branch_id=branch.id, person_id=member.id, month=month, by=actor.id, on=desk.today)
    _note(desk, actor, branch, member, f"{month} paid")


def _note(desk: Desk, actor: Person, branch: Org, member: Person, what: str) -> None:
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=actor.id,
        action="dues",
        what=f"person {member.code}",
        after=f"{branch.code} {what}",
    )


# ---- the scheme's item -------------------------------------------------------------------------------------------


def item_of(desk: Desk, branch: Org) -> Item | None:
    """Answer the item that dues paid on time are worth in a branch's scheme, None where it has none."""
    items = rulebook.current(desk, branch).scheme.items.values()
    found = (one for one in items if WORD in one.names.get("zh_Hans", "") and "member" in one.who and not one.negative)
    return next(found, None)


def enter(desk: Desk, actor: Person, branch: Org, month: str) -> int:
    """Enter the item for everybody who is marked and has no entry yet; each is reviewed like any office entry (2.3-5).

    Returns:
        How many were entered.

    Raises:
        Refusal: ``NO_RIGHT`` for who does not enter points there, and what an entry itself is refused for.
    """
    item, day = item_of(desk, branch), min(parse_period(month).last, desk.today)
    left = [one.person for one in rows(desk, branch, month) if one.paid and not one.entered]
    if item is None or not left:
        return 0
    note = desk.speaks_code(desk.house.locale).plain(BOOKED, month=month)
    for member in left:
        text = f"{member.code} {item.code} {day.isoformat()} {note}"
        request = Request(
            text=text, chat_id=0, message_id=None, today=desk.today.isoformat(), verb="award", confirmed=True
        )
        entered = office.attempt(desk, branch, actor, request)
        if not isinstance(entered, Missing):
            dues.booked(desk.tx, branch_id=branch.id, person_id=member.id, month=month, claim_id=entered[0].id)
    return len(left)


# ---- what is missing ---------------------------------------------------------------------------------------------


def arrears(desk: Desk, branch: Org) -> dict[int, list[str]]:
    """Answer the months of each member, up to the last whole one, that are not marked as paid.

    They are followed back to when the branch began to keep this record, and to when the member came.
    """
    first = dues.first_month(desk.tx, branch.id)
    if first is None:
        return {}
    year, month = month_of_key(month_key(desk.today))
    last = "{:04d}-{:02d}".format(*shift_month(year, month, -1))
    first = max(first, "{:04d}-{:02d}".format(*shift_month(year, month, -LOOK_BACK)))
    paid = {(one.person_id, one.month) for one in dues.since(desk.tx, branch.id, first)}
    came: dict[int, str] = {}
    for one in memberships.tenures(desk.tx, branch.id):
        joined = month_key(one.since.astimezone(desk.house.zone).date())
        came[one.person_id] = min(joined, came.get(one.person_id, joined))
    found = {}
    for person in rosters.roster(desk.tx, branch.id):
        months = months_between(max(first, came.get(person.id, first)), last)
        if left := [month for month in months if (person.id, month) not in paid]:
            found[person.id] = left
    return found


def tell_people(desk: Desk, branch: Org, month: str) -> None:
    """On the day of the reminder: the own months to who is behind, the number to who marks, names to the office."""
    key, behind = f"dues:{branch.id}:{month}", arrears(desk, branch)
    levels: dict[str, list[str]] = {"warn": [], "escalate": []}
    markers = _markers(desk, branch)
    for person_id, months in sorted(behind.items()):
        person, level = persons.get(desk.tx, person_id), dues_arrears(len(months))
        levels.get(level, []).append(person.name)
        _tell_person(desk, branch, person, months, [one.name for one in markers], key=key)
    unmarked = sum(not one.paid for one in rows(desk, branch, month))
    for person in markers if unmarked else ():
        speech = desk.speaks(person)
        text = speech.count(TO_MARK, unmarked, branch=branch.name, month=speech.month(month))
        keys = [[Key(label=speech.plain(OPEN), data=f"du:m:{branch.id}:{month}:0")]]
        notice.tell(desk, person, branch, text, key=f"{key}:mark", keyboard=keys)
    secretaries = notice.office(desk, branch)
    committee = _holders(desk, branch, "committee_reviewer")
    for level, sentence, receivers in (("warn", WARN, secretaries), ("escalate", ESCALATE, [*secretaries, *committee])):
        if levels[level]:
            _tell_office(desk, branch, sentence, levels[level], receivers, key=f"{key}:{level}")


def _tell_person(desk: Desk, branch: Org, person: Person, months: list[str], names: Iterable[str], *, key: str) -> None:
    if person.telegram_id is None or person.reachable is False:
        return
    speech = desk.speaks(person)
    named = speech.listing(speech.month(one) for one in months[-6:])
    text = speech.count(MINE, len(months), branch=branch.name, months=named, names=speech.listing(names))
    lines = [text] if dues_arrears(len(months)) == "remind" else [text, speech.say(LONGER)]
    notice.tell(desk, person, branch, Html("\n".join(lines)), key=f"{key}:mine")


def _tell_office(
    desk: Desk, branch: Org, sentence: str, names: list[str], receivers: Iterable[Person], *, key: str
) -> None:
    for person in {one.id: one for one in receivers}.values():
        speech: Language = desk.speaks(person)
        text = speech.say(sentence, branch=branch.name, names=speech.listing(names[:40]))
        notice.tell(desk, person, branch, text, key=key)


def _markers(desk: Desk, branch: Org) -> list[Person]:
    """Answer who is asked to mark: the recorders, else the office."""
    return _holders(desk, branch, "recorder") or notice.office(desk, branch)


def _holders(desk: Desk, branch: Org, role: str) -> list[Person]:
    found = [persons.get(desk.tx, int(one)) for one in people.holders(desk, branch).get(role, ())]
    return [one for one in found if one.telegram_id is not None and one.reachable is not False]
