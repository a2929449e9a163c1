"""Linkage in the books: after every entry the branch has what its people's points amount to, and `verify` sees it."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.points.ledger import EntryKind
from bot.domain.points.linkage import linkage
from bot.schemes.loader import load_preset
from bot.schemes.stored import scheme_to_json
from bot.services import booking, rulebook, verify
from storage import ledger, orgs, schemes
from storage.transaction import Tx
from tests.simulation.town import Town

Totals = dict[int, Decimal]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path, preset="lanshan")
    yield town
    town.close()


def earn(town: Town, name: str, points: str, *, month: str = "2026-05", kind: str = "member") -> int:
    """Book points of somebody, up or down; answer the entry's id."""
    person = town.person_id(name)

    def work(tx: Tx) -> int:
        desk = town.desk(tx, "earn")
        branch = orgs.branches(tx)[0]
        return booking.append(
            desk,
            branch=branch,
            rules=rulebook.current(desk, branch),
            subject=booking.subject_of(desk, kind, person),
            item="",
            kind=EntryKind.AWARD if Decimal(points) > 0 else EntryKind.DEDUCT,
            points=Decimal(points),
            period=month,
            ref_period=None,
            claim_id=None,
            by_id=None,
            reason="",
        )

    return int(town.inside(work))


def take_back(town: Town, entry_id: int) -> None:
    def work(tx: Tx) -> None:
        desk = town.desk(tx, "take back")
        branch = orgs.branches(tx)[0]
        entry = ledger.get(tx, entry_id)
        booking.reverse(
            desk, branch=branch, rules=rulebook.by_id(desk, entry.scheme_id), entry=entry, by_id=None, reason="wrong"
        )

    town.inside(work)


def posted(town: Town, year: str = "2026") -> Decimal:
    """Sum the linkage entries of a year."""
    sql = "SELECT coalesce(sum(points), 0) FROM ledger WHERE kind = 'linkage' AND period LIKE ?"
    return Decimal(town.rows(sql, f"{year}-%")[0][0]) / 100


def wanted(town: Town, year: str = "2026") -> Decimal:
    """Recompute by the formula what the people of a year give."""
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    sql = "SELECT subject_id, points FROM ledger WHERE subject_kind != 'branch' AND period LIKE ?"
    for person, points in town.rows(sql, f"{year}-%"):
        totals[person] += Decimal(points) / 100
    return linkage(totals)


def faults(town: Town) -> list[str]:
    return [str(fault) for fault in town.inside(lambda tx: verify.verify_all(town.desk(tx, "verify"))).faults]


def test_after_any_history_the_linkage_is_what_the_formula_says(town: Town) -> None:
    """Up, down, as member and as cadre, over months and years, taken back or not."""
    chance = random.Random(20260513)
    booked: list[int] = []
    for _ in range(150):
        if booked and chance.random() < 0.2:
            take_back(town, booked.pop(chance.randrange(len(booked))))
        else:
            points = chance.choice(("3", "4.5", "9.99", "12", "0.01", "25", "-7", "-0.50"))
            month = chance.choice(("2025-12", "2026-03", "2026-04", "2026-05"))
            kind = chance.choice(("member", "cadre"))
            booked.append(earn(town, chance.choice(town.names), points, month=month, kind=kind))
        assert (posted(town), posted(town, "2025")) == (wanted(town), wanted(town, "2025"))

    assert posted(town) > 0
    assert faults(town) == []


def test_points_as_member_and_as_cadre_make_one_total(town: Town) -> None:
    earn(town, "Wang", "6")
    earn(town, "Wang", "4", kind="cadre")

    assert posted(town) == 1


def test_what_takes_a_full_ten_away_takes_the_point_back(town: Town) -> None:
    entry = earn(town, "Wang", "12")
    assert posted(town) == 1
    take_back(town, entry)

    kinds = [row[0] for row in town.rows("SELECT kind FROM ledger ORDER BY id")]
    assert kinds == ["award", "linkage", "reversal", "linkage"]
    assert posted(town) == 0


def test_a_new_cycle_starts_from_nothing(town: Town) -> None:
    earn(town, "Wang", "9", month="2025-12")
    earn(town, "Wang", "9", month="2026-01")

    assert posted(town, "2025") == 0
    assert posted(town) == 0


def test_a_changed_rule_counts_everything_anew_at_the_next_entry(town: Town) -> None:
    earn(town, "Wang", "12")
    earn(town, "Zhao", "9")
    scheme = load_preset("lanshan").points
    assert scheme is not None
    assert scheme.linkage is not None
    rule = replace(scheme.linkage, step=Decimal(3))
    body = scheme_to_json(replace(scheme, version=2, linkage=rule))
    town.inside(
        lambda tx: schemes.add(tx, code="lanshan", version=2, effective_from=date(2026, 5, 1), body=body, now=town.now)
    )
    earn(town, "Sun", "1")

    assert posted(town) == 4 + 3
    assert faults(town) == []


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE linkages SET basis = basis + 100", "the cache counts 2.00, the entries give 1"),
        ("UPDATE linked SET points = 0", "in 2026-05 the cache says 0.00, the linkage entries 1.00"),
        ("DELETE FROM linkages", "1.00 is booked in 2026-05, which no rule counts"),
    ],
)
def test_verify_names_what_does_not_agree(town: Town, sql: str, told: str) -> None:
    earn(town, "Wang", "12")

    def forge(tx: Tx) -> None:
        tx.connection.exec_driver_sql(sql)

    town.inside(forge)

    assert [fault for fault in faults(town) if told in fault] != []


def test_a_scheme_without_linkage_costs_no_statement_more(tmp_path: Path) -> None:
    """What an entry executes under sichuan names no table of the linkage."""
    town = Town(tmp_path, preset="sichuan")
    told: list[str] = []
    with town.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(told.append)
    earn(town, "Wang", "3")
    town.close()

    assert [sql for sql in told if "INSERT INTO ledger " in sql] != []
    assert [sql for sql in told if "link" in sql] == []
