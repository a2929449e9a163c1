"""Every "no" of organisation life: meetings and check-in."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from bot.domain.refusal import N_, Refusal

OTHERWISE = N_("This meeting does not stand so any more. /meeting shows how it stands.")


def meeting_needs_kind(known: Iterable[str]) -> Refusal:
    """A meeting is written down without its kind."""
    text = N_("Which kind of meeting is it? Please begin with one of: {known}.")
    return Refusal(code="MEETING_NEEDS_KIND", text=text, facts={"known": tuple(known)})


def meeting_needs_day() -> Refusal:
    """A meeting is written down without its day or time."""
    text = N_("When is it? Please write the day, the time and the place, such as 06-10 15:00 PLACE.")
    return Refusal(code="MEETING_NEEDS_DAY", text=text)


def bad_time(word: str) -> Refusal:
    """A word that should be a time of day is none."""
    text = N_("{word} is no time of day. Please write it like 15:00 or 15:00-16:30.")
    return Refusal(code="BAD_TIME", text=text, facts={"word": word})


def too_far_away(day: date) -> Refusal:
    """A meeting lies further away than one plans or writes down afterwards."""
    text = N_("{day} is too far away for a meeting. Please check the date.")
    return Refusal(code="TOO_FAR_AWAY", text=text, facts={"day": day})


def no_such_meeting(number: int) -> Refusal:
    """No meeting of that number, or none that the person may see."""
    text = N_("There is no meeting {number} here. /meeting lists them.")
    return Refusal(code="NO_SUCH_MEETING", text=text, facts={"number": number})


def meeting_not_so(state: str) -> Refusal:
    """The meeting does not stand as the act needs it."""
    texts = {
        "planned": N_("This meeting has not begun yet."),
        "open": N_("The check-in of this meeting is running."),
        "closed": N_("This meeting is over already; its record is still to be made."),
        "recorded": N_("This meeting is recorded already. Nothing was changed."),
        "verified": N_("This meeting is recorded and verified already. Nothing was changed."),
        "cancelled": N_("This meeting was cancelled. Nothing was changed."),
    }
    return Refusal(code="MEETING_NOT_SO", text=texts.get(state, OTHERWISE), facts={"state": state})


def no_open_meeting() -> Refusal:
    """Nobody checks in while no meeting is open."""
    text = N_("No meeting that you are expected at is taking check-ins now. Please ask whoever holds it.")
    return Refusal(code="NO_OPEN_MEETING", text=text, private=True)


def not_expected() -> Refusal:
    """The code is right, but the person is not on the list."""
    text = N_("You are not on the list of this meeting. Please ask whoever holds it to put you there.")
    return Refusal(code="NOT_EXPECTED", text=text, private=True)


def already_checked_in(at: str) -> Refusal:
    """One check-in for each person and meeting."""
    text = N_("You are checked in already, since {at}. There is nothing more to do.")
    return Refusal(code="ALREADY_CHECKED_IN", text=text, facts={"at": at}, private=True)


def code_expired() -> Refusal:
    """The code was right a moment ago."""
    text = N_("This code has expired. Please look at the new one on the screen.")
    return Refusal(code="CODE_EXPIRED", text=text, private=True)


def wrong_code() -> Refusal:
    """The code is none of this meeting's."""
    text = N_("This is not the code on the screen. Please send the six digits that it shows now.")
    return Refusal(code="WRONG_CODE", text=text, private=True)


def check_in_struck() -> Refusal:
    """A check-in that the office struck out is only entered again by the office."""
    text = N_("Your check-in at this meeting was struck out. Please talk to whoever holds it.")
    return Refusal(code="CHECK_IN_STRUCK", text=text, private=True)


def leave_over() -> Refusal:
    """Leave is asked for before a meeting ends."""
    text = N_("This meeting is over; leave can no longer be asked for here. Please talk to your secretary.")
    return Refusal(code="LEAVE_OVER", text=text, private=True)


def count_differs(count: int, checked: int) -> Refusal:
    """The heads that were counted are not the check-ins, and nobody said why."""
    text = N_("{count} people were counted, but {checked} are checked in. Please call the roll again, or say why.")
    return Refusal(code="COUNT_DIFFERS", text=text, facts={"count": count, "checked": checked}, private=True)


def head_count_missing() -> Refusal:
    """A record says how many people were in the room."""
    text = N_("Please enter first how many people were in the room.")
    return Refusal(code="HEAD_COUNT_MISSING", text=text, private=True)


def minutes_missing() -> Refusal:
    """A record has minutes, in words or as a photo."""
    text = N_("Please write the minutes first, or send a photo of them.")
    return Refusal(code="MINUTES_MISSING", text=text, private=True)


def bad_training_hours(word: str, most: Decimal) -> Refusal:
    """A number of hours that no course has."""
    text = N_("{word} is no number of hours of a course: half an hour to {most}. Please write it like 4 or 1.5.")
    return Refusal(code="BAD_TRAINING_HOURS", text=text, facts={"word": word, "most": f"{most:f}"}, private=True)


def training_known(title: str, day: date) -> Refusal:
    """The same course of the same person and day is written already."""
    text = N_("“{title}” of {day} is in the log already, so it was not written twice. /training shows it.")
    return Refusal(code="TRAINING_KNOWN", text=text, facts={"title": title, "day": day}, private=True)
