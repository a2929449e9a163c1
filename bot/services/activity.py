"""Activities: one card for an act of several people. They say that they took part, one review books all."""

from dataclasses import asdict
from typing import NamedTuple

from bot.domain.organisation.roles import SUBMIT_FOR_OTHERS
from bot.domain.points.claim import ClaimText
from bot.domain.points.item import Item, ItemKind
from bot.domain.refusals import (
    activity_needs_evidence,
    item_is_deduction,
    item_not_claimable,
    item_not_for_you,
    missing_argument,
    no_branch_bound,
    nobody_took_part,
    stale_card,
    too_many_files,
)
from bot.i18n import N_, Html, Language
from bot.services import card_text, people, words
from bot.services import claim as claims_service
from bot.services.claim import Act, Missing, Request
from bot.services.desk import Desk
from bot.services.evidence import MOST_FILES, Piece
from bot.services.letters import Fallback, GroupLetter, Key, Lane, PrivateLetter, post
from bot.services.paging import page_at, page_keys
from bot.services.rulebook import Rules, in_force
from storage import activities, audit, chats, orgs, persons, rosters, slots
from storage import letters as outbox
from storage.activities import Activity
from storage.claims import Claim
from storage.orgs import Org
from storage.persons import Person

USAGE = "/activity CODE [DATE] TITLE"
CARD = N_("🧹 <b>{title}</b> · {code} {item} · {day}\nOpened by {name}. Evidence: {count}")
TOOK_PART = N_("Took part ({count}): {names}")
NOBODY = N_("Who took part taps 🙋. Answer this card with a photo to add evidence.")
CANCELLED = N_("Cancelled, nothing is filed.")
JOIN = N_("🙋 I took part")
HAND_IN = N_("📨 Hand in")
CANCEL = N_("🗑 Cancel")
TICK = N_("☑️ Tick list")
TICKS = N_("Who took part in “{title}” on {day}? Tap the names; {count} so far. Then hand in on the card in the group.")
NAMES_ON_PAGE = 8
NAMES_ROOM = 2500


class Gathering(NamedTuple):
    """An activity with everything its card tells."""

    activity: Activity
    branch: Org
    rules: Rules
    item: Item
    people: list[Person]


def slot(activity_id: int) -> str:
    """Answer the slot of an activity's card."""
    return f"act:{activity_id}:chat"


def look(desk: Desk, activity: Activity) -> Gathering:
    """Gather what an activity's card tells."""
    branch = orgs.get(desk.tx, activity.branch_id)
    rules = in_force(desk, branch, activity.occurred_on)
    took_part = [persons.get(desk.tx, person_id) for person_id in activities.people(desk.tx, activity.id)]
    return Gathering(activity, branch, rules, rules.scheme.items[activity.item], took_part)


def open_(desk: Desk, branch: Org, person: Person, request: Request) -> Activity | Missing:
    """Open an activity if the request is complete, else answer what is missing.

    Raises:
        Refusal: ``NO_RIGHT``, ``NOT_CLAIMABLE``, ``ITEM_IS_DEDUCTION``, ``NOT_FOR_SUBJECT``, ``MISSING_ARGUMENT``, and
            what reading the words raises.
    """
    people.need_role(desk, person, branch, *SUBMIT_FOR_OTHERS)
    _, item, read = claims_service.read_text(desk, branch, request, request.text)
    if item.negative:
        raise item_is_deduction(item.code)
    if not item.claimable:
        raise item_not_claimable(item.code)
    if not item.who - {"branch"}:
        raise item_not_for_you(item.code, item.who)
    if not read.note:
        raise missing_argument("activity", USAGE)
    if item.kind is ItemKind.TIER and read.level is None:
        return Missing(what="level", item=item)
    claims_service.requested(item, read)  # a level or a value that the item does not know is refused now
    chat_id = claims_service.home_chat(desk, branch, request.chat_id)
    if chat_id is None:
        raise no_branch_bound()
    activity_id = activities.add(
        desk.tx,
        branch_id=branch.id,
        item=item.code,
        title=read.note,
        occurred_on=read.occurred_on,
        quantity=read.quantity,
        level=read.level,
        opened_by=person.id,
        chat_id=chat_id,
        pieces=[asdict(piece) for piece in claims_service.all_pieces(desk, request)],
        created_at=desk.now,
    )
    activity = known(desk, activity_id)
    publish(desk, activity)
    send_ticks(desk, activity, person)
    return activity


def known(desk: Desk, activity_id: int) -> Activity:
    """Answer an activity.

    Raises:
        Refusal: ``STALE_CARD`` where there is none of that number.
    """
    activity = activities.get(desk.tx, activity_id)
    if activity is None:
        raise stale_card()
    return activity


def need_open(desk: Desk, activity_id: int) -> Gathering:
    """Answer an activity that is still being gathered.

    Raises:
        Refusal: ``STALE_CARD``.
    """
    activity = known(desk, activity_id)
    if activity.state != "open":
        raise stale_card()
    return look(desk, activity)


def need_opener(desk: Desk, person: Person, gathering: Gathering) -> None:
    """Insist on who opened an activity, or the branch's secretary.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    if person.id != gathering.activity.opened_by:
        people.need_role(desk, person, gathering.branch, "secretary")


def toggle(desk: Desk, activity_id: int, person: Person, *, how: str) -> bool:
    """Let somebody in, or out again; answer whether they are in now.

    Raises:
        Refusal: ``STALE_CARD``, ``NOT_ENROLLED``, ``NOT_FOR_SUBJECT``.
    """
    gathering = need_open(desk, activity_id)
    people.need_member(desk, person, gathering.branch)
    is_in = not activities.leave(desk.tx, activity_id, person.id)
    if is_in:
        _kind(desk, gathering, person)
        activities.enter(desk.tx, activity_id, person.id, how=how, now=desk.now)
    publish(desk, gathering.activity)
    return is_in


def _kind(desk: Desk, gathering: Gathering, person: Person) -> str:
    """Answer as what a person took part; never as the branch, for an act of people is theirs."""
    who = gathering.item.who - {"branch"}
    roles = people.roles_in(desk, person, gathering.branch)
    kind = people.subject_kind(roles, who, gathering.rules.scheme.subjects)
    if kind is None:
        raise item_not_for_you(gathering.item.code, who)
    return kind


def add_evidence(desk: Desk, activity_id: int, person: Person, pieces: tuple[Piece, ...]) -> Gathering:
    """Add photos or documents to an activity; any member of the branch may.

    Raises:
        Refusal: ``STALE_CARD``, ``NOT_ENROLLED``, ``TOO_MANY_FILES``.
    """
    gathering = need_open(desk, activity_id)
    people.need_member(desk, person, gathering.branch)
    shown = [*gathering.activity.pieces, *(asdict(piece) for piece in pieces)]
    if len(shown) > MOST_FILES:
        raise too_many_files(MOST_FILES)
    activities.show(desk.tx, activity_id, shown)
    activity = known(desk, activity_id)
    publish(desk, activity)
    return look(desk, activity)


def hand_in(desk: Desk, activity_id: int, person: Person) -> Claim:
    """File an activity: a claim for each of its people, on the card where they gathered.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``NOBODY_TOOK_PART``, ``ACTIVITY_NEEDS_EVIDENCE``.
    """
    gathering = need_open(desk, activity_id)
    need_opener(desk, person, gathering)
    activity, item = gathering.activity, gathering.item
    if not gathering.people:
        raise nobody_took_part()
    if item.lacks_evidence(note=activity.title, attachments=len(activity.pieces)):
        raise activity_needs_evidence(item.code, item.evidence)
    place = slots.place_of(desk.tx, slot(activity.id))
    outbox.supersede(desk.tx, slot(activity.id))
    read = ClaimText(
        code=item.code,
        quantity=activity.quantity,
        level=activity.level,
        occurred_on=activity.occurred_on,
        note=activity.title,
    )
    act = Act(
        branch=gathering.branch,
        rules=gathering.rules,
        item=item,
        subjects=tuple((_kind(desk, gathering, who), who.id) for who in gathering.people),
        occurred_on=activity.occurred_on,
        quantity=activity.quantity,
        level=activity.level,
        requested=claims_service.requested(item, read),
        note=activity.title,
        pieces=tuple(Piece(**piece) for piece in activity.pieces),
        source="activity",
        chat_id=activity.chat_id,
        card_at=place.message_id if place is not None and place.chat_id == activity.chat_id else None,
    )
    claim = claims_service.file(desk, act, persons.get(desk.tx, activity.opened_by))
    activities.close(desk.tx, activity.id, state="filed", claim_id=claim.id)
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=person.id,
        action="hand_in",
        what=f"activity {activity.id}",
        after=f"claim {claim.id}",
        chat_id=activity.chat_id,
    )
    return claim


def cancel(desk: Desk, activity_id: int, person: Person) -> None:
    """Give an activity up; nothing is filed.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``.
    """
    gathering = need_open(desk, activity_id)
    need_opener(desk, person, gathering)
    activities.close(desk.tx, activity_id, state="cancelled")
    publish(desk, known(desk, activity_id))


# ---- what is shown -----------------------------------------------------------------------------------------------
def publish(desk: Desk, activity: Activity) -> None:
    """Write the card as the activity stands now."""
    chat = chats.get(desk.tx, activity.chat_id) if activity.chat_id is not None else None
    if chat is None or chat.state != "bound":
        return
    speech = desk.speaks_in(chat)
    post(
        desk,
        GroupLetter(
            chat=chat,
            text=_text(desk, look(desk, activity), speech),
            keyboard=_keys(activity, speech),
            lane=Lane.CARD,
            slot=slot(activity.id),
        ),
    )


def _text(desk: Desk, gathering: Gathering, speech: Language) -> Html:
    activity = gathering.activity
    head = speech.say(
        CARD,
        title=activity.title,
        code=gathering.item.code,
        item=words.item_name(gathering.item, speech),
        day=activity.occurred_on,
        name=persons.get(desk.tx, activity.opened_by).name,
        count=len(activity.pieces),
    )
    lines = [head]
    names = card_text.fitting([person.name for person in gathering.people], NAMES_ROOM)
    if names:
        lines.append(speech.say(TOOK_PART, count=len(gathering.people), names=speech.listing(names)))
    if activity.state == "open":
        lines.append(speech.say(NOBODY))
    elif activity.state == "cancelled":
        lines.append(speech.say(CANCELLED))
    return Html("\n".join(lines))


def _keys(activity: Activity, speech: Language) -> list[list[Key]]:
    if activity.state != "open":
        return []

    def key(label: str, verb: str) -> Key:
        return Key(label=speech.plain(label), data=f"a:{activity.id}:{verb}")

    return [[key(JOIN, "j"), key(HAND_IN, "h")], [key(TICK, "t"), key(CANCEL, "x")]]


def send_ticks(desk: Desk, activity: Activity, person: Person) -> None:
    """Send the tick list privately, for people who have no phone at hand."""
    if person.telegram_id is None:
        return
    speech = desk.speaks(person)
    gathering = look(desk, activity)
    text, keys = ticks(desk, gathering, speech, page=0)
    letter = PrivateLetter(
        to=person.telegram_id,
        text=text,
        keyboard=keys,
        fallback=Fallback(chat_id=activity.chat_id) if activity.chat_id is not None else None,
        about=gathering.branch,
        silent=True,
    )
    post(desk, letter)


def ticks(desk: Desk, gathering: Gathering, speech: Language, *, page: int) -> tuple[Html, list[list[Key]]]:
    """Word a page of the tick list: its sentence and its names."""
    activity = gathering.activity
    roster = rosters.roster(desk.tx, gathering.branch.id)
    page, pages = page_at(page, len(roster), NAMES_ON_PAGE)
    shown = roster[page * NAMES_ON_PAGE : (page + 1) * NAMES_ON_PAGE]
    is_in = {person.id for person in gathering.people}
    rows = [
        [Key(label=f"{'☑️' if who.id in is_in else '⬜'} {who.name}", data=f"a:{activity.id}:p{who.id}:{page}")]
        for who in shown
    ]
    if turn := page_keys(f"a:{activity.id}:g", page, pages):
        rows.append(turn)
    text = speech.say(TICKS, title=activity.title, day=activity.occurred_on, count=len(is_in))
    return text, rows
