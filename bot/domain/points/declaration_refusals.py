"""Every "no" about the declaration form of a month."""

from datetime import date

from bot.domain.refusal import N_, Refusal


def form_not_so(state: str) -> Refusal:
    """The form stands otherwise by now, so the button does nothing any more."""
    text = N_("Your form is {form_state} by now, so nothing was changed. /declare shows how it stands.")
    return Refusal(code="FORM_NOT_SO", text=text, facts={"form_state": state}, private=True)


def form_closed(month: str) -> Refusal:
    """The notice of the month is out: its forms stand as they were signed (2.3-2)."""
    text = N_(
        "The notice of {month} is published, so its form is closed. What is missing can still be claimed with /claim; "
        "it counts as an adjustment of the running month."
    )
    return Refusal(code="FORM_CLOSED", text=text, facts={"month": month}, private=True)


def form_too_early(month: str) -> Refusal:
    """The month has not begun."""
    text = N_("{month} has not begun, so there is no form for it yet. /declare alone opens the present one.")
    return Refusal(code="FORM_TOO_EARLY", text=text, facts={"month": month}, private=True)


def not_in_form(month: str, day: date) -> Refusal:
    """The day of a line lies in another month than its form."""
    text = N_("{day} is not in {month}, so it does not belong on this form. Please name a day of that month.")
    return Refusal(code="NOT_IN_FORM", text=text, facts={"month": month, "day": day}, private=True)


def form_full(most: int) -> Refusal:
    """More lines than a form takes."""
    text = N_("A form takes {most} added lines. Please sign it; you can open it again and add more.")
    return Refusal(code="FORM_FULL", text=text, facts={"most": most}, private=True)


def not_declared(code: str) -> Refusal:
    """The item is a decision of the organisation, so nobody declares it."""
    text = N_("{code} follows from a decision of the organisation, so nobody declares it. The office enters it.")
    return Refusal(code="NOT_DECLARED", text=text, facts={"code": code}, private=True)
