"""What is wrong with input: words that break things, parts that are gone or of another kind, bytes that are torn."""

import copy
import string
from collections.abc import Sequence
from random import Random
from typing import Any

NUMBERS = (
    *("0", "1", "2", "-1", "+1", "007", "1.5", "-0.005", "1e9", "1e999999", "NaN", "Infinity", "0x10", "1_000"),
    *("9" * 9, "9" * 18, "9" * 19, "9" * 40, "1" * 4000, "²", "٣", "３", "½", "一", "1,5", "--1"),
)
DATES = ("2026-05-01", "05-12", "2026-02-30", "0000-00-00", "9999-12-31", "2026-13-01", "2026-W01", "昨天", "5月12日")
PERIODS = ("2026-05", "2026-Q2", "2026-H1", "2026", "2026-05-A", "0001-01", "9999-12", "2026-00", "2026-05..2026-04")
WORDS = (
    *("", " ", "a", "all", "on", "off", "ok", "x2", "x", "-", "#1", "@", "/", ":", ";", "::", "..", "none", "null"),
    *("Wang", "Li", "P00001", "B001", "K701", "F1", "D1", "sichuan", "lanshan", "secretary", "member", "admin", "en"),
    *("<b>", "</b>", "&amp;", "&#0;", "%s", "{name}", "{0}", "$(id)", "'; DROP TABLE ledger; --", "../../etc/passwd"),
    *("\x00", "\x7f", "\u202e", "\u2066", "\ufeff", "\ufffd", "😀", "e\u0301" * 50, "\u0300" * 200, "第一党支部"),
    *("a" * 64, "字" * 64, "x" * 255, "y" * 4096, "z " * 2000, "\n" * 100),
)
ANY = (*NUMBERS, *DATES, *PERIODS, *WORDS)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 2**80, 0.5, 1e308, [], {}, [[]]),
    *({"id": 1}, {"id": "1"}, [{}], [None], "x" * 5000),
)


def word(chance: Random) -> str:
    """Answer a word that may break things."""
    if chance.random() < 0.1:
        return "".join(chance.choice(string.printable + "一二三😀\u0301") for _ in range(chance.randint(1, 40)))
    return chance.choice(ANY)


def words(chance: Random, most: int = 6) -> str:
    """Answer some of them, with blanks of any kind between."""
    return chance.choice((" ", " ", " ", "\n", "\u3000", "")).join(word(chance) for _ in range(chance.randint(0, most)))


def value(chance: Random) -> Any:
    """Answer any JSON."""
    return copy.deepcopy(chance.choice(VALUES)) if chance.random() < 0.6 else word(chance)


def mangled(chance: Random, whole: Any, times: int = 2) -> Any:
    """Answer a copy of some JSON, parts of which are gone, doubled or anything else."""
    result = copy.deepcopy(whole)
    for _ in range(chance.randint(1, times)):
        holders = [part for part in _parts(result) if part]
        if not holders:
            break
        holder = chance.choice(holders)
        key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        match chance.randrange(4):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[key]))
            case 2:
                deep: Any = holder[key]
                for _ in range(chance.choice((1, 50, 300))):
                    deep = [deep]
                holder[key] = deep
            case _:
                holder[key] = value(chance)
    return result


def _parts(whole: Any) -> list[Any]:
    """Answer every object and list of some JSON, however deep."""
    found, waiting = [], [whole]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict | list):
            found.append(part)
            waiting += part.values() if isinstance(part, dict) else part
    return found


def torn_text(chance: Random, text: str, most: int = 4) -> str:
    """Answer a text of lines, some of which are gone, doubled, moved, cut or hold a hostile word."""
    lines = text.splitlines()
    for _ in range(chance.randint(1, most)):
        if not lines:
            break
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                lines.insert(chance.randrange(len(lines)), lines.pop(at))
            case 3:
                lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
            case 4:
                head, sign, _ = lines[at].rpartition(chance.choice((":", ",", " ", "")) or " ")
                lines[at] = f"{head}{sign} {word(chance)}"
            case _:
                cut = chance.randint(0, len(lines[at]))
                lines[at] = lines[at][:cut] + word(chance) + lines[at][cut:]
    return "\n".join(lines)


def torn_bytes(chance: Random, content: bytes, most: int = 6) -> bytes:
    """Answer bytes of which some are others, gone, or all behind a place."""
    torn = bytearray(content)
    for _ in range(chance.randint(1, most)):
        if not torn:
            break
        at = chance.randrange(len(torn))
        match chance.randrange(4):
            case 0:
                torn[at] = chance.randrange(256)
            case 1:
                del torn[at : at + chance.randint(1, 64)]
            case 2:
                torn[at:at] = chance.randbytes(chance.randint(1, 64))
            case _ if chance.random() < 0.3:
                del torn[at:]
            case _:
                torn[at] ^= 1 << chance.randrange(8)
    return bytes(torn)


def some(chance: Random, choices: Sequence[str], share: float = 0.7) -> str:
    """Answer one of some words, or something else."""
    return chance.choice(choices) if chance.random() < share else word(chance)
