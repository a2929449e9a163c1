"""What can be wrong with a database as a whole; each text is one line for an operator."""

import sqlite3

DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""SQLite's words for a file that the disk has torn; going on to write makes it worse."""


class DatabaseUnusable(Exception):  # noqa: N818 - it is a state, told as one
    """The database cannot be opened, is of another version, is damaged or is held by somebody else."""


class DatabaseOutOfReach(DatabaseUnusable):
    """No file can be opened or made where DATABASE_URL says: the setting is wrong, or a right is missing."""


def damaged(what: object, fault: str) -> DatabaseUnusable:
    """Answer what is told of a database that the disk has torn: the fault, and the way back."""
    said = " ".join(fault.split())
    return DatabaseUnusable(
        f"{what}: it is damaged: {said}. Stop every program that uses it and put the newest copy in its place: "
        "jifenbot restore FILE --force (docs/operations.md)."
    )
