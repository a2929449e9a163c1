"""/training as chats: claimed and confirmed, entered by the office, who is short of hours (H4, J1)."""

from pathlib import Path

from tests.conversations.acts import english_branch
from tests.stage import Stage

CAST = ("Li", "Wang", "Zhao")


def courses(branch: Stage) -> list[tuple[str, int, str]]:
    rows = branch.rows("SELECT title, hours, state FROM trainings ORDER BY id")
    return [(row[0], row[1], row[2]) for row in rows]


async def test_a_member_claims_a_course_and_the_secretary_confirms_it(tmp_path: Path) -> None:
    """It counts only then; in the group there is only the door, and no hours."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        await branch.play("""
            Wang: /training 05-10 8 class Basics of party work
            bot: This is for your eyes only.
            Wang (private): /training 05-10 8 class Basics of party work; certificate 12
            bot → Wang: 📚 “Basics of party work”, 8 hours: it waits for the office's word.
            bot → Li: 📚 Wang attended “Basics of party work” (class), Sun, May 10: 8 hours. Evidence: certificate 12
            Wang (private): /training 05-10 8 class Basics of party work
            bot → Wang: is in the log already, so it was not written twice
            Wang (private): /training
            bot → Wang: 📚 Wang · 2026: 0 of 32 hours of training count. 32 hours are missing. … waits for the office
            Li (private): [✅ It counts]
            bot → Wang: 📚 “Basics of party work” of Wang, Sun, May 10, 8 hours: confirmed by Li.
            Wang (private): /training
            bot → Wang: 📚 Wang · 2026: 8 of 32 hours of training count. 24 hours are missing.
        """)
        assert courses(branch) == [("Basics of party work", 800, "confirmed")]
        assert all("hours" not in message.text for message in branch.chat.from_bot)


async def test_the_office_enters_a_course_and_the_person_disputes_it(tmp_path: Path) -> None:
    """Entered by the office it counts at once; whom it concerns may say that it is not right, and then it does not."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        await branch.play("""
            Li (private): /training Wang 05-10 1.5 online Safety online
            bot → Li: 📚 “Safety online” of Wang, 1.5 hours: it counts. Wang is told
            bot → Wang: 📚 Li entered for you: “Safety online” (online course), Sun, May 10, 1.5 hours. It counts;
            Wang (private): [✋ It is not right]
            bot → Li: 📚 “Safety online” of Wang, Sun, May 10, 1.5 hours: Wang says that it is not right;
            Zhao (private): /training Wang 05-10 4 online Safety
            bot → Zhao: You do not have the right to do this
        """)
        assert courses(branch) == [("Safety online", 150, "disputed")]


async def test_what_is_no_course_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    """No hours, too many, a day to come, nobody else's word on the own course."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        await branch.play("""
            Wang (private): /training 05-10 0 class Basics
            bot → Wang: 0 is no number of hours of a course
            Wang (private): /training 05-10 201 class Basics
            bot → Wang: 201 is no number of hours of a course
            Wang (private): /training 05-10 0.3 class Basics
            bot → Wang: 0.3 is no number of hours of a course
            Wang (private): /training 2027-05-10 4 class Basics
            bot → Wang: in the future
            Wang (private): /training Basics
            bot → Wang: /training lacks something.
            Li (private): /training 05-10 4 class Basics
            bot → Li: Nobody can review this yet
        """)
        assert courses(branch) == []


async def test_who_is_short_is_told_to_the_office_alone(tmp_path: Path) -> None:
    """The hours are the branch's own data; a member has no such page."""
    async with english_branch(tmp_path, cast=CAST) as branch:
        await branch.play("""
            Li (private): /settings
            Li (private): [hours of training a year: of everybody, and of the office]
            Li (private): 8 0
            Li (private): /training Wang 05-10 8 lecture History
            Li (private): /training
            Li (private): [👥 Who is short]
            bot → Li: 📚 Short of training hours in 2026: 1 … Zhao: 0 of 8, 8 missing
            Wang (private): /training
            bot → Wang: 📚 Wang · 2026: 8 of 8 hours of training count.
        """)
        assert "Who is short" not in str(branch.people["Wang"].dm.from_bot[-1])
