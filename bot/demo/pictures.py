"""Evidence to look at: small landscapes, each of them a different file."""

import struct
import zlib
from functools import cache
from math import sin

WIDTH, HEIGHT = 320, 220
SKY = 24
VIEWS = (
    ((150, 196, 226), (250, 226, 186), ((132, 168, 136), (88, 140, 106), (52, 104, 78))),
    ((236, 170, 132), (252, 226, 190), ((150, 128, 140), (112, 92, 112), (70, 60, 82))),
    ((120, 178, 214), (214, 236, 244), ((160, 182, 142), (112, 152, 92), (70, 112, 62))),
    ((168, 186, 208), (240, 236, 226), ((140, 158, 168), (98, 122, 136), (60, 84, 98))),
    ((244, 200, 120), (254, 240, 206), ((178, 160, 96), (140, 126, 66), (92, 88, 46))),
)
"""Colours from the top of the sky to the horizon, and of three ranges of hills."""
JACKETS = ((179, 48, 42), (47, 111, 143), (122, 92, 158), (59, 127, 90))


def picture(number: int) -> bytes:
    """Draw a PNG; another number is another file, though views come again."""
    header, pixels = _view(number % len(VIEWS))
    return b"\x89PNG\r\n\x1a\n" + header + _chunk(b"tEXt", b"number\0%d" % number) + pixels + _chunk(b"IEND", b"")


@cache
def _view(index: int) -> tuple[bytes, bytes]:
    top, horizon, hills = VIEWS[index]
    sky = [
        tuple(round(a + (b - a) * step / (SKY - 1)) for a, b in zip(top, horizon, strict=True)) for step in range(SKY)
    ]
    palette = [*sky, *hills, (255, 244, 214), (240, 201, 164), *JACKETS]
    crests = [
        [round(HEIGHT * (0.46 + 0.15 * layer) + (15 - 3 * layer) * sin(x / (34.0 + 12 * layer) + index * 1.7 + layer))
         for x in range(WIDTH)]
        for layer in range(3)
    ]  # fmt: skip
    rows = bytearray()
    for y in range(HEIGHT):
        row = bytearray([min(SKY - 1, y * SKY * 2 // HEIGHT)]) * WIDTH
        _disc(row, WIDTH * (0.2 + 0.14 * index), reach=17 * 17 - (y - HEIGHT * 0.2) ** 2, colour=SKY + 3)
        for layer, crest in enumerate(crests):
            for x in range(WIDTH):
                if y >= crest[x]:
                    row[x] = SKY + layer
        for person in range(4):
            x = 96 + person * 42 + index * 5
            _disc(row, x, reach=8 * 8 - (y - HEIGHT * 0.71) ** 2, colour=SKY + 4)
            _body(row, y, x, SKY + 5 + (person + index) % 4)
        rows += b"\0" + row
    colours = b"".join(bytes(colour) for colour in palette)
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)) + _chunk(b"PLTE", colours)
    return header, _chunk(b"IDAT", zlib.compress(bytes(rows)))


def _disc(row: bytearray, x: float, *, reach: float, colour: int) -> None:
    """Paint what a row shows of a disc; `reach` is the square of half its width here."""
    if reach > 0:
        half = int(reach**0.5)
        row[int(x) - half : int(x) + half] = bytes([colour]) * (2 * half)


def _body(row: bytearray, y: int, x: int, colour: int) -> None:
    shoulders = HEIGHT * 0.71 + 10
    if y >= shoulders:
        half = min(10, 5 + int(y - shoulders))
        row[x - half : x + half] = bytes([colour]) * (2 * half)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
