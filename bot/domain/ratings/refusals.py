"""Every "no" about star ratings, facts that weigh on a branch, and subsidies."""

from collections.abc import Iterable
from datetime import date

from bot.domain.refusal import N_, Refusal


def rating_is(state: str) -> Refusal:
    """A rating stands where that is not possible any more, or not yet."""
    text = N_(
        "The rating stands at “{rating}”, so this is not possible. Nothing was changed; /star shows what is next."
    )
    return Refusal(code="RATING_IS", text=text, facts={"rating": state}, private=True)


def indicators_missing(count: int) -> Refusal:
    """A sheet is not whole."""
    text = N_("Indicators that are not rated yet: {count}. What you chose is kept; please go on where you stopped.")
    return Refusal(code="INDICATORS_MISSING", text=text, facts={"count": count}, private=True)


def bad_percent(word: str) -> Refusal:
    """How far an indicator is met is not a whole percentage."""
    text = N_("“{word}” is not a whole number from 0 to 100. Please write for example 85.")
    return Refusal(code="BAD_PERCENT", text=text, facts={"word": word}, private=True)


def bad_score(word: str) -> Refusal:
    """A score of an appraisal, or a deduction, is out of its range."""
    text = N_("“{word}” is not a number from 0 to 100 with at most two decimals. Please write for example 87.5.")
    return Refusal(code="BAD_SCORE", text=text, facts={"word": word}, private=True)


def round_known(year: int) -> Refusal:
    """A year is rated once."""
    text = N_("The star rating of {year} is open already. /star shows it.")
    return Refusal(code="ROUND_KNOWN", text=text, facts={"year": year}, private=True)


def bad_round_year(first: int, last: int) -> Refusal:
    """A year that cannot be rated now."""
    text = N_("A rating is opened for {first} or {last}. Please write /star open {last}.")
    return Refusal(code="BAD_ROUND_YEAR", text=text, facts={"first": str(first), "last": str(last)}, private=True)


def no_branches(org: str) -> Refusal:
    """There is nothing to rate."""
    text = N_("There is no branch under {org} that could be rated. <code>jifenbot import org</code> brings them in.")
    return Refusal(code="NO_BRANCHES", text=text, facts={"org": org}, private=True)


def not_all_decided(count: int) -> Refusal:
    """A round is published when every branch is decided or left out."""
    text = N_(
        "Branches that are not decided yet: {count}. Appraise them, or leave them out with a reason; then publish."
    )
    return Refusal(code="NOT_ALL_DECIDED", text=text, facts={"count": count}, private=True)


def tie_open(seats: int) -> Refusal:
    """A tie at the limit of five-star branches is decided by people, with a reason."""
    text = N_("A tie at the limit leaves five-star places open: {seats}. Please decide it first, with a reason.")
    return Refusal(code="TIE_OPEN", text=text, facts={"seats": seats}, private=True)


def too_many_chosen(seats: int) -> Refusal:
    """More are chosen than places are left."""
    text = N_("Places that are left: {seats}. Please choose at most so many.")
    return Refusal(code="TOO_MANY_CHOSEN", text=text, facts={"seats": seats}, private=True)


def publicity_runs(until: date) -> Refusal:
    """A round is filed when its publicity is over."""
    text = N_("The publicity runs until {until}, 24:00. The rating is filed after that.")
    return Refusal(code="RATING_PUBLICITY_RUNS", text=text, facts={"until": until}, private=True)


def objections_open(count: int) -> Refusal:
    """A round is filed when every objection is answered."""
    text = N_("Objections that nobody answered yet: {count}. Please answer them first; /star lists them.")
    return Refusal(code="OBJECTIONS_OPEN", text=text, facts={"count": count}, private=True)


def five_stars_full(limit: int) -> Refusal:
    """Five stars are limited, also where an objection is upheld."""
    text = N_("Not more than {limit} branches can have five stars. Nothing was changed; please write at most 4.")
    return Refusal(code="FIVE_STARS_FULL", text=text, facts={"limit": limit}, private=True)


def star_capped(most: int) -> Refusal:
    """A confirmed finding bars more stars."""
    text = N_("A confirmed finding leaves at most {most} stars. Nothing was changed.")
    return Refusal(code="STAR_CAPPED", text=text, facts={"most": most}, private=True)


def fact_needs(usage: str) -> Refusal:
    """A finding needs its document, its day and its words: it weighs on people."""
    text = N_(
        "A finding needs a class or the most stars it leaves, the document's number, its day and what was found. "
        "Please write for example: {usage}"
    )
    return Refusal(code="FACT_NEEDS", text=text, facts={"usage": usage}, private=True)


def unknown_veto(word: str, known: tuple[str, ...]) -> Refusal:
    """A class of vetoes that the sheet does not have."""
    text = N_("There is no class {word}. The classes are: {known}.")
    return Refusal(code="UNKNOWN_VETO", text=text, facts={"word": word, "known": known}, private=True)


def second_person_needed() -> Refusal:
    """Who entered a finding does not confirm it."""
    text = N_("A finding is confirmed by somebody else than who entered it. Please ask a second person.")
    return Refusal(code="SECOND_PERSON_NEEDED", text=text, private=True)


def nothing_to_pay(month: str) -> Refusal:
    """No branch has a subsidy in a month."""
    text = N_("No branch has a star subsidy in {month}: none of those that get one has three stars or more.")
    return Refusal(code="NOTHING_TO_PAY", text=text, facts={"month": month}, private=True)


def bad_scores(word: str) -> Refusal:
    """A word of an appraisal is no score."""
    text = N_(
        "{word} is no score. Please write parts like party=88.5 or site=9,8.5,9 with marks from 0 to 100, or a row of "
        "{columns}."
    )
    columns = "party business joint_building satisfaction report view check ask judge"
    return Refusal(code="BAD_SCORES", text=text, facts={"word": word or "—", "columns": columns}, private=True)


def helpers_missing(places: Iterable[str]) -> Refusal:
    """A rectification begins with all of its helpers only (F22)."""
    text = N_("These helpers are not named yet: {helpers}. It begins once all of them are.")
    return Refusal(code="HELPERS_MISSING", text=text, facts={"helpers": tuple(places)}, private=True)


def problems_left(count: int) -> Refusal:
    """A rectification ends when its problems are solved."""
    one = N_("{n} problem is not solved yet, so it stays open. Please note first what shows that it is solved.")
    many = N_("{n} problems are not solved yet, so it stays open. Please note first what shows that they are solved.")
    return Refusal(code="PROBLEMS_LEFT", text=one if count == 1 else many, facts={"n": count}, private=True)


def rectification_is(state: str) -> Refusal:
    """A rectification does not stand where this is possible."""
    text = N_("This is {rectify_state}, so nothing was changed.")
    return Refusal(code="RECTIFICATION_IS", text=text, facts={"rectify_state": state}, private=True)
