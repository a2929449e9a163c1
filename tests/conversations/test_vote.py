"""/vote: the roll is fixed, a ballot goes in once, and nobody can tell whose it was."""

import re
import sqlite3
from base64 import b64decode
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from bot.domain.awards.ballot import Mark
from bot.services.awards import urn
from storage.schema import metadata
from tests.conversations.acts import appoint, english_branch, write
from tests.conversations.test_ledger import exported
from tests.stage import ZONE, Stage, a_branch

CAST = ("Li", "Wang", "Zhao", "Sun", "Qian")


async def opened(branch: Stage, motion: str = "Admit Zhou as a probationary member") -> None:
    """Li prepares a vote in private and opens it."""
    await branch.play(f"""
        Li (private): /vote {motion}
        bot → Li: 🗳 … secret ballot … Nobody has been told yet.
        Li (private): [▶️ Open…]
        Li (private): [▶️ Open now]
        bot: 🗳 … secret ballot
    """)


async def press(branch: Stage, name: str, label: str) -> None:
    await branch.people[name].press(branch.chat, label)
    await branch.settled()


async def counted(branch: Stage) -> None:
    await branch.play("""
        Li (private): [🔒 Close]
        Li (private): [🧮 Count]
    """)


def said(branch: Stage) -> str:
    return branch.chat.from_bot[-1].text


def on_files(branch: Stage) -> None:
    """Leave out on PostgreSQL what reads the files of the database; `dump` reads its tables on both."""
    if not branch.url.startswith("sqlite"):
        pytest.skip("reads the files of SQLite")


def dump(branch: Stage, *tables: str) -> str:
    """Everything that stands in some tables, or in all."""
    names = tables or tuple(metadata.tables)
    return "\n".join(f"{name}: {row}" for name in names for row in branch.rows(f"SELECT * FROM {name}"))


async def test_a_resolution_is_opened_closed_and_counted_by_buttons(tmp_path: Path) -> None:
    """More than half of those who should attend are for it; the group sees numbers, and no name."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await opened(branch)
        assert "5 may vote; 3 must take part." in said(branch)
        for name, label in (("Wang", "For"), ("Zhao", "For"), ("Sun", "Against"), ("Li", "For")):
            await press(branch, name, label)
        await counted(branch)

        assert said(branch) == (
            "🗳 Result: Admit Zhou as a probationary member\nresolution · 4 of 5 took part\n"
            "For 3 · Against 1 · Abstain 0\n✅ More than half of those who should attend are for it: passed."
        )
        assert branch.rows("SELECT answer, n FROM vote_counts ORDER BY answer") == [("no", 1), ("yes", 3)]
        assert branch.rows("SELECT count(*) FROM vote_urn") == [(0,)]


async def test_below_the_quorum_nothing_is_decided(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await opened(branch)
        for name in ("Wang", "Zhao"):
            await press(branch, name, "For")
        await counted(branch)

        assert "2 of 5 took part" in said(branch)
        assert "3 had to take part, so this decides nothing" in said(branch)


async def test_one_ballot_a_person_and_none_for_who_has_no_vote(tmp_path: Path) -> None:
    """A second press changes nothing; probationary members do not vote on resolutions (2.2-14)."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        write(branch, "UPDATE persons SET status = 'probationary' WHERE name = 'Qian'")
        await opened(branch)
        assert "4 may vote" in said(branch)
        await branch.play("""
            Wang: [For]       → toast: Your ballot … is in the urn
            Wang: [Against]   → toast: Your ballot is in the urn already
            Qian: [For]       → toast: You are not on the roll
        """)
        for name in ("Zhao", "Sun"):
            await press(branch, name, "For")
        await counted(branch)
        assert "For 3 · Against 0 · Abstain 0" in said(branch)
        await branch.play("""
            Sun (private): /vote
            bot → Sun: Votes of … counted … [📊
        """)


async def test_who_comes_after_the_opening_is_not_on_the_roll(tmp_path: Path) -> None:
    """Eligibility is what it was when the vote was opened, also for who is a full member meanwhile."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        write(branch, "UPDATE persons SET status = 'probationary' WHERE name = 'Qian'")
        await opened(branch)
        write(branch, "UPDATE persons SET status = 'full' WHERE name = 'Qian'")
        await branch.play("""
            Qian: [For]       → toast: You are not on the roll
        """)
        assert branch.rows("SELECT count(*) FROM vote_roll") == [(4,)]


async def test_an_election_fills_its_seats_and_proposes_a_runoff(tmp_path: Path) -> None:
    """Two seats, three names: one has more than half, two are tied behind; papers are filled in privately."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await opened(branch, "election 2 Branch committee: Wang, Zhao, Sun")
        choices = {"Li": ("Wang", "Zhao"), "Wang": ("Wang", "Zhao"), "Zhao": ("Wang", "Zhao"), "Sun": ("Wang", "Sun"),
                   "Qian": ("Wang", "Sun")}  # fmt: skip
        for voter, names in choices.items():
            await branch.people[voter].tell("/vote")
            await branch.settled()
            await branch.people[voter].press(branch.people[voter].dm, "🗳 Branch committee")
            await branch.settled()
            for name in names:
                await branch.people[voter].press(branch.people[voter].dm, f"⬜ {name}")
                await branch.settled()
            await branch.people[voter].press(branch.people[voter].dm, "🗳 Put it into the urn")
            await branch.settled()
        await branch.people["Li"].press(branch.people["Li"].dm, "🔒 Close")
        await branch.settled()
        await branch.people["Li"].press(branch.people["Li"].dm, "🧮 Count")
        await branch.settled()

        assert "Wang: For 5 · Against 0 · Abstain 0\nZhao: For 3" in said(branch)
        assert "✅ Elected: Wang and Zhao" in said(branch)

        await opened(branch, "election 1 Secretary: Wang, Zhao")
        for voter, name in zip(CAST, ("Wang", "Wang", "Zhao", "Zhao", ""), strict=True):
            await branch.people[voter].tell("/start ballot-2")
            await branch.settled()
            if name:
                await branch.people[voter].press(branch.people[voter].dm, f"⬜ {name}")
                await branch.settled()
            await branch.people[voter].press(branch.people[voter].dm, "🗳 Put it into the urn")
            await branch.settled()
        await counted(branch)
        assert "Nobody has more than half of the ballots." in said(branch)
        assert "A runoff between Wang and Zhao" in said(branch)
        await branch.play("""
            Li (private): [⚖️ Prepare the runoff]
            bot → Li: 🗳 Secretary … election … On the paper: Wang and Zhao. To be elected: 1.
        """)


async def test_a_paper_takes_no_more_names_than_seats(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await opened(branch, "election 1 Secretary: Wang, Zhao")
        await branch.play("""
            Sun: [🗳 Take a ballot paper]
            Sun (private): /start ballot-1
            bot → Sun: Touch a name
            Sun (private): [⬜ Wang]
            Sun (private): [⬜ Zhao]   → toast: At most 1 can be chosen
        """)


async def test_an_election_needs_four_fifths(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await opened(branch, "election 1 Secretary: Wang, Zhao")
        assert "4 must take part" in said(branch)
        for voter in CAST[:3]:
            await branch.play(f"""
                {voter} (private): /start ballot-1
                {voter} (private): [⬜ Wang]
                {voter} (private): [🗳 Put it into the urn]
            """)
        await counted(branch)
        assert "4 had to take part, so this decides nothing" in said(branch)


async def test_a_poll_asks_people_outside_by_one_time_links(tmp_path: Path) -> None:
    """A link is good for one answer; who gave it stands nowhere, not even as a person."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await opened(branch, "satisfaction Window service")
        await branch.play("""
            Li (private): [🔗 10 links for people outside]
            bot → Li: 🔗 Each link is good for one answer
        """)
        links = re.findall(r"start=(poll-[\w-]+)", branch.people["Li"].dm.from_bot[-1].text)
        assert len(links) == 10
        guest = branch.sim.user("Guest", started=True, language_code="en")
        for link, label in zip(links[:6], ["Satisfied"] * 3 + ["Fairly", "So-so", "Cannot tell"], strict=True):
            await guest.tell(f"/start {link}")
            await branch.settled()
            await guest.press(guest.dm, label)
            await branch.settled()
        await guest.tell(f"/start {links[0]}")
        await branch.settled()
        assert "in the urn already" in guest.dm.from_bot[-1].text
        await press(branch, "Wang", "Satisfied")
        await counted(branch)

        assert "7 of 13 took part" in said(branch)
        assert "Satisfied 4 · Fairly satisfied 1 · So-so 1 · Not satisfied 0 · Cannot tell 1" in said(branch)
        assert "Satisfaction 90.00 of 100 · satisfied or fairly satisfied: 83.33 percent" in said(branch)
        assert branch.rows("SELECT count(*) FROM persons WHERE name = 'Guest'") == [(0,)]
        assert not any(link.removeprefix("poll-") in dump(branch) for link in links)


async def test_a_poll_of_too_few_is_destroyed_unread(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await opened(branch, "satisfaction Window service")
        await press(branch, "Wang", "Not satisfied")
        await counted(branch)

        assert "Fewer than half took part, so the answers were destroyed unread" in said(branch)
        assert branch.rows("SELECT count(*) FROM vote_counts") == [(0,)]


async def test_an_appraisal_grades_full_members_and_a_third_may_be_excellent(tmp_path: Path) -> None:
    """Everybody grades the others; the counts of each go to who runs it, the group reads that it was done."""
    async with english_branch(tmp_path, preset="sichuan", cast=(*CAST, "Zhou")) as branch:
        write(branch, "UPDATE persons SET status = 'probationary' WHERE name = 'Zhou'")
        await opened(branch, "appraisal Appraisal 2026")
        assert "at most a third of them, 1, may be excellent" in said(branch)
        for voter in CAST:
            await branch.people[voter].tell("/start ballot-1")
            await branch.settled()
            dm = branch.people[voter].dm
            for _ in range(4):
                asked = next(line for line in dm.from_bot[-1].text.splitlines() if " of 4: " in line)
                await branch.people[voter].press(dm, "Excellent" if asked.endswith("Wang") else "Qualified")
                await branch.settled()
            await branch.people[voter].press(dm, "🗳 Put it into the urn")
            await branch.settled()
        await counted(branch)

        assert "Nobody's grades stand here" in said(branch)
        assert "Excellent 4" not in said(branch)
        told = branch.people["Li"].dm.from_bot
        mine = next(message.text for message in told if "Proposed as excellent" in message.text)
        assert "Wang: Excellent 4 · Qualified 0" in mine
        assert "Proposed as excellent (at most 1): Wang" in mine
        assert "Zhou" not in mine


async def test_the_second_excellent_is_not_even_offered(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await opened(branch, "appraisal Appraisal 2026")
        await branch.play("""
            Sun (private): /start ballot-1
            bot → Sun: 1 of 4: Li … Excellent so far: 0 of at most 1 … [Excellent] [Qualified]
            Sun (private): [Excellent]
        """)
        labels = branch.people["Sun"].dm.from_bot[-1].labels
        assert "Excellent" not in labels
        assert "Qualified" in labels
        await branch.play("""
            Sun (private): [◀ Back]
        """)
        assert "1 of 4: Li" in branch.people["Sun"].dm.from_bot[-1].text


# ---- secrecy ----------------------------------------------------------------------------------------------------


async def test_nothing_in_file_wal_or_backup_tells_who_chose_what(tmp_path: Path) -> None:
    """The operator's attempt: with all files at every moment, before, between and after the ballots, and no key.

    The urn is ordered by lot, has no time and no row number; what a ballot adds is as long whatever is chosen; and the
    one thing that would open it, the word in the teller's button, is in none of the files.
    """
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        on_files(branch)
        await opened(branch)
        seen: list[bytes] = []
        urns: list[list[str]] = []
        for name, label in (("Wang", "For"), ("Zhao", "Against"), ("Sun", "Abstain"), ("Qian", "For")):
            await press(branch, name, label)
            files = [branch.database, *tmp_path.glob("jifenbot.db-*")]
            seen.append(b"".join(file.read_bytes() for file in files))
            urns.append([row[0] for row in branch.rows("SELECT sealed FROM vote_urn ORDER BY slip")])
        backup = tmp_path / "backup.db"
        with sqlite3.connect(branch.database) as source, sqlite3.connect(backup) as target:
            source.backup(target)
        seen.append(backup.read_bytes())
        key = next(
            button["callback_data"].split(":")[-1]
            for message in branch.people["Li"].dm.from_bot
            for button in message.buttons
            if button.get("callback_data", "").startswith("v:c:")
        )

        everything = b"".join(seen)
        assert key.encode() not in everything
        # What each ballot added is known to whoever watched the file; that it cannot be read is what protects it.
        added = [set(after) - set(before) for before, after in pairwise([[], *urns])]
        assert [len(one) for one in added] == [1, 1, 1, 1]
        assert len({len(b64decode(one).split(b"\n--- ", 1)[1]) for one in urns[-1]}) == 1
        for one in urns[-1]:
            with pytest.raises(Exception, match="key to this urn"):
                urn.unseal(urn.new_word(), [one])
        # Nobody's row says more than that a ballot was put in, and no table has both a person and a lot.
        assert set(branch.rows("SELECT voted FROM vote_roll")) == {(0,), (1,)}
        assert branch.rows("PRAGMA table_info(vote_urn)") == [
            (0, "slip", "VARCHAR(32)", 1, None, 1),
            (1, "vote_id", "INTEGER", 1, None, 0),
            (2, "sealed", "TEXT", 1, None, 0),
        ]
        with pytest.raises(Exception, match="no such column"):
            branch.rows("SELECT rowid FROM vote_urn")
        # Letters, drafts, the audit log: the same words whatever was chosen.
        letters = dump(branch, "letters", "drafts", "audit", "updates", "slots")
        assert not re.search(r"vb:1:a:\d[^\]]*Wang", letters)
        assert "put_in" not in letters
        assert branch.rows("SELECT count(*) FROM letters WHERE body LIKE '%Your ballot%'") == [(0,)]
        assert branch.rows("SELECT count(*) FROM vote_counts") == [(0,)]


async def test_two_branches_whose_people_choose_the_opposite_leave_the_same_traces(tmp_path: Path) -> None:
    """But for the lots and the seals, which are drawn, a file does not differ by what was chosen."""

    def traces(branch: Stage) -> list[object]:
        masked = branch.rows("SELECT vote_id, 'lot', 'seal' FROM vote_urn")
        tables = ("votes", "vote_roll", "vote_counts", "letters", "drafts", "slots", "audit", "updates", "told")
        return [masked, *(branch.rows(f"SELECT * FROM {table}") for table in tables)]

    found = []
    for place, labels in (("one", ("For", "Against", "For")), ("two", ("Against", "For", "Abstain"))):
        (tmp_path / place).mkdir()
        async with english_branch(tmp_path / place, preset="sichuan", cast=CAST) as branch:
            await opened(branch)
            for name, label in zip(("Wang", "Zhao", "Sun"), labels, strict=True):
                await press(branch, name, label)
            found.append(traces(branch))
    assert found[0] == found[1]


async def test_a_paper_under_way_is_written_nowhere(tmp_path: Path) -> None:
    """What is chosen on the way stands in the voter's own message; the outbox and the drafts know the empty paper."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await opened(branch, "election 1 Secretary: Wang, Zhao")
        await branch.play("""
            Sun (private): /start ballot-1
            bot → Sun: Touch a name
            Sun (private): [⬜ Zhao]
        """)
        assert "✅ Zhao" in branch.people["Sun"].dm.from_bot[-1].labels
        assert '"✅ Zhao"' not in dump(branch)
        assert branch.rows("SELECT count(*) FROM drafts") == [(0,)]


async def test_a_wrong_key_neither_closes_nor_counts(tmp_path: Path) -> None:
    """A word that somebody made up opens nothing; a teller's does, for ballots were sealed to it as well."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await branch.play("""
            Li (private): /vote A question
            Li (private): [👤 Name a teller]
            bot → Li: Who is the teller?
            Li (private): Wang
            bot → Wang: 👤 Li names you as teller of “A question”
            Wang (private): [▶️ Open…]
            Wang (private): [🔑 Hold a key too]
            Li (private): /vote
            Li (private): [⚙️ A question]
            Li (private): [▶️ Open…]
            Li (private): [▶️ Open now]
            bot: 🗳 A question
        """)
        for name in ("Zhao", "Sun", "Qian"):
            await press(branch, name, "For")
        stranger = branch.people["Sun"]
        made_up = {"text": "", "callback_data": f"v:c:1:{urn.new_word()}"}
        branch.sim.world.press(stranger.account, stranger.dm.from_bot[-1], made_up)
        await branch.settled()
        assert branch.rows("SELECT state FROM votes") == [("open",)]
        await branch.play("""
            Wang (private): [▶️ Open now]
            Wang (private): [🔒 Close]
            Wang (private): [🧮 Count]
        """)
        assert "For 3 · Against 0" in said(branch)


async def test_a_ballot_stuffed_into_the_database_is_noticed(tmp_path: Path) -> None:
    """The public half of a key is public: what nobody put in by a receipt makes the count stop."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await opened(branch)
        for name in ("Zhao", "Sun", "Qian"):
            await press(branch, name, "Against")
        [(recipient,)] = branch.rows("SELECT recipient FROM vote_keys")
        forged = urn.seal([recipient], Mark(0, 0))
        write(
            branch, "INSERT INTO vote_urn (slip, vote_id, sealed) VALUES (:slip, 1, :sealed)", slip="f", sealed=forged
        )
        await branch.play("""
            Li (private): [🔒 Close]
            Li (private): [🧮 Count]   → toast: The urn holds 4 ballots, the roll says 3
        """)
        assert branch.rows("SELECT state FROM votes") == [("closed",)]


async def test_a_vote_is_called_off_and_its_urn_destroyed(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        await opened(branch)
        await press(branch, "Zhao", "For")
        await branch.play("""
            Li (private): /vote
            Li (private): [⚙️ Admit]
            Li (private): [✖️ Call off]
        """)
        assert "✖️ Called off" in said(branch)
        assert branch.rows("SELECT count(*) FROM vote_urn") == [(0,)]
        await branch.play("""
            Li (private): [🔒 Close]   → toast: This vote is called off
        """)


async def test_who_does_not_run_the_branch_prepares_nothing(tmp_path: Path) -> None:
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang: /vote Let us have more holidays
            bot: You do not have the right
            Li (private): /vote election 3 Committee: Wang
            bot → Li: Please say what is voted on, like this
        """)
        assert branch.rows("SELECT count(*) FROM votes") == [(0,)]


async def test_the_committee_records_its_decision(tmp_path: Path) -> None:
    """Approval is a record of the committee above, with who wrote it; the branch's secretary reads it."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        appoint(branch, committee_reviewer="Sun")
        await opened(branch)
        for name in ("Zhao", "Sun", "Qian"):
            await press(branch, name, "For")
        await counted(branch)
        await branch.play("""
            Sun (private): /vote
            Sun (private): [📊 Admit]
            Sun (private): [📝 The committee's decision]
            bot → Sun: What did the committee above decide
            Sun (private): Approved on 20 May, No. 7
            bot → Sun: 📝 Decision of the committee above: Approved on 20 May, No. 7
        """)


@pytest.mark.parametrize(
    ("locale", "motion", "labels"),
    [
        ("zh_Hans", "接收预备党员表决", ["赞成", "不赞成", "弃权"]),
        ("zh_Hans", "满意度 窗口服务", ["满意", "基本满意", "一般", "不满意", "不了解"]),
        ("zh_Hant", "接收預備黨員表決", ["贊成", "不贊成", "棄權"]),
    ],
)
async def test_the_papers_words_are_those_of_the_rules(
    tmp_path: Path, locale: str, motion: str, labels: list[str]
) -> None:
    async with a_branch(tmp_path, preset="sichuan", locale=locale) as branch:
        await branch.people["Li"].tell(f"/vote {motion}")
        await branch.settled()
        await branch.people["Li"].press(branch.people["Li"].dm, "▶️")
        await branch.settled()
        await branch.people["Li"].press(branch.people["Li"].dm, "▶️")
        await branch.settled()
        assert branch.chat.from_bot[-1].labels == labels


async def test_a_member_is_developed_by_publicity_ballot_and_the_committees_word(tmp_path: Path) -> None:
    """H5: laid open first, three working days under this scheme; a ballot only afterwards; then the record."""
    async with english_branch(tmp_path, preset="sichuan", cast=CAST) as branch:
        appoint(branch, committee_reviewer="Sun")
        write(branch, "UPDATE persons SET status = 'activist' WHERE name = 'Qian'")
        await branch.play("""
            Li (private): /vote development Qian
            bot: 📢 Laid open: Admit Qian as a probationary member … until Mon, May 18. … please tell Li privately.
            bot → Li: It is laid open until Mon, May 18.
            Li (private): /vote development Qian
            bot → Li: This is laid open until Mon, May 18, 2026. Please let the branch vote after that day.
            Li (private): /vote development Wang
            bot → Li: Wang is not at this step
            Li (private): /vote
            bot → Li: 🗳 Votes … 📢 Admit Qian as a probationary member: laid open until Mon, May 18
        """)
        await branch.move_to(datetime(2026, 5, 19, 12, 0, tzinfo=ZONE))
        await branch.play("""
            Li (private): /vote
            bot → Li: 📢 Admit Qian … its days are over; /vote development Qian prepares the ballot
            Li (private): /vote development Qian
            bot → Li: 🗳 Admit Qian as a probationary member … Nobody has been told yet.
            Li (private): [▶️ Open…]
            Li (private): [▶️ Open now]
        """)
        assert "4 may vote" in said(branch)
        for name in ("Wang", "Zhao", "Sun"):
            await press(branch, name, "For")
        await counted(branch)
        assert "passed." in said(branch)
        assert branch.rows("SELECT state FROM publicities WHERE kind = 'development'") == [("announced",)]
        rows = exported(branch, "developments")
        assert [(row["name"], row["step"], row["state"], row["voted"]) for row in rows] == [
            ("Qian", "admission", "announced", "3/4")
        ]
