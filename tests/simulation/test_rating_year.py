"""A whole rating year of 243 branches under five committees, from self-rating to filing and twelve months of subsidies.

Everything that comes out is recomputed here by other code from what went in (domain 3.16-3.19, 2.2-12 and 13).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.domain.refusals import Refusal
from bot.services.desk import Desk, House
from bot.services.export import Wanted
from bot.services.export import rows as exported
from bot.services.ratings import finding, house, outcome, rating, subsidy
from bot.services.ratings import round as rounds
from storage import grants, orgs, persons
from storage.engine import open_writer
from storage.migrate import migrate
from storage.persons import Person
from storage.transaction import Tx
from tests.stage import ZONE

COMMITTEES, GENERAL, BRANCHES = 5, 6, 243
SHARES = re.compile(
    r"base = sum\(weight \* rate\); total = max\(0, base - deduct\) \* (\d\.\d\d) \+ review \* (\d\.\d\d)"
)
DECEMBER = datetime(2026, 12, 1, 12, 0, tzinfo=ZONE)


@dataclass
class District:
    """Five committees with 249 branches, their people, and an open transaction."""

    tx: Tx
    now: datetime = DECEMBER
    chance: Random = field(default_factory=lambda: Random(2026))
    people: dict[str, int] = field(default_factory=dict)

    def desk(self) -> Desk:
        return Desk(tx=self.tx, now=self.now, house=House(zone=ZONE, locale="en"), source=f"test:{self.now}")

    def person(self, name: str) -> Person:
        return persons.get(self.tx, self.people[name])

    def settle(self) -> None:
        root = self._org("ROOT", "committee", None, "")
        committees = [self._org(f"C{n}", "committee", root, "") for n in range(COMMITTEES)]
        for name, role in (("Zhou", "committee_reviewer"), ("Wu", "municipal_reviewer"), ("Qi", "committee_reviewer")):
            self._hold(name, role, root)
        for n in range(GENERAL + BRANCHES):
            kind = "general_branch" if n < GENERAL else "branch"
            domain = self.chance.choice(("rural", "rural", "community", "agency"))
            branch = self._org(f"B{n:03}", kind, committees[n % COMMITTEES], domain)
            self._hold(f"S{n:03}", "secretary", branch)

    def _org(self, code: str, kind: str, parent: int | None, domain: str) -> int:
        return orgs.add(
            self.tx, code=code, name=f"Branch {code}", kind=kind, parent_id=parent, now=self.now, domain=domain or None
        )

    def _hold(self, name: str, role: str, org_id: int) -> None:
        number = persons.add(self.tx, name=name, telegram_id=None, now=self.now)
        self.people[name] = number
        grants.add(self.tx, person_id=number, org_id=org_id, role=role, by=None, now=self.now)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    url = f"sqlite:///{tmp_path / 'district.db'}"
    migrate(url, now=DECEMBER)
    engine = open_writer(url)
    with engine.begin() as connection:
        found = District(Tx(connection))
        found.settle()
        yield found
    engine.dispose()


def half_up(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def rate_themselves(district: District, number: int) -> None:
    """Each secretary rates 25 indicators; some stop in the middle and go on."""
    for seat in house.seats_of(district.desk(), house.round_of(district.desk(), number)):
        secretary = district.person(f"S{seat.branch.code[1:]}")
        level = district.chance.choice((100, 98, 95, 90, 85, 75, 65))
        for code in seat.sheet.indicators:
            percent = min(100, max(0, level + district.chance.randint(-4, 4)))
            rating.rate(district.desk(), secretary, seat.rating.id, code, str(percent))
        ready = house.seat_of(district.desk(), seat.rating.id)
        rating.submit(district.desk(), secretary, seat.rating.id, rev=ready.rating.rev)


def appraise(district: District, number: int) -> None:
    """The committee corrects, deducts, scores; candidates are reviewed on site, some lose their fifth star."""
    for seat in house.seats_of(district.desk(), house.round_of(district.desk(), number)):
        desk, zhou, wu = district.desk(), district.person("Zhou"), district.person("Wu")
        code = district.chance.choice(list(seat.sheet.indicators))
        rating.find(desk, zhou, seat.rating.id, code, str(district.chance.randint(60, 100)))
        if district.chance.random() < 0.3:
            rating.deduct(desk, zhou, seat.rating.id, f"{district.chance.randint(1, 12) / 2} found by a survey")
        score = f"{district.chance.choice(('96', '92.5', '88', '80.25', '71'))}"
        rev = rating.score(desk, zhou, seat.rating.id, score).rating.rev
        with pytest.raises(Refusal, match="NO_RIGHT"):
            rating.appraise(desk, district.person(f"S{seat.branch.code[1:]}"), seat.rating.id, rev=rev)
        decided = rating.appraise(desk, zhou, seat.rating.id, rev=rev)
        if decided.rating.state == "municipal_review":
            keep = district.chance.random() < 0.9
            with pytest.raises(Refusal, match="NO_RIGHT"):
                rating.judge(desk, zhou, seat.rating.id, rev=decided.rating.rev, keep=True)
            rating.judge(desk, wu, seat.rating.id, rev=decided.rating.rev, keep=keep, text="" if keep else "not so")


def settle_ties(district: District, number: int) -> None:
    """Where a tie straddles the limit, the committee chooses among the tied and gives its reason."""
    desk, zhou = district.desk(), district.person("Zhou")
    found = outcome.outcome(desk, house.seats_of(desk, house.round_of(desk, number)))
    for seat in list(found.tied)[: found.seats]:
        outcome.choose(desk, zhou, seat.rating.id, rev=seat.rating.rev)
    if found.tied:
        current = house.round_of(desk, number)
        outcome.settle_tie(desk, zhou, current, rev=current.rev, text="by the longer time without a finding")


def test_a_rating_year_of_243_branches(district: District) -> None:
    """Totals by the export's formula, at most 30 percent with five stars, none of them vetoed, money that adds up."""
    desk, zhou, qi = district.desk(), district.person("Zhou"), district.person("Qi")
    root = orgs.by_code(district.tx, "ROOT")
    assert root is not None
    opened = rounds.open_round(desk, zhou, root, 2026)
    rate_themselves(district, opened.id)
    vetoed = {f"B{n:03}" for n in range(0, 40, 4)}
    for code in sorted(vetoed):
        wish = finding.read(desk, root, "veto", [code, "V2", "2026-1", "2026-06-01", "confirmed"])
        fact = finding.propose(desk, zhou, wish)
        with pytest.raises(Refusal, match="SECOND_PERSON_NEEDED"):
            finding.confirm(desk, zhou, fact.id, rev=fact.rev)
        finding.confirm(desk, qi, fact.id, rev=fact.rev)
    appraise(district, opened.id)
    settle_ties(district, opened.id)
    laid_open = outcome.publish(district.desk(), zhou, house.round_of(desk, opened.id), rev=_rev(desk, opened.id))
    with pytest.raises(Refusal, match="RATING_PUBLICITY_RUNS"):
        outcome.file(district.desk(), zhou, laid_open, rev=laid_open.rev)
    district.now += timedelta(days=10)
    outcome.file(district.desk(), zhou, laid_open, rev=laid_open.rev)

    rows = list(exported(district.desk(), "ratings", Wanted()))
    assert len(rows) == GENERAL + BRANCHES
    recomputed(rows)
    limits(rows, vetoed)
    money(district, rows)


def _rev(desk: Desk, number: int) -> int:
    return house.round_of(desk, number).rev


def recomputed(rows: list[dict[str, Any]]) -> None:
    """Every exported total and star follows from its own row alone, by the formula that stands in it."""
    for row in rows:
        parts = {code: Fraction(weight) * Fraction(row["rates"][code]) for code, weight in row["weights"].items()}
        base = half_up(sum(parts.values(), Fraction()))
        assert row["base"] == base
        assert row["role"] == half_up(sum((parts[code] for code in row["role_indicators"]), Fraction()))
        shares = SHARES.fullmatch(row["formula"])
        assert shares is not None, row["formula"]
        left = max(Fraction(0), Fraction(base) - Fraction(row["deduct"]))
        assert row["total"] == half_up(left * Fraction(shares[1]) + Fraction(row["review"]) * Fraction(shares[2]))
        banded = next((star for bound, star in row["bands"] if row["total"] >= Decimal(bound)), 1)
        assert row["star"] == banded or (banded == 5 and row["star"] == 4 and row["cause"] != "band")


def limits(rows: list[dict[str, Any]], vetoed: set[str]) -> None:
    """At most 30 percent five stars; who has more keys is not left out for who has fewer; no vetoed one among them."""
    five = [row for row in rows if row["star"] == 5]
    assert len(five) == len(rows) * 30 // 100  # there are more candidates than places, so all places are taken
    assert not vetoed & {row["branch"] for row in five}
    left_out = [row for row in rows if row["cause"] in {"quota", "quota_tie_manual"}]
    worst = min((row["total"], row["role"], row["review"]) for row in five)
    assert left_out
    assert all((row["total"], row["role"], row["review"]) <= worst for row in left_out)


def money(district: District, rows: list[dict[str, Any]]) -> None:
    """Twelve months by the star in force, a demotion from the next month on, the fund once; the export's sums agree."""
    zhou, qi, root = district.person("Zhou"), district.person("Qi"), orgs.by_code(district.tx, "ROOT")
    assert root is not None
    stars = {row["branch"]: row["star"] for row in rows}
    rural = {code for code in stars if orgs.domain(district.tx, _id(district, code)) == "rural"}
    fallen = min(code for code in rural if stars[code] == 5)
    expected = Decimal(0)
    for month in range(1, 13):
        district.now = datetime(2027, month, 15, 12, tzinfo=ZONE)
        key = f"2027-{month:02}"
        if month == 6:
            wish = finding.read(district.desk(), root, "demote", [fallen, "3", "2027-9", "2027-06-01", "confirmed"])
            fact = finding.propose(district.desk(), zhou, wish)
            fact = finding.confirm(district.desk(), qi, fact.id, rev=fact.rev)
            with pytest.raises(Refusal, match="NOT_HEARD_YET"):
                finding.apply(district.desk(), zhou, fact.id, rev=fact.rev)
            fact = finding.explain(district.desk(), district.person(f"S{fallen[1:]}"), fact.id, "it was mended")
            finding.apply(district.desk(), zhou, fact.id, rev=fact.rev)
        in_force = {**stars, fallen: 3} if month > 6 else stars
        expected += sum({5: 500, 4: 400, 3: 300}.get(in_force[code], 0) for code in rural)
        subsidy.confirm(district.desk(), zhou, root, key)
        with pytest.raises(Refusal, match="POST_IS_OUT"):
            subsidy.confirm(district.desk(), zhou, root, key)
    funds = 10_000 * sum(stars[code] == 5 for code in rural)
    lines = list(exported(district.desk(), "subsidies", Wanted(period="2027")))
    assert sum(line["amount"] for line in lines if line["kind"] == "monthly") == expected
    assert sum(line["amount"] for line in lines if line["kind"] == "fund") == funds
    by_branch = groupby(sorted(line["branch"] for line in lines if line["kind"] == "fund"))
    assert all(len(list(found)) == 1 for _, found in by_branch)
    paid = {line["month"]: line["amount"] for line in lines if line["branch"] == fallen and line["kind"] == "monthly"}
    assert (paid["2027-06"], paid["2027-07"]) == (500, 300)


def _id(district: District, code: str) -> int:
    found = orgs.by_code(district.tx, code)
    assert found is not None
    return found.id
