"""Copies of evidence, where the operator wants them: files named after their SHA-256, each content once.

That they are encrypted at rest is the disk's business. A copy goes with the last piece of evidence that shows it.
"""

import os
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from storage import copies
from storage.transaction import Tx

FOLDER, FILE = 0o700, 0o600
_NAME = re.compile(r"[0-9a-f]{64}")


def digest_of(content: bytes) -> str:
    """Answer the name of a content."""
    return sha256(content).hexdigest()


def path_of(folder: Path, digest: str) -> Path:
    """Answer where a copy stands: some thousand folders, so that none holds too many."""
    return folder / digest[:3] / digest


def store(folder: Path, content: bytes) -> str:
    """Keep a copy, whole or not at all; answer its name."""
    digest = digest_of(content)
    path = path_of(folder, digest)
    if path.exists():
        return digest
    path.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    partial = path.with_name(f".{digest}.part")
    handle = os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, FILE)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)
    partial.replace(path)
    return digest


def orphans(tx: Tx, folder: Path) -> list[Path]:
    """Answer the copies that no piece of evidence shows any more."""
    found = []
    for part in sorted(folder.glob("*/")):
        paths = {path.name: path for path in part.iterdir() if _NAME.fullmatch(path.name)}
        shown = copies.shown(tx, paths.keys())
        found += [path for name, path in sorted(paths.items()) if name not in shown]
    return found


def drop(paths: Iterable[Path]) -> None:
    """Delete copies."""
    for path in paths:
        path.unlink(missing_ok=True)
