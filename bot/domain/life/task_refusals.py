"""Every "no" about work lists."""

from collections.abc import Iterable
from datetime import date

from bot.domain.refusal import N_, Refusal


def no_such_task(number: int) -> Refusal:
    """No task of that number, or none that the asker may read: which of the two is not told."""
    text = N_("There is no task №{number} for you. /task shows yours.")
    return Refusal(code="NO_SUCH_TASK", text=text, facts={"number": number}, private=True)


def task_is(number: int, state: str) -> Refusal:
    """A task is in a state in which this is not possible."""
    text = N_("Task №{number} is {task_state}, so this is not possible now. Nothing was changed.")
    return Refusal(code="TASK_IS", text=text, facts={"number": number, "task_state": state}, private=True)


def bad_progress(word: str) -> Refusal:
    """A percentage is above a hundred."""
    text = N_("{word} cannot be the progress. Please write 0% to 100%.")
    return Refusal(code="BAD_PROGRESS", text=text, facts={"word": word})


def task_needs_file(number: int) -> Refusal:
    """A research report is handed in with a file."""
    text = N_("№{number} is a report: please add it with 📎 as a file or photo first, then hand it in.")
    return Refusal(code="TASK_NEEDS_FILE", text=text, facts={"number": number}, private=True)


def unknown_owner(name: str, nearest: Iterable[str] = ()) -> Refusal:
    """Neither a member nor a section nor the branch is called so."""
    near = tuple(nearest)
    if near:
        text = N_("Neither a member nor a section here is called {name}. Did you mean {nearest}?")
    else:
        text = N_("Neither a member nor a section here is called {name}. /task sections shows the sections.")
    return Refusal(code="UNKNOWN_OWNER", text=text, facts={"name": name, "nearest": near})


def unknown_request(code: str, nearest: Iterable[str]) -> Refusal:
    """No class of service requests of that code or name."""
    text = N_("There is no class of requests {code}. /task service lists them; near to it: {nearest}.")
    return Refusal(code="UNKNOWN_REQUEST", text=text, facts={"code": code, "nearest": tuple(nearest)})


def ask_is_open(number: int) -> Refusal:
    """The same was asked for before and is not answered yet."""
    text = N_("This was asked for №{number} already and is not answered yet. There is nothing more to do.")
    return Refusal(code="ASK_IS_OPEN", text=text, facts={"number": number}, private=True)


def not_later(due: date) -> Refusal:
    """An extension would end no later than the task's day."""
    text = N_("The task is due on {due}. Please write a later day.")
    return Refusal(code="NOT_LATER", text=text, facts={"due": due}, private=True)


def bad_cadence(word: str, known: Iterable[str]) -> Refusal:
    """A recurring task has no such rhythm or due day."""
    text = N_("{word} is no rhythm for a recurring task. Please choose one of: {cadence}.")
    return Refusal(code="BAD_CADENCE", text=text, facts={"word": word, "cadence": tuple(known)})


def accepted_long_ago(number: int, minutes: int) -> Refusal:
    """An acceptance is taken back for some minutes only."""
    text = N_(
        "An acceptance can be taken back for {minutes} minutes. Please set what is missing in №{number} as a new task."
    )
    return Refusal(code="ACCEPTED_LONG_AGO", text=text, facts={"number": number, "minutes": minutes}, private=True)


def not_overdue(number: int, due: date) -> Refusal:
    """Only what is past its day is closed as not done."""
    text = N_("№{number} is due on {due}, so it is not overdue. It can be cancelled if it is not needed any more.")
    return Refusal(code="NOT_OVERDUE", text=text, facts={"number": number, "due": due}, private=True)
