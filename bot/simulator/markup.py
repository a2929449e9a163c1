"""Texts as Telegram reads them: HTML in, plain text and entities out; offsets in UTF-16 units.

The parser follows tdlib's ``parse_html`` branch by branch, so that the errors and their byte offsets are the same.
Only HTML is spoken here: the bot uses no other parse mode.
"""

import re
from dataclasses import dataclass, field

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.model import Json

TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "span": "spoiler",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
SPACE = b" \t\r\n\0\v"
_ENTITY = re.compile(rb"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<url>https?://[^\s<>\"]+|\bt\.me/[^\s<>\"]+)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#&])#\w*[^\W\d]\w*)"
)


def units(text: str) -> int:
    """Give the length of a text in UTF-16 units."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def find_entities(text: str) -> list[Json]:
    """Give the entities Telegram finds by itself: commands, links, mentions, hashtags."""
    entities: list[Json] = []
    for match in _FOUND.finditer(text):
        kind = str(match.lastgroup)
        entities.append({"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])})
    return entities


@dataclass(slots=True)
class _Tag:
    name: str
    argument: str
    start: int


@dataclass(slots=True)
class _HtmlReader:
    """A cursor over the bytes of an HTML text; a NUL ends it, as in tdlib."""

    source: bytes
    at: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Tag] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def peek(self) -> bytes:
        return self.source[self.at : self.at + 1] or b"\0"

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += units(text)

    def skip(self, *, inside: bytes = b"", until: bytes = b"") -> bytes:
        """Move over the bytes of a set, or up to one of a set; a NUL always stops."""
        start = self.at
        while self.at < len(self.source):
            byte = self.peek()
            if byte == b"\0" or (inside and byte not in inside) or (until and byte in until):
                break
            self.at += 1
        return self.source[start : self.at]

    def run(self) -> None:
        while self.at < len(self.source):
            plain = self.skip(until=b"<&")
            self.put(plain.decode())
            if self.at >= len(self.source):
                break
            byte = self.peek()
            if byte == b"&":
                self.put(self.decoded() or self.literal())
            elif byte == b"<":
                self.tag()
            else:
                self.put(self.literal())
        if self.open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')

    def literal(self) -> str:
        byte = self.peek()
        self.at += 1
        return byte.decode()

    def decoded(self) -> str | None:
        """Read a character reference; leave the cursor where it is when there is none."""
        match = _ENTITY.match(self.source, self.at)
        if not match:
            return None
        number = int(match[1], 16) if match[1] else int(match[2]) if match[2] else 0
        if not match[3] and (number == 0 or number >= 0x10FFFF or 0xD800 <= number <= 0xDFFF):
            return None
        self.at = match.end()
        return NAMED[match[3]] if match[3] else chr(number)

    def tag(self) -> None:
        begin = self.at
        self.at += 1
        if self.peek() == b"/":
            self.end_tag(begin)
        else:
            self.start_tag(begin)

    def start_tag(self, begin: int) -> None:
        self.skip(until=SPACE + b">")
        if self.at >= len(self.source):
            raise _unparsable(f"Unclosed start tag at byte offset {begin}")
        name = self.source[begin + 1 : self.at].decode().lower()
        if name not in TAGS:
            raise _unparsable(f'Unsupported start tag "{name}" at byte offset {begin}')
        argument = ""
        while True:
            self.skip(inside=SPACE)
            if self.peek() == b">":
                break
            attribute, value = self.attribute(name, begin)
            argument = _argument(name, attribute, value) or argument
        self.at += 1
        if name == "span" and argument != "spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Tag(name, argument, self.length))

    def attribute(self, name: str, begin: int) -> tuple[str, str]:
        attribute = self.skip(until=SPACE + b"=>/\"'").decode()
        if not attribute:
            if self.at >= len(self.source):
                raise _unparsable(f"Unclosed start tag at byte offset {begin}")
            raise _unparsable(f'Empty attribute name in the tag "{name}" at byte offset {begin}')
        self.skip(inside=SPACE)
        if self.at >= len(self.source):
            raise _unparsable(f'Unclosed start tag "{name}" at byte offset {begin}')
        if self.peek() != b"=":
            return attribute, ""
        self.at += 1
        self.skip(inside=SPACE)
        value = self.value()
        if self.at >= len(self.source):
            raise _unparsable(f"Unclosed start tag at byte offset {begin}")
        return attribute, value

    def value(self) -> str:
        start = self.at
        quote = self.peek()
        if quote not in (b"'", b'"'):
            while self.peek().isalnum() or self.peek() in (b".", b"-"):
                self.at += 1
            if self.peek() not in (b">", b" ", b"\t", b"\r", b"\n", b"\0"):
                raise _unparsable(f"Unexpected end of name token at byte offset {start}")
            return self.source[start : self.at].decode().lower()
        self.at += 1
        parts: list[str] = []
        while self.at < len(self.source) and self.peek() != quote:
            parts.append(self.skip(until=b"&" + quote).decode())
            if self.peek() == b"&":
                parts.append(self.decoded() or self.literal())
        self.at += 1
        return "".join(parts)

    def end_tag(self, begin: int) -> None:
        if not self.open:
            raise _unparsable(f"Unexpected end tag at byte offset {begin}")
        self.skip(until=SPACE + b">")
        name = self.source[begin + 2 : self.at].decode()
        self.skip(inside=SPACE)
        if self.peek() != b">":
            raise _unparsable(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise _unparsable(f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{name}>"')
        if self.length > tag.start:
            self.add(tag)

    def add(self, tag: _Tag) -> None:
        entity: Json = {"type": TAGS[tag.name], "offset": tag.start, "length": self.length - tag.start}
        if tag.name == "a":
            url = tag.argument or "".join(self.parts)[-entity["length"] :]
            person = re.fullmatch(r"tg://user\?id=(\d+)", url)
            if person:
                entity |= {"type": "text_mention", "user": {"id": int(person[1])}}
            elif not re.match(r"(https?|tg|ton)://\S+\Z|[\w-]+(\.[\w-]+)+", url):
                return
            else:
                entity["url"] = url
        elif tag.name == "code" and self.open and self.open[-1].name == "pre" and tag.argument:
            self.open[-1].argument = tag.argument
            return
        elif tag.name == "pre" and tag.argument:
            entity["language"] = tag.argument
        elif tag.name == "blockquote" and tag.argument:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "tg-emoji":
            entity["custom_emoji_id"] = tag.argument
        self.entities.append(entity)


def _argument(tag: str, attribute: str, value: str) -> str:
    if (tag, attribute) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    if (tag, attribute) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, attribute) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "1" if (tag, attribute) == ("blockquote", "expandable") else ""


def _unparsable(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Read Telegram's HTML.

    Raises:
        ApiError: 400 ``can't parse entities: …`` in tdlib's words, offsets in bytes.
    """
    reader = _HtmlReader(source.encode())
    reader.run()
    return "".join(reader.parts), sorted(reader.entities, key=lambda entity: (entity["offset"], -entity["length"]))


def read_text(source: str, parse_mode: str, given: list[Json]) -> tuple[str, list[Json]]:
    """Turn what a bot sends into what clients show, trimmed, with all entities.

    Args:
        source: The text or caption as sent.
        parse_mode: ``HTML`` or empty.
        given: The ``entities`` parameter; counts only without a parse mode.

    Raises:
        ApiError: 400 for an unknown mode or a text that cannot be parsed.
    """
    if parse_mode and parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    text, entities = parse_html(source) if parse_mode else (source, list(given))
    text = re.sub(r"[\x00-\x08\x0b-\x1f]", " ", text.replace("\r", ""))
    left = units(text) - units(text.lstrip())
    text = text.strip()
    whole = units(text)
    kept: list[Json] = []
    for entity in entities:
        start, end = max(0, entity["offset"] - left), min(whole, entity["offset"] + entity["length"] - left)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in kept if _swallows(entity)]
    for entity in find_entities(text):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if not any(start < stop and begin < end for begin, stop in taken):
            kept.append(entity)
    return text, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def _swallows(entity: Json) -> bool:
    return entity["type"] in {"code", "pre", "text_link", "text_mention"}
