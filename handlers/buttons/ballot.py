"""Filling in a ballot paper: what is chosen travels in the buttons and is written nowhere before it is sealed."""

from bot.domain.awards.ballot import MOST_ON_PAPER, unpack
from bot.domain.awards.refusals import bad_paper, too_many_marked
from bot.domain.refusals import stale_card
from bot.services.awards import ballot as service
from handlers.call import Call
from handlers.pages.ballot import MARKS, paper, put_in
from handlers.reply import Reply
from storage.votes import Vote

YES = 1


def press(call: Call) -> Reply:
    """vb:<vote>, vb:<vote>:a:<answer>, vb:<vote>:<marks so far>:<place, grade, b for back, u for into the urn>."""
    match call.data:
        case [number]:
            return _take(call, int(number))
        case [number, "a", answer]:
            return put_in(call, service.cast(call.desk, call.person, int(number), [int(answer)]))
        case [number, marks, "u"]:
            return put_in(call, service.cast(call.desk, call.person, int(number), unpack(marks)))
        case [number, marks, "b"]:
            return paper(call, int(number), unpack(marks)[:-1], unwritten=True)
        case [number, marks, place]:
            return _touch(call, int(number), list(unpack(marks)), int(place))
        case _:
            raise stale_card()


def _take(call: Call, number: int) -> Reply:
    """Bring the paper: in the private chat at once, from a group by opening that chat."""
    service.paper(call.desk, call.person, number)
    return Reply(open=f"ballot-{number}") if call.incoming.in_group else paper(call, number)


def _touch(call: Call, number: int, marks: list[int], place: int) -> Reply:
    """Change a name of an election, or grade the next one of an appraisal."""
    vote, questions = service.paper(call.desk, call.person, number)
    if vote.kind == "appraisal":
        marks.append(place)
        if len(marks) > min(len(questions), MOST_ON_PAPER):
            raise bad_paper()
    else:
        _turn(vote, marks, place)
    return paper(call, number, marks, unwritten=True)


def _turn(vote: Vote, marks: list[int], place: int) -> None:
    if not 0 <= place < len(marks) == len(vote.options):
        raise bad_paper()
    marks[place] = (marks[place] + 1) % len(MARKS)
    if marks.count(YES) > vote.seats:
        raise too_many_marked(vote.seats)


def press_by_link(call: Call) -> Reply:
    """vl:<word>:<answer>: the answer of somebody outside."""
    match call.data:
        case [word, answer]:
            return put_in(call, service.cast_by_link(call.desk, word, int(answer), call.account))
        case _:
            raise stale_card()
