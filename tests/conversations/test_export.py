"""/export and /mydata, as chats: files into the private chat, made when they are sent."""

import io
import json
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from bot.simulator import Message
from tests.conversations.acts import book, english_branch
from tests.conversations.test_ledger import jifenbot
from tests.stage import Stage, a_branch


def files(branch: Stage, name: str) -> list[Message]:
    """The documents that somebody received."""
    return [message for message in branch.people[name].dm.from_bot if "document" in message.json]


def content(branch: Stage, message: Message) -> bytes:
    return branch.sim.world.files.find(message.json["document"]["file_id"]).content


async def some_books(branch: Stage) -> None:
    await book(branch, "Wang", "K701 x2 05-12 cleaning")
    await book(branch, "Zhao", "K703 04-12 planting")


async def test_the_secretary_takes_the_ledger_along(tmp_path: Path) -> None:
    """The file is the one of the command line, byte for byte; the outbox holds its name, not its content."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await some_books(branch)
        await branch.play("""
            Li: /export
            bot: nothing
            bot → Li: The tables of 第一党支部, for everything. … [Ledger xlsx] [Ledger csv]
            Li (private): [Ledger csv] → toast: The file comes in a moment.
            bot → Li: Ledger of 第一党支部, all that there is
        """)
        [message] = files(branch, "Li")

        told = message.json["document"]
        assert (told["file_name"], told["mime_type"]) == ("ledger-B001-2026-05-13.csv", "text/csv")
        assert content(branch, message) == jifenbot(branch, "export", "ledger", "--format", "csv").stdout_bytes
        assert len(branch.rows("SELECT body FROM letters WHERE body LIKE '%\"document\":%'")[0][0]) < 300


async def test_a_table_of_a_month_in_the_own_language(tmp_path: Path) -> None:
    """The months are chosen by buttons; xlsx has headings in the language of its reader."""
    async with a_branch(tmp_path, preset="sichuan") as branch:
        await some_books(branch)
        await branch.play("""
            Li (private): /export
            Li (private): [2026年4月]
            bot → Li: … 2026年4月 … [● 2026年4月]
            Li (private): [申报 xlsx]
            bot → Li: 第一党支部 … 2026年4月
        """)
        [message] = files(branch, "Li")
        rows = list(load_workbook(io.BytesIO(content(branch, message))).worksheets[0].iter_rows(values_only=True))

        assert message.json["document"]["file_name"] == "claims-B001-2026-04.xlsx"
        assert [row[3] for row in rows] == ["受益人", "Zhao"]


async def test_words_are_as_good_as_buttons(tmp_path: Path) -> None:
    """/export TABLE FORMAT PERIOD, in any order; what is no table or no period is said at once."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await some_books(branch)
        await branch.play("""
            Li (private): /export board csv 2026-05
            bot → Li: Leaderboard of 第一党支部, May 2026
            Li (private): /export members
            bot → Li: Members of 第一党支部, all that there is
            Li (private): /export horses
            bot → Li: … /export ledger xlsx 2026-05
            Li (private): /export ledger 2026-13
            bot → Li: … 2026-13 …
        """)
        board, members = files(branch, "Li")

        assert content(branch, board).decode("utf-8-sig").splitlines()[1].startswith("1,Wang,")
        assert members.json["document"]["file_name"].endswith(".xlsx")


async def test_files_are_for_those_who_keep_the_books_and_of_real_branches(tmp_path: Path) -> None:
    """A member is refused, also on somebody else's button; a rehearsal leaves nothing behind."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await branch.play("""
            Wang (private): /export
            bot → Wang: You do not have the right
        """)
        branch.write("UPDATE orgs SET rehearsal = :yes", yes=True)
        await branch.play("""
            Li (private): /export
            bot → Li: 第一党支部 is a rehearsal and leaves nothing behind …
        """)
        assert files(branch, "Wang") == []


async def test_an_upload_that_fails_comes_again_once(tmp_path: Path) -> None:
    """502 and 429 mean: not accepted. The file arrives, once, and other chats did not wait for it."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await some_books(branch)
        branch.sim.world.faults.answer("sendDocument", 502)
        branch.sim.world.faults.answer("sendDocument", 429, retry_after=1)
        await branch.play("""
            Li (private): /export ledger csv
            bot → Li: Ledger of 第一党支部
        """)

        assert len(files(branch, "Li")) == 1


async def test_what_cannot_be_made_is_told_with_the_number_of_the_log(tmp_path: Path) -> None:
    """A fault of ours never ends in silence."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await some_books(branch)
        branch.write("DROP TABLE stops")
        await branch.play("""
            Wang (private): /mydata
            bot → Wang: Something went wrong on our side … tell your administrator the number …
        """)

        assert files(branch, "Wang") == []


async def test_everybody_takes_the_own_data_along(tmp_path: Path) -> None:
    """Own claims and entries, nobody else's; in the group the command only opens the private chat."""
    async with english_branch(tmp_path, preset="sichuan") as branch:
        await some_books(branch)
        await branch.play("""
            Wang: /mydata
            bot: … open our private chat … [Open private chat]
            Wang (private): /mydata
            bot → Wang: Everything that is stored about you, as JSON. …
        """)
        [message] = files(branch, "Wang")
        found: dict[str, Any] = json.loads(content(branch, message))

        assert message.json["document"]["file_name"] == f"{found['person']['code']}.json"
        assert [claim["note"] for claim in found["claims"]] == ["cleaning"]
        assert [entry["points"] for entry in found["ledger"]] == ["6.00"]
        assert "planting" not in json.dumps(found["claims"] + found["ledger"] + found["evidence"])
