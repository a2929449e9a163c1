"""Every "no" about claims, items, caps and periods."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from bot.domain.refusal import N_, Refusal


def missing_item_code() -> Refusal:
    """A claim names no item."""
    text = N_("I could not see which item you mean. Please send the item's code first, for example: /claim F1 note.")
    return Refusal(code="NO_ITEM_CODE", text=text)


def unknown_item(code: str, nearest: Iterable[str] = ()) -> Refusal:
    """The scheme has no item of that code; ``nearest`` are the codes it may have meant."""
    near = tuple(nearest)
    if near:
        text = N_("There is no item {code}. Did you mean {nearest}? /items shows the list.")
    else:
        text = N_("There is no item {code}. /items shows the list.")
    return Refusal(code="UNKNOWN_ITEM", text=text, facts={"code": code, "nearest": near})


def item_not_claimable(code: str) -> Refusal:
    """The item is entered by the office, by attendance or by a rule."""
    text = N_("Item {code} cannot be claimed: it is entered by the office or by attendance. Please ask your secretary.")
    return Refusal(code="NOT_CLAIMABLE", text=text, facts={"code": code})


def item_is_deduction(code: str) -> Refusal:
    """A deduction is entered privately, never claimed (privacy)."""
    text = N_("Item {code} takes points off, so it is not claimed. /declare puts it on your own form, privately.")
    return Refusal(code="ITEM_IS_DEDUCTION", text=text, facts={"code": code}, private=True)


def item_not_for_you(code: str, who: Iterable[str]) -> Refusal:
    """The item is for other subject kinds (member, cadre, branch, leader)."""
    text = N_("Item {code} is for {who}, so you cannot claim it. /items shows what you can claim.")
    return Refusal(code="NOT_FOR_SUBJECT", text=text, facts={"code": code, "who": tuple(sorted(who))})


def text_too_long(length: int, limit: int) -> Refusal:
    """A text exceeds its limit (both in characters)."""
    text = N_("The text is too long: {length} characters, the limit is {limit}. Please shorten it.")
    return Refusal(code="TEXT_TOO_LONG", text=text, facts={"length": length, "limit": limit})


def future_date(occurred_on: date, earlier: date | None = None) -> Refusal:
    """The day lies ahead; ``earlier`` is the last day of that name if it may have been meant (2.3-11)."""
    if earlier is None:
        text = N_("{date} is in the future. Please check the date, or claim when it has happened.")
    else:
        text = N_("{date} is in the future. If you mean an earlier year, please write {earlier}.")
    return Refusal(code="FUTURE_DATE", text=text, facts={"date": occurred_on, "earlier": earlier})


def bad_date(word: str) -> Refusal:
    """A word looks like a date but is none."""
    text = N_("{word} is not a date of the calendar. Please write it like 2026-05-12 or 05-12.")
    return Refusal(code="BAD_DATE", text=text, facts={"word": word})


def due_is_past(day: date) -> Refusal:
    """A day by which something is to be done lies behind."""
    text = N_("{day} is past. Please name a day that is still to come.")
    return Refusal(code="DUE_IS_PAST", text=text, facts={"day": day}, private=True)


def bad_quantity(word: str) -> Refusal:
    """A quantity is zero, negative or absurd."""
    text = N_("{word} is not a usable quantity. Please write a number above 0 and up to 1000, for example x2.")
    return Refusal(code="BAD_QUANTITY", text=text, facts={"word": word})


def bad_number(word: str) -> Refusal:
    """A word that should be a number of points is none."""
    text = N_("{word} is not a number of points. Please write it like 2.5.")
    return Refusal(code="BAD_NUMBER", text=text, facts={"word": word})


def outside_scheme(occurred_on: date, valid_from: date) -> Refusal:
    """The day lies before the scheme came into force (2.2-8)."""
    text = N_("{date} is before the scheme came into force on {valid_from}. Please check the date.")
    return Refusal(code="OUTSIDE_SCHEME", text=text, facts={"date": occurred_on, "valid_from": valid_from})


def unknown_level(level: str | None, known: Iterable[str]) -> Refusal:
    """A tier item got no level, or one its table does not know."""
    facts: dict[str, object] = {"level": level, "levels": tuple(known)}
    if level is None:
        text = N_("This item needs a level: {levels}. Please add it to the claim.")
    else:
        text = N_("This item does not know the level {level}. Please choose one of: {levels}.")
    return Refusal(code="UNKNOWN_LEVEL", text=text, facts=facts)


def out_of_range(value: Decimal | None, minimum: Decimal, maximum: Decimal) -> Refusal:
    """A range item got no value, or one outside its range."""
    facts: dict[str, object] = {"value": value, "minimum": minimum, "maximum": maximum}
    if value is None:
        text = N_("This item gives {minimum} to {maximum} points. Please say how many, e.g. /approve 12={minimum}.")
    else:
        text = N_("{value} is outside the range of this item. It gives {minimum} to {maximum} points.")
    return Refusal(code="OUT_OF_RANGE", text=text, facts=facts)


def closed_period(period: str) -> Refusal:
    """The period is frozen; facts found later are adjustments in the open month (2.3-2)."""
    text = N_("{period} is closed and takes no entry. It can be booked as an adjustment in the current month.")
    return Refusal(code="CLOSED_PERIOD", text=text, facts={"period": period})


def month_runs(month: str) -> Refusal:
    """The notice of a month that is not over would close it for everybody."""
    text = N_("{month} is not over yet, and its notice would close it. It can be posted from the next month on.")
    return Refusal(code="MONTH_RUNS", text=text, facts={"month": month})


def post_is_out() -> Refusal:
    """A scheduled post was sent, or skipped, meanwhile."""
    text = N_("This post was handled already, so nothing was changed. /notice shows what comes next.")
    return Refusal(code="POST_IS_OUT", text=text)


def unknown_period(word: str) -> Refusal:
    """A word names no period."""
    text = N_("I do not know the period {word}. Please write it like 2026-05, 2026-Q2 or 2026.")
    return Refusal(code="UNKNOWN_PERIOD", text=text, facts={"word": word})


def cap_reached(code: str, cap: Decimal, already: Decimal) -> Refusal:
    """The item gives nothing more in this cap period."""
    text = N_("Item {code} has reached its cap: {already} of {cap} points are booked. Nothing more can be credited.")
    return Refusal(code="CAP_REACHED", text=text, facts={"code": code, "cap": cap, "already": already})


def duplicate_claim(claim_id: int) -> Refusal:
    """The same person, item, date and note were claimed before (2.2-10)."""
    text = N_("This looks the same as #{claim_id}. If it happened twice, please say so in the note and send it again.")
    return Refusal(code="DUPLICATE_CLAIM", text=text, facts={"claim_id": claim_id})


def compare_scope() -> Refusal:
    """A scheme that compares only inside a branch has no board across branches (trap 2)."""
    text = N_("This scheme compares only inside a branch. There is no ranking between branches; /board shows your own.")
    return Refusal(code="COMPARE_SCOPE", text=text)


def use_deduct(code: str) -> Refusal:
    """The office awards a deduction."""
    text = N_("Item {code} takes points off. Please enter it with /deduct, in our private chat.")
    return Refusal(code="USE_DEDUCT", text=text, facts={"code": code}, private=True)


def use_award(code: str) -> Refusal:
    """The office deducts by an item that gives points."""
    text = N_("Item {code} gives points. Please enter it with /award.")
    return Refusal(code="USE_AWARD", text=text, facts={"code": code}, private=True)


def entry_needs_reason(code: str) -> Refusal:
    """A deduction rests on a reason that its subject is told (2.2-6)."""
    text = N_("Item {code} takes points off, so it needs a reason: the member has a right to know it.")
    return Refusal(code="ENTRY_NEEDS_REASON", text=text, facts={"code": code}, private=True)
