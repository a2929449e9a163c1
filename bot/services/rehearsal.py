"""The rehearsal of a restore: a copy is put in place somewhere else, and its books are held against the present ones.

A copy that nobody has restored is a hope. What came of the last rehearsal stands in a file beside the copies, where
`/metrics` finds it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from bot.i18n import N_
from bot.services.desk import Desk
from bot.services.letters import PrivateLetter, post
from bot.services.verify_crew import Books, verify_all
from storage import books, heads, orgs, persons, restore
from storage.faults import DatabaseUnusable
from storage.migrate import migrate, to_disk
from storage.sealed import ENDING, opened
from storage.session import NoDatabase, reading
from storage.transaction import Tx

RESULT = "rehearsal.json"
COPIES = (".db", f".db{ENDING}")
FAILED = N_(
    "⚠️ The backup {file} could not be restored in the rehearsal: {fault}\n"
    "The bot runs on; but should its disk fail now, this copy does not help. Please make a sound one today."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What came of a rehearsal.

    Attributes:
        file: The copy.
        at: When it was tried.
        entries: In its ledger.
        head: Over all its branches, as `verify` prints it.
        faults: Why it would not do; none if all is well.
    """

    file: str
    at: datetime
    entries: int = 0
    head: str = ""
    faults: tuple[str, ...] = ()


def newest_copy(folder: Path) -> Path | None:
    """Answer the newest copy in a folder, by the moment of its making, or None."""
    copies = [path for path in folder.iterdir() if path.name.endswith(COPIES) and path.is_file()]
    return max(copies, key=lambda path: (path.stat().st_mtime, path.name), default=None)


def rehearse(
    copy: Path, *, url: str, desk: Callable[[Tx], Desk], identity: Path | None, place: Path | None, now: datetime
) -> Rehearsed:
    """Restore a copy into a directory of its own, bring it to this version, and recompute everything.

    Args:
        copy: The file, encrypted or not.
        url: The present database: the copy's books must be the beginning of its books. It may be gone.
        desk: Makes a desk in a transaction; a function of a module or a partial.
        identity: File that opens an encrypted copy.
        place: Where there is room for two copies; by default where the system keeps temporary files.
        now: For the record.
    """
    with TemporaryDirectory(dir=place, prefix="jifenbot-rehearsal-") as folder:
        try:
            with opened(copy, identity=identity, place=Path(folder)) as plain:
                restore.inspect(plain)
                target = Path(folder) / "jifenbot.db"
                restore.put_in_place(plain, target, now=now)
            restored = f"sqlite:///{target}"
            migrate(restored, now=now)
            found = verify_all(Books(url=restored, desk=desk))
            faults = [str(fault) for fault in found.faults] + _departures(restored, url)
        except DatabaseUnusable as error:
            return Rehearsed(file=copy.name, at=now, faults=(str(error),))
    return Rehearsed(file=copy.name, at=now, entries=found.entries, head=found.head, faults=tuple(faults))


def _departures(restored: str, url: str) -> list[str]:
    """Name the branches whose present books do not begin with those of the copy: one of the two was changed."""
    try:
        with reading(restored) as old, reading(url) as present:
            return [
                f"{branch.code}: entry {seq} of the present books has another hash than in the copy"
                for branch in orgs.every(old)
                for seq, head in [heads.read(old, branch.id)]
                if seq and books.last_of(present, branch.id, seq) != (seq, head)
            ]
    except NoDatabase:  # lost, or of another version: that is when a copy is needed
        return []


def write(folder: Path, found: Rehearsed) -> None:
    """Write what came of it where `/metrics` and the next reader look, whole or not at all."""
    partial = folder / f".{RESULT}.part"
    partial.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2))
    partial.chmod(0o600)
    to_disk(partial)
    partial.replace(folder / RESULT)


def read(folder: Path) -> Rehearsed | None:
    """Answer what came of the last rehearsal, None if there was none."""
    try:
        found = orjson.loads((folder / RESULT).read_bytes())
        return Rehearsed(**{**found, "at": datetime.fromisoformat(found["at"]), "faults": tuple(found["faults"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def tell(desk: Desk, found: Rehearsed) -> int:
    """Write to the administrators that a copy would not do; answer how many are told."""
    for owner in sorted(desk.house.owners):
        speech = desk.speaks(persons.by_telegram(desk.tx, owner))
        text = speech.say(FAILED, file=found.file, fault=found.faults[0])
        post(desk, PrivateLetter(to=owner, text=text, key=f"rehearsal:{owner}:{found.at.isoformat()}"))
    return len(desk.house.owners)
