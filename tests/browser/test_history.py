"""The history behind the demo: real entries, real cards, all states, nothing owed."""

from collections import Counter
from typing import Any

from sqlalchemy import create_engine, text

from bot.demo.stage import Stage
from bot.demo.story import DEEDS, OPENING, ZONE
from bot.services import verify
from bot.services.desk import Desk, House
from storage.session import reading


def rows(stage: Stage, sql: str) -> list[Any]:
    """Read the demo's database from outside."""
    engine = create_engine(stage.database_url)
    try:
        with engine.connect() as connection:
            return list(connection.execute(text(sql)).all())
    finally:
        engine.dispose()


async def test_the_books_are_sound(stage: Stage) -> None:
    """The chain, the totals and the heads that the notices published are recomputed without a fault."""
    with reading(stage.database_url) as tx:
        house = House(zone=ZONE)
        found = verify.verify_all(Desk(tx=tx, now=OPENING, house=house, source="test"))

    assert found.faults == []
    assert found.entries >= 48


async def test_the_group_does_not_hear_of_a_deduction(stage: Stage) -> None:
    """Who lost points stands in no message of the group: no card, no note, no place below the line."""
    said = stage.group.texts
    april = next(words for words in reversed(said) if "📢" in words and "4月" in words)

    assert rows(stage, "SELECT count(*) FROM ledger WHERE kind = 'deduct'") == [(1,)]
    assert not any("K104" in words for words in said)
    assert "赵敏" not in april
    assert "刘洋" in april


async def test_an_arrow_does_not_tell_who_stood_below_the_line(stage: Stage) -> None:
    """In April she was not named; in May she is, and no arrow says from where she came."""
    board = next(words for words in reversed(stage.group.texts) if "🏆" in words)
    lines = {line.split()[1]: line for line in board.splitlines() if line.count(" ") >= 2}

    assert lines["赵敏"].endswith(" 83.00")
    assert lines["孙国强"].endswith("85.00 ↑1")


async def test_claims_stand_in_every_state(stage: Stage) -> None:
    """A visitor finds claims to approve, one with the committee, one returned, and all that was decided."""
    states = Counter(row[0] for row in rows(stage, "SELECT state FROM claims"))

    assert set(states) == {"approved", "in_review", "returned", "rejected", "withdrawn"}
    assert states["in_review"] == 3
    assert sum(states.values()) >= len(DEEDS)


async def test_everything_said_was_delivered(stage: Stage) -> None:
    """No letter was refused by the strict simulator, and none waits when the curtain rises."""
    await stage.sim.settled()
    states = Counter(row[0] for row in rows(stage, "SELECT state FROM letters"))

    assert set(states) <= {"sent", "superseded"}


async def test_a_late_claim_became_an_adjustment(stage: Stage) -> None:
    """The talk of 30 March, told after March's notice, counts in April and says where it belongs."""
    found = rows(stage, "SELECT period, ref_period, points FROM ledger WHERE kind = 'adjust'")

    assert found == [("2026-04", "2026-03", 200)]


async def test_the_notices_of_the_months_behind_were_posted(stage: Stage) -> None:
    """March and April are published with the ledger's head; May runs."""
    months = [row[0] for row in rows(stage, "SELECT key FROM periods WHERE head_hash IS NOT NULL ORDER BY key")]
    states = {row[0] for row in rows(stage, "SELECT state FROM posts")}

    assert months[-2:] == ["2026-03", "2026-04"]
    assert "2026-05" not in months
    assert states == {"posted"}
