"""Files in memory: photos and documents, their ids, and pictures drawn for tests."""

import base64
import hashlib
import struct
import zlib
from dataclasses import dataclass, field

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.model import Json

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
WRONG_FILE = "wrong file identifier/HTTP URL specified"


@dataclass(slots=True, kw_only=True, eq=False)
class StoredFile:
    """One file; equal bytes have equal ``unique_id``, as a forwarded file has."""

    file_id: str
    unique_id: str
    content: bytes
    path: str
    name: str
    mime: str
    kind: str
    size: int
    width: int = 0
    height: int = 0


def picture_size(content: bytes) -> tuple[int, int]:
    """Give width and height of a PNG, JPEG, GIF or WebP; (0, 0) when it is none of them."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return int(width), int(height)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return 512, 512
    return _jpeg_size(content) if content.startswith(b"\xff\xd8\xff") else (0, 0)


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    return 640, 480


def draw_png(number: int, width: int = 320, height: int = 240) -> bytes:
    """Draw a small picture; another number, another picture."""
    red, green, blue = (60 + number * 67) % 200, (90 + number * 41) % 200, (120 + number * 29) % 200
    rows = b"".join(b"\0" + bytes((red, green, (blue + row // 8) % 256)) * width for row in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    note = b"number\0" + str(number).encode()
    parts = chunk(b"IHDR", header) + chunk(b"tEXt", note) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@dataclass(slots=True)
class FileStore:
    """All files, found by id and by download path."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)
    count: int = 0

    def add(self, content: bytes, *, kind: str, name: str = "", mime: str = "", size: int | None = None) -> StoredFile:
        """Keep a file.

        Args:
            content: Its bytes.
            kind: ``photo``, ``document``, ``voice``, ``sticker``; the ids differ by kind.
            name: File name of a document.
            mime: MIME type.
            size: What to give as its size when the bytes are not really there (a file of two gigabytes).
        """
        self.count += 1
        digest = hashlib.sha256(kind.encode() + content + str(size or "").encode()).digest()
        unique = base64.urlsafe_b64encode(digest[:11]).decode().rstrip("=")
        prefix = {"photo": "AgACAgIAAx", "document": "BQACAgIAAx"}.get(kind, "CAACAgIAAx")
        body = base64.urlsafe_b64encode(digest + self.count.to_bytes(5, "big")).decode().rstrip("=")
        ending = name.rpartition(".")[2] if "." in name else "jpg" if kind == "photo" else "bin"
        width, height = picture_size(content)
        stored = StoredFile(
            file_id=prefix + body,
            unique_id="AQAD" + unique,
            content=content,
            path=f"{kind}s/file_{self.count}.{ending}",
            name=name,
            mime=mime,
            kind=kind,
            size=len(content) if size is None else size,
            width=width,
            height=height,
        )
        self.by_id[stored.file_id] = stored
        self.by_path[stored.path] = stored
        return stored

    def find(self, file_id: str) -> StoredFile:
        """Give the file with this id.

        Raises:
            ApiError: 400, when there is none.
        """
        if file_id not in self.by_id:
            raise bad_request(WRONG_FILE)
        return self.by_id[file_id]

    def described(self, file_id: str) -> Json:
        """Give the answer of ``getFile``.

        Raises:
            ApiError: 400, for an unknown file and for one over 20 MB.
        """
        if file_id not in self.by_id:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        stored = self.by_id[file_id]
        if stored.size > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return {
            "file_id": stored.file_id,
            "file_unique_id": stored.unique_id,
            "file_size": stored.size,
            "file_path": stored.path,
        }

    def check_upload(self, content: bytes, kind: str) -> None:
        """Refuse what Telegram does not take from a bot.

        Raises:
            ApiError: 413 over 50 MB; 400 for an empty file, an over-large photo, or a photo that is no picture.
        """
        if len(content) > UPLOAD_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        if not content:
            raise bad_request("file must be non-empty")
        if kind != "photo":
            return
        if len(content) > PHOTO_LIMIT:
            raise bad_request(
                f"file of size {len(content)} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes"
            )
        width, height = picture_size(content)
        if not width or not height:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")


def media_json(stored: StoredFile) -> Json:
    """Give the fields of a message that carries this file."""
    if stored.kind == "photo":
        small_width, small_height = max(1, stored.width // 4), max(1, stored.height // 4)
        small = {
            "file_id": stored.file_id,
            "file_unique_id": stored.unique_id + "s",
            "file_size": stored.size,
            "width": small_width,
            "height": small_height,
        }
        full = {**small, "file_unique_id": stored.unique_id, "width": stored.width, "height": stored.height}
        return {"photo": [small, full]}
    known: Json = {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": stored.size}
    if stored.mime:
        known["mime_type"] = stored.mime
    if stored.kind == "document":
        return {"document": {**known, "file_name": stored.name}}
    if stored.kind == "voice":
        return {"voice": {**known, "duration": 3}}
    shape = {"width": 512, "height": 512, "type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"}
    return {"sticker": {**known, **shape}}
