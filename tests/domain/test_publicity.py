"""Publicity, closing and appeals as rules: who may do what when, and nothing else."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from bot.domain.points.appeal import AppealState, Course, check_partly, step
from bot.domain.points.closing import Blocker, blockers
from bot.domain.points.publicity import PublicityState, PublishedRow, payload_hash
from bot.domain.points.publicity import step as publicity_step
from bot.domain.refusals import Refusal

TODAY = date(2026, 6, 9)
ALLOWED = {
    ("draft", "publish"): "running",
    ("running", "object"): "objections_open",
    ("objections_open", "object"): "objections_open",
    ("objections_open", "settle"): "running",
    ("running", "suspend"): "suspended",
    ("objections_open", "suspend"): "suspended",
    ("suspended", "resume"): "running",
    ("running", "conclude"): "concluded",
    ("concluded", "announce"): "announced",
}


@pytest.mark.parametrize("state", PublicityState)
@pytest.mark.parametrize("do", ["publish", "object", "settle", "suspend", "resume", "conclude", "announce"])
def test_a_publicity_goes_its_way_and_no_other(state: PublicityState, do: str) -> None:
    """2.1: draft, running, objections open, concluded, announced; or suspended, and then anew."""
    wanted = ALLOWED.get((state.value, do))
    if wanted is None:
        with pytest.raises(Refusal) as refused:
            publicity_step(state, do)
        assert refused.value.code == "PUBLICITY_IS"
        assert state.value in refused.value.facts.values()
    else:
        assert publicity_step(state, do) == wanted


def test_the_digest_of_a_publicity_knows_content_and_no_order() -> None:
    """The same rows give the same digest, whoever lists them; any other number another one."""
    rows = [PublishedRow("member", "P00001", 250, 2, 0), PublishedRow("member", "P00002", -100, 1, 1)]
    digests = {payload_hash("B001", "2026-05", 3, "ab", some) for some in permutations(rows)}
    [digest] = digests
    for other in (
        payload_hash("B002", "2026-05", 3, "ab", rows),
        payload_hash("B001", "2026-06", 3, "ab", rows),
        payload_hash("B001", "2026-05", 4, "ab", rows),
        payload_hash("B001", "2026-05", 3, "ac", rows),
        payload_hash("B001", "2026-05", 3, "ab", [rows[0]]),
        payload_hash("B001", "2026-05", 3, "ab", [rows[0], rows[1]._replace(hundredths=-101)]),
    ):
        assert other != digest


@pytest.mark.parametrize(
    ("period", "facts", "wanted"),
    [
        ("2026-06", {"published": False, "until": None}, (Blocker.RUNS, Blocker.UNPUBLISHED)),
        ("2026-05", {"published": False, "until": None}, (Blocker.UNPUBLISHED,)),
        ("2026-05", {"published": True, "until": TODAY}, (Blocker.WINDOW,)),
        ("2026-05", {"published": True, "until": date(2026, 6, 8)}, ()),
        ("2026-05", {"published": True, "until": date(2026, 6, 8), "objections": 1}, (Blocker.OBJECTIONS,)),
        ("2026-05", {"published": True, "until": date(2026, 6, 8), "suspended": True}, (Blocker.SUSPENDED,)),
        ("2026", {"published": False, "until": None}, (Blocker.RUNS, Blocker.UNPUBLISHED)),
        ("2025", {"published": False, "until": None, "open_months": 2}, (Blocker.MONTHS_OPEN, Blocker.UNPUBLISHED)),
        ("2025", {"published": True, "until": date(2026, 2, 3)}, ()),
        ("2025", {"published": True, "until": date(2026, 2, 3), "open_months": 1}, (Blocker.MONTHS_OPEN,)),
    ],
)
def test_what_keeps_a_period_open(period: str, facts: dict[str, object], wanted: tuple[Blocker, ...]) -> None:
    """The last day counts whole; an objection keeps open what the calendar would close."""
    assert blockers(period, TODAY, **facts) == wanted  # type: ignore[arg-type]  # facts of a table


def course(state: AppealState, *, level: int = 1, handler: int | None = 7) -> Course:
    return Course(id=18, by=3, handler=handler, state=state, level=level, reply_by=TODAY)


def test_an_appeal_goes_its_way() -> None:
    """filed → accepted → decided → second review → final."""
    filed = course(AppealState.FILED, handler=None)
    accepted = step(filed, "assign", by=7)
    decided = step(accepted, "decide", by=7, reason="seen")
    second = step(decided, "second", by=3, today=TODAY)
    assigned = step(second, "assign", by=8)
    final = step(assigned, "decide", by=8, reason="seen again")

    states = [one.state for one in (accepted, decided, second, assigned, final)]
    assert states == ["accepted", "decided", "second_review", "second_review", "final"]
    assert (second.level, second.handler) == (2, None)
    assert step(decided, "agree", by=3).state is AppealState.FINAL
    assert step(decided, "lapse").state is AppealState.FINAL
    assert step(accepted, "withdraw", by=3).state is AppealState.WITHDRAWN


@pytest.mark.parametrize(
    ("state", "do", "by", "reason", "code"),
    [
        (AppealState.ACCEPTED, "decide", 3, "x", "NOT_YOURS_TO_DECIDE"),
        (AppealState.ACCEPTED, "decide", 7, "  ", "APPEAL_REASON_REQUIRED"),
        (AppealState.FINAL, "decide", 7, "x", "APPEAL_IS"),
        (AppealState.DECIDED, "decide", 7, "x", "APPEAL_IS"),
        (AppealState.DECIDED, "withdraw", 3, "", "APPEAL_IS"),
        (AppealState.ACCEPTED, "withdraw", 7, "", "NOT_YOUR_APPEAL"),
        (AppealState.DECIDED, "second", 7, "", "NOT_YOUR_APPEAL"),
        (AppealState.FINAL, "second", 3, "", "APPEAL_IS"),
        (AppealState.ACCEPTED, "agree", 3, "", "APPEAL_IS"),
        (AppealState.WITHDRAWN, "add", 3, "", "APPEAL_IS"),
        (AppealState.DECIDED, "agree", 7, "", "NOT_YOUR_APPEAL"),
        (AppealState.ACCEPTED, "add", 7, "", "NOT_YOUR_APPEAL"),
    ],
)
def test_what_an_appeal_refuses(state: AppealState, do: str, by: int, reason: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        step(course(state), do, by=by, today=TODAY, reason=reason)
    assert refused.value.code == code
    assert refused.value.private
    assert code != "APPEAL_IS" or state.value in refused.value.facts.values()


def test_a_second_review_is_asked_for_in_time() -> None:
    """Until the end of the last day, not after it (5.10)."""
    decided = course(AppealState.DECIDED)
    assert step(decided, "second", by=3, today=TODAY).level == 2
    with pytest.raises(Refusal, match="APPEAL_OVER") as caught:
        step(decided, "second", by=3, today=date(2026, 6, 10))
    assert TODAY in caught.value.facts.values()


@pytest.mark.parametrize("points", ["0", "-1", "2", "3"])
def test_a_part_is_more_than_nothing_and_less_than_the_whole(points: str) -> None:
    check_partly(18, Decimal("1.99"), Decimal(2))
    with pytest.raises(Refusal, match="PARTLY_WITHIN") as caught:
        check_partly(18, Decimal(points), Decimal(2))
    assert caught.value.facts["whole"] == Decimal(2)
