"""A quarter of a department, computed by hand: weekly, monthly and quarterly tasks, their colours, points, roll-up.

The section hands its weekly summary in every Thursday but that of 7 May, which lapses; Wang does the front-line month
each time, Zhao only in April and June, a day late in June; the department reports every month.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from tests.stage import ZONE, Stage, a_branch

LEFT_OUT = ("T01", "T03", "T05", "T07", "T08", "T09", "T10")
MISSED = date(2026, 5, 7)
LAST_MARCH, LAST_JUNE = date(2026, 3, 31), date(2026, 6, 30)

# Wang: three months on time, +1 each. Zhao: April +1, June a day late 0, May lapsed 0 (nobody closed it as not done).
PERSONS = {"Wang": 300, "Zhao": 100}
# Thursdays from 2 April to 25 June are 13 (two of them the last working day of their week); that of 7 May lapsed. Of
# them 12 on time: the section's own +12.
WEEKS = 12
# The department reports for April, May, June: +3 to the branch.
DEPARTMENT = 300
# Office: mean of Wang 3 and Zhao 1 = 2, and its own 12 = 14. Department: 14 × 2 heads / 2, and its own 3 = 17.
OFFICE, WHOLE = "14.00", "17.00"


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


async def hand_in(branch: Stage, doer: str, mark: str, judge: str, *, owner: str = "", period: str = "") -> None:
    """Let somebody hand in the open task of a kind, and somebody else accept it."""
    named = f" AND owner_id = (SELECT id FROM persons WHERE name = '{owner}')" if owner else ""
    named += f" AND period = '{period}'" if period else ""
    rows = branch.rows(
        f"SELECT id FROM tasks WHERE mark = 'laixi:{mark}' AND closed_at IS NULL{named} ORDER BY id DESC"
    )
    number = rows[0][0]
    worker, other = branch.people[doer], branch.people[judge]
    if mark == "T04":
        await worker.photo(worker.dm, f"/task {number} 100%")
        await branch.settled()
    await worker.tell(f"/task {number}")
    await branch.settled()
    await worker.press(worker.dm, "✅")
    await branch.settled()
    await other.press(other.dm, "✅")
    await branch.settled()


async def test_a_quarter_of_a_department_comes_out_as_computed_by_hand(tmp_path: Path) -> None:
    cast = ("Li", "Sun", "Wang", "Zhao")
    async with a_branch(tmp_path, at=at(LAST_MARCH), preset="lanshan", locale="en", cast=cast) as branch:
        for text in ("/settings sections laixi", "/grant deputy_secretary Sun", "/task section Office Wang、Zhao"):
            await branch.people["Li"].tell(text)
            await branch.settled()
        for code in LEFT_OUT:
            branch.write(
                "INSERT INTO task_templates (branch_id, code, title, kind, freq, owner, due, active, made_by, made_at) "
                "SELECT id, :code, '', 'task', 'day', 'person', '', false, 1, created_at FROM orgs "
                "WHERE kind = 'branch'",
                code=f"laixi:{code}",
            )
        branch.write("DELETE FROM tasks")  # what the last day of March handed out belongs to the quarter before
        day = LAST_MARCH
        while day < LAST_JUNE:
            day += timedelta(days=1)
            await branch.move_to(at(day))
            if day.weekday() == 3 and day != MISSED:
                await hand_in(branch, "Wang", "T02", "Li")
            if day.day == 20:
                await hand_in(branch, "Wang", "T06", "Li", owner="Wang")
                await hand_in(branch, "Li", "T04", "Sun")
                if day.month == 4:
                    await hand_in(branch, "Zhao", "T06", "Li", owner="Zhao")
        await branch.move_to(at(LAST_JUNE + timedelta(days=1)))
        await hand_in(branch, "Zhao", "T06", "Li", owner="Zhao", period="2026-06")

        earned = branch.rows(
            "SELECT p.name, sum(l.points) FROM ledger l JOIN persons p ON p.id = l.subject_id "
            "WHERE l.subject_kind != 'branch' GROUP BY p.name"
        )
        assert dict(map(tuple, earned)) == PERSONS
        own = branch.rows("SELECT sum(points) FROM ledger WHERE subject_kind = 'branch' AND kind != 'linkage'")
        assert own == [(DEPARTMENT,)]
        weekly = branch.rows("SELECT outcome, count(*) FROM tasks WHERE mark = 'laixi:T02' GROUP BY 1 ORDER BY 1")
        assert ("lapsed", 1) in weekly
        assert ("on_time", WEEKS) in weekly
        assert branch.rows(
            "SELECT month, color FROM unit_months u JOIN persons p ON p.id = u.owner_id "
            "WHERE owner_kind = 'person' AND p.name = 'Zhao' ORDER BY month"
        ) == [("2026-04", "green"), ("2026-05", "red"), ("2026-06", "red")]
        await branch.play(f"""
            Li (private): /board rollup 2026-Q2
            bot → Li: • Office: {OFFICE} · persons 2, own +12.00 … 第一党支部: {WHOLE} · own +3.00
            Li (private): /verify
            bot → Li: ✅ … sound
        """)
