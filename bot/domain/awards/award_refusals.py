"""Every "no" about rounds of awards."""

from collections.abc import Iterable
from datetime import date

from bot.domain.refusal import N_, Refusal


def unknown_award(word: str, known: Iterable[str]) -> Refusal:
    """A kind of award that no rulebook has."""
    text = N_("There is no award {word}. Those that can be held: {awards}.")
    return Refusal(code="UNKNOWN_AWARD", text=text, facts={"word": word, "awards": tuple(known)})


def award_known(title: str, period: str) -> Refusal:
    """A round is held once a period."""
    text = N_("{title} {period} is held already. /round shows it.")
    return Refusal(code="AWARD_KNOWN", text=text, facts={"title": title, "period": period})


def bad_award_period(example: str) -> Refusal:
    """A period that does not fit the rhythm of the award."""
    text = N_("This award is held for a whole period. Please write for example: {example}")
    return Refusal(code="BAD_AWARD_PERIOD", text=text, facts={"example": example})


def round_is(state: str) -> Refusal:
    """A round stands where that is not possible."""
    text = N_("The round stands at “{award_state}”, so this is not possible. Nothing was changed; /round shows it.")
    return Refusal(code="ROUND_IS", text=text, facts={"award_state": state})


def not_eligible(name: str, needs: Iterable[str]) -> Refusal:
    """A candidate does not fulfil what the award needs; it may tell of a standing, so it is private."""
    text = N_("{name} cannot be entered: {needs}. Nothing was entered.")
    return Refusal(code="NOT_ELIGIBLE", text=text, facts={"name": name, "needs": tuple(needs)}, private=True)


def entered_before(name: str) -> Refusal:
    """Somebody is entered once."""
    text = N_("{name} is entered already. There is nothing more to do.")
    return Refusal(code="ENTERED_BEFORE", text=text, facts={"name": name})


def entries_full(most: int) -> Refusal:
    """A branch, or all together, entered as many as the rules allow."""
    text = N_("Not more than {most} entries are allowed here. Please withdraw one first.")
    return Refusal(code="ENTRIES_FULL", text=text, facts={"most": most})


def entry_lacks(photos: int) -> Refusal:
    """An entry lacks what it must contain."""
    text = N_("The entry needs its plan in words and at least {photos} photos. Please send what is missing.")
    return Refusal(code="ENTRY_LACKS", text=text, facts={"photos": photos}, private=True)


def entries_end(until: date) -> Refusal:
    """Entries are no longer taken, or not yet."""
    text = N_("Entries are taken until {until}. Nothing was entered.")
    return Refusal(code="ENTRIES_END", text=text, facts={"until": until})


def marks_missing(count: int, least: int) -> Refusal:
    """Too few judges have marked an entry."""
    text = N_("Entries with fewer than {least} judges: {count}. Please let more judges mark them first.")
    return Refusal(code="MARKS_MISSING", text=text, facts={"count": count, "least": least}, private=True)


def figures_missing(count: int) -> Refusal:
    """Results of entries are not known yet."""
    text = N_("Entries without a result: {count}. Please enter their results first.")
    return Refusal(code="FIGURES_MISSING", text=text, facts={"count": count}, private=True)


def choice_needs_reason() -> Refusal:
    """What people decide is decided with a reason."""
    text = N_("Places are still to be decided by the committee. Please choose, and give the reason.")
    return Refusal(code="CHOICE_NEEDS_REASON", text=text, private=True)


def own_entry() -> Refusal:
    """Nobody judges an own entry, or one of the own branch."""
    text = N_("This entry is your own, or your branch's, so you do not judge it.")
    return Refusal(code="OWN_ENTRY", text=text, private=True)


def bad_results(line: str) -> Refusal:
    """A line of results cannot be read."""
    text = N_("“{line}” is not a name and a number. Please write one entry a line, like “Wang Fang 87.5”.")
    return Refusal(code="BAD_RESULTS", text=text, facts={"line": line}, private=True)


def bad_pioneer_row(word: str) -> Refusal:
    """A cell of a pioneer index is no score, bonus, deduction or weight."""
    text = N_(
        "“{word}” does not fit. A row has a score from 0 to 100 for each dimension, then facts with their reason: "
        "<code>P00012 90 85 80 88; +5 flood relief; -2 late report</code>. Weights of a standard are together 100. "
        "Nothing was changed."
    )
    return Refusal(code="BAD_PIONEER_ROW", text=text, facts={"word": word}, private=True)


def bad_pioneer_rows(rows: str) -> Refusal:
    """Rows of a pioneer index are faulty, each told with its cell."""
    text = N_(
        "These rows do not fit, so nothing was entered: {rows}. A row has the code of somebody on the roster of a "
        "branch here, once; a score from 0 to 100 for each dimension; then facts with their reason, zeroing ones only "
        "where the standard knows them."
    )
    return Refusal(code="BAD_PIONEER_ROWS", text=text, facts={"rows": rows}, private=True)


def pioneer_run_known(period: str) -> Refusal:
    """A period's pioneer index is computed once."""
    text = N_("The pioneer index of {period} is there already. /pioneer shows it.")
    return Refusal(code="PIONEER_RUN_KNOWN", text=text, facts={"period": period}, private=True)


def pioneer_run_closed(period: str) -> Refusal:
    """A pioneer index that is confirmed, or was never opened, takes no values."""
    text = N_("The pioneer index of {period} takes no values: it is confirmed, or not open. /pioneer shows it.")
    return Refusal(code="PIONEER_RUN_CLOSED", text=text, facts={"period": period}, private=True)


def pioneer_second_person() -> Refusal:
    """Who entered values does not confirm them; without values there is nothing to confirm."""
    text = N_(
        "A pioneer index with at least one value is confirmed by somebody who entered none of its values. Please ask "
        "a second person."
    )
    return Refusal(code="PIONEER_SECOND_PERSON", text=text, private=True)
