"""Tasks: set, worked on, handed in, accepted or returned by who set them; more time, coordination, supervision.

Who has to do a task never accepts it. What its end gives is booked in the transaction of the acceptance; a minus is
booked only where somebody closes a task as not done and says why (2.3-9).
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.domain.life import task as rules
from bot.domain.life.task import IN_HAND, OPEN, Outcome, TaskState
from bot.domain.points.day import parse_due
from bot.domain.points.text import NOTE_LIMIT, REASON_LIMIT, clean_text
from bot.domain.refusals import (
    accepted_long_ago,
    ask_is_open,
    missing_argument,
    no_right,
    no_such_task,
    not_later,
    not_overdue,
    stale_card,
    task_is,
    task_needs_file,
    too_many_files,
    words_needed,
)
from bot.services import people
from bot.services.desk import Desk
from bot.services.evidence import MOST_FILES, Piece
from bot.services.life import coloring, task_letters, task_points, units
from bot.services.life.task_seen import Seen, answerers, known, look, seen
from bot.services.life.units import SUPERVISE, Owner
from storage import audit, task_asks, task_log, tasks
from storage.orgs import Org
from storage.persons import Person
from storage.task_asks import Ask
from storage.tasks import Task

UNDO_MINUTES = 10
UNDO = timedelta(minutes=UNDO_MINUTES)


# ---- setting -----------------------------------------------------------------------------------------------------
def set_task(
    desk: Desk,
    branch: Org,
    person: Person,
    whose: Owner,
    *,
    due: date,
    title: str,
    kind: str = "task",
    request: str | None = None,
) -> Seen:
    """Set a task that comes once, and tell who does it.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    if not (whose.kind == units.PERSON and whose.id == person.id):
        units.need_setter(desk, person, branch, whose)
    number = tasks.add(
        desk.tx,
        branch_id=branch.id,
        kind=kind,
        title=title,
        request=request,
        freq="once",
        owner_kind=whose.kind,
        owner_id=whose.id,
        start_on=desk.today,
        due_on=due,
        set_by=person.id,
        color=coloring.first_color(desk, branch, due),
        color_on=desk.today,
        opened_at=desk.now,
    )
    found = look(desk, known(desk, number or 0))
    _step(desk, found.task, person, "new")
    task_letters.given(desk, found, person)
    return found


# ---- doing -------------------------------------------------------------------------------------------------------
def progress(desk: Desk, person: Person, number: int, percent: int | None, words: str = "") -> Seen:
    """Note how far a task is, in percent or in words.

    Raises:
        Refusal: ``NO_SUCH_TASK``, ``TASK_IS``, ``WORDS_NEEDED``.
    """
    found = _for_doer(desk, person, number)
    state = rules.move(number, found.task.state, "progress")
    note = clean_text(words, NOTE_LIMIT)
    if percent is None and not note:
        raise words_needed()
    value = found.task.progress if percent is None else percent
    _change(desk, found.task, person, "progress", text=f"{value}% {note}".strip(), state=state, progress=value)
    return _repainted(desk, number)


def add_files(desk: Desk, person: Person, number: int, pieces: Iterable[Piece], words: str = "") -> Seen:
    """Keep what shows the work: files, and words beside them.

    Raises:
        Refusal: ``NO_SUCH_TASK``, ``NO_RIGHT``, ``TASK_IS``, ``TOO_MANY_FILES``, ``WORDS_NEEDED``.
    """
    found = _for_doer(desk, person, number)
    files, note = [piece for piece in pieces if piece.file_id], clean_text(words, NOTE_LIMIT)
    if not OPEN & {TaskState(found.task.state)}:
        raise task_is(number, found.task.state)
    if not files and not note:
        raise words_needed()
    if task_log.how_many_files(desk.tx, number) + len(files) > MOST_FILES:
        raise too_many_files(MOST_FILES)
    for piece in files:
        task_log.add_file(
            desk.tx, number, person_id=person.id, kind=piece.kind, file_id=piece.file_id, unique_id=piece.unique_id,
            now=desk.now,
        )  # fmt: skip
    _step(desk, found.task, person, "evidence", note or None)
    return found


def report(desk: Desk, person: Person, number: int, text: str, pieces: Sequence[Piece]) -> Seen:
    """Note what somebody tells of a task in one message: files, a percentage such as ``60%``, words.

    Raises:
        Refusal: as `progress` and `add_files`; ``BAD_PROGRESS``.
    """
    first, _, rest = text.strip().partition(" ")
    percent = rules.read_progress(first)
    words = rest if percent is not None else text
    if pieces:
        add_files(desk, person, number, pieces, "" if percent is not None else words)
    if percent is not None or (words and not pieces):
        return progress(desk, person, number, percent, words)
    return seen(desk, person, number)


def submit(desk: Desk, person: Person, number: int, rev: int) -> Seen:
    """Hand a task in; who accepts it is told, with the buttons.

    Raises:
        Refusal: ``NO_SUCH_TASK``, ``NO_RIGHT``, ``STALE_CARD``, ``TASK_IS``, ``TASK_NEEDS_FILE``.
    """
    found = _for_doer(desk, person, number)
    state = rules.move(number, found.task.state, "submit")
    if found.task.kind == "research" and not task_log.how_many_files(desk.tx, number):
        raise task_needs_file(number)
    _need(found.task, rev)
    _change(desk, found.task, person, "submit", state=state, progress=100, submitted_at=desk.now)
    found = _repainted(desk, number)
    task_letters.handed_in(desk, found, person)
    return found


# ---- deciding ----------------------------------------------------------------------------------------------------
def accept(desk: Desk, person: Person, number: int, rev: int) -> Seen:
    """Accept what was handed in; what counts for its points is when it was handed in.

    Raises:
        Refusal: ``NO_SUCH_TASK``, ``NO_RIGHT``, ``STALE_CARD``, ``TASK_IS``.
    """
    found = _for_supervisor(desk, person, number)
    state = rules.move(number, found.task.state, "accept")
    _need(found.task, rev)
    outcome = rules.outcome_of(coloring.handed_in_on(desk, found.task) or desk.today, found.task.due_on)
    _end(desk, found, person, "accept", state=state, outcome=outcome)
    found = look(desk, known(desk, number))
    task_letters.accepted(desk, found, person)
    return found


def give_back(desk: Desk, person: Person, number: int, rev: int, reason: str) -> Seen:
    """Give back what was handed in, with what is missing.

    Raises:
        Refusal: ``NO_SUCH_TASK``, ``NO_RIGHT``, ``STALE_CARD``, ``TASK_IS``, ``WORDS_NEEDED``.
    """
    found, words = _for_supervisor(desk, person, number), _words(reason)
    state = rules.move(number, found.task.state, "return")
    _need(found.task, rev)
    _change(desk, found.task, person, "return", text=words, state=state, submitted_at=None)
    found = _repainted(desk, number)
    task_letters.returned(desk, found, person, words)
    return found


def undo(desk: Desk, person: Person, number: int, rev: int) -> Seen:
    """Take an acceptance back within ten minutes: what it booked is reversed, the task waits again.

    Raises:
        Refusal: ``NO_SUCH_TASK``, ``NO_RIGHT``, ``STALE_CARD``, ``TASK_IS``, ``UNDO_TOO_LATE``.
    """
    found = _for_supervisor(desk, person, number)
    state = rules.move(number, found.task.state, "undo")
    _need(found.task, rev)
    if found.task.closed_at is None or desk.now - found.task.closed_at > UNDO:
        raise accepted_long_ago(number, UNDO_MINUTES)
    task_points.take_back(desk, found.task, found.branch, person)
    open_again = {"closed_at": None, "outcome": "", "points": None, "entry_id": None}
    _change(desk, found.task, person, "undo", state=state, **open_again)
    return _repainted(desk, number)


def close(desk: Desk, person: Person, number: int, rev: int, *, verb: str, reason: str) -> Seen:
    """End a task that is not done: cancelled because it is not needed, or closed as not done, which may cost points.

    Raises:
        Refusal: ``NO_SUCH_TASK``, ``NO_RIGHT``, ``STALE_CARD``, ``TASK_IS``, ``WORDS_NEEDED``.
    """
    found, words = _for_supervisor(desk, person, number), _words(reason)
    state = rules.move(number, found.task.state, verb)
    _need(found.task, rev)
    if verb == "miss" and desk.today <= found.task.due_on:
        raise not_overdue(number, found.task.due_on)
    outcome = Outcome.MISSED if verb == "miss" else Outcome.DROPPED
    _end(desk, found, person, verb, state=state, outcome=outcome, text=words)
    found = look(desk, known(desk, number))
    task_letters.closed(desk, found, person, words)
    return found


def _end(
    desk: Desk, found: Seen, person: Person, verb: str, *, state: TaskState, outcome: Outcome, text: str | None = None
) -> None:
    given = task_points.give(desk, found.task, found.branch, found.owner, outcome, by=person)
    facts = {"outcome": outcome.value, "points": given.points, "entry_id": given.entry_id}
    _change(desk, found.task, person, verb, text=text, state=state, closed_at=desk.now, **facts)
    task_asks.end(desk.tx, found.task.id)
    if outcome in {Outcome.ON_TIME, Outcome.LATE}:
        coloring.paint(desk, found.task.id)
    audit.add(
        desk.tx, now=desk.now, actor_id=person.id, action="task", what=f"task {found.task.id}", after=outcome.value
    )


def supervise(desk: Desk, person: Person, number: int) -> Seen:
    """Hang a task on the board for all to watch, or take it off (挂牌督办); whoever sets tasks for all may.

    Raises:
        Refusal: ``NO_SUCH_TASK``, ``NO_RIGHT``, ``TASK_IS``.
    """
    found = seen(desk, person, number)
    people.need_role(desk, person, found.branch, *units.SETTERS)
    if found.task.closed_at is not None:
        raise task_is(number, found.task.state)
    hung = not found.task.supervised
    _change(desk, found.task, person, "supervise" if hung else "unhang", supervised=hung)
    found = look(desk, known(desk, number))
    if hung:
        task_letters.supervised(desk, found, person)
    return found


# ---- asking ------------------------------------------------------------------------------------------------------
def ask_for_time(desk: Desk, person: Person, number: int, text: str) -> Ask:
    """Ask for a later day, with the reason; who accepts the task decides.

    Raises:
        Refusal: ``NO_SUCH_TASK``, ``NO_RIGHT``, ``TASK_IS``, ``MISSING_ARGUMENT``, ``NOT_LATER``, ``ASK_IS_OPEN``.
    """
    found = _for_doer(desk, person, number)
    day, _, reason = text.strip().partition(" ")
    until = parse_due(day, desk.today)
    words = clean_text(reason, REASON_LIMIT)
    if until is None or not words:
        raise missing_argument("task", "06-20 REASON")
    if until <= found.task.due_on:
        raise not_later(found.task.due_on)
    return _ask(desk, found, person, "extension", words, until=until)


def escalate(desk: Desk, person: Person, number: int, text: str) -> Ask:
    """Take a task to who can coordinate it (提请协调, 顶格协调).

    Raises:
        Refusal: ``NO_SUCH_TASK``, ``NO_RIGHT``, ``TASK_IS``, ``WORDS_NEEDED``, ``ASK_IS_OPEN``.
    """
    found = _for_doer(desk, person, number)
    return _ask(desk, found, person, "escalation", _words(text))


def _ask(desk: Desk, found: Seen, person: Person, kind: str, words: str, *, until: date | None = None) -> Ask:
    if TaskState(found.task.state) not in IN_HAND:
        raise task_is(found.task.id, found.task.state)
    if any(one.kind == kind and one.state == "waiting" for one in task_asks.of_task(desk.tx, found.task.id)):
        raise ask_is_open(found.task.id)
    number = task_asks.add(
        desk.tx, task_id=found.task.id, branch_id=found.branch.id, kind=kind, asked_by=person.id, words=words,
        until=until, asked_at=desk.now,
    )  # fmt: skip
    _step(desk, found.task, person, kind, words)
    ask = known_ask(desk, number)
    task_letters.asked(desk, found, ask, answerers(desk, found, ask))
    return ask


def known_ask(desk: Desk, number: int) -> Ask:
    """Answer what was asked for. Raises ``STALE_CARD`` where there is nothing of that number."""
    found = task_asks.get(desk.tx, number)
    if found is None:
        raise stale_card()
    return found


def open_ask(desk: Desk, person: Person, number: int) -> tuple[Seen, Ask]:
    """Answer what waits for a person's word.

    Raises:
        Refusal: ``STALE_CARD`` where it was answered, ``NO_RIGHT``.
    """
    ask = known_ask(desk, number)
    found = look(desk, known(desk, ask.task_id))
    if ask.state != "waiting":
        raise stale_card()
    if all(one.id != person.id for one in answerers(desk, found, ask)):
        raise no_right(SUPERVISE[:1])
    return found, ask


def answer(desk: Desk, person: Person, number: int, *, state: str, words: str = "") -> Seen:
    """Answer what was asked for: granted, declined with a reason, or answered with what was coordinated.

    Raises:
        Refusal: ``STALE_CARD``, ``NO_RIGHT``, ``WORDS_NEEDED``.
    """
    found, ask = open_ask(desk, person, number)
    text = _words(words) if state != "granted" else clean_text(words, REASON_LIMIT)
    values = {"state": state, "answered_by": person.id, "answer": text or None, "answered_at": desk.now}
    if not task_asks.answer(desk.tx, number, **values):
        raise stale_card()
    changes = {"due_on": ask.until, "due_hour": ""} if state == "granted" and ask.until is not None else {}
    _change(desk, found.task, person, state, text=text or None, **changes)
    found = _repainted(desk, found.task.id)
    task_letters.answered(desk, found, known_ask(desk, number), person)
    return found


# ---- common ------------------------------------------------------------------------------------------------------
def for_doer(desk: Desk, person: Person, number: int) -> Seen:
    """Answer a task for who does it. Raises ``NO_SUCH_TASK``."""
    return _for_doer(desk, person, number)


def _for_doer(desk: Desk, person: Person, number: int) -> Seen:
    found = seen(desk, person, number)
    if not found.mine(person):
        raise no_such_task(number)
    return found


def for_supervisor(desk: Desk, person: Person, number: int, rev: int) -> Seen:
    """Answer a task for who accepts it. Raises ``NO_SUCH_TASK``, ``NO_RIGHT``, ``STALE_CARD``."""
    found = _for_supervisor(desk, person, number)
    _need(found.task, rev)
    return found


def _for_supervisor(desk: Desk, person: Person, number: int) -> Seen:
    found = seen(desk, person, number)
    if not found.supervised_by(person):
        raise no_right(SUPERVISE[:1])
    return found


def _need(task: Task, rev: int) -> None:
    if task.rev != rev:
        raise stale_card()


def _words(text: str) -> str:
    words = clean_text(text, REASON_LIMIT)
    if not words:
        raise words_needed()
    return words


def _change(desk: Desk, task: Task, person: Person, verb: str, *, text: str | None = None, **values: object) -> None:
    if not tasks.change(desk.tx, task.id, from_rev=task.rev, **values):
        raise stale_card()
    _step(desk, task, person, verb, text)


def _step(desk: Desk, task: Task, person: Person, verb: str, text: str | None = None) -> None:
    task_log.add_step(desk.tx, task.id, verb=verb, person_id=person.id, text=text, now=desk.now)


def _repainted(desk: Desk, number: int) -> Seen:
    coloring.paint(desk, number)
    return look(desk, known(desk, number))
