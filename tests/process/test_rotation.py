"""Secrets are changed while people write: the token, the webhook's secret, the key of the links."""

from pathlib import Path

import orjson

from bot.simulator import User
from tests.process.harness import Run, a_run
from tests.process.test_webhook import post

NEW_TOKEN = "123456789:a-new-token-from-BotFather"


async def test_a_new_token_loses_nothing_that_was_said_meanwhile(tmp_path: Path) -> None:
    """@BotFather revokes the old token at once; the bot keeps asking until it is restarted with the new one."""
    async with a_run(tmp_path) as run:
        await run.burst(10)
        run.sim.world.token = f"{run.sim.world.bot.id}:{NEW_TOKEN.partition(':')[2]}"
        await run.burst(10, first=10)
        await run.until(lambda: any('"event": "token"' in line for line in run.log))

        assert await run.stop() == 0
        await run.start()
        await run.quiet()
        assert run.rows("SELECT count(*), count(DISTINCT note) FROM claims") == [(20, 20)]
        assert sorted(run.cards(run.group.id)) == sorted(f"#{row[0]}" for row in run.rows("SELECT id FROM claims"))
        assert run.rows("SELECT count(*) FROM letters WHERE state = 'failed'") == [(0,)]


async def test_the_webhooks_secret_changes_while_calls_are_under_way(tmp_path: Path) -> None:
    """The first of the list is what Telegram is told; calls that still carry the one before are taken."""
    async with a_run(tmp_path, webhook=True) as run:
        await run.burst(5)
        await run.quiet()
        run.settings["JIFENBOT_WEBHOOK_SECRET"] = "the-new-secret,a-secret-of-the-test"
        assert await run.stop() == 0
        await run.burst(5, first=5)
        await run.start()
        await run.quiet()
        update = next(iter(run.sim.world.updates.delivered.values()))

        assert run.sim.world.updates.webhook_secret == "the-new-secret"
        assert run.count("claims") == 10
        assert await post(run, orjson.dumps(update), secret="the-new-secret") == 200
        assert await post(run, orjson.dumps(update)) == 200
        assert await post(run, orjson.dumps(update), secret="the-new-secret,a-secret-of-the-test") == 403


async def link(run: Run, who: User) -> str:
    """Let the secretary make a link, and answer its word."""
    await who.tell("/invite")
    await run.quiet()
    text = next(message.text for message in reversed(who.dm.from_bot) if "?start=" in message.text)
    return text.rpartition("?start=")[2].split()[0]


async def test_links_outlive_the_change_of_their_key(tmp_path: Path) -> None:
    """The new key in front signs, the old one verifies; once it is gone, so are its links."""
    async with a_run(tmp_path, members=1, settings={"JIFENBOT_SECRET_KEY": "old-key"}) as run:
        guest = run.sim.user("Guest", language_code="en")
        words: list[str] = []
        opened: list[bool] = []
        for keys in ("old-key", "new-key,old-key", "new-key"):
            if words:
                run.settings["JIFENBOT_SECRET_KEY"] = keys
                await run.stop()
                await run.start()
            words.append(await link(run, run.people["Li"]))
            for word in words:
                await guest.start(word)
                await run.quiet()
                opened.append("You are invited" in guest.dm.last.text)

        assert opened == [True, *[True, True], *[False, True, True]]
