"""Settings: whatever stands in the environment, the start ends with one line or goes on with values that fit."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from bot.settings import Settings, SettingsError, load_settings
from tests.fuzz import mangle

NAMES = tuple(name.upper() for name in Settings.model_fields)
MORE = (
    *("sqlite:///x.db", "postgresql://a:b@c/d", "sqlite:////", "http://[::1", "http://a:99999", "socks5://x:1"),
    *("127.0.0.1:80", "[::1]:80", ":::80", "21:00-08:00", "24:00-25:61", "1,2;3", "１２", "Asia/Shanghai", "../zone"),
    *("123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11", "zh_Hans", "json", "auto"),
)


def an_environment(chance: Random) -> dict[str, str]:
    """Answer some settings."""
    chosen = chance.sample(NAMES, chance.randint(1, 4))
    return {name: mangle.some(chance, MORE, 0.5).replace("\0", "") for name in chosen}


@contextmanager
def environments() -> Iterator[Callable[[Any], None]]:
    """Open the reading of settings; the environment is put back afterwards."""
    before = dict(os.environ)

    def feed(case: dict[str, str]) -> None:
        for name in NAMES:
            os.environ.pop(f"JIFENBOT_{name}", None)
        os.environ.update({f"JIFENBOT_{name}": value for name, value in case.items()})
        try:
            settings = load_settings()
        except SettingsError as error:
            told = str(error)
            assert told.startswith("JIFENBOT_"), told
            assert "\n" not in told, "a fault is told in one line"
            assert "ABC-DEF" not in told or "Example" in told, "the token is told"
            return
        assert settings.zone.key
        assert settings.listen_at is None or 0 <= settings.listen_at[1] <= 65535
        assert settings.quiet is None or len(settings.quiet) == 2

    try:
        yield feed
    finally:
        os.environ.clear()
        os.environ.update(before)
