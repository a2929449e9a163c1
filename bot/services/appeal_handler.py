"""Who handles an objection: a person who had no part in what it is about, one level up for a second review (2.2-11)."""

from collections.abc import Iterable

from bot.domain.calendar.publicity import decision_by
from bot.domain.points.appeal import OPEN, AppealState
from bot.domain.points.chain import Level, resolve_chain
from bot.domain.refusals import Refusal, no_such_appeal, stale_card
from bot.i18n import N_
from bot.services import appeal_case, people, rulebook
from bot.services.appeal_case import UPPER_SECRETARY, Case
from bot.services.desk import Desk
from bot.services.letters import PrivateLetter, post
from bot.services.people import Holders
from bot.services.words import role_name
from storage import appeals, ledger, persons, steps
from storage.appeals import Appeal

NOBODY_TOLD = N_(
    "⚖️ An objection in {branch} waits for somebody to handle it: nobody is left who had no part in what it is about. "
    "Please appoint somebody: /grant {role} NAME ({name})."
)
LATE = N_("⚖️ {appeal} of {branch} was to be decided by {day}, by {name}. Please see that it is.")
BRANCH_ROLES = ("deputy_secretary", "secretary", "committee_reviewer", "admin")
UPPER_ROLES = ("committee_reviewer", UPPER_SECRETARY, "municipal_reviewer", "main_leader", "admin")


def assign(desk: Desk, appeal_id: int) -> Case:
    """Give an objection to whoever may handle it, and tell the two; where nobody may, tell who can mend that."""
    appeal = _get(desk, appeal_id)
    case = appeal_case.look(desk, appeal)
    level = eligible(desk, case)
    if level is None:
        _tell_nobody(desk, case)
        return appeal_case.publish(desk, appeal_id)
    handler_id = _least_busy(desk, level.persons)
    state = AppealState.ACCEPTED if appeal.state == AppealState.FILED else AppealState(appeal.state)
    decide_by = appeal.decide_by if appeal.handler_id is not None else decision_by(desk.today, desk.calendar())
    offices = {"handler_id": handler_id, "handler_role": level.role, "decide_by": decide_by}
    if not appeals.change(desk.tx, appeal, state=state.value, **offices):
        raise stale_card()
    appeals.add_step(
        desk.tx, appeal_id=appeal_id, level=appeal.level, by_id=handler_id, verdict="assigned", now=desk.now
    )
    case = appeal_case.publish(desk, appeal_id)
    appeal_case.show_file(desk, case)
    return case


def eligible(desk: Desk, case: Case) -> Level | None:
    """Answer who may handle an objection now, by the first role that has somebody; None where nobody is left.

    An objection to a total or a place is about no single claim: then first those who decided on none of the author's.
    """
    apart = _apart(desk, case)
    for excluded in (apart | _deciders_of_period(desk, case), apart):
        try:
            return _resolve(desk, case, excluded)
        except Refusal:
            continue
    return None


def _resolve(desk: Desk, case: Case, excluded: set[int]) -> Level:
    holders: Holders = dict(people.holders(desk, case.branch))
    if case.appeal.level == 1:
        chain = rulebook.current(desk, case.branch).scheme.fallback_chain
        roles = tuple(dict.fromkeys((*chain, *BRANCH_ROLES)))
    else:
        roles = UPPER_ROLES
        holders[UPPER_SECRETARY] = _secretaries_above(desk, case)
    reached = {role: tuple(one for one in held if _has_account(desk, one)) for role, held in holders.items()}
    [level] = resolve_chain(roles[:1], reached, roles[1:], excluded={str(person) for person in excluded})
    return level


def _secretaries_above(desk: Desk, case: Case) -> tuple[str, ...]:
    above = people.ancestors(desk, case.branch)[1:]
    return tuple(person for org in above for person in people.holders(desk, org).get("secretary", ()))


def _has_account(desk: Desk, person_id: str) -> bool:
    return persons.get(desk.tx, int(person_id)).telegram_id is not None


def _apart(desk: Desk, case: Case) -> set[int]:
    """Answer who must not handle an objection: its author, and everybody with a part in what it is about."""
    found = {case.author.id, *appeal_case.handlers(desk, case.appeal)}
    if case.claim is not None:
        found |= {step.reviewer_id for step in steps.of_claim(desk.tx, case.claim.id)} | {case.claim.submitter_id}
        found |= {case.claim.subject_id} if case.claim.subject_kind != "branch" else set()
    if case.entry is not None and case.entry.by_id is not None:
        found.add(case.entry.by_id)
    return found


def _deciders_of_period(desk: Desk, case: Case) -> set[int]:
    if case.claim is not None or case.entry is not None:
        return set()
    found: set[int] = set()
    for kind in ("member", "cadre"):
        for entry in ledger.of_subject(desk.tx, kind, case.author.id, case.appeal.period, f"{case.appeal.period}~"):
            found |= {entry.by_id} if entry.by_id is not None else set()
            if entry.claim_id is not None:
                found |= {step.reviewer_id for step in steps.of_claim(desk.tx, entry.claim_id)}
    return found


def _least_busy(desk: Desk, people_ids: Iterable[str]) -> int:
    """Answer whom to give it of several: who can be reached, then who has least to decide, then the first."""

    def busy(person_id: int) -> tuple[bool, int]:
        return persons.get(desk.tx, person_id).reachable is False, len(appeals.of_handler(desk.tx, person_id))

    return min((int(one) for one in people_ids), key=busy)


def _tell_nobody(desk: Desk, case: Case) -> None:
    """Tell the secretary and the administrators, once a day, which office would help; never what it is about."""
    holders = people.holders(desk, case.branch)
    role = "deputy_secretary" if case.appeal.level == 1 else "committee_reviewer"
    for person_id in dict.fromkeys((*holders.get("secretary", ()), *holders.get("admin", ()))):
        person = persons.get(desk.tx, int(person_id))
        if person.telegram_id is None or person.id == case.author.id:
            continue
        speech = desk.speaks(person)
        text = speech.say(NOBODY_TOLD, branch=case.branch.name, role=role, name=role_name(role, speech))
        key = f"appeal:nobody:{case.appeal.id}:{case.appeal.level}:{person.id}:{desk.today}"
        post(desk, PrivateLetter(to=person.telegram_id, text=text, key=key))


def reassign(desk: Desk) -> int:
    """Give what waits to those who hold the offices now; answer how many objections changed hands."""
    changed = 0
    for appeal in appeals.unfinished(desk.tx):
        if appeal.state not in OPEN:
            continue
        level = eligible(desk, appeal_case.look(desk, appeal))
        keeps = appeal.handler_id is not None and _still_holds(desk, appeal)
        if level is not None and not keeps:
            assign(desk, appeal.id)
            changed += 1
    return changed


def _still_holds(desk: Desk, appeal: Appeal) -> bool:
    """Tell whether who handles an objection still has an account and an office for its branch, or above it."""
    handler = persons.get(desk.tx, appeal.handler_id or 0)
    branch = appeal_case.look(desk, appeal).branch
    offices = people.roles_in(desk, handler, branch) - {"member", "cadre"}
    return handler.telegram_id is not None and bool(offices or people.is_above(desk, handler, branch))


def tell_late(desk: Desk, appeal: Appeal) -> None:
    """Tell those one level up, once, that a decision is overdue; they know the number, not the words."""
    case = appeal_case.look(desk, appeal)
    handler = persons.get(desk.tx, appeal.handler_id) if appeal.handler_id is not None else None
    if handler is None or appeal.decide_by is None:
        return
    holders = people.holders(desk, case.branch)
    above = (*_secretaries_above(desk, case), *holders.get("committee_reviewer", ()), *holders.get("admin", ()))
    for person_id in dict.fromkeys((str(handler.id), *above)):
        person = persons.get(desk.tx, int(person_id))
        if person.telegram_id is None or person.id == case.author.id:
            continue
        text = desk.speaks(person).say(
            LATE, appeal=case.sign, branch=case.branch.name, day=appeal.decide_by, name=handler.name
        )
        key = f"appeal:late:{appeal.id}:{appeal.level}:{person.id}"
        post(desk, PrivateLetter(to=person.telegram_id, text=text, key=key))


def _get(desk: Desk, appeal_id: int) -> Appeal:
    appeal = appeals.get(desk.tx, appeal_id)
    if appeal is None:
        raise no_such_appeal(appeal_id)
    return appeal
