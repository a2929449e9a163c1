"""The voter's side: a paper, filled in on the voter's own screen, that goes into the urn once and as a whole.

What is chosen before the paper goes in is kept in its buttons, on the voter's phone; here it is written nowhere.
"""

from collections.abc import Sequence

from bot.domain.awards.ballot import Mark, VoteKind, sound
from bot.domain.awards.refusals import already_voted, bad_paper, not_on_roll, vote_is
from bot.domain.refusals import token_expired
from bot.services import guesses, invite
from bot.services.awards import urn
from bot.services.awards.vote import known, subjects
from bot.services.desk import Desk
from storage import votes
from storage.persons import Person
from storage.votes import Vote


def paper(desk: Desk, person: Person | None, number: int) -> tuple[Vote, list[int]]:
    """Answer a vote under way and the questions on somebody's paper.

    Raises:
        Refusal: ``VOTE_IS``, ``NOT_ON_ROLL``, ``ALREADY_VOTED``.
    """
    vote = known(desk, number)
    if vote.state != "open":
        raise vote_is(vote.state)
    has_cast = votes.has_cast(desk.tx, vote.id, person.id) if person is not None else None
    if person is None or has_cast is None:
        raise not_on_roll()
    if has_cast:
        raise already_voted()
    return vote, subjects(vote, person.id)


def cast(desk: Desk, person: Person | None, number: int, answers: Sequence[int]) -> Vote:
    """Put a paper into the urn: a receipt for the person, the sealed marks under lots, and no word of which is whose.

    Raises:
        Refusal: ``VOTE_IS``, ``NOT_ON_ROLL``, ``ALREADY_VOTED``, ``BAD_PAPER``.
    """
    vote, questions = paper(desk, person, number)
    if len(answers) != len(questions):
        raise bad_paper()
    marks = [Mark(subject, answer) for subject, answer in zip(questions, answers, strict=True)]
    if not sound(VoteKind(vote.kind), marks, subjects=questions, seats=vote.seats):
        raise bad_paper()
    if person is None or not votes.cast(desk.tx, vote.id, person.id):
        raise already_voted()
    _put_in(desk, vote, marks)
    return vote


def by_link(desk: Desk, word: str, account: int) -> Vote:
    """Answer the poll that a one-time link is for.

    Raises:
        Refusal: ``TOKEN_EXPIRED``, ``TOO_MANY_GUESSES``, ``ALREADY_VOTED``, ``VOTE_IS``.
    """
    guesses.check(desk, invite.GUESSING, account)
    found = votes.link(desk.tx, invite.digest_of(word))
    if found is None:
        guesses.wrong(desk, invite.GUESSING, account)
        raise token_expired()
    number, has_cast = found
    if has_cast:
        raise already_voted()
    vote = known(desk, number)
    if vote.state != "open":
        raise vote_is(vote.state)
    return vote


def cast_by_link(desk: Desk, word: str, answer: int, account: int) -> Vote:
    """Put the answer of somebody outside into the urn; who that was is asked and kept nowhere.

    Raises:
        Refusal: those of `by_link`; ``BAD_PAPER``.
    """
    vote, marks = by_link(desk, word, account), [Mark(0, answer)]
    if not sound(VoteKind(vote.kind), marks, subjects=[0], seats=vote.seats):
        raise bad_paper()
    if not votes.cast_by_link(desk.tx, invite.digest_of(word)):
        raise already_voted()
    _put_in(desk, vote, marks)
    return vote


def _put_in(desk: Desk, vote: Vote, marks: Sequence[Mark]) -> None:
    recipients = votes.recipients(desk.tx, vote.id)
    for mark in marks:
        votes.put_in(desk.tx, vote.id, urn.new_slip(), urn.seal(recipients, mark))
