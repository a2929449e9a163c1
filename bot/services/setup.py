"""Setting up: a branch comes to be, bound to the group in which its administrator wrote."""

from typing import NamedTuple

from bot.domain.points.text import NAME_LIMIT, clean_text
from bot.domain.refusals import (
    already_bound,
    no_right,
    not_a_rehearsal,
    preset_without_points,
    unknown_branch,
    unknown_preset,
)
from bot.i18n import N_
from bot.nearness import nearest
from bot.schemes.loader import carries_points, points_presets, presets
from bot.services import chat as chats_service
from bot.services import people, rulebook
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, post
from storage import audit, chats, grants, memberships, orgs, persons
from storage.chats import Chat
from storage.orgs import Org
from storage.persons import Person

ROOT = "ROOT"
COMMITTEE = N_("Party committee")
"""What the committee above all branches is called, in the language of the installation."""
ENDED = N_("🎭 The rehearsal of {branch} is over. Nothing of it is in any export; /setup sets up the real branch.")


class SetUp(NamedTuple):
    """What /setup made."""

    branch: Org
    scheme: str
    secretary: Person


def set_up(desk: Desk, chat: Chat, person: Person, *, preset: str, name: str, rehearsal: bool = False) -> SetUp:
    """Create a branch under a preset, bind the group, enrol the sender as its secretary.

    Raises:
        Refusal: ``NO_RIGHT`` (administrators; where a chat is bound, its secretary), ``UNKNOWN_PRESET``,
            ``PRESET_WITHOUT_POINTS``, ``ALREADY_BOUND``.
    """
    code = preset.lower()
    if code not in presets():
        raise unknown_preset(preset, points_presets())
    if not carries_points(code):
        raise preset_without_points(code, points_presets())
    bound = orgs.get(desk.tx, chat.org_id) if chat.org_id is not None and chat.state == "bound" else None
    if bound is not None:
        people.need_role(desk, person, bound, "secretary")
        if not bound.rehearsal:
            raise already_bound(bound.name)
    elif not people.is_admin(desk, person):
        raise no_right(("admin",))
    root = root_committee(desk)
    rules = rulebook.adopt_preset(desk, code)
    title = clean_text(name, NAME_LIMIT * 2)
    branch_id = orgs.add(
        desk.tx,
        code=_new_code(desk),
        name=title,
        kind="branch",
        parent_id=root.id,
        scheme_code=rules.scheme.code,
        rehearsal=rehearsal,
        now=desk.now,
    )
    branch = orgs.get(desk.tx, branch_id)
    if bound is not None:
        end_rehearsal(desk, person, bound, but=chat.id)
        chat = chats_service.fresh(desk, chat)
    chats_service.bind(desk, chat, branch)
    enrol(desk, person, branch)
    grants.add(desk.tx, person_id=person.id, org_id=branch.id, role="secretary", by=person.id, now=desk.now)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action="setup",
        what=f"org {branch.code}",
        after=title,
        chat_id=chat.id,
    )
    return SetUp(branch, rules.scheme.code, person)


def end_rehearsal(desk: Desk, person: Person, branch: Org, *, but: int | None = None) -> None:
    """End a rehearsal: its groups are free for a real branch; what was recorded stays, and in no export.

    The groups are told, all but the one where it is answered anyway.

    Raises:
        Refusal: ``NOT_A_REHEARSAL``, ``NO_RIGHT``.
    """
    if not branch.rehearsal or branch.state != "active":
        raise not_a_rehearsal(branch.name)
    people.need_role(desk, person, branch, "secretary")
    for chat in chats.of_org(desk.tx, branch.id):
        if chat.id != but:
            post(desk, GroupLetter(chat=chat, text=desk.speaks_in(chat).say(ENDED, branch=branch.name)))
        chats_service.unbind(desk, chat)
    orgs.set_state(desk.tx, branch.id, "abolished")
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="end_rehearsal", what=f"org {branch.code}")


def _new_code(desk: Desk) -> str:
    """Answer a code that no organisation has: B001 for the first branch."""
    number = orgs.last_id(desk.tx)
    while orgs.by_code(desk.tx, f"B{number:03d}") is not None:
        number += 1
    return f"B{number:03d}"


def root_committee(desk: Desk) -> Org:
    """Answer the committee above all branches of this bot, made at the first need."""
    root = orgs.by_code(desk.tx, ROOT)
    if root is None:
        name = desk.speaks_code(desk.house.locale).word(COMMITTEE)
        orgs.add(desk.tx, code=ROOT, name=name, kind="committee", parent_id=None, now=desk.now)
        root = orgs.by_code(desk.tx, ROOT)
    if root is None:
        raise LookupError("the root committee was just made and is not there")
    return root


def enrol(desk: Desk, person: Person, branch: Org) -> None:
    """Make a person an active member, once."""
    if not people.is_member(desk, person, branch):
        memberships.add(desk.tx, person_id=person.id, org_id=branch.id, state="active", now=desk.now)


def bind(desk: Desk, chat: Chat, person: Person, code: str) -> Org:
    """Bind the group to an organisation that exists.

    Raises:
        Refusal: ``UNKNOWN_BRANCH``, ``NO_RIGHT``, ``ALREADY_BOUND``.
    """
    wanted = code.strip().upper()
    org = next((org for org in orgs.every(desk.tx) if org.code.upper() == wanted), None)
    if org is None or org.state != "active":
        known = [org.code for org in orgs.every(desk.tx)] if people.is_admin(desk, person) else []
        raise unknown_branch(code, nearest(wanted, known))
    people.need_role(desk, person, org, "secretary")
    chats_service.bind(desk, chat, org)
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="bind", what=f"org {org.code}", chat_id=chat.id)
    return org


def person_of(desk: Desk, telegram_id: int, name: str, lang: str | None) -> Person:
    """Answer the person behind an account, remembered under the Telegram name until a real one is given."""
    person = persons.by_telegram(desk.tx, telegram_id)
    if person is None:
        title = clean_text(name, NAME_LIMIT * 2)[:NAME_LIMIT] or str(telegram_id)
        persons.add(desk.tx, name=title, telegram_id=telegram_id, telegram_lang=lang, now=desk.now)
        people.account_came(desk, telegram_id)
        person = persons.by_telegram(desk.tx, telegram_id)
    if person is None:
        raise LookupError("a person was just added and is not there")
    return person
