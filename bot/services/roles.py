"""Roles: who is given which, by whom; and what has to follow a change."""

from collections.abc import Sequence

from bot.domain.organisation.roles import GRANTED_BY_SECRETARY, ROLES
from bot.domain.points.text import normalise_text
from bot.domain.refusals import (
    already_enrolled,
    last_secretary,
    needs_own_request,
    no_account,
    no_right,
    role_not_held,
    unknown_person,
    unknown_role,
)
from bot.i18n import LANGUAGES, N_, Html, Language, language
from bot.services import join, people, rulebook, setup, waiting
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, PrivateLetter, post
from storage import audit, chats, grants, memberships, persons, rosters
from storage.orgs import Org
from storage.persons import Person

WORDS = {
    "member": ("党员", "黨員", "成员", "成員"),
    "cadre": ("党务干部", "黨務幹部", "干部", "幹部"),
    "recorder": ("记录员", "記錄員", "紀錄員"),
    "group_leader": ("党小组长", "黨小組長", "组长", "組長"),
    "deputy_secretary": ("支部副书记", "支部副書記", "副书记", "副書記"),
    "secretary": ("党支部书记", "黨支部書記", "支部书记", "支部書記", "书记", "書記"),
    "ledger_keeper": ("台账管理员", "台账员", "台賬員", "台帳員"),
    "section_chief": ("科长", "科長"),
    "deputy_leader": ("分管领导", "分管領導"),
    "main_leader": ("主要领导", "主要領導"),
    "committee_reviewer": ("党委审核人", "黨委審核人", "党委审核员", "黨委審核員"),
    "municipal_reviewer": ("市级复核", "市級複核", "复核组", "複核組"),
    "judge": ("评委", "評委"),
    "community_contact": ("社区联络员", "社區聯絡員"),
    "instructor": ("指导员", "指導員"),
    "admin": ("管理员", "管理員"),
}
"""Chinese words that people use for a role; its code and its names in the catalogs work too."""

WITHOUT_ACCOUNT = frozenset({"member", "cadre", "group_leader"})
"""Roles that mean something for a person who does not use Telegram."""

OF_THE_BRANCH = frozenset({*GRANTED_BY_SECRETARY, "secretary"})
"""Roles for people who are enrolled; all others can be held by somebody from outside."""

MEANINGS = {
    "member": N_("You can claim points with /claim and see them with /my."),
    "cadre": N_("Your points for party affairs stand on the cadres' board; everything else stays as it was."),
    "recorder": N_("You can claim for others by naming them, open activities, and confirm requests to join."),
    "group_leader": N_("You can claim for the people of your group by naming them, and open activities."),
    "deputy_secretary": N_(
        "You confirm requests to join, and you review claims where the secretary may not: the secretary's own. "
        "They come to you here."
    ),
    "secretary": N_(
        "You review claims (they come to you here), confirm who joins, give roles with /grant and choose the settings "
        "with /settings."
    ),
    "ledger_keeper": N_("You enter what nobody can claim: /award and /deduct. Others review what you enter."),
    "section_chief": N_("You review claims at your level; they come to you here, with the evidence and the buttons."),
    "deputy_leader": N_("You review claims at your level; they come to you here, with the evidence and the buttons."),
    "main_leader": N_("You review claims at your level; they come to you here, with the evidence and the buttons."),
    "committee_reviewer": N_("You review claims for which a branch has nobody left; they come to you here."),
    "municipal_reviewer": N_("You check the ratings that the branches hand up."),
    "judge": N_("You rate what is handed in to a contest."),
    "community_contact": N_("You are the branch's contact for its community."),
    "instructor": N_("You guide branches that work on their shortcomings."),
    "admin": N_("You administer this bot: all branches, all roles."),
}
"""What a role lets its holder do, told when it is given."""

GIVEN = N_("You are now {role} of {branch}; {by} entered it.\n{meaning}")
TAKEN = N_("You are no longer {role} of {branch}; {by} entered it. What you did in that role stays recorded.")
TAKES_OFFICE = N_("🤝 {branch}: {new} is the secretary now. All claims that wait go with the office.")
ENROLLED = N_("You are enrolled in {branch}; {by} entered it.\n{meaning}")
LEFT = N_("You are no longer a member of {branch}; {by} entered it. Everything recorded so far stays.")
HANDED_OVER = N_("🤝 {branch}: {new} is the secretary now, in place of {old}. All claims that wait go with the office.")


def read_role(text: str) -> tuple[str, str]:
    """Read a role at the start of a text, or at its end, in any of the languages; answer its code and the rest.

    Raises:
        Refusal: ``UNKNOWN_ROLE``.
    """
    plain = normalise_text(text).strip()
    lowered = plain.lower()
    for word, role in _spoken():
        rest = plain[len(word) :]
        # A Chinese word needs no space before the name: 书记张三.
        if lowered.startswith(word) and (not rest or rest[0].isspace() or not word.isascii()):
            return role, rest.strip()
    for word, role in _spoken():
        if lowered.endswith(f" {word}"):
            return role, plain[: -len(word)].strip()
    raise unknown_role(plain.split()[0][:32] if plain else "", tuple(ROLES))


def _spoken() -> list[tuple[str, str]]:
    """Answer every word for a role, the longest first."""
    words = {word.lower(): role for role, said in WORDS.items() for word in said}
    for role, name in ROLES.items():
        words |= {role: role, role.replace("_", " "): role, name.lower(): role}
        words |= {language(code).word(name).lower(): role for code in LANGUAGES}
    return sorted(words.items(), key=lambda pair: -len(pair[0]))


def may_give(desk: Desk, actor: Person, org: Org, role: str) -> None:
    """Insist that somebody may give or take a role in an organisation.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    if role == "admin":
        if not people.is_admin(desk, actor):
            raise no_right(("admin",))
    elif not people.is_above(desk, actor, org):
        if role not in GRANTED_BY_SECRETARY:
            raise no_right(("admin",))
        if "secretary" not in people.roles_in(desk, actor, org):
            raise no_right(("secretary",))


def candidates(desk: Desk, actor: Person, org: Org, word: str) -> list[Person]:
    """Answer whom a name or a code may mean: people of the organisation, and for those above it people of the others.

    Raises:
        Refusal: ``UNKNOWN_PERSON`` with the nearest names.
    """
    wanted = word.strip().lstrip("@")
    holders = [persons.get(desk.tx, grant.person_id) for grant in grants.of_org(desk.tx, org.id)]
    here = {person.id: person for person in (*rosters.roster(desk.tx, org.id), *holders)}
    found = [person for person in here.values() if wanted in {person.name, person.code}]
    if not found and people.is_above(desk, actor, org):
        found = rosters.everywhere(desk.tx, wanted) or rosters.introduced(desk.tx, wanted)
    if not found:
        raise unknown_person(word, people.nearest(wanted, here.values()))
    return found


def persons_who_left(desk: Desk, org: Org, word: str) -> list[Person]:
    """Answer the former members whom a name or a code may mean."""
    return rosters.former(desk.tx, org.id, word.strip().lstrip("@"))


def grant(desk: Desk, actor: Person, org: Org, person: Person, role: str) -> bool:
    """Give a role; answer whether it is new.

    Raises:
        Refusal: ``NO_RIGHT``, ``NO_ACCOUNT``, for `member` ``ALREADY_ENROLLED`` or ``NEEDS_OWN_REQUEST``.
    """
    may_give(desk, actor, org, role)
    if role == "member":
        _enrol(desk, actor, org, person)
        return True
    if role in OF_THE_BRANCH and person.consent_at is None and not rosters.is_on_a_roster(desk.tx, person.id):
        raise needs_own_request(person.name)
    if person.telegram_id is None and role not in WITHOUT_ACCOUNT:
        raise no_account(person.name, role)
    home = setup.root_committee(desk) if role == "admin" else org
    if any(held.person_id == person.id and held.role == role for held in grants.of_org(desk.tx, home.id)):
        return False
    before = waiting.reviewers(desk, home)
    grants.add(desk.tx, person_id=person.id, org_id=home.id, role=role, by=actor.id, now=desk.now)
    _note(desk, actor, "grant", person, role=role, org=home)
    waiting.refresh(desk, home, before)
    _tell(desk, actor, org, person, role=role, sentence=GIVEN)
    return True


def meet(desk: Desk, telegram_id: int, name: str, role: str) -> Person:
    """Answer the person behind a message that was answered to give a role, known by that name from now on.

    A reviewer need not be in the branch nor in its group (2.3-6); a member has to ask, for the request is the consent.

    Raises:
        Refusal: ``BAD_NAME``, ``NEEDS_OWN_REQUEST``, ``UNKNOWN_PERSON`` where the account has another name here.
    """
    known = persons.by_telegram(desk.tx, telegram_id)
    if known is not None:
        raise unknown_person(name, [known.name])
    title = join.real_name(name)
    if role in OF_THE_BRANCH:
        raise needs_own_request(title)
    return setup.person_of(desk, telegram_id, title, None)


def _enrol(desk: Desk, actor: Person, org: Org, person: Person) -> None:
    """Enrol somebody who asked to be, or whom the roster holds elsewhere with consent."""
    rows = [row for row in memberships.of_person(desk.tx, person.id) if row.org_id == org.id]
    if rows and rows[0].state == "active":
        raise already_enrolled(person.name)
    if rows:
        join.decide(desk, actor, rows[0].id, admit=True, rev=None)
        return
    if person.telegram_id is not None and person.consent_at is None:
        raise needs_own_request(person.name)
    setup.enrol(desk, person, org)
    _note(desk, actor, "grant", person, role="member", org=org)
    _tell(desk, actor, org, person, role="member", sentence=ENROLLED)


def add_to_roster(desk: Desk, actor: Person, org: Org, name: str) -> Person:
    """Enrol somebody who does not use Telegram; the office enters their claims.

    Raises:
        Refusal: ``NO_RIGHT``, ``BAD_NAME``.
    """
    may_give(desk, actor, org, "member")
    title = join.real_name(name)
    person = persons.get(desk.tx, persons.add(desk.tx, name=title, telegram_id=None, now=desk.now))
    setup.enrol(desk, person, org)
    _note(desk, actor, "grant", person, role="member", org=org)
    return person


def revoke(desk: Desk, actor: Person, org: Org, person: Person, role: str) -> None:
    """Take a role; taking `member` ends the membership and every role in the branch, the history stays.

    Raises:
        Refusal: ``NO_RIGHT``, ``ROLE_NOT_HELD``, ``LAST_SECRETARY`` unless an administrator does it.
    """
    may_give(desk, actor, org, role)
    home = setup.root_committee(desk) if role == "admin" else org
    held = [held.role for held in grants.of_org(desk.tx, home.id) if held.person_id == person.id]
    rows = [row for row in memberships.of_person(desk.tx, person.id) if row.org_id == org.id and row.state == "active"]
    if (role == "member" and not rows) or (role != "member" and role not in held):
        raise role_not_held(person.name, role)
    ending = held if role == "member" else [role]
    if "secretary" in ending:
        may_give(desk, actor, org, "secretary")
        _keep_a_secretary(desk, actor, org, person)
    before = waiting.reviewers(desk, home)
    for one in dict.fromkeys(ending):
        grants.revoke(desk.tx, person_id=person.id, org_id=home.id, role=one, by=actor.id, now=desk.now)
        _note(desk, actor, "revoke", person, role=one, org=home)
    if role == "member":
        for row in rows:
            memberships.change(desk.tx, row.id, state="ended", until=desk.now, rev=row.rev + 1)
        _note(desk, actor, "revoke", person, role="member", org=org)
    waiting.refresh(desk, home, before)
    _tell(desk, actor, org, person, role=role, sentence=LEFT if role == "member" else TAKEN)


def _keep_a_secretary(desk: Desk, actor: Person, org: Org, leaving: Person) -> None:
    others = [
        held for held in grants.of_org(desk.tx, org.id) if held.role == "secretary" and held.person_id != leaving.id
    ]
    if not others and not people.is_admin(desk, actor):
        raise last_secretary()


def handover(desk: Desk, actor: Person, org: Org, heir: Person) -> list[Person]:
    """Make somebody the secretary in one step; answer who was it before.

    The secretary hands over the own office; those above a branch replace whoever holds it.

    Raises:
        Refusal: ``NO_RIGHT``, ``NO_ACCOUNT``.
    """
    secretaries = [held.person_id for held in grants.of_org(desk.tx, org.id) if held.role == "secretary"]
    if actor.id in secretaries:
        leaving = [actor.id]
    elif people.is_above(desk, actor, org):
        leaving = secretaries
    else:
        raise no_right(("secretary",))
    if heir.telegram_id is None:
        raise no_account(heir.name, "secretary")
    before = waiting.reviewers(desk, org)
    if heir.id not in secretaries:
        grants.add(desk.tx, person_id=heir.id, org_id=org.id, role="secretary", by=actor.id, now=desk.now)
        _tell(desk, actor, org, heir, role="secretary", sentence=GIVEN)
    old = [persons.get(desk.tx, person_id) for person_id in dict.fromkeys(leaving) if person_id != heir.id]
    for person in old:
        grants.revoke(desk.tx, person_id=person.id, org_id=org.id, role="secretary", by=actor.id, now=desk.now)
        _tell(desk, actor, org, person, role="secretary", sentence=TAKEN)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=actor.id,
        action="handover",
        what=f"org {org.code}",
        before=", ".join(person.code for person in old),
        after=heir.code,
    )
    waiting.refresh(desk, org, before)
    return old


def announce_handover(desk: Desk, org: Org, heir: Person, old: list[Person], *, but: int | None = None) -> None:
    """Tell the branch's groups who the secretary is now, all but the one where it is answered anyway."""
    for chat in chats.of_org(desk.tx, org.id):
        if chat.id != but:
            speech = desk.speaks_in(chat)
            post(desk, GroupLetter(chat=chat, text=handed_over(org, heir, old, speech)))


def handed_over(org: Org, heir: Person, old: Sequence[Person], speech: Language) -> Html:
    """Say who is the secretary now, and in whose place if somebody was it before."""
    if not old:
        return speech.say(TAKES_OFFICE, branch=org.name, new=heir.name)
    names = speech.listing(person.name for person in old)
    return speech.say(HANDED_OVER, branch=org.name, new=heir.name, old=names)


def _note(desk: Desk, actor: Person, action: str, person: Person, *, role: str, org: Org) -> None:
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=actor.id,
        action=action,
        what=f"person {person.code}",
        after=f"{role} {org.code}",
    )


def _tell(desk: Desk, actor: Person, org: Org, person: Person, *, role: str, sentence: str) -> None:
    """Tell a person privately what has become of a role, unless they did it themselves."""
    if person.telegram_id is None or person.id == actor.id:
        return
    speech = desk.speaks(person)
    text = speech.say(
        sentence,
        role=speech.word(ROLES[role]),
        branch=org.name,
        by=actor.name,
        meaning=speech.word(MEANINGS[role]),
    )
    post(desk, PrivateLetter(to=person.telegram_id, text=text, about=org, silent=True))


def missing(desk: Desk, org: Org) -> tuple[str, ...]:
    """Answer the roles that the rulebook's review chain asks for and nobody holds."""
    if org.scheme_code is None:
        return ()
    holders = people.holders(desk, org)
    return tuple(role for role in rulebook.current(desk, org).scheme.review_chain if not holders.get(role))
