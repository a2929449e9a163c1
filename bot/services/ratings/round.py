"""A round: a year's rating is opened for all branches under an organisation, and their secretaries are told (F7)."""

from datetime import date

from bot.domain.ratings.refusals import bad_round_year, no_branches, round_known
from bot.i18n import N_
from bot.schemes.stored import sheet_to_json
from bot.services import committee
from bot.services.committee import Said
from bot.services.desk import Desk
from bot.services.ratings import house
from storage import ratings, star_rounds
from storage.orgs import Org
from storage.persons import Person
from storage.star_rounds import StarRound

LEAST_DAYS = 10
"""Working days that branches have at least to rate themselves."""

OPENED = N_(
    "⭐ The star rating of {year} is open. Please rate {branch} by {due}: {count} indicators, one after the other. "
    "You can stop at any time; what you chose is kept."
)
START = N_("⭐ Rate the branch")


def open_round(desk: Desk, actor: Person, org: Org, year: int) -> StarRound:
    """Open the rating of a year for all branches under an organisation; their secretaries are told.

    Raises:
        Refusal: ``NO_RIGHT``, ``BAD_ROUND_YEAR``, ``ROUND_KNOWN``, ``NO_BRANCHES``.
    """
    committee.need_conductor(desk, actor, org)
    if not desk.today.year - 1 <= year <= desk.today.year:
        raise bad_round_year(desk.today.year - 1, desk.today.year)
    if any(one.year == year for one in star_rounds.of_org(desk.tx, org.id)):
        raise round_known(year)
    branches = committee.under(desk, org)
    if not branches:
        raise no_branches(org.name)
    sheet = house.newest_sheet()
    due = max(date(year, *sheet.self_rating_due), desk.calendar().add_workdays(desk.today, LEAST_DAYS))
    number = star_rounds.add(
        desk.tx,
        org_id=org.id,
        year=year,
        sheet=sheet_to_json(sheet),
        due_on=due,
        opened_by=actor.id,
        opened_at=desk.now,
    )
    committee.note(desk, actor, "rating", f"round {org.code} {year}", f"opened {len(branches)}")
    for branch in branches:
        rating = ratings.add(desk.tx, round_id=number, branch_id=branch.id, now=desk.now)
        facts: dict[str, object] = {
            "year": str(year),
            "branch": branch.name,
            "due": due,
            "count": len(sheet.indicators),
        }
        keys = [(START, f"sr:s:{rating}:-1")]
        committee.tell(desk, committee.secretaries(desk, branch), branch, _invitation(facts), keys=keys)
    return house.round_of(desk, number)


def _invitation(facts: dict[str, object]) -> Said:
    return lambda speech: speech.say(OPENED, **facts)
