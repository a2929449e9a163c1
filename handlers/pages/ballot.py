"""A ballot paper: a question, or names one after the other; its own buttons keep it until it goes into the urn."""

from collections.abc import Sequence

from bot.domain.awards.ballot import ANSWERS, VoteKind, pack
from bot.i18n import N_, Html
from bot.services.awards import ballot as service
from bot.services.awards import vote as votes_service
from bot.services.awards import vote_text
from bot.services.letters import Key
from handlers.call import Call
from handlers.reply import Reply
from storage.votes import Vote

MARKS = ("⬜", "✅", "❌")
TOUCH = N_("Touch a name: ✅ for, ❌ against, ⬜ abstain. For at most {seats}.")
GRADE = N_("{place} of {count}: <b>{name}</b>")
LEFT = N_("Excellent so far: {n} of at most {seats}.")
FILLED = N_("Everybody is graded. Put the paper into the urn, or go back.")
PUT_IN = N_("🗳 Put it into the urn")
BACK = N_("◀ Back")
IN = N_("🗳 Your ballot for “{title}” is in the urn. Nobody can tell it from the others.")
ONLY_ONCE = N_("Your answer counts once and cannot be changed; who gave it is kept nowhere.")


def paper(call: Call, number: int, marks: Sequence[int] = (), *, unwritten: bool = False) -> Reply:
    """Show a paper as it is filled in so far; an empty one is a letter, a touched one is said from memory."""
    vote, questions = service.paper(call.desk, call.known_person, number)
    lines = vote_text.head(vote, call.speech)
    if vote.kind == VoteKind.ELECTION:
        marks = tuple(marks) or (0,) * len(questions)
        lines.append(call.speech.say(TOUCH, seats=vote.seats))
        keys = _names(call, vote, marks)
    elif vote.kind == VoteKind.APPRAISAL:
        more, keys = _grades(call, vote, questions, marks)
        lines += more
    else:
        keys = vote_text.paper_keys(vote, call.speech)
    lines.append(call.speech.say(vote_text.ONCE))
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=unwritten, unwritten=unwritten)


def _names(call: Call, vote: Vote, marks: Sequence[int]) -> list[list[Key]]:
    state = pack(marks)
    rows = [
        [Key(label=f"{MARKS[mark]} {name}", data=f"vb:{vote.id}:{state}:{place}")]
        for place, (name, mark) in enumerate(zip(votes_service.names_of(call.desk, vote), marks, strict=True))
    ]
    return [*rows, [Key(label=call.speech.plain(PUT_IN), data=f"vb:{vote.id}:{state}:u")]]


def _grades(
    call: Call, vote: Vote, questions: Sequence[int], marks: Sequence[int]
) -> tuple[list[Html], list[list[Key]]]:
    speech, state = call.speech, pack(marks)
    excellent = sum(mark == 0 for mark in marks)
    back = [[Key(label=speech.plain(BACK), data=f"vb:{vote.id}:{state}:b")]] if marks else []
    if len(marks) >= len(questions):
        put = [Key(label=speech.plain(PUT_IN), data=f"vb:{vote.id}:{state}:u")]
        return [speech.say(FILLED)], [put, *back]
    name = votes_service.names_of(call.desk, vote)[questions[len(marks)]]
    lines = [speech.say(GRADE, place=len(marks) + 1, count=len(questions), name=name)]
    lines.append(speech.say(LEFT, n=excellent, seats=vote.seats))
    keys = [
        Key(
            label=vote_text.answer_word(VoteKind.APPRAISAL, answer, speech),
            data=f"vb:{vote.id}:{state}:{place}",
        )
        for place, answer in enumerate(ANSWERS[VoteKind.APPRAISAL])
        if place or excellent < vote.seats
    ]
    return lines, [keys[start : start + 2] for start in range(0, len(keys), 2)] + back


def put_in(call: Call, vote: Vote) -> Reply:
    """Say that a paper is in the urn, without a word of what stands on it: in a group by a toast alone."""
    toast = call.speech.plain(IN, title=vote.title)
    if call.incoming.in_group:
        return Reply(toast=toast, alert=True)
    return Reply(text=call.speech.say(IN, title=vote.title), toast=toast, private=True, edit=True, unwritten=True)


def by_link(call: Call) -> Reply:
    """Open the poll of a one-time link, for somebody outside."""
    word = call.rest
    vote = service.by_link(call.desk, word, call.account)
    kind = VoteKind(vote.kind)
    keys = [
        [Key(label=vote_text.answer_word(kind, answer, call.speech), data=f"vl:{word}:{place}")]
        for place, answer in enumerate(ANSWERS[kind])
    ]
    lines = [*vote_text.head(vote, call.speech), call.speech.say(ONLY_ONCE)]
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, unwritten=True)
