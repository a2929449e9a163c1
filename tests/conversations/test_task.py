"""/task: set, worked on, handed in, accepted; in red, yellow and green; and what recurs."""

from datetime import datetime
from pathlib import Path
from typing import Any

from tests.stage import ZONE, Stage, a_branch

CAST = ("Li", "Wang", "Zhao", "Sun")
LANSHAN: dict[str, Any] = {"preset": "lanshan", "locale": "en", "cast": CAST}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def said(branch: Stage, name: str) -> str:
    return "\n".join(message.text for message in branch.people[name].dm.from_bot)


def group(branch: Stage) -> str:
    return "\n".join(message.text for message in branch.chat.from_bot)


async def tell(branch: Stage, name: str, *texts: str) -> None:
    for text in texts:
        await branch.people[name].tell(text)
        await branch.settled()


async def with_a_list(branch: Stage, *off: str) -> None:
    """Give the branch the work list of laixi, a section of Wang and Zhao, and leave some of it out."""
    await branch.people["Li"].tell("/settings sections laixi")
    await branch.settled()
    await branch.people["Li"].tell("/task section Office Wang、Zhao")
    await branch.settled()
    for code in off:
        branch.write(
            "INSERT INTO task_templates (branch_id, code, title, kind, freq, owner, due, active, made_by, made_at) "
            "SELECT id, :code, '', 'task', 'day', 'person', '', false, 1, created_at FROM orgs WHERE kind = 'branch'",
            code=f"laixi:{code}",
        )


# ---- one task, from its setting to its end -----------------------------------------------------------------------


async def test_a_task_is_set_worked_on_handed_in_and_accepted(tmp_path: Path) -> None:
    """The owner is told with the buttons; who set it accepts; the group hears nothing."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        quiet = len(branch.chat.texts)
        await branch.play("""
            Li (private): /task new Wang 05-20 hand in the survey
            bot → Li: 🗒 №1 is set for Wang, by Wed, May 20. Wang was told privately.
            bot → Wang: 🗒 Li set a task for Wang: №1 hand in the survey, by Wed, May 20. … [📈 Progress] [📎
            Wang (private): [📈]
            bot → Wang: How far is №1? … [25%] [50%]
            Wang (private): 60% two of three villages
            bot → Wang: 📎 Added to №1.
            Wang (private): /task
            bot → Wang: Your tasks … №1 hand in the survey · by Wed, May 20 · 60%
            Wang (private): [№1]
            bot → Wang: Set by Li; accepted by Li … Wang: progress – 60% two of three villages
            Wang (private): [✅ Hand in] → toast: Noted.
            bot → Li: 📥 Wang hands in №1 hand in the survey (Wang), due Wed, May 20. … [✅ Accept] [↩️
            Li (private): [↩️]
            bot → Li: What is missing in №1?
            Li (private): the third village
            bot → Wang: ↩️ Li gives №1 hand in the survey back: the third village
            Wang (private): [✅ Hand in]
            Li (private): [✅ Accept] → toast: Noted.
            bot → Wang: ✅ Li has accepted №1 hand in the survey. Thank you.
        """)

        assert branch.rows("SELECT state, outcome, progress, color FROM tasks") == [("done", "on_time", 100, "green")]
        assert len(branch.chat.texts) == quiet


async def test_photos_are_kept_as_evidence_an_album_as_one(tmp_path: Path) -> None:
    """By the button, by the caption and by an answer to the letter; who accepts sees them all."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await tell(branch, "Li", "/task new Wang 05-20 survey")
        wang = branch.people["Wang"]
        await branch.play("""
            Wang (private): [📎]
            bot → Wang: Please send photos
        """)
        await wang.album(wang.dm, contents=2)
        await branch.settled()
        await wang.photo(wang.dm, "/task 1 80% nearly")
        await branch.settled()
        letter = next(message for message in wang.dm.from_bot if "Li set a task" in message.text)
        await wang.photo(wang.dm, "", reply_to=letter)
        await branch.settled()
        assert branch.rows("SELECT count(*) FROM task_evidence") == [(4,)]
        assert branch.rows("SELECT progress FROM tasks") == [(80,)]

        await branch.play("""
            Wang (private): /task 1
            bot → Wang: Files: 4 … [📎 Show files]
            Wang (private): [✅ Hand in]
            bot → Li: 📥 Wang hands in №1 survey
        """)


async def test_nobody_accepts_what_they_have_to_do(tmp_path: Path) -> None:
    """The secretary's own task goes to the deputy; without one it says whom to appoint."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await branch.play("""
            Li (private): /task new Li 05-20 the plan
            Li (private): /task 1
            bot → Li: Nobody is left to accept it: an administrator can appoint a deputy secretary
            Li (private): /grant deputy_secretary Sun
            Li (private): /task 1
            bot → Li: Set by Li; accepted by Sun
            Li (private): [✅ Hand in]
            bot → Sun: 📥 Li hands in №1 the plan
            Li (private): /task 1
        """)
        assert not any(key["text"].startswith("✅ Accept") for key in branch.people["Li"].dm.from_bot[-1].buttons)
        await branch.people["Sun"].press(branch.people["Sun"].dm, "✅ Accept")
        await branch.settled()
        assert branch.rows("SELECT state FROM tasks") == [("done",)]


async def test_more_time_and_coordination_are_asked_for_and_answered(tmp_path: Path) -> None:
    """Who set the task grants time; who stands above coordinates; each asks once."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await tell(branch, "Li", "/grant deputy_secretary Sun", "/grant deputy_leader Zhao")
        await tell(branch, "Sun", "/task new Wang 05-20 survey")
        await branch.play("""
            Wang (private): [⏳]
            bot → Wang: Until when, and why?
            Wang (private): 05-19 too early
            bot → Wang: The task is due on Wed, May 20, 2026. Please write a later day.
            Wang (private): 05-27 the roads are flooded
            bot → Wang: It is before Sun
            bot → Sun: ⏳ Wang asks for more time for №1 survey: until Wed, May 27 instead of Wed, May 20. … flooded
            Wang (private): [⏳]
            Wang (private): 05-28 again
            bot → Wang: This was asked for №1 already
            Sun (private): [✅ Grant]
            bot → Wang: ⏳ Sun grants more time for №1 survey: it is due on Wed, May 27 now.
            Wang (private): /task 1
            Wang (private): [🆘]
            bot → Wang: What is to be coordinated
            Wang (private): two offices disagree
            bot → Zhao: 🆘 Wang asks you to coordinate №1 survey, due Wed, May 27: two offices disagree
            Zhao (private): [✍️ Answer]
            Zhao (private): I have talked to both
            bot → Wang: 🆘 Zhao on №1 survey: I have talked to both
        """)

        assert branch.rows("SELECT kind, state FROM task_asks ORDER BY id") == [
            ("extension", "granted"),
            ("escalation", "answered"),
        ]


async def test_a_task_that_is_not_needed_is_cancelled_with_the_reason(tmp_path: Path) -> None:
    """Only who accepts it may; others learn not even that it exists."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await tell(branch, "Li", "/task new Wang 05-20 survey")
        await branch.play("""
            Zhao (private): /task 1
            bot → Zhao: There is no task №1 for you.
            Zhao (private): /task new Wang 05-20 work for me
            bot → Zhao: You do not have the right
            Zhao (private): /task new Zhao 05-20 my own
            bot → Zhao: 🗒 №2 is set for Zhao
            Li (private): /task 1
            Li (private): [🗑]
            bot → Li: Why is №1 not needed?
            Li (private): the survey was called off
            bot → Wang: 🗑 Li has cancelled №1 survey: the survey was called off
            Wang (private): /task 1 50%
            bot → Wang: Task №1 is cancelled, so this is not possible now.
        """)

        assert branch.rows("SELECT state, outcome FROM tasks ORDER BY id") == [("cancelled", "dropped"), ("todo", "")]


async def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    """An unknown owner, a past day, missing words, too many percent."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await branch.play("""
            Li (private): /task new Nobody 05-20 x
            bot → Li: Neither a member nor a section here is called Nobody
            Li (private): /task new Wang 2026-05-01 x
            bot → Li: is past
            Li (private): /task new Wang 05-20
            bot → Li: /task new NAME 06-10 WHAT
            Li (private): /task new
            bot → Li: Whom is the task for? … [Li] … [第一党支部]
            Li (private): [第一党支部]
            bot → Li: By when, and what?
            Li (private): 05-29 the annual plan
            bot → Li: 🗒 №1 is set for 第一党支部, by Fri, May 29.
            Li (private): /task 1 120%
            bot → Li: 120% cannot be the progress
            Li (private): /task 1 40% drafted
            bot → Li: 📈 №1: 40%
            Li: /task
            bot → Li: №1 the annual plan
        """)


async def test_supervised_tasks_hang_on_the_board(tmp_path: Path) -> None:
    """Of a section in the group's board; of a person only who does it is told."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await tell(branch, "Li", "/task section Office Wang、Zhao", "/task new Office 06-20 the file")
        await tell(branch, "Li", "/task new Sun 06-20 the minutes")
        await branch.play("""
            Li: /task board
            bot: 🚦 Work list of 第一党支部 … Office: 🔴0 🟡0 🟢1 … Persons, together: 🔴0 🟡0 🟢1
            Li (private): /task 1
            Li (private): [📌] → toast: Noted.
            bot → Wang: 📌 Li has put №1 the file under supervision
            Li (private): /task 2
            Li (private): [📌]
            Wang: /task board
            bot: You do not have the right
        """)
        await branch.move_to(at("2026-05-13T12:10"))
        board = next(message for message in branch.chat.from_bot if "🚦" in message.text)
        (picture,) = [message for message in branch.chat.from_bot if "photo" in message.json]
        assert picture.text == "第一党支部 · Work list · Wed, May 13"
        assert "Under supervision:\n🟢 📌 the file · Office" in board.text
        assert "minutes" not in group(branch)
        await branch.play("""
            Li: /task board off
            bot: The board of the work list follows no more.
        """)


# ---- what recurs -------------------------------------------------------------------------------------------------


async def test_recurring_tasks_are_handed_out_once_a_period(tmp_path: Path) -> None:
    """Every person, section and the department has them; looking again, and the next day, hands out nothing twice."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await with_a_list(branch)
        await branch.look()
        first = branch.rows("SELECT mark, owner_kind, count(*), min(due_on), min(due_hour) FROM tasks GROUP BY 1, 2")
        assert ("laixi:T01", "person", 4, "2026-05-13", "18:00") in [tuple(map(_plain, row)) for row in first]
        assert ("laixi:T02", "section", 1, "2026-05-15", "17:00") in [tuple(map(_plain, row)) for row in first]
        assert ("laixi:T09", "department", 1, "2026-12-20", "") in [tuple(map(_plain, row)) for row in first]
        await branch.look()
        count = branch.rows("SELECT count(*) FROM tasks")[0][0]
        await branch.move_to(at("2026-05-14T00:30"))
        await branch.look()
        after = branch.rows("SELECT count(*) FROM tasks")[0][0]
        assert after == count + 4  # the daily one of each person, and nothing else


async def test_after_silence_only_the_running_period_is_handed_out(tmp_path: Path) -> None:
    """A bot that was off for three weeks floods nobody; what lapsed meanwhile leaves the list."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await with_a_list(branch)
        await branch.look()
        await branch.move_to(at("2026-06-03T09:30"))
        daily = branch.rows("SELECT period, state, outcome FROM tasks WHERE mark = 'laixi:T01' ORDER BY id")
        assert {row[0] for row in daily} == {"2026-05-13", "2026-06-03"}
        assert [row[1:] for row in daily if row[0] == "2026-05-13"] == [("cancelled", "lapsed")] * 4
        assert branch.rows("SELECT DISTINCT period FROM tasks WHERE mark = 'laixi:T02' ORDER BY 1") == [
            ("2026-W20",),
            ("2026-W23",),
        ]


async def test_a_task_of_ones_own_recurs_and_is_taken_off_the_list(tmp_path: Path) -> None:
    """The branch adds what it does every week, and leaves out what it does not."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await branch.play("""
            Li (private): /task every week person fri_17:00 tidy the archive
            bot → Li: 1. ☑️ tidy the archive · weekly · every person · Friday 17:00
            Li (private): /task every week person month_end x
            bot → Li: month_end is no rhythm
            Li (private): /task every fortnight person x
            bot → Li: fortnight is no rhythm for a recurring task
            Wang (private): /task every week person x
            bot → Wang: You do not have the right
        """)
        await branch.look()
        assert branch.rows("SELECT count(*) FROM tasks WHERE mark = 'own:O1'") == [(4,)]
        await branch.play("""
            Li (private): /task every
            Li (private): [1]
            bot → Li: 1. ⬜ tidy the archive
        """)
        await branch.move_to(at("2026-05-19T10:00"))
        assert branch.rows("SELECT count(*) FROM tasks WHERE mark = 'own:O1'") == [(4,)]


async def test_a_research_report_is_handed_in_with_a_file(tmp_path: Path) -> None:
    """X7: the section's research of the meeting-free week, due at the month's end."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await with_a_list(branch)
        await branch.look()
        (number,) = branch.rows("SELECT id FROM tasks WHERE mark = 'laixi:T03'")[0]
        await branch.play(f"""
            Wang (private): /task {number}
            bot → Wang: Research in meeting-free week … Office … Research report: handed in with a file
            Wang (private): [✅ Hand in] → toast: №{number} is a report
        """)
        wang = branch.people["Wang"]
        await wang.photo(wang.dm, f"/task {number} 90%")
        await branch.settled()
        await branch.play(f"""
            Wang (private): /task {number}
            Wang (private): [✅ Hand in]
            bot → Li: 📥 Wang hands in №{number} Research in meeting-free week (Office)
        """)


async def test_a_branch_has_a_monthly_report_of_its_own(tmp_path: Path) -> None:
    """X7: the word before what it is makes it a report: due at the month's end, and handed in with a file only."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await branch.play("""
            Li (private): /task every month department report findings of the month
            bot → Li: 1. ☑️ findings of the month · monthly · the department · end of the month
            Li (private): /task every month person report
            bot → Li: 2. ☑️ report · monthly · every person
        """)
        await branch.look()
        ((number, due),) = branch.rows("SELECT id, due_on FROM tasks WHERE mark = 'own:O1' AND kind = 'research'")
        assert str(due) == "2026-05-31"
        await branch.play(f"""
            Li (private): /task {number}
            bot → Li: Research report: handed in with a file
            Li (private): [✅ Hand in] → toast: №{number} is a report
        """)


async def test_a_request_stays_with_who_was_asked_first(tmp_path: Path) -> None:
    """H8: a class with its deadline in working days; by name it goes to somebody else."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await branch.play("""
            Wang (private): /task service
            bot → Wang: Classes of requests … Q05 Lifts · 1 … Q50
            Wang (private): /task service Q05 lift of house 3 stands still
            bot → Wang: 🗒 №1 is set for Wang, by Thu, May 14.
            Wang (private): /task 1
            bot → Wang: Service request Q05 Lifts; working days to answer: 1
            Wang (private): /task service Q99 x
            bot → Wang: There is no class of requests Q99
            Li (private): /task service Q09 Zhao hole at the gate
            bot → Zhao: Li set a task for Zhao: №2 hole at the gate, by Wed, May 20
        """)


async def test_a_helper_has_a_list_in_a_branch_that_is_not_theirs(tmp_path: Path) -> None:
    """F21: who stands above the branch gives it a helper, and accepts what the helper did; a secretary does not."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await tell(branch, "Li", "/grant deputy_secretary Sun")
        await branch.play("""
            Sun (private): /task helper Wang 05-20 put the files in order
            bot → Sun: You do not have the right
            Li (private): /task helper Wang 05-20
            bot → Li: /task helper NAME
            Li (private): /task helper Nobody 05-20 x
            bot → Li: Nobody
            Li (private): /task helper Wang 05-20 put the files in order
            bot → Wang: 🗒 Li set a task for Wang: №1 put the files in order
            Wang (private): /task 1
            bot → Wang: Help for the branch
            Wang (private): [✅ Hand in]
            Li (private): [✅ Accept] → toast: Noted.
        """)


# ---- colours -----------------------------------------------------------------------------------------------------


async def test_colours_follow_the_day_and_are_told_to_their_owners_alone(tmp_path: Path) -> None:
    """Green, yellow, red, logged; the owner's digest counts them, the group's board names units only."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await tell(branch, "Li", "/task section Office Zhao", "/task new Wang 05-29 survey")
        await tell(branch, "Li", "/task new Office 05-29 the file")
        await branch.people["Li"].say(branch.chat, "/task board")
        await branch.settled()
        await branch.move_to(at("2026-05-14T09:00"))  # 2 of 17 days are over
        assert branch.rows("SELECT color FROM tasks") == [("yellow",)] * 2
        assert "1 of your tasks has turned yellow or red" in said(branch, "Wang")
        assert "1 of your tasks has turned yellow or red" in said(branch, "Zhao")
        assert "Changed today:\n🟢→🟡 the file | Office | 11.76 percent behind its plan" in group(branch)
        assert "survey" not in group(branch)
        await branch.move_to(at("2026-05-20T09:00"))
        await branch.move_to(at("2026-05-30T09:30"))
        assert "🔴 Office: 🔴1 🟡0 🟢0" in group(branch)
        assert branch.rows("SELECT DISTINCT before, after FROM task_colors ORDER BY 1") == [
            ("green", "yellow"),
            ("yellow", "red"),
        ]
        await branch.play("""
            Wang (private): /task
            bot → Wang: 🔴 №1 survey · by Fri, May 29 · 0% · overdue for 1 d
        """)


async def test_the_half_month_reminder_counts_them(tmp_path: Path) -> None:
    """③ in the group: numbers, and a door to one's own."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await tell(branch, "Li", "/task new Wang 05-17 survey", "/task new Zhao 07-31 plan")
        await branch.move_to(at("2026-05-18T09:00"))
        assert "③ Tasks: 🔴1 🟡0 🟢1" in group(branch)
        assert "survey" not in group(branch)
        branch.chat.with_button("🗒 Look at tasks")


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


# ---- points, and what red months lead to -------------------------------------------------------------------------


async def test_points_are_booked_when_a_task_ends_and_taken_back_with_it(tmp_path: Path) -> None:
    """On time +1 to the person and, for the department, to the branch; not done −1, once somebody closes it so."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await with_a_list(branch)
        await tell(branch, "Li", "/grant deputy_secretary Sun", "/task new Zhao 05-20 survey")
        await tell(branch, "Li", "/task new Wang 05-20 archive", "/task new 第一党支部 05-20 plan")
        numbers = [row[0] for row in branch.rows("SELECT id FROM tasks WHERE freq = 'once' ORDER BY id")]
        survey, archive, plan = numbers
        await branch.play(f"""
            Zhao (private): /task {survey}
            Zhao (private): [✅ Hand in]
            Li (private): [✅ Accept]
            bot → Zhao: ✅ Li has accepted №{survey} survey. Thank you. +1.00 is booked.
            Zhao (private): /my
            bot → Zhao: work list +1.00
            Li (private): /task {survey}
            Li (private): [↺ Undo] → toast: Noted.
        """)
        assert await branch.total("Zhao") == 0
        await branch.play(f"""
            Li (private): /task {survey}
            Li (private): [✅ Accept]
            Li (private): /task {plan}
            Li (private): [✅ Hand in]
            bot → Sun: 📥 Li hands in №{plan} plan (第一党支部)
            Sun (private): [✅ Accept]
        """)
        assert await branch.total("Zhao") == 1
        assert branch.rows("SELECT points FROM ledger WHERE subject_kind = 'branch'") == [(100,)]
        await branch.move_to(at("2026-05-21T10:00"))
        await branch.play(f"""
            Li (private): /task {archive}
            Li (private): [⛔]
            bot → Li: It may cost points
            Li (private): nobody has seen it
            bot → Wang: ⛔ Li has closed №{archive} archive as not done: nobody has seen it … −1.00 is booked.
            Li (private): /verify
            bot → Li: ✅ … sound
        """)
        assert await branch.total("Wang") == -1
        assert "−1" not in group(branch)


async def test_two_red_months_propose_a_talk_three_no_awards(tmp_path: Path) -> None:
    """The secretary and the committee decide; nobody concerned hears of it before; it stays out of the group."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await tell(branch, "Li", "/task new Wang 05-20 survey")
        for day in ("2026-05-31T10:00", "2026-06-01T10:00", "2026-06-30T10:00", "2026-07-01T10:00"):
            await branch.move_to(at(day))
        assert branch.rows("SELECT month, color, red FROM unit_months ORDER BY 1") == [
            ("2026-05", "red", 1),
            ("2026-06", "red", 1),
        ]
        assert branch.rows("SELECT kind, level, state FROM cases") == [("red", 1, "proposed")]
        assert "case" not in said(branch, "Wang")
        await branch.play("""
            Li (private): /standing
            bot → Li: C1 · proposed · … Wang: the work list was red in May 2026 (red: 1) and June 2026 (red: 1), one
            Li (private): [C1]
            Li (private): [👂]
            bot → Wang: Wang: the work list was red in May 2026 … we want to hear you
            Wang (private): [💬]
            Wang (private): I was ill
            bot → Li: 💬 C1 · Wang explains: I was ill
        """)
        await branch.move_to(at("2026-07-31T10:00"))
        await branch.move_to(at("2026-08-03T10:00"))
        assert branch.rows("SELECT level, state FROM cases") == [(2, "proposed")]
        assert "red in" not in group(branch)


async def test_scores_roll_up_from_persons_over_sections_to_the_department(tmp_path: Path) -> None:
    """Means by heads, own points added; a group reads nothing of a section of two."""
    async with a_branch(tmp_path, **LANSHAN) as branch:
        await with_a_list(branch)
        await tell(branch, "Li", "/task new Wang 05-20 survey", "/task new Office 05-20 the file")
        for number in (1, 2):
            await branch.play(f"""
                Wang (private): /task {number}
                Wang (private): [✅ Hand in]
                Li (private): [✅ Accept]
            """)
        await branch.play("""
            Li (private): /board rollup
            bot → Li: • Office: 1.50 · persons 2, own +1.00 … 第一党支部: 1.50 · own +0.00 … In no section: 2.
            Li: /board rollup
            bot: • Office: not shown here, for fewer than 3 persons work there
        """)
