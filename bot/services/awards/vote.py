"""Votes: prepared, opened, closed and counted by those who hold the key; the roll is fixed at the opening.

Who voted is a receipt, what was voted lies sealed in the urn under a lot; the counters are written at the count, from
the shuffled urn, and then the urn is emptied. See `urn.py` for the seal, `ballot.py` for the voter's side.
"""

from collections import Counter
from typing import NamedTuple

from bot.domain.awards.ballot import ANSWERS, MOST_ON_PAPER, Counts, Mark, VoteKind, has_vote, most_excellent, satisfied
from bot.domain.awards.motion import Motion
from bot.domain.awards.refusals import nobody_votes, not_the_key, too_many_names, urn_disagrees, vote_is
from bot.domain.points.text import REASON_LIMIT, clean_text
from bot.domain.refusals import no_right, stale_card, words_needed
from bot.services import invite, people, publicity
from bot.services.awards import urn, vote_text
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Lane, post
from storage import audit, chats, orgs, persons, rosters, votes
from storage.orgs import Org
from storage.persons import Person
from storage.votes import Vote

RUN = ("secretary", "deputy_secretary")
"""Who lets a branch vote."""
RECORD = ("committee_reviewer", "admin")
"""Who writes down what the committee above decided about a result."""
MOST_LINKS = 30


class Counted(NamedTuple):
    """A vote that was counted, with its counters."""

    vote: Vote
    counts: Counts


def known(desk: Desk, number: int) -> Vote:
    """Answer a vote. Raises ``STALE_CARD`` where there is none."""
    vote = votes.get(desk.tx, number)
    if vote is None:
        raise stale_card()
    return vote


def branch_of(desk: Desk, vote: Vote) -> Org:
    """Answer whose vote it is."""
    return orgs.get(desk.tx, vote.branch_id)


def names_of(desk: Desk, vote: Vote) -> list[str]:
    """Answer the names on the paper; those of members follow the roster."""
    return [persons.get(desk.tx, person_id).name if person_id else name for person_id, name in vote.options]


def prepare(desk: Desk, actor: Person, branch: Org, motion: Motion, **facts: object) -> Vote:
    """Prepare a vote; nothing is said to anybody before it is opened.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    people.need_role(desk, actor, branch, *RUN)
    options = []
    for name in motion.names:
        found = rosters.named(desk.tx, branch.id, name)
        options.append([found[0].id, ""] if len(found) == 1 else [0, name])
    number = votes.add(
        desk.tx,
        branch_id=branch.id,
        kind=motion.kind.value,
        title=motion.title,
        seats=motion.seats,
        options=options,
        facts=facts,
        opened_by=actor.id,
        created_at=desk.now,
    )
    _note(desk, actor, number, "prepared")
    return known(desk, number)


def name_teller(desk: Desk, actor: Person, number: int, word: str) -> tuple[Vote, Person]:
    """Let somebody else hold a key as well; who opens the vote holds one in any case.

    Raises:
        Refusal: ``NO_RIGHT``, ``VOTE_IS``, and those of `people.find_member`.
    """
    vote = _to_run(desk, actor, number, "prepared")
    teller = people.find_member(desk, branch_of(desk, vote), word)
    votes.change(desk.tx, vote.id, from_state="prepared", teller_id=teller.id)
    _note(desk, actor, number, f"teller {teller.code}")
    return known(desk, number), teller


def may_hold(vote: Vote, person: Person) -> bool:
    """Tell whether somebody may hold a key."""
    return person.id in {vote.opened_by, vote.teller_id}


def take_key(desk: Desk, person: Person, number: int) -> tuple[Vote, str]:
    """Answer a fresh word for the button of who wants to hold a key; it counts once they press it.

    Raises:
        Refusal: ``NO_RIGHT``, ``VOTE_IS``.
    """
    vote = _held(desk, person, number, "prepared")
    return vote, urn.new_word()


def keep_key(desk: Desk, person: Person, number: int, word: str) -> Vote:
    """Let ballots be sealed to somebody's key too; the word is on that phone, for it was pressed there.

    Raises:
        Refusal: ``NO_RIGHT``, ``VOTE_IS``, ``NOT_THE_KEY``.
    """
    vote = _held(desk, person, number, "prepared")
    votes.add_key(desk.tx, vote.id, person.id, urn.recipient_of(word))
    return vote


def open_(desk: Desk, person: Person, number: int, word: str) -> Vote:
    """Open a vote: the roll is fixed, ballots are sealed from now on to the keys that were kept.

    Raises:
        Refusal: ``NO_RIGHT``, ``VOTE_IS``, ``NOT_THE_KEY``, ``NOBODY_VOTES``, ``TOO_MANY_NAMES``.
    """
    vote = keep_key(desk, person, number, word)
    branch, kind = branch_of(desk, vote), VoteKind(vote.kind)
    roll = [one for one in rosters.roster(desk.tx, branch.id) if has_vote(kind, one.status)]
    if not roll:
        raise nobody_votes()
    changes: dict[str, object] = {}
    if kind is VoteKind.APPRAISAL:
        changes = {"options": [[one.id, ""] for one in roll], "seats": most_excellent(len(roll))}
    if len(changes.get("options", ())) > MOST_ON_PAPER:  # type: ignore[arg-type]  # a list or nothing
        raise too_many_names(MOST_ON_PAPER)
    for one in roll:
        votes.enrol(desk.tx, vote.id, one.id)
    here = next(iter(chats.of_org(desk.tx, branch.id)), None)
    changes |= {"eligible": vote.eligible + len(roll), "opened_on": desk.today, "chat_id": here.id if here else None}
    votes.change(desk.tx, vote.id, from_state="prepared", state="open", **changes)
    _note(desk, person, number, "opened")
    if "stage" in vote.facts:
        member = persons.get(desk.tx, vote.facts["person"])
        publicity.told(desk, publicity.of_development(desk, branch, member, vote.facts["stage"]))
    opened = known(desk, number)
    show(desk, opened)
    return opened


def show(desk: Desk, vote: Vote) -> None:
    """Bring the vote's card in the group up to date."""
    chat = chats.get(desk.tx, vote.chat_id) if vote.chat_id is not None else None
    if chat is None or chat.state != "bound":
        return
    speech = desk.speaks_in(chat)
    text, keys = vote_text.card(vote, speech)
    post(desk, GroupLetter(chat=chat, text=text, keyboard=keys, lane=Lane.CARD, slot=f"vote:{vote.id}", silent=False))


def links(desk: Desk, person: Person, number: int, count: int) -> list[str]:
    """Answer the words of one-time links for people outside, for a poll that is under way.

    Raises:
        Refusal: ``NO_RIGHT``, ``VOTE_IS``.
    """
    vote = _to_run(desk, person, number, "open")
    if vote.kind != VoteKind.SATISFACTION:
        raise vote_is(vote.state)
    words = [urn.new_word() for _ in range(min(count, MOST_LINKS))]
    for word in words:
        votes.add_link(desk.tx, vote.id, invite.digest_of(word))
    votes.change(desk.tx, vote.id, from_state="open", eligible=vote.eligible + len(words))
    _note(desk, person, number, f"links {len(words)}")
    return words


def close(desk: Desk, person: Person, number: int, word: str) -> Vote:
    """Close a vote: no ballot goes into the urn any more.

    Raises:
        Refusal: ``VOTE_IS``, ``NOT_THE_KEY``.
    """
    vote = _with_key(desk, number, word, "open")
    votes.change(desk.tx, vote.id, from_state="open", state="closed", ballots=votes.receipts(desk.tx, vote.id))
    _note(desk, person, number, "closed")
    closed = known(desk, number)
    show(desk, closed)
    return closed


def count(desk: Desk, person: Person, number: int, word: str) -> Counted:
    """Count a closed vote: unseal, shuffle, add up, write the counters, empty the urn, tell the group.

    Raises:
        Refusal: ``VOTE_IS``, ``NOT_THE_KEY``, ``URN_DISAGREES``.
    """
    vote = _with_key(desk, number, word, "closed")
    marks = urn.unseal(word, votes.urn(desk.tx, vote.id))
    expected = _expected(desk, vote)
    if len(marks) != expected:
        raise urn_disagrees(len(marks), expected)
    counts = _added_up(VoteKind(vote.kind), marks)
    if vote.kind != VoteKind.SATISFACTION or satisfied(counts, invited=vote.eligible).valid:
        for (subject, answer), n in sorted(counts.items()):
            votes.add_count(desk.tx, vote.id, subject, answer, n)
    votes.empty(desk.tx, vote.id)
    votes.change(desk.tx, vote.id, from_state="closed", state="counted", counted_on=desk.today)
    _note(desk, person, number, "counted")
    done = result(desk, known(desk, number))
    _publish(desk, done)
    return done


def result(desk: Desk, vote: Vote) -> Counted:
    """Answer a counted vote with its counters."""
    return Counted(vote, votes.counts(desk.tx, vote.id))


def cancel(desk: Desk, person: Person, number: int) -> Vote:
    """Call a vote off; what lies in the urn is destroyed unread.

    Raises:
        Refusal: ``NO_RIGHT``, ``VOTE_IS`` for one that was counted or called off.
    """
    vote = _to_run(desk, person, number, "prepared", "open", "closed")
    votes.change(desk.tx, vote.id, from_state=vote.state, state="cancelled")
    votes.empty(desk.tx, vote.id)
    _note(desk, person, number, "called off")
    ended = known(desk, number)
    if vote.state != "prepared":
        show(desk, ended)
    return ended


def runoff(desk: Desk, person: Person, number: int) -> Vote:
    """Prepare the runoff that an election left open.

    Raises:
        Refusal: ``NO_RIGHT``, ``VOTE_IS`` where nothing is open.
    """
    found = result(desk, _to_run(desk, person, number, "counted"))
    left = vote_text.elected(found.vote, found.counts) if found.vote.kind == VoteKind.ELECTION else None
    if left is None or not left.runoff:
        raise vote_is("counted")
    names = names_of(desk, found.vote)
    motion = Motion(
        kind=VoteKind.ELECTION,
        title=found.vote.title,
        seats=left.open_seats,
        names=tuple(names[one] for one in left.runoff),
    )
    return prepare(desk, person, branch_of(desk, found.vote), motion, of=found.vote.id)


def record(desk: Desk, person: Person, number: int, text: str) -> Vote:
    """Write down what the committee above decided about a result (H3, H5).

    Raises:
        Refusal: ``NO_RIGHT``, ``VOTE_IS``, ``WORDS_NEEDED``.
    """
    vote = for_record(desk, person, number)
    words = clean_text(text, REASON_LIMIT)
    if not words:
        raise words_needed()
    votes.change(desk.tx, vote.id, from_state="counted", record=words, recorded_by=person.id)
    _note(desk, person, number, "recorded")
    return known(desk, number)


def for_record(desk: Desk, person: Person, number: int) -> Vote:
    """Answer a counted vote for who may record the committee's word. Raises ``NO_RIGHT``, ``VOTE_IS``."""
    vote = known(desk, number)
    people.need_role(desk, person, branch_of(desk, vote), *RECORD)
    return _in(vote, "counted")


def may_run(desk: Desk, person: Person, branch: Org) -> bool:
    """Tell whether somebody lets a branch vote."""
    return bool(people.roles_in(desk, person, branch) & set(RUN)) or people.is_above(desk, person, branch)


def _to_run(desk: Desk, person: Person, number: int, *states: str) -> Vote:
    vote = known(desk, number)
    people.need_role(desk, person, branch_of(desk, vote), *RUN)
    return _in(vote, *states)


def _held(desk: Desk, person: Person, number: int, *states: str) -> Vote:
    vote = known(desk, number)
    if not may_hold(vote, person):
        raise no_right(RUN[:1])
    return _in(vote, *states)


def _with_key(desk: Desk, number: int, word: str, state: str) -> Vote:
    """Answer a vote to who holds a key of it: the word proves it, whoever presses."""
    vote = _in(known(desk, number), state)
    if urn.recipient_of(word) not in votes.recipients(desk.tx, vote.id):
        raise not_the_key()
    return vote


def _in(vote: Vote, *states: str) -> Vote:
    if vote.state not in states:
        raise vote_is(vote.state)
    return vote


def subjects(vote: Vote, person_id: int) -> list[int]:
    """Answer the questions on somebody's paper, as places in the vote's options; nobody grades themselves."""
    if vote.kind == VoteKind.ELECTION:
        return list(range(len(vote.options)))
    if vote.kind == VoteKind.APPRAISAL:
        return [place for place, (graded, _) in enumerate(vote.options) if graded != person_id]
    return [0]


def _expected(desk: Desk, vote: Vote) -> int:
    """Answer how many marks the receipts stand for."""
    of_roll = votes.voters(desk.tx, vote.id)
    by_link = votes.receipts(desk.tx, vote.id) - len(of_roll)
    return by_link + sum(len(subjects(vote, person_id)) for person_id in of_roll)


def _added_up(kind: VoteKind, marks: list[Mark]) -> dict[tuple[int, str], int]:
    return dict(Counter((mark.subject, ANSWERS[kind][mark.answer]) for mark in marks))


def _publish(desk: Desk, done: Counted) -> None:
    """Tell the group the result by counts; what weighs on a person goes to those who run the vote alone."""
    show(desk, done.vote)
    chat = chats.get(desk.tx, done.vote.chat_id) if done.vote.chat_id is not None else None
    if chat is None or chat.state != "bound":
        return
    text = vote_text.published(done.vote, done.counts, names_of(desk, done.vote), desk.speaks_in(chat))
    post(desk, GroupLetter(chat=chat, text=text, lane=Lane.CARD, key=f"vote:{done.vote.id}:result", silent=False))


def _note(desk: Desk, person: Person, number: int, what: str) -> None:
    audit.add(desk.tx, now=desk.now, actor_id=person.id, action="vote", what=f"vote {number}", after=what)
