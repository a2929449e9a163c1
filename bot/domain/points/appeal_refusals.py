"""Every "no" about publicity, objections and closing."""

from datetime import date
from decimal import Decimal

from bot.domain.refusal import N_, Refusal


def appeal_sign(appeal_id: int) -> str:
    """Write the number of an objection as people read it: S018."""
    return f"S{appeal_id:03d}"


def publicity_is(state: str) -> Refusal:
    """The publicity stands where that is not possible."""
    text = N_("The publicity is {publicity}, so this is not possible. Nothing was changed; /close shows how it stands.")
    return Refusal(code="PUBLICITY_IS", text=text, facts={"publicity": state})


def not_in_publicity(period: str, until: date | None = None) -> Refusal:
    """Objections are made while the window is open (2.2-11)."""
    if until is None:
        text = N_(
            "{period} is not laid open yet, so nothing can be objected to. Its notice says from when to when it can."
        )
        return Refusal(code="NOT_IN_PUBLICITY", text=text, facts={"period": period}, private=True)
    text = N_(
        "Objections to {period} were open until {until}, 24:00. Please talk to your secretary: "
        "what was booked wrongly can still be corrected by an adjustment."
    )
    return Refusal(code="NOT_IN_PUBLICITY", text=text, facts={"period": period, "until": until}, private=True)


def nothing_in_publicity() -> Refusal:
    """No month of the branch is open to objections."""
    text = N_(
        "Nothing is laid open right now, so there is nothing to object to. Objections begin with the monthly notice; "
        "/my shows your lines and why each is what it is."
    )
    return Refusal(code="NOTHING_IN_PUBLICITY", text=text, private=True)


def no_such_appeal(appeal_id: int) -> Refusal:
    """No objection of that number here; somebody else's is not admitted to exist."""
    text = N_("There is no objection {appeal} of yours. /appeal shows what is open.")
    return Refusal(code="NO_SUCH_APPEAL", text=text, facts={"appeal": appeal_sign(appeal_id)}, private=True)


def appeal_waits(appeal_id: int) -> Refusal:
    """The same person objected to the same thing before, and it is not decided."""
    text = N_("You have objected to this already: {appeal} is being handled. You can add evidence to it.")
    return Refusal(code="APPEAL_WAITS", text=text, facts={"appeal": appeal_sign(appeal_id)}, private=True)


def appeal_was_decided(appeal_id: int) -> Refusal:
    """The same person objected to the same thing before, and it was decided."""
    text = N_("{appeal} was about this and is decided. Within its time limit you can ask for a second review.")
    return Refusal(code="APPEAL_WAS_DECIDED", text=text, facts={"appeal": appeal_sign(appeal_id)}, private=True)


def not_appealable(number: int) -> Refusal:
    """The claim still waits for a decision, or was taken back by its claimant."""
    text = N_("#{number} is not decided, so there is nothing to object to yet. Its card shows who decides next.")
    return Refusal(code="NOT_APPEALABLE", text=text, facts={"number": number}, private=True)


def appeal_is(appeal_id: int, state: str) -> Refusal:
    """The objection stands where that is not possible."""
    text = N_("{appeal} is {appeal_state}, so this is not possible any more. Nothing was changed.")
    return Refusal(
        code="APPEAL_IS", text=text, facts={"appeal": appeal_sign(appeal_id), "appeal_state": state}, private=True
    )


def not_your_appeal(appeal_id: int) -> Refusal:
    """Only who objected withdraws, adds, agrees or asks for a second review."""
    text = N_("{appeal} is not your objection, so only its author can do this.")
    return Refusal(code="NOT_YOUR_APPEAL", text=text, facts={"appeal": appeal_sign(appeal_id)}, private=True)


def not_your_appeal_to_decide(appeal_id: int) -> Refusal:
    """Only its handler decides an objection; the reviewers of what it is about never do (2.2-11)."""
    text = N_("{appeal} is handled by somebody else, so you cannot decide it. Nothing was changed.")
    return Refusal(code="NOT_YOURS_TO_DECIDE", text=text, facts={"appeal": appeal_sign(appeal_id)}, private=True)


def appeal_reason_required(appeal_id: int) -> Refusal:
    """Every decision on an objection is explained to who objected (2.2-6)."""
    text = N_("Please write a reason for {appeal}: whoever objected has a right to know. Nothing is decided yet.")
    return Refusal(code="APPEAL_REASON_REQUIRED", text=text, facts={"appeal": appeal_sign(appeal_id)}, private=True)


def appeal_text_required() -> Refusal:
    """An objection says what is wrong."""
    text = N_("Please write in a few words what you see otherwise, and why; a photo alone does not say it.")
    return Refusal(code="APPEAL_TEXT_REQUIRED", text=text, private=True)


def appeal_needs_points(appeal_id: int) -> Refusal:
    """The decision must say how many points it changes."""
    text = N_("Please begin with the points that {appeal} changes, for example +1.5, then the reason.")
    return Refusal(code="APPEAL_NEEDS_POINTS", text=text, facts={"appeal": appeal_sign(appeal_id)}, private=True)


def appeal_over(appeal_id: int, until: date) -> Refusal:
    """The time limit for a second review has passed."""
    text = N_("A second review of {appeal} could be asked for until {until}; the decision is final.")
    return Refusal(
        code="APPEAL_OVER", text=text, facts={"appeal": appeal_sign(appeal_id), "until": until}, private=True
    )


def partly_within(appeal_id: int, whole: Decimal) -> Refusal:
    """Upholding a part gives more than nothing and less than the whole."""
    text = N_("A part of {appeal} is more than 0 and less than {whole}. Please choose, or uphold all of it.")
    return Refusal(
        code="PARTLY_WITHIN", text=text, facts={"appeal": appeal_sign(appeal_id), "whole": whole}, private=True
    )


def cannot_close(period: str) -> Refusal:
    """Something still keeps a period open."""
    text = N_("{period} cannot be closed yet; the list shows what is still open. Nothing was changed.")
    return Refusal(code="CANNOT_CLOSE", text=text, facts={"period": period}, private=True)


def nothing_to_publish(period: str) -> Refusal:
    """The year's result is laid open already, or its months are not all closed."""
    text = N_("The result of {period} cannot be laid open now; the list shows how it stands. Nothing was changed.")
    return Refusal(code="NOTHING_TO_PUBLISH", text=text, facts={"period": period}, private=True)
