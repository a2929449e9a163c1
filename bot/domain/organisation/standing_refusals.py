"""Every "no" about leaves, and about what follows from a low standing."""

from datetime import date

from bot.domain.refusal import N_, Refusal


def leave_backwards(first: date, last: date) -> Refusal:
    """A leave would end before it begins."""
    text = N_("The leave would end on {last}, before it begins on {first}. Please write the first day, then the last.")
    return Refusal(code="LEAVE_BACKWARDS", text=text, facts={"first": first, "last": last})


def leave_too_long(years: int) -> Refusal:
    """A leave spans more years than can be meant."""
    text = N_("A leave is entered for at most {years} years at a time. Please check the days.")
    return Refusal(code="LEAVE_TOO_LONG", text=text, facts={"years": years})


def leave_needs_reason() -> Refusal:
    """A leave is entered with its reason, which a second person judges."""
    text = N_("Please add the reason of the leave after its days: a second person decides by it.")
    return Refusal(code="LEAVE_NEEDS_REASON", text=text, private=True)


def leave_known(name: str, first: date, last: date) -> Refusal:
    """The same leave waits or stands already."""
    text = N_("The leave of {name} from {first} to {last} is entered already. There is nothing more to do.")
    return Refusal(code="LEAVE_KNOWN", text=text, facts={"name": name, "first": first, "last": last}, private=True)


def not_heard_yet(until: date) -> Refusal:
    """Nothing is decided about a person before that person was heard (2.3-9)."""
    text = N_("The person has until {until} to explain. Before that, or an answer, nothing is decided.")
    return Refusal(code="NOT_HEARD_YET", text=text, facts={"until": until}, private=True)


def no_pass_line(branch: str) -> Refusal:
    """The scheme of a branch has no pass line, so nothing follows from a low score."""
    text = N_("The scheme of {branch} has no pass line, so there is no standing to show. /board shows the places.")
    return Refusal(code="NO_PASS_LINE", text=text, facts={"branch": branch})
