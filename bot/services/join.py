"""Joining: asked under the real name, confirmed by the secretary, remembered with the consent."""

from bot.domain.points.text import NAME_LIMIT, clean_text
from bot.domain.refusals import already_enrolled, bad_name, no_right, request_waiting, stale_card
from bot.i18n import N_, Html, Language
from bot.services import chat as chats_service
from bot.services import people, setup, waiting
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Key, PrivateLetter, post
from storage import audit, chats, grants, memberships, orgs, persons, rosters, slots
from storage.memberships import Membership
from storage.orgs import Org
from storage.persons import Person

CARD = N_(
    "🙋 <b>{name}</b> asks to join {branch}.\n"
    "By asking, {name} agrees that we keep: name, branch, points, evidence file numbers, the Telegram number. "
    "No faces, no income, no whereabouts. /privacy tells all of it. The secretary confirms."
)
ON_ROSTER = N_("The roster has a {name} without Telegram ({code}): ✅ gives that record and its points to this person.")
SEVERAL = N_("The roster has several people of this name without Telegram. Please choose who this is:")
ADMITTED = N_("✅ {name} is enrolled in {branch}. Confirmed by {by}.")
DECLINED = N_("The request was closed; {name} was not enrolled.")
WELCOME = N_(
    "✅ You are enrolled in {branch} as {name}.\n/claim files a claim, /my shows your points, /items the catalogue."
)
NOT_NOW = N_("Your request to join {branch} was not confirmed. If this is a mistake, please talk to its secretary.")
ADMIT = N_("✅ Admit")
ADMIT_AS = N_("✅ {name} {code}")
ADMIT_NEW = N_("👥 Somebody else of this name")
DECLINE = N_("❌ Decline")
OPEN_PRIVATE = N_("💬 Let me write to you privately")

CONFIRMED_BY = ("secretary", "deputy_secretary", "recorder")


def real_name(name: str) -> str:
    """Answer a name as it is stored.

    Raises:
        Refusal: ``BAD_NAME``.
    """
    title = clean_text(name, NAME_LIMIT)
    if not title or not any(character.isalpha() for character in title) or title.startswith("/"):
        raise bad_name(name[:NAME_LIMIT])
    return title


def ask(
    desk: Desk,
    branch: Org,
    telegram_id: int,
    *,
    name: str,
    lang: str | None,
    chat_id: int | None,
    message_id: int | None = None,
    thread_id: int | None = None,
) -> Membership:
    """Ask to be enrolled; the request is the consent to what /privacy tells.

    The card stands in the group where it was asked, or privately with those who confirm. Who is enrolled elsewhere
    keeps the name known there; who waits may correct it; a secretary or administrator gives the own real name so.

    Raises:
        Refusal: ``BAD_NAME``, ``ALREADY_ENROLLED``, ``REQUEST_WAITING``.
    """
    title = real_name(name)
    person = setup.person_of(desk, telegram_id, title, lang)
    row = _row(desk, branch, person)
    if row is not None and row.state == "active":
        _rename_oneself(desk, branch, person, title)
        return row
    if row is not None and person.name == title:
        raise request_waiting(person.name)
    if people.branches_with_role(desk, person):
        title = person.name
    persons.change(desk.tx, person.id, name=title, consent_at=desk.now, telegram_lang=lang)
    if row is None:
        row_id = memberships.add(
            desk.tx, person_id=person.id, org_id=branch.id, state="pending", now=desk.now, chat_id=chat_id
        )
    else:
        row_id = row.id
        memberships.change(desk.tx, row.id, rev=row.rev + 1)
    row = _known(desk, row_id)
    publish(desk, row, reply_to=message_id, thread_id=thread_id)
    return row


def check_open(desk: Desk, branch: Org, person: Person) -> str:
    """Refuse somebody for whom there is nothing to ask, before a name is asked for.

    Returns:
        The name by which another branch knows the person, who is asked for none then; empty where it is needed.

    Raises:
        Refusal: ``ALREADY_ENROLLED``, ``REQUEST_WAITING``.
    """
    row = _row(desk, branch, person)
    if row is not None and row.state != "active":
        raise request_waiting(person.name)
    if row is not None and not _names_oneself(desk, branch, person):
        raise already_enrolled(person.name)
    return person.name if row is None and people.branches_with_role(desk, person) else ""


def _row(desk: Desk, branch: Org, person: Person) -> Membership | None:
    return next((row for row in memberships.of_person(desk.tx, person.id) if row.org_id == branch.id), None)


def _names_oneself(desk: Desk, branch: Org, person: Person) -> bool:
    """Tell whether somebody confirms names anyway, and so may give the own real one."""
    return "secretary" in people.roles_in(desk, person, branch) or people.is_admin(desk, person)


def _rename_oneself(desk: Desk, branch: Org, person: Person, title: str) -> None:
    if title == person.name or not _names_oneself(desk, branch, person):
        raise already_enrolled(person.name)
    persons.change(desk.tx, person.id, name=title, consent_at=desk.now)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action="rename",
        what=f"person {person.code}",  # without the names: the log never changes, and names can be erased
    )


def _known(desk: Desk, membership_id: int) -> Membership:
    row = memberships.get(desk.tx, membership_id)
    if row is None:
        raise LookupError("a membership was referred to and is not there")
    return row


def confirmers(desk: Desk, branch: Org) -> list[Person]:
    """Answer who may confirm a request: those of the branch, else the administrators."""
    holders = people.holders(desk, branch)
    here = [key for role in CONFIRMED_BY for key in holders.get(role, ())]
    found = [persons.get(desk.tx, int(key)) for key in dict.fromkeys(here or holders.get("admin", ()))]
    return [person for person in found if person.telegram_id is not None]


def publish(
    desk: Desk,
    row: Membership,
    *,
    by: Person | None = None,
    reply_to: int | None = None,
    thread_id: int | None = None,
) -> None:
    """Write the request's card as the request stands now: in the group, or with each who confirms."""
    branch, asker = orgs.get(desk.tx, row.org_id), persons.get(desk.tx, row.person_id)
    chat = chats_service.where_now(desk, row.chat_id) if row.chat_id is not None else None
    if chat is not None:
        speech = desk.speaks_in(chat)
        post(
            desk,
            GroupLetter(
                chat=chat,
                text=_text(desk, row, branch, asker, speech, by=by),
                keyboard=_keys(desk, row, branch, asker, speech),
                slot=f"join:{row.id}:chat",
                reply_to=reply_to,
                thread_id=thread_id or 0,
            ),
        )
        return
    prefix = f"join:{row.id}:p"
    held = [persons.get(desk.tx, int(slot.removeprefix(prefix))) for slot in slots.under(desk.tx, prefix)]
    for person in dict.fromkeys([*held, *(confirmers(desk, branch) if row.state == "pending" else ())]):
        if person.telegram_id is not None:
            speech = desk.speaks(person)
            text, keys = (
                _text(desk, row, branch, asker, speech, by=by),
                _keys(desk, row, branch, asker, speech) if row.state == "pending" else [],
            )
            slot = f"{prefix}{person.id}"
            post(desk, PrivateLetter(to=person.telegram_id, text=text, keyboard=keys, slot=slot, about=branch))


def _text(desk: Desk, row: Membership, branch: Org, asker: Person, speech: Language, *, by: Person | None) -> Html:
    if row.state != "pending":
        sentence = ADMITTED if row.state == "active" else DECLINED
        return speech.say(sentence, name=asker.name, branch=branch.name, by=by.name if by else "")
    text = speech.say(CARD, name=asker.name, branch=branch.name)
    same = namesakes(desk, branch, asker)
    if len(same) == 1:
        return Html(f"{text}\n{speech.say(ON_ROSTER, name=asker.name, code=same[0].code)}")
    return Html(f"{text}\n{speech.say(SEVERAL)}") if same else text


def _keys(desk: Desk, row: Membership, branch: Org, asker: Person, speech: Language) -> list[list[Key]]:
    if row.state == "active" and desk.house.username and asker.reachable is not True:
        return [[Key(label=speech.plain(OPEN_PRIVATE), url=desk.house.link("hello"))]]
    if row.state != "pending":
        return []

    def key(label: str, verb: str, **facts: object) -> Key:
        return Key(label=speech.plain(label, **facts), data=f"j:{row.id}:{verb}:{row.rev}")

    decline = key(DECLINE, "r")
    same = namesakes(desk, branch, asker)
    if not same:
        return [[key(ADMIT, "a"), decline]]
    if len(same) == 1:
        return [[key(ADMIT, f"a{same[0].id}"), decline], [key(ADMIT_NEW, "a")]]
    return [
        *([key(ADMIT_AS, f"a{one.id}", name=one.name, code=one.code)] for one in same),
        [key(ADMIT_NEW, "a"), decline],
    ]


def namesakes(desk: Desk, branch: Org, asker: Person) -> list[Person]:
    """Answer who stands on the roster under the same name without an account."""
    same = rosters.named(desk.tx, branch.id, asker.name)
    return [person for person in same if person.telegram_id is None and person.id != asker.id]


def decide(
    desk: Desk, person: Person, membership_id: int, *, admit: bool, rev: int | None, as_id: int | None = None
) -> tuple[Membership, Org, Person]:
    """Admit or decline a request, once; with `as_id` the asker takes over that record of the roster.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    row = memberships.get(desk.tx, membership_id)
    if row is None:
        raise stale_card()
    branch = orgs.get(desk.tx, row.org_id)
    people.need_role(desk, person, branch, *CONFIRMED_BY)
    if row.person_id == person.id and not people.is_above(desk, person, branch):
        raise no_right(CONFIRMED_BY)
    if row.state != "pending" or (rev is not None and row.rev != rev) or branch.state != "active":
        raise stale_card()
    asker = persons.get(desk.tx, row.person_id)
    target = next((one for one in namesakes(desk, branch, asker) if one.id == as_id), None)
    if as_id is not None and target is None:
        raise stale_card()
    memberships.change(desk.tx, row.id, state="active" if admit else "declined", since=desk.now, rev=row.rev + 1)
    if admit and target is not None:
        asker = unite(desk, person, branch, account=asker, record=target)
    row = _known(desk, row.id)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action="admit" if admit else "decline",
        what=f"person {asker.code}",
        after=branch.code,
        chat_id=row.chat_id,
    )
    publish(desk, row._replace(state="active" if admit else "declined"), by=person)
    welcome(desk, branch, asker, WELCOME if admit else NOT_NOW)
    return row, branch, asker


def welcome(desk: Desk, branch: Org, person: Person, sentence: str = WELCOME) -> None:
    """Tell somebody privately what became of the request."""
    if person.telegram_id is not None:
        bound = chats.of_org(desk.tx, branch.id)
        text = desk.speaks(person, bound[0] if bound else None).say(sentence, branch=branch.name, name=person.name)
        post(desk, PrivateLetter(to=person.telegram_id, text=text, about=branch, silent=True))


def unite(desk: Desk, actor: Person, branch: Org, *, account: Person, record: Person) -> Person:
    """Make one person of an account and a record of the roster; answer who is the member from now on.

    What cannot change (claims, entries, decisions) refers to persons by id, so the side that has such a history stays.
    If both have, both stay: the account becomes a member of its own, told apart by its code.
    """
    before = waiting.reviewers(desk, branch)
    if not persons.has_history(desk.tx, account.id):
        persons.change(desk.tx, account.id, telegram_id=None)
        persons.change(
            desk.tx,
            record.id,
            telegram_id=account.telegram_id,
            telegram_lang=account.telegram_lang,
            lang=account.lang or record.lang,
            reachable=account.reachable,
            consent_at=desk.now,
        )
        stays, goes = record, account
    elif not persons.has_history(desk.tx, record.id):
        persons.change(desk.tx, account.id, consent_at=desk.now)
        stays, goes = account, record
    else:
        setup.enrol(desk, account, branch)
        return account
    for row in memberships.of_person(desk.tx, goes.id):
        if any(own.org_id == row.org_id for own in memberships.of_person(desk.tx, stays.id)):
            memberships.change(desk.tx, row.id, state="ended", until=desk.now, rev=row.rev + 1)
    memberships.move(desk.tx, goes.id, stays.id)
    grants.move(desk.tx, goes.id, stays.id)
    setup.enrol(desk, stays, branch)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=actor.id,
        action="unite",
        what=f"person {stays.code}",
        before=goes.code,
        after=branch.code,
    )
    waiting.refresh(desk, branch, before)
    return persons.get(desk.tx, stays.id)
