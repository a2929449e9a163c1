"""Rules of a branch's own: proposed, approved by the committee above where it asks for that, carried along (S4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from bot.domain.points.own_rules import foreign_settings, rebased, under
from bot.domain.points.period import month_key
from bot.domain.points.scheme import Scheme
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import missing_argument, no_right, stale_card
from bot.i18n import N_, Html, Language, nN_
from bot.schemes.stored import Change, scheme_changes, scheme_from_json, scheme_to_json
from bot.services import notice, people, rule_changes, rule_trial, rulebook
from bot.services.desk import Desk
from bot.services.letters import Key, Lane, PrivateLetter, post
from bot.services.sheets import FaultySheet, RowFault
from storage import audit, grants, orgs, persons, proposals, schemes, slots
from storage.orgs import Org
from storage.persons import Person
from storage.proposals import Proposal
from storage.schemes import SchemeRow

NEVER = N_("The scheme {scheme} lets no branch have items of its own.")
FOREIGN = N_("A branch sets only its categories and items; the settings stay the committee's: {settings}.")
CLOSED = N_("{branch} has closed {month}: the earliest day for the new version is {earliest}.")
OLDER = N_("{branch} has own rules from {since} on; new ones cannot begin before.")
NO_SCHEME = N_("{branch} keeps no points.")

ASK = N_(
    "📜 {branch} asks for rules of its own, in force from {day}. They count only if the committee above approves them."
)
TRIAL = nN_(
    "{month} under these rules: the score of {n} of {all} would have been another, the average {after} instead of "
    "{before}.",
    "{month} under these rules: the scores of {n} of {all} would have been others, the average {after} instead of "
    "{before}.",
)
TRIAL_SAME = N_("{month} under these rules: all scores would have been the same.")
APPROVE = N_("✅ Approve")
DECLINE = N_("❌ Decline…")
OUTCOME = {
    "approved": N_("📜 The rules that {branch} asked for were approved by {name}; they are in force from {day}."),
    "declined": N_(
        "📜 The rules that {branch} asked for were declined by {name}; everything stays as it is.\n{reason}"
    ),
}


class Proposed(NamedTuple):
    """What became of a branch's wish.

    Attributes:
        changes: What it would change.
        effective_from: From which day.
        version: The new version, None while it waits or where nothing changes.
        asked: Who was asked to approve it.
    """

    changes: tuple[Change, ...]
    effective_from: date
    version: int | None = None
    asked: tuple[Person, ...] = ()


def propose(desk: Desk, branch: Org, wished: Scheme, *, effective_from: date, filename: str) -> Proposed:
    """Put items of a branch's own into force, or ask the committee above where the scheme asks for that.

    Raises:
        FaultySheet: The scheme lets no branch have own items, or the wish touches the committee's settings.
    """
    if branch.scheme_code is None:
        raise FaultySheet((RowFault(row=0, text=NO_SCHEME, facts={"branch": branch.code}),))
    common = _common_on(desk, branch.scheme_code, effective_from)
    if common.own_items == "never":
        raise FaultySheet((RowFault(row=0, text=NEVER, facts={"scheme": common.code}),))
    if foreign := foreign_settings(wished, common):
        raise FaultySheet((RowFault(row=0, text=FOREIGN, facts={"settings": ", ".join(foreign)}),))
    _check_day(desk, branch, effective_from)
    wished = under(common, wished)
    changes = tuple(scheme_changes(rulebook.in_force(desk, branch, effective_from).scheme, wished))
    if not changes:
        return Proposed((), effective_from)
    if common.own_items == "free":
        return Proposed(changes, effective_from, adopt(desk, branch, wished, effective_from, by=None, why=filename))
    number = proposals.add(
        desk.tx,
        code=branch.scheme_code,
        branch_id=branch.id,
        effective_from=effective_from,
        body=scheme_to_json(wished),
        now=desk.now,
    )
    _note(desk, None, branch, "propose rules", f"{filename}, from {effective_from}, {len(changes)} changes")
    asked = approvers(desk, branch)
    for person in asked:
        _ask(desk, person, proposals.known(desk.tx, number))
    return Proposed(changes, effective_from, None, tuple(asked))


def _check_day(desk: Desk, branch: Org, start: date) -> None:
    faults = closed_faults(desk, start, [branch])
    own = next((row for row in rulebook.versions_of(desk, branch) if row.owner_id == branch.id), None)
    if own is not None and start < own.effective_from:
        facts: dict[str, object] = {"branch": branch.code, "since": own.effective_from.isoformat()}
        faults.append(RowFault(row=0, text=OLDER, facts=facts))
    if faults:
        raise FaultySheet(tuple(faults))


def closed_faults(desk: Desk, start: date, branches: Sequence[Org]) -> list[RowFault]:
    """Name the branches into whose closed months rules would reach (2.2-4)."""
    found = []
    for branch in branches:
        earliest = rulebook.first_open_day(desk, branch)
        if earliest is not None and start < earliest:
            month = month_key(earliest - timedelta(days=1))
            facts: dict[str, object] = {"branch": branch.code, "month": month, "earliest": earliest.isoformat()}
            found.append(RowFault(row=0, text=CLOSED, facts=facts))
    return found


def approvers(desk: Desk, branch: Org) -> list[Person]:
    """Answer who speaks for the committee above: the nearest secretaries over the branch, else administrators."""
    for org in people.ancestors(desk, branch)[1:]:
        found = [grant.person_id for grant in grants.of_org(desk.tx, org.id) if grant.role == "secretary"]
        if found:
            return [persons.get(desk.tx, one) for one in found]
    return [persons.get(desk.tx, int(one)) for one in people.holders(desk, branch).get("admin", ())]


def _ask(desk: Desk, person: Person, wish: Proposal) -> None:
    if person.telegram_id is None:
        return
    speech, branch = desk.speaks(person), orgs.get(desk.tx, wish.branch_id)
    number, start, wished = wish.id, wish.effective_from, scheme_from_json(wish.body)
    before = rulebook.in_force(desk, branch, start).scheme
    lines = [speech.say(ASK, branch=branch.name, day=start), *rule_changes.lines(before, wished, speech, most=20)]
    lines.append(trial_text(rule_trial.trial(desk, branch, wished, rule_trial.last_month(desk)), speech))
    keys = [
        [
            Key(label=speech.plain(APPROVE), data=f"ru:y:{number}"),
            Key(label=speech.plain(DECLINE), data=f"ru:n:{number}"),
        ]
    ]
    letter = PrivateLetter(
        to=person.telegram_id,
        text=Html("\n".join(lines)),
        keyboard=keys,
        lane=Lane.CARD,
        slot=f"rules:{number}:p{person.id}",
        about=branch,
    )
    post(desk, letter)


def trial_text(found: rule_trial.Trial, speech: Language) -> Html:
    """Tell in numbers what a month would have been."""
    month = speech.month(found.month)
    if not found.rows:
        return speech.say(TRIAL_SAME, month=month)
    facts = {"all": found.subjects, "after": found.after, "before": found.before}
    return speech.count(TRIAL, len(found.rows), month=month, **facts)


def need_waiting(desk: Desk, person: Person, number: int) -> Proposal:
    """Answer a wish that a person may answer now.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    wish = proposals.get(desk.tx, number)
    if wish is None:
        raise stale_card()
    branch = orgs.get(desk.tx, wish.branch_id)
    if all(other.id != person.id for other in approvers(desk, branch)):
        raise no_right(("admin",))
    if wish.state != "waiting" or branch.state != "active" or branch.scheme_code != wish.code:
        raise stale_card()
    return wish


def approve(desk: Desk, person: Person, number: int) -> int:
    """Put a branch's wish into force, never for days that are past; answer the version.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    wish = need_waiting(desk, person, number)
    branch = orgs.get(desk.tx, wish.branch_id)
    if not proposals.decide(desk.tx, number, state="approved", by=person.id, reason="", now=desk.now):
        raise stale_card()
    start = max(wish.effective_from, desk.today)
    wished = under(_common_on(desk, wish.code, start), scheme_from_json(wish.body))
    version = adopt(desk, branch, wished, start, by=person, why=f"proposal {number}")
    _close(desk, number, branch, "approved", name=person.name, day=start)
    return version


def decline(desk: Desk, person: Person, number: int, reason: str) -> None:
    """Leave a branch's rules as they are, with a reason that its office is told.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``MISSING_ARGUMENT``.
    """
    wish = need_waiting(desk, person, number)
    branch = orgs.get(desk.tx, wish.branch_id)
    reason = clean_text(reason, REASON_LIMIT)
    if not reason:
        raise missing_argument("rules", "REASON")
    if not proposals.decide(desk.tx, number, state="declined", by=person.id, reason=reason, now=desk.now):
        raise stale_card()
    _note(desk, person, branch, "decline rules", reason)
    _close(desk, number, branch, "declined", name=person.name, reason=reason)


def adopt(desk: Desk, branch: Org, wished: Scheme, start: date, *, by: Person | None, why: str) -> int:
    """Write a branch's own version, and carry it over to what the committee has set for later days already."""
    code = branch.scheme_code or ""
    version = _add(desk, branch, wished, start)
    _note(desk, by, branch, "own rules", f"{code}/{version}, from {start}: {why}")
    for row in reversed(schemes.common(desk.tx, code)):
        if row.effective_from > start:
            follow(desk, branch, row)
    return version


def follow(desk: Desk, branch: Org, new: SchemeRow) -> int | None:
    """Carry a branch's own items over to a new version of the committee's; answer the version, None without own ones.

    What the committee approved stays approved: only what the branch did not set itself is the committee's new word.
    """
    own = next((row for row in rulebook.versions_of(desk, branch) if row.owner_id == branch.id), None)
    if own is None:
        return None
    before = next(
        row
        for row in schemes.common(desk.tx, new.code)
        if row.id != new.id and row.effective_from <= own.effective_from and row.version < own.version
    )
    carried = rebased(_read(desk, own), _read(desk, before), _read(desk, new))
    return _add(desk, branch, carried, max(new.effective_from, own.effective_from))


def owners(desk: Desk, code: str) -> list[Org]:
    """Answer the branches that have rules of their own under a scheme."""
    ids = dict.fromkeys(row.owner_id for row in schemes.versions(desk.tx, code) if row.owner_id is not None)
    found = [orgs.get(desk.tx, one) for one in ids]
    return [org for org in found if org.state == "active" and org.scheme_code == code]


def next_version(desk: Desk, code: str) -> int:
    """Answer the number of the next version under a code, whosever it is."""
    return max((row.version for row in schemes.versions(desk.tx, code)), default=0) + 1


def _add(desk: Desk, branch: Org, scheme: Scheme, start: date) -> int:
    version = next_version(desk, scheme.code)
    schemes.add(
        desk.tx,
        code=scheme.code,
        version=version,
        effective_from=start,
        body=scheme_to_json(replace(scheme, version=version)),
        now=desk.now,
        owner_id=branch.id,
    )
    return version


def _common_on(desk: Desk, code: str, day: date) -> Scheme:
    rows = schemes.common(desk.tx, code)
    return _read(desk, next((row for row in rows if row.effective_from <= day), rows[-1]))


def _read(desk: Desk, row: SchemeRow) -> Scheme:
    return rulebook.by_id(desk, row.id).scheme


def _close(desk: Desk, number: int, branch: Org, state: str, **facts: object) -> None:
    """Bring every copy of the question to its outcome, and tell the branch's office."""
    prefix = f"rules:{number}:p"
    copies: list[tuple[Person, str | None]] = [
        (persons.get(desk.tx, int(name.removeprefix(prefix))), name) for name in sorted(slots.under(desk.tx, prefix))
    ]
    asked = {person.id for person, _ in copies}
    office: Sequence[Person] = [one for one in notice.office(desk, branch) if one.id not in asked]
    for person, slot in (*copies, *((one, None) for one in office)):
        if person.telegram_id is not None:
            text = desk.speaks(person).say(OUTCOME[state], branch=branch.name, **facts)
            letter = PrivateLetter(
                to=person.telegram_id, text=text, lane=Lane.CARD, slot=slot, about=branch, silent=True
            )
            post(desk, letter)


def _note(desk: Desk, person: Person | None, branch: Org, action: str, after: str) -> None:
    actor = person.id if person is not None else None
    audit.add(desk.tx, now=desk.now, actor_id=actor, action=action, what=f"org {branch.code}", after=after)
