"""Rules that change: told in the next post, tried on the last month, and a branch's own with the committee's word."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from bot.domain.points.scheme import OwnItems, Scheme
from bot.schemes.loader import load_preset
from bot.services import own_rules, rule_trial
from bot.services.desk import Desk
from bot.services.scheme_import import import_scheme
from bot.services.sheets import FaultySheet
from storage import orgs
from storage.transaction import Tx
from tests.conversations.acts import book, english_branch, write
from tests.stage import ZONE, Stage

T = TypeVar("T")
POST = "2026-05-18T09:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def rules(points: str = "3", *, own_items: OwnItems = "approved", without: str = "") -> Scheme:
    """Answer the preset with other points for K701."""
    scheme = load_preset("sichuan").points
    assert scheme is not None
    items = {code: item for code, item in scheme.items.items() if code != without}
    items["K701"] = replace(items["K701"], points=Decimal(points))
    return replace(scheme, items=items, own_items=own_items)


def inside(branch: Stage, act: Callable[[Desk], T]) -> T:
    """Decide something in the running bot's own transaction, as the command line does beside it."""
    running = branch.app.running
    assert running is not None

    def work(tx: Tx) -> T:
        return act(running.desk(tx, "test"))

    found: T = running.writer.call(work).result(10)
    return found


def bring(branch: Stage, scheme: Scheme, start: date) -> None:
    """Import a version for all."""
    inside(branch, lambda desk: import_scheme(desk, scheme, filename="rules.yaml", effective_from=start))


def wish(branch: Stage, scheme: Scheme, start: date) -> own_rules.Proposed:
    """Propose rules of the branch's own."""

    def act(desk: Desk) -> own_rules.Proposed:
        org = orgs.branches(desk.tx)[0]
        return own_rules.propose(desk, org, scheme, effective_from=start, filename="rules.yaml")

    return inside(branch, act)


def versions(branch: Stage) -> list[tuple[int, str, bool]]:
    rows = branch.rows(
        "SELECT s.version, s.effective_from, o.branch_id IS NOT NULL FROM schemes s "
        "LEFT JOIN scheme_owners o ON o.scheme_id = s.id WHERE s.code = 'sichuan' ORDER BY s.version"
    )
    return [(row[0], str(row[1]), bool(row[2])) for row in rows]


async def test_a_new_version_is_told_with_its_differences_in_the_next_post_once(tmp_path: Path) -> None:
    """What an item gave and what it will give, what is no more, and from which day."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        bring(branch, rules("4", without="K703"), date(2026, 6, 1))
        await branch.move_to(at(POST))
        text = branch.chat.from_bot[-1].text
        assert "📜 Changed rules: Sichuan member points (sichuan), version 2, for acts from Mon, Jun 1 on" in text
        assert "• K701 Volunteer service: points 3.00 → 4.00" in text
        assert "• no longer: K703" in text

        await branch.move_to(at("2026-05-29T17:00"))
        assert "📜" not in branch.chat.from_bot[-1].text


async def test_the_version_in_force_on_the_day_of_the_act_counts(tmp_path: Path) -> None:
    """Claimed on one day, two acts on both sides of the change."""
    async with english_branch(tmp_path, preset="sichuan", at=at("2026-05-12T12:00")) as branch:
        bring(branch, rules("4"), date(2026, 5, 12))
        await book(branch, "Wang", "K701 05-11 before")
        await book(branch, "Wang", "K701 05-12 after")

        assert branch.rows(
            "SELECT l.points, s.version FROM ledger l JOIN schemes s ON s.id = l.scheme_id ORDER BY l.id"
        ) == [(300, 1), (400, 2)]


async def test_a_trial_says_what_the_last_month_would_have_been(tmp_path: Path) -> None:
    """Three acts at 3 points meet the cap of 9, at 5 they would meet it too, at 2 not; nothing is written."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        for number in range(3):
            await book(branch, "Wang", f"K701 05-1{number} gardening {number}")
        await branch.move_to(at("2026-06-02T12:00"))

        def tried(points: str) -> list[tuple[str, str, str]]:
            found = inside(
                branch, lambda desk: rule_trial.trial(desk, orgs.branches(desk.tx)[0], rules(points), "2026-05")
            )
            assert found.subjects == 3
            return [(row.name, str(row.before), str(row.after)) for row in found.rows]

        assert tried("5") == []
        assert tried("2") == [("Wang", "89.00", "86.00")]
        assert branch.rows("SELECT count(*) FROM schemes") == [(1,)]


async def test_a_branch_asks_for_own_items_and_the_committee_approves(tmp_path: Path) -> None:
    """Until then nothing changes; then the branch's version counts, and its group is told."""
    async with english_branch(tmp_path, preset="sichuan", cast=("Li", "Wang", "Zhao", "Boss")) as branch:
        write(
            branch,
            "INSERT INTO grants (person_id, org_id, role, granted_at) SELECT p.id, o.id, 'secretary', p.created_at "
            "FROM persons p, orgs o WHERE p.name = 'Boss' AND o.code = 'ROOT'",
        )
        wished = wish(branch, rules("4"), date(2026, 5, 13))
        await branch.settled()
        assert [person.name for person in wished.asked] == ["Boss"]
        assert versions(branch) == [(1, "2026-01-01", False)]
        await branch.play("""
            bot → Boss: 📜 第一党支部 asks for rules of its own … • K701 Volunteer service: points 3.00 → 4.00
            Boss (private): [✅ Approve]     → toast: Approved.
            bot → Li: 📜 The rules that 第一党支部 asked for were approved by Boss; they are in force from Wed, May 13.
        """)
        assert versions(branch) == [(1, "2026-01-01", False), (2, "2026-05-13", True)]
        await book(branch, "Wang", "K701 05-13 gardening")
        assert await branch.total("Wang") == Decimal(4)
        await branch.move_to(at(POST))
        assert "version 2, for acts from Wed, May 13 on" in branch.chat.from_bot[-1].text


async def test_a_wish_is_declined_with_a_reason(tmp_path: Path) -> None:
    """Everything stays; the words reach the office, and the button is worth nothing any more."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        wish(branch, rules("9"), date(2026, 5, 13))
        await branch.play("""
            bot → Li: 📜 第一党支部 asks for rules of its own
            Li (private): [❌ Decline]
            bot → Li: Why are these rules declined?
            Li (private): far too many points
            bot → Li: 📜 The rules that 第一党支部 asked for were declined by Li … far too many points
        """)
        assert branch.rows("SELECT state, reason FROM proposals") == [("declined", "far too many points")]
        assert len(versions(branch)) == 1


async def test_own_items_follow_the_committees_next_version(tmp_path: Path) -> None:
    """What the branch set stays, everything else is the committee's new word, on the same day."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        bring(branch, rules(own_items="free"), date(2026, 5, 1))
        wish(branch, rules("4", own_items="free"), date(2026, 5, 13))
        bring(branch, rules("2", own_items="free", without="K703"), date(2026, 5, 20))
        assert versions(branch)[2:] == [
            (3, "2026-05-13", True),
            (4, "2026-05-20", False),
            (5, "2026-05-20", True),
        ]
        await branch.move_to(at("2026-05-21T12:00"))
        await book(branch, "Wang", "K701 05-21 gardening")
        assert await branch.total("Wang") == Decimal(4)
        await branch.play("""
            Wang (private): /items K703
            bot → Wang: There is no item K703
        """)


async def test_a_branch_sets_no_settings_of_the_committee(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan") as branch:
        with pytest.raises(FaultySheet) as faulty:
            wish(branch, replace(rules("4"), base=Decimal(100)), date(2026, 5, 13))
        assert faulty.value.faults[0].facts == {"settings": "base"}
        bring(branch, rules(own_items="never"), date(2026, 5, 13))
        with pytest.raises(FaultySheet) as never:
            wish(branch, rules("4", own_items="never"), date(2026, 5, 14))
        assert never.value.faults[0].text == own_rules.NEVER
