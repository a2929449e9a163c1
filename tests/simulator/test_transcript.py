"""Conversation tests stand on this: a script that is right passes, one that is wrong fails and says why."""

import pytest

from bot.simulator import Group, Player, Simulator, TranscriptError
from bot.simulator.transcript import fits, written


@pytest.fixture
def player(sim: Simulator, branch: Group, small_bot: None) -> Player:
    return Player(sim, branch)


async def test_a_whole_conversation(player: Player, sim: Simulator) -> None:
    await player.play("""
        -- a claim by text
        Wang: /claim F1 x2 社区清扫
        bot:  #1 … x2 … no photo … [✅
        Li:   [✅]                → toast: already handled by … Li
        bot:  approved by Li
        bot:  nothing

        Wang: photo "/claim F1"
        bot:  with photo by itself
        Wang: reply "/claim F2"
        bot:  F2 … as a reply
        Li:   reply photo "/claim F3"
        bot:  F3 with photo as a reply

        Wang (private): /my
        bot → Wang: #1 /my
        Li:   [❌]
        bot → Li: /start why
        Li (private): [✅]        → toast: Li
        bot → Li: approved
        clock: +1d
    """)

    assert sim.world.now() == 1_777_860_000 + 86_400
    assert "Li: [press]  → toast: already handled by Li" in written(sim)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("Wang: /claim\nbot: something else", "the bot said nothing that fits"),
        ("Wang: /claim\nbot: nothing", "the bot said '#1 /claim"),
        ("Wang: /claim\nbot: #1\nbot: #1", "the bot said nothing that fits"),
        ("Wang: [✅]", "has a button '✅'"),
        ("Wang: /claim\nLi: [✅] → toast: done", "the toast was 'already handled by Li'"),
        ("Wang: /claim → toast: x", "no button was pressed"),
        ("Nobody: hello", "nobody is called 'Nobody'"),
        ("clock: soon", "a clock moves by"),
    ],
)
async def test_a_wrong_script_fails_and_tells(player: Player, script: str, why: str) -> None:
    with pytest.raises(TranscriptError) as failure:
        await player.play(script)

    assert why in str(failure.value)
    assert script.splitlines()[-1] in str(failure.value)


async def test_the_failure_shows_what_was_said(player: Player) -> None:
    with pytest.raises(TranscriptError) as failure:
        await player.play("Wang: /claim F1\nbot: nope")

    assert "Wang: /claim F1\n    bot: #1 /claim F1 no photo by itself [✅ yes] [❌ no]" in str(failure.value)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("#1 … Li", "claim #1\nNext:  Li.", True),
        ("a … b", "b a", False),
        ("(1.00)", "sum (1.00)", True),
        ("1.00", "1500", False),
        ("two words", "two \n words", True),
        ("a...b", "a x b", True),
    ],
)
def test_patterns(pattern: str, text: str, found: bool) -> None:
    assert fits(pattern, text) is found
