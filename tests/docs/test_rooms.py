"""The table of rooms in docs/architecture.md names every service, and only files that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("bot/services", "bot/domain", "")
SHARED = {"__init__.py", "chat.py", "desk.py", "lang.py", "letters.py", "paging.py", "people.py", "rulebook.py"}
"""What every room stands on, told above the table or plain from its name."""


def named() -> set[str]:
    """Answer the paths in the table."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.split("## Which room for which sentence")[1].split("\n## ")[0]
    return set(re.findall(r"`([\w./-]+)`", table))


def test_the_rooms_exist() -> None:
    """A room that was moved is moved in the table too."""
    missing = [name for name in named() if not any((ROOT / house / name).exists() for house in HOUSES)]

    assert missing == []


def test_every_service_is_a_room_of_the_table() -> None:
    """A newcomer finds each of them by what the bot does."""
    services = {path.name for path in (ROOT / "bot" / "services").glob("*.py") if not path.name.endswith("_import.py")}

    assert services - named() - SHARED == set()
