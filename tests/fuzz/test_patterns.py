"""Every regular expression of the program, against texts as long as it may get and made to mislead it."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest

import bot
import handlers
import storage

LONGEST = 4096
"""Telegram's longest text; what comes from files is capped by cell."""
SECONDS = 0.25
OURS = ("storage.migrations", "bot.simulator", "bot.demo", "bot.bench")
"""What reads nothing that others wrote."""
PUMPED = (
    *("a", "0", " ", "-", ".", ",", "/", ":", "A", "x", "é", "字", "#", "@", "=", "_", "a.", "a-", "a ", "0.", "0,"),
    *("http://", "www.", "/claim ", "K701", "x2 ", "1-", "2026-", "2026-05", "05-12 ", "月", "年", "至", "a/", ":a@"),
)
ENDS = ("", "!", "\n", "\x00", "。")


SEARCHES = re.compile(r"\.(?:search|finditer|findall|sub|split)\(")


def patterns() -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Answer every text pattern that hostile text can reach: its name, itself, whether it is searched for."""
    for package in (bot, handlers, storage):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.startswith(OURS) or found.name.endswith("__main__"):
                continue
            module = importlib.import_module(found.name)
            source = Path(str(module.__file__)).read_text(encoding="utf-8")
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and f"{name} = re" in source:
                    searched = re.search(rf"\b{name}{SEARCHES.pattern}", source) is not None
                    yield f"{found.name}.{name}", value, searched


ALL = tuple(patterns())


@pytest.mark.parametrize(("pattern", "searched"), [one[1:] for one in ALL], ids=[one[0] for one in ALL])
def test_no_pattern_takes_long_on_a_text_made_to_mislead_it(pattern: re.Pattern[str], searched: bool) -> None:
    """Five texts of a kind stay below a quarter of a second of the processor's time; none backtracks without end."""
    look = pattern.search if searched else pattern.fullmatch
    for pump in PUMPED:
        started = process_time()
        for end in ENDS:
            look((pump * LONGEST)[:LONGEST] + end)
        slow = process_time() - started
        assert slow < SECONDS, f"{slow:.2f} s at {pump!r}"


def test_there_are_patterns_to_look_at() -> None:
    assert len(ALL) > 40
    assert any(searched for *_, searched in ALL)
