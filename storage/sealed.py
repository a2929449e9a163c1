"""Copies that only the holder of an identity can read, in the age format.

`age -d -i identity copy.db.age` opens them too. The program that makes a copy needs the recipient only (`age1…`); the
identity belongs on another machine.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from storage.faults import DatabaseUnusable
from storage.migrate import copy_sqlite, to_disk

ENDING = ".age"
_HEADS = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")


def is_sealed(path: Path) -> bool:
    """Tell whether a file is encrypted, whatever its name."""
    with path.open("rb") as file:
        head = file.read(max(map(len, _HEADS)))
    return head.startswith(_HEADS)


def copy_sealed(source: Path, target: Path, recipients: Sequence[str]) -> None:
    """Copy a SQLite database consistently, encrypted; the copy appears whole or not at all.

    The plain copy lies beside the database for as long as that takes, readable by nobody else, and never at the target.

    Raises:
        FileExistsError: There is a file of that name already.
        DatabaseUnusable: A recipient is none; and the reasons of `copy_sqlite`.
    """
    import pyrage  # noqa: PLC0415 - the bot starts without it

    if target.exists():
        raise FileExistsError(f"{target} exists already; name another file")
    try:
        keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    except pyrage.RecipientError as error:
        raise DatabaseUnusable(f"A recipient is no age public key (age1…): {error}.") from error
    plain, partial = source.with_name(f"{source.name}.sealing"), target.with_name(f"{target.name}.part")
    plain.unlink(missing_ok=True)
    try:
        copy_sqlite(source, plain)
        partial.touch(mode=0o600)
        pyrage.encrypt_file(str(plain), str(partial), keys)
        to_disk(partial)
        partial.replace(target)
        to_disk(target.parent)
    finally:
        plain.unlink(missing_ok=True)
        partial.unlink(missing_ok=True)


@contextmanager
def opened(path: Path, *, identity: Path | None, place: Path) -> Iterator[Path]:
    """Hand out a copy that can be read: the file itself, or a decrypted one that goes when the block ends.

    Args:
        path: The copy, encrypted or not.
        identity: File with the identity (`AGE-SECRET-KEY-1…`).
        place: Directory for the decrypted copy, of whoever may read the database.

    Raises:
        DatabaseUnusable: The file is encrypted and there is no identity, or it is not the right one.
    """
    if not is_sealed(path):
        yield path
        return
    if identity is None:
        raise DatabaseUnusable(f"{path}: it is encrypted. Name the file with the identity: --identity FILE.")
    plain = place / f"{path.name}.opened"
    plain.unlink(missing_ok=True)
    try:
        _decrypt(path, plain, identity)
        yield plain
    finally:
        plain.unlink(missing_ok=True)


def _decrypt(path: Path, plain: Path, identity: Path) -> None:
    import pyrage  # noqa: PLC0415 - the bot starts without it

    plain.touch(mode=0o600)
    try:
        pyrage.decrypt_file(str(path), str(plain), _identities(identity))
    except (pyrage.DecryptError, pyrage.IdentityError, OSError) as error:
        raise DatabaseUnusable(f"{path}: it cannot be decrypted with {identity}: {error}.") from error


def _identities(path: Path) -> list[object]:
    """Read the identities of a file as `age-keygen` writes it: comments, and a key a line."""
    import pyrage  # noqa: PLC0415 - the bot starts without it

    lines = [line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    keys = [line for line in lines if line and not line.startswith("#")]
    if not keys:
        raise DatabaseUnusable(f"{path}: there is no identity (AGE-SECRET-KEY-1…) in it.")
    return [pyrage.x25519.Identity.from_str(key) for key in keys]
