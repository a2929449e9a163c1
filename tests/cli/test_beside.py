"""Commands beside a running bot: it notices what they wrote, and is not disturbed by what they read."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.clock import system_clock
from tests.cli.conftest import Done, Shell
from tests.stage import a_branch, a_stage


async def beside(shell: Shell, *words: str | Path) -> Done:
    """Run a command while the bot's loop goes on."""
    return await asyncio.to_thread(lambda: shell.run(*words))


async def test_an_imported_person_may_claim_at_once(tmp_path: Path) -> None:
    """The bot has asked before who Sun is and remembers the answer; the import makes it ask again."""
    shell = Shell(tmp_path)
    async with a_stage(tmp_path, locale="en", cast=("Li", "Sun")) as branch:
        sun = branch.people["Sun"]
        await branch.play("""
            Li: /setup sichuan 第一党支部
            Sun: photo "/claim K701 05-12 street cleaning"
            bot: … not enrolled here yet …
        """)
        code = branch.rows("SELECT code FROM orgs WHERE kind = 'branch'")[0][0]
        rows = f"支部,姓名,Telegram编号,职务\n{code},Sun Quan,{sun.id},记录员\n"
        done = await beside(shell, "import", "roster", shell.write("r.csv", rows))
        assert done.code == 0, done.err
        await branch.play("""
            Sun: photo "/claim K701 05-12 street cleaning"
            bot: #1 … Sun Quan …
        """)


async def test_who_becomes_reviewer_by_an_import_gets_the_claims_that_wait(tmp_path: Path) -> None:
    """Letters that another process wrote are sent by the bot; both look at the same clock, the machine's."""
    shell = Shell(tmp_path)
    cast = ("Li", "Wang", "Zhao", "Qian", "Sun")
    async with a_branch(tmp_path, preset="lanshan", locale="en", cast=cast, at=system_clock()) as branch:
        await branch.play("""
            Wang: photo "/claim F1 x2 street cleaning"
            bot: #1 …
        """)
        code = branch.rows("SELECT code FROM orgs WHERE kind = 'branch'")[0][0]
        leaders = {"Zhao": "科长", "Qian": "分管领导", "Sun": "主要领导"}
        rows = "支部,姓名,Telegram编号,职务\n" + "".join(
            f"{code},{name},{branch.people[name].id},{role}\n" for name, role in leaders.items()
        )
        assert (await beside(shell, "import", "roster", shell.write("r.csv", rows))).code == 0
        await branch.move_to(system_clock())
        async with asyncio.timeout(30):
            while not any("#1" in text for text in branch.people["Zhao"].dm.texts):
                await branch.sim.world.signals.next(0.2)

        assert "#1" in branch.people["Zhao"].dm.with_button("✅").json["caption"]


async def test_a_copy_is_made_and_none_is_put_back_while_the_bot_runs(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        copied = await beside(shell, "backup", "copy.db")
        refused = await beside(shell, "restore", "copy.db", "--force")
        await branch.play("""
            Wang: photo "/claim K701 05-12 street cleaning"
            bot: #1 …
        """)

    assert copied.code == 0, copied.err
    assert refused.code == 1
    assert "holds it" in refused.err
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM claims").fetchone() == (0,)
    assert shell.run("restore", "copy.db", "--force").code == 0
