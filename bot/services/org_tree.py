"""The tree changes (X1): people are transferred, branches merge or are abolished, temporary ones come to their end.

Ledgers stay where they were written: who moves keeps the entries at the old branch (2.2-19). Every change is shown
before it is made, made by who stands above both sides, and noted in the audit log.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.calendar.rules import hold_until
from bot.domain.refusals import (
    last_secretary,
    no_right,
    org_has_members,
    org_over,
    org_waits,
    same_org,
    unknown_branch,
    unknown_person,
)
from bot.i18n import N_, Html, Language
from bot.services import chat as chats_service
from bot.services import people, settings, setup
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Key, Lane, PrivateLetter, post
from bot.services.life import term
from storage import audit, chats, claim_lists, grants, meetings, memberships, orgs, persons, rosters, terms, told
from storage.orgs import Org
from storage.persons import Person

SOON = timedelta(days=7)
AT = time(9)
TOLD = "temporary"

MOVED = N_(
    "You now belong to {branch}. What you earned at {before} stays there, in your name; new claims go to {branch}."
)
MERGED = N_(
    "🏛 {before} is now part of {branch}. Its ledger stays as it was written; claims from now on go to {branch}."
)
ABOLISHED = N_("🏛 {branch} has ended. What was recorded stays; nothing more is recorded here.")
ENDS = N_("⏳ The temporary organisation {branch} ends on {day}. Its points stay; please see that nothing of it waits.")
ENDED = N_("⏳ The temporary organisation {branch} was to end on {day}. Shall it be closed?")
CLOSE = N_("✅ Close it")


class Move(NamedTuple):
    """A person, from where, to where."""

    person: Person
    before: Org
    after: Org


def find(desk: Desk, actor: Person, code: str) -> Org:
    """Answer an organisation that stands and that the actor is above.

    Raises:
        Refusal: ``UNKNOWN_BRANCH``, ``ORG_OVER``, ``NO_RIGHT``.
    """
    org = orgs.by_code(desk.tx, code.strip().upper())
    if org is None:
        raise unknown_branch(code)
    return need(desk, actor, org.id)


def need(desk: Desk, actor: Person, org_id: int) -> Org:
    """Answer an organisation by number, likewise.

    Raises:
        Refusal: ``ORG_OVER``, ``NO_RIGHT``.
    """
    org = orgs.get(desk.tx, org_id)
    if not people.is_above(desk, actor, org):
        raise no_right(("admin",))
    if org.state != "active":
        raise org_over(org.name)
    return org


def below(desk: Desk, actor: Person) -> list[Org]:
    """Answer the organisations that the actor is above, by code."""
    return [org for org in orgs.every(desk.tx) if people.is_above(desk, actor, org)]


# ---- transfer --------------------------------------------------------------------------------------------------


def plan_transfer(desk: Desk, actor: Person, word: str, code: str) -> Move:
    """Answer whose transfer is meant: the one member below the actor who is called so.

    Raises:
        Refusal: ``UNKNOWN_BRANCH``, ``ORG_OVER``, ``NO_RIGHT``, ``UNKNOWN_PERSON``, ``SEVERAL_PERSONS``, ``SAME_ORG``.
    """
    after = find(desk, actor, code)
    found = [org for org in below(desk, actor) if org.state == "active" and _called(desk, org, word)]
    elsewhere = [org for org in found if org.id != after.id]
    if not found:
        raise unknown_person(word)
    if not elsewhere:
        raise same_org(after.name)
    return Move(people.find_member(desk, elsewhere[0], word), elsewhere[0], after)


def _called(desk: Desk, org: Org, word: str) -> bool:
    return any(word in {person.name, person.code} for person in rosters.roster(desk.tx, org.id))


def transfer(desk: Desk, actor: Person, person_id: int, before_id: int, after_id: int) -> Move:
    """Let somebody belong to another branch from now on; roles of the old one end.

    Raises:
        Refusal: ``ORG_OVER``, ``NO_RIGHT``, ``UNKNOWN_PERSON``, ``LAST_SECRETARY``.
    """
    before, after = need(desk, actor, before_id), need(desk, actor, after_id)
    person = people.member_by_id(desk, before, person_id)
    held = grants.of_org(desk.tx, before.id)
    secretaries = {grant.person_id for grant in held if grant.role == "secretary"}
    if secretaries == {person.id}:
        raise last_secretary()
    _move(desk, actor, Move(person, before, after))
    if person.telegram_id is not None:
        text = desk.speaks(person).say(MOVED, branch=after.name, before=before.name)
        post(desk, PrivateLetter(to=person.telegram_id, text=text, about=after))
    return Move(persons.get(desk.tx, person.id), before, after)


def _move(desk: Desk, actor: Person, move: Move) -> None:
    person, before, after = move
    for row in memberships.of_person(desk.tx, person.id):
        if row.org_id == before.id:
            memberships.change(desk.tx, row.id, state="ended", until=desk.now, rev=row.rev + 1)
    setup.enrol(desk, person, after)
    for grant in grants.of_org(desk.tx, before.id):
        if grant.person_id == person.id:
            grants.revoke(desk.tx, person_id=person.id, org_id=before.id, role=grant.role, by=actor.id, now=desk.now)
    if person.home_id == before.id:
        persons.change(desk.tx, person.id, home_id=None)
    _note(desk, actor, "transfer", f"person {person.code}", before=before.code, after=after.code)


# ---- merge, abolish, end ---------------------------------------------------------------------------------------


def check_ready(desk: Desk, org: Org) -> None:
    """Insist that nothing of an organisation waits for a decision.

    Raises:
        Refusal: ``ORG_WAITS``.
    """
    waiting = len(claim_lists.waiting(desk.tx, org.id)) + len(meetings.running(desk.tx, org.id))
    if waiting:
        raise org_waits(org.name, waiting)


def check_merge(desk: Desk, before: Org, after: Org) -> None:
    """Insist that a branch can become part of another one.

    Raises:
        Refusal: ``SAME_ORG``, ``ORG_WAITS``, ``UNKNOWN_BRANCH`` where the other one is no branch.
    """
    if before.id == after.id:
        raise same_org(after.name)
    if after.scheme_code is None:
        raise unknown_branch(after.code)
    check_ready(desk, before)


def merge(desk: Desk, actor: Person, before_id: int, after_id: int) -> tuple[Org, Org]:
    """Let a branch become part of another: people and groups go over, its ledger stays as it is.

    Raises:
        Refusal: ``ORG_OVER``, ``NO_RIGHT``, ``SAME_ORG``, ``ORG_WAITS``, ``UNKNOWN_BRANCH``.
    """
    before, after = need(desk, actor, before_id), need(desk, actor, after_id)
    check_merge(desk, before, after)
    for person in rosters.roster(desk.tx, before.id):
        _move(desk, actor, Move(person, before, after))
    for chat in chats.of_org(desk.tx, before.id):
        chats_service.unbind(desk, chat)
        chats_service.bind(desk, chats_service.fresh(desk, chat), after)
        text = desk.speaks_in(chat).say(MERGED, before=before.name, branch=after.name)
        post(desk, GroupLetter(chat=chats_service.fresh(desk, chat), text=text, lane=Lane.CARD))
    _end(desk, before, "merged", merged_into=after.code)
    _note(desk, actor, "merge", f"org {before.code}", before=before.code, after=after.code)
    return before, after


def check_abolish(desk: Desk, org: Org) -> None:
    """Insist that an organisation can be abolished: nobody belongs to it, nothing of it waits.

    Raises:
        Refusal: ``ORG_WAITS``, ``ORG_HAS_MEMBERS``.
    """
    check_ready(desk, org)
    staying = [person for person in rosters.roster(desk.tx, org.id) if not _elsewhere(desk, person, org)]
    if staying:
        raise org_has_members(org.name, len(staying))


def _elsewhere(desk: Desk, person: Person, org: Org) -> bool:
    """Tell whether somebody belongs to another branch, too: of a temporary one they are only guests."""
    return any(other.id != org.id for other in people.branches_of(desk, person))


def abolish(desk: Desk, actor: Person, org_id: int) -> Org:
    """End an organisation; its groups are free, what was recorded stays.

    Raises:
        Refusal: ``ORG_OVER``, ``NO_RIGHT``, ``ORG_WAITS``, ``ORG_HAS_MEMBERS``.
    """
    org = need(desk, actor, org_id)
    check_abolish(desk, org)
    for chat in chats.of_org(desk.tx, org.id):
        text = desk.speaks_in(chat).say(ABOLISHED, branch=org.name)
        post(desk, GroupLetter(chat=chat, text=text, lane=Lane.CARD))
        chats_service.unbind(desk, chat)
    for row in memberships.of_org(desk.tx, org.id):
        memberships.change(desk.tx, row.id, state="ended", until=desk.now, rev=row.rev + 1)
    for grant in grants.of_org(desk.tx, org.id):
        grants.revoke(desk.tx, person_id=grant.person_id, org_id=org.id, role=grant.role, by=actor.id, now=desk.now)
    _end(desk, org, "abolished")
    _note(desk, actor, "abolish", f"org {org.code}", after=org.name)
    return org


def _end(desk: Desk, org: Org, state: str, **facts: str) -> None:
    if facts:
        orgs.set_settings(desk.tx, org.id, {**org.settings, **facts})
    orgs.change(desk.tx, org.id, valid_to=desk.today)
    orgs.set_state(desk.tx, org.id, state)


def groups(desk: Desk, org: Org) -> int:
    """Answer how many groups an organisation has."""
    return len(chats.of_org(desk.tx, org.id))


# ---- temporary -------------------------------------------------------------------------------------------------


def limit(desk: Desk, actor: Person, org: Org, day: date) -> None:
    """Make an organisation a temporary one that ends on a day, or give it another day."""
    orgs.change(desk.tx, org.id, temporary=True, valid_to=day)
    _note(desk, actor, "temporary", f"org {org.code}", after=day.isoformat())


def look(desk: Desk) -> int:
    """Tell of temporary organisations that end soon, and ask whether those that should have ended are to be closed."""
    due = [(org_id, day) for org_id, day in terms.limited(desk.tx) if day - SOON <= desk.today]
    if not due:
        return 0
    done, written = told.of_chat(desk.tx, TOLD, term.ANYWHERE), 0
    for org_id, day in due:
        org = orgs.get(desk.tx, org_id)
        over = desk.today > day
        at = datetime.combine(desk.today, AT, desk.house.zone)
        sign = f"{org.id}:{day:%y%m%d}:{int(over)}"
        if sign in done or desk.now < hold_until(at, settings.quiet_hours(desk, org), desk.house.zone):
            continue
        told.add(desk.tx, TOLD, sign, term.ANYWHERE, now=desk.now)
        for person in term.receivers(desk, org):
            _tell_end(desk, org, day, person, over=over)
        written += 1
    return written


def _tell_end(desk: Desk, org: Org, day: date, person: Person, *, over: bool) -> None:
    if person.telegram_id is None:
        return
    speech = desk.speaks(person)
    may = over and people.is_above(desk, person, org)
    keys = [[Key(label=speech.plain(CLOSE), data=f"og:a:{org.id}")]] if may else ()
    text = speech.say(ENDED if over else ENDS, branch=org.name, day=day)
    post(desk, PrivateLetter(to=person.telegram_id, text=text, keyboard=keys, about=org, silent=True))


# ---- history ---------------------------------------------------------------------------------------------------

LINE = N_("{at} · {what} · {by}")
ACTS = {
    "setup": N_("set up"),
    "merge": N_("became part of {after}"),
    "abolish": N_("ended"),
    "temporary": N_("temporary until {after}"),
    "bind": N_("a group was bound"),
    "end_rehearsal": N_("the rehearsal ended"),
}
MACHINE = N_("the machine")


def history(desk: Desk, org: Org, speech: Language) -> list[Html]:
    """Write what became of an organisation, the oldest first."""
    told_lines = []
    for row in audit.about(desk.tx, f"org {org.code}"):
        if row.action not in ACTS:
            continue
        by = persons.get(desk.tx, row.actor_id).name if row.actor_id is not None else speech.word(MACHINE)
        what = speech.plain(ACTS[row.action], after=row.after or "")
        told_lines.append(speech.say(LINE, at=speech.moment(row.at, desk.house.zone), what=what, by=by))
    return told_lines


def _note(desk: Desk, actor: Person, action: str, what: str, *, before: str | None = None, after: str) -> None:
    audit.add(desk.tx, now=desk.now, actor_id=actor.id, action=action, what=what, before=before, after=after)
