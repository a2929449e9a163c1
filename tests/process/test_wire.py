"""Telegram in trouble: 429 storms, 5xx, connections that break before or after it accepted."""

from collections import Counter
from pathlib import Path

from bot.clock import monotonic
from bot.simulator.limits import Limits
from tests.process.harness import Run, a_run


def order_of(run: Run, chat_id: int) -> list[int]:
    """Answer the numbers of the claims in the order in which their cards came first."""
    return [int(number[1:]) for number in dict.fromkeys(run.cards(chat_id))]


async def test_one_throttled_chat_waits_and_the_others_go_on(tmp_path: Path) -> None:
    """429 for the group: its cards come later, in order, once; private answers do not wait for it."""
    async with a_run(tmp_path) as run:
        run.sim.world.faults.answer("sendMessage", 429, times=2, retry_after=2, chat_id=run.group.id)
        await run.burst(6)
        await run.until(lambda: len(run.cards(run.people["Li"].id)) == 6)
        assert run.cards(run.group.id) == []
        await run.quiet()

        assert order_of(run, run.group.id) == sorted(order_of(run, run.group.id))
        assert Counter(run.cards(run.group.id)).most_common(1)[0][1] == 1
        assert len(run.cards(run.group.id)) == 6


async def test_a_second_throttled_chat_stops_all(tmp_path: Path) -> None:
    """Two chats refused at once mean the limit of all: nothing is sent until the time that Telegram named is over."""
    async with a_run(tmp_path, members=3) as run:
        faults = run.sim.world.faults
        secretary, other = run.people["Li"], run.people["Member0"]
        faults.answer("sendMessage", 429, times=1, retry_after=3, chat_id=run.group.id)
        faults.answer("sendPhoto", 429, times=1, retry_after=3, chat_id=secretary.id)
        before = len(run.sim.world.sent_log)
        refused_at = run.sim.world.ticks()
        await run.burst(1)
        await run.until(lambda: not faults.waiting)
        await other.tell("/claim nonsense")
        await run.quiet()

        sent = run.sim.world.sent_log[before:]
        assert len(sent) == 3
        assert min(message.at for message in sent) - refused_at >= 3


async def test_a_storm_of_errors_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    """500 and 502 mean: not accepted. Every card comes, once."""
    async with a_run(tmp_path) as run:
        for code in (500, 502, 504):
            run.sim.world.faults.answer("sendMessage", code)
            run.sim.world.faults.answer("sendPhoto", code)
        run.sim.world.faults.answer("getUpdates", 502, times=2)
        await run.burst(10)
        await run.quiet()

        for chat_id in (run.group.id, run.people["Li"].id):
            assert len(run.cards(chat_id)) == 10
            assert order_of(run, chat_id) == sorted(order_of(run, chat_id))


async def test_a_telegram_that_does_not_know_the_token_for_a_while_is_waited_for(tmp_path: Path) -> None:
    """A proxy that answers 404 while the Bot API server restarts must not end the bot."""
    async with a_run(tmp_path) as run:
        for code in (401, 404):
            run.sim.world.faults.answer("getUpdates", code)
        await run.burst(3)
        await run.quiet()

        assert len(run.cards(run.group.id)) == 3
        assert any('"event": "token"' in line for line in run.log)


async def test_told_to_stop_while_telegram_hangs_it_ends_within_its_five_seconds(tmp_path: Path) -> None:
    """Neither the letter on its way nor the last confirmation takes more than both may take together."""
    async with a_run(tmp_path) as run:
        run.sim.world.faults.delay("sendMessage", 10, chat_id=run.group.id)
        await run.burst(1)
        await run.until(lambda: not run.sim.world.faults.waiting)
        run.sim.world.faults.delay("getUpdates", 10)
        begun = monotonic()

        assert await run.stop() == 0
        assert monotonic() - begun < 6.5
        run.sim.world.faults.waiting.clear()
        await run.start()
        await run.quiet()
        assert 1 <= len(run.cards(run.group.id)) <= 2  # nobody knows whether the one on its way had arrived


async def test_a_connection_that_breaks_before_telegram_accepted_repeats_nothing(tmp_path: Path) -> None:
    async with a_run(tmp_path) as run:
        run.sim.world.faults.drop("sendMessage", accepted=False, times=3, chat_id=run.group.id)
        await run.burst(5)
        await run.quiet()

        assert len(run.cards(run.group.id)) == 5
        assert order_of(run, run.group.id) == sorted(order_of(run, run.group.id))


async def test_a_connection_that_breaks_after_telegram_accepted_repeats_that_one_message(tmp_path: Path) -> None:
    """Nobody can know whether it arrived: each broken connection may repeat one message, and loses none."""
    async with a_run(tmp_path) as run:
        run.sim.world.faults.drop("sendMessage", accepted=True, times=2, chat_id=run.group.id)
        await run.burst(5)
        await run.quiet()

        cards = Counter(run.cards(run.group.id))
        assert len(cards) == 5
        assert sum(cards.values()) <= 5 + 2


async def test_polls_whose_answer_is_lost_change_nothing_twice(tmp_path: Path) -> None:
    """The answer to getUpdates is lost on its way: the same updates come again and count once."""
    async with a_run(tmp_path) as run:
        run.sim.world.faults.drop("getUpdates", accepted=True, times=3)
        await run.burst(10)
        await run.quiet()

        assert run.count("claims") == 10
        assert len(run.cards(run.group.id)) == 10


async def test_telegrams_limits_are_kept_without_being_told(tmp_path: Path) -> None:
    """With the real limits on both sides (ten times as fast, to save time) no call is refused, and people go first."""
    rates = {"JIFENBOT_RATE_PER_SECOND": "300", "JIFENBOT_GROUP_RATE_PER_MINUTE": "200"}
    async with a_run(tmp_path, settings=rates) as run:
        run.sim.world.limits = Limits(on=True, scale=10)
        await run.burst(60)
        await run.quiet()

        assert len(run.cards(run.group.id)) == 60
        assert run.sim.world.limits.refused == 0
        assert run.sim.world.limits.most_in_a_second <= 300
