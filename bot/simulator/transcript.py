r"""Chats written down and played: the form of the conversation tests.

::

    Wang: /claim F1 x2 社区清扫
    bot:  #1 … Next: Li
    Li:   [✅]
    Zhao: [✅]                    → toast: already handled by Li
    Wang (private): /my
    bot → Wang: … 1.00 …

One line, one act or one expectation; empty lines and lines that begin with ``--`` say nothing.

====================================  ================================================================================
``Name: text``                        speaks in the group (``\n`` is a line break)
``Name (private): text``              speaks to the bot in private
``Name: [prefix]``                    presses the button that begins so, on the latest message with one: in the group,
                                      else in the private chat; a link to the private chat is followed
``Name (private): [prefix]``          the same, in the private chat only
``Name: photo "caption"``             sends a photo; so ``document "…"``, ``album 3 "…"``; ``reply`` before it
``Name: reply "text"``                replies to the bot's question, or to the own latest photo or document
``Name: edit "text"``                 edits the own latest message
``clock: next`` · ``clock: +90m``     moves the clock: to the next scheduled post, by days, hours, minutes (d h m)
``bot: pattern``                      a bot message, new or edited since the last act, is in the group
``bot → Name: pattern``               … in that person's private chat
``bot: nothing``                      … is not in the group (``bot → Name: nothing``: not in the private chat)
``… → toast: pattern``                after a press: the bot's answer to it
====================================  ================================================================================

A pattern is found anywhere in the text; ``…`` stands for anything, and spaces fit any spaces. Labels of buttons may be
expected too: they follow the text as ``[label]``.
"""

import re
from dataclasses import dataclass, field

from bot.simulator.model import Json, Message
from bot.simulator.people import User, deep_link_payload
from bot.simulator.records import Press
from bot.simulator.rooms import Group, Room
from bot.simulator.simulator import Simulator

_TOAST = re.compile(r"^(?P<act>.*?)\s+→\s*toast:\s*(?P<toast>.*)$")
_LINE = re.compile(
    r"^(?P<who>[^:：(→]+?)\s*(?P<private>\(private\))?\s*(?:→\s*(?P<whom>[^:：]+?))?\s*[:：]\s*(?P<rest>.*)$"
)
_MEDIUM = re.compile(
    r'^(?P<reply>reply\s+)?(?P<kind>photo|document|album)(?:\s+(?P<count>\d+))?(?:\s+"(?P<text>.*)")?$'
)
_QUOTED = re.compile(r'^(?P<verb>reply|edit)\s+"(?P<text>.*)"$')
_PERIOD = re.compile(r"^\+(?P<count>\d+)(?P<unit>[dhm])$")
_SECONDS = {"d": 86400, "h": 3600, "m": 60}


class TranscriptError(AssertionError):
    """The chat went otherwise; the text shows the line and what was really said."""


def fits(pattern: str, text: str) -> bool:
    """Whether a pattern (``…`` for anything) is found in a text, spaces taken loosely."""
    squeezed = re.sub(r"\s+", " ", text)
    parts = [re.escape(re.sub(r"\s+", " ", part.strip())) for part in re.split(r"…|\.\.\.", pattern)]
    return re.search(".*?".join(parts), squeezed, re.DOTALL) is not None


@dataclass(slots=True)
class Player:
    """Plays transcripts in one group; what one call of :meth:`play` left is where the next goes on."""

    sim: Simulator
    group: Group
    seconds: float = 20.0
    _since: int = 0
    _last_line: str = ""
    _press: Press | None = None
    _matched: set[tuple[int, int, int]] = field(default_factory=set)

    async def play(self, script: str) -> None:
        """Play a script line by line.

        Raises:
            TranscriptError: an expectation was not met, or an act is impossible.
        """
        for line in script.splitlines():
            bare = line.strip()
            if not bare or bare.startswith("--"):
                continue
            self._last_line = bare
            try:
                await self._play_line(bare)
            except (LookupError, TimeoutError) as error:
                raise self._mismatch(str(error)) from error

    async def _play_line(self, line: str) -> None:
        toast = _TOAST.match(line)
        parsed = _LINE.match(toast["act"] if toast else line)
        if parsed is None:
            raise LookupError("this line says neither who nor what")
        who, rest = parsed["who"].strip(), parsed["rest"].strip()
        if who == "bot":
            room: Room = self._person(parsed["whom"]).dm if parsed["whom"] else self.group
            await self._expect(room, rest)
            return
        self._since = self.sim.world.signals.order
        self._press = None
        if who == "clock":
            await self._move_clock(rest)
        else:
            await self._act(self._person(who), rest, private=bool(parsed["private"]))
        await self.sim.settled(self.seconds)
        if toast:
            self._expect_toast(toast["toast"].strip())

    def _person(self, name: str) -> User:
        found = self.sim.people.get(name.strip())
        if found is None:
            raise LookupError(f"nobody is called {name!r}; there are {', '.join(self.sim.people)}")
        return found

    async def _move_clock(self, rest: str) -> None:
        period = _PERIOD.match(rest)
        if period is None and rest != "next":
            raise LookupError(f"a clock moves by `next` or `+2d`, `+3h`, `+90m`, not {rest!r}")
        await self.sim.advance(float(period["count"]) * _SECONDS[period["unit"]] if period else None)

    # --- acts ---

    async def _act(self, user: User, rest: str, *, private: bool) -> None:
        room: Room = user.dm if private else self.group
        medium, quoted = _MEDIUM.match(rest), _QUOTED.match(rest)
        if rest.startswith("[") and rest.endswith("]"):
            await self._press_button(user, rest[1:-1], room)
        elif medium:
            await self._send_medium(user, room, medium)
        elif quoted and quoted["verb"] == "reply":
            await user.reply(self._question(user, room), _spoken(quoted["text"]))
        elif quoted:
            await user.edit(self._own(user, room)[-1], _spoken(quoted["text"]))
        else:
            await user.say(room, _spoken(rest))

    async def _press_button(self, user: User, prefix: str, room: Room) -> None:
        try:
            message = room.with_button(prefix)
        except LookupError:
            if room.chat.kind == "private":
                raise
            message = user.dm.with_button(prefix)
        button: Json = message.button(prefix) or {}
        if "url" in button and deep_link_payload(str(button["url"]), self.sim.world.bot.username) is not None:
            await user.follow(message, prefix)
        else:
            self._press = await user.press(message, prefix)

    async def _send_medium(self, user: User, room: Room, medium: re.Match[str]) -> None:
        text = _spoken(medium["text"] or "")
        answered = self._question(user, room) if medium["reply"] else None
        if medium["kind"] == "photo":
            await user.photo(room, text, reply_to=answered)
        elif medium["kind"] == "document":
            await user.document(room, text, reply_to=answered)
        else:
            await user.album(room, text, int(medium["count"] or 3), reply_to=answered)

    @staticmethod
    def _own(user: User, room: Room) -> list[Message]:
        own = [message for message in room.messages if message.json.get("from", {}).get("id") == user.id]
        if not own:
            raise LookupError(f"{user.name} said nothing yet")
        return own

    @staticmethod
    def _question(user: User, room: Room) -> Message:
        """Find what a reply answers: the bot's question or the own evidence, else the bot's latest message."""

        def asks(message: Message) -> bool:
            own = message.json.get("from", {}).get("id") == user.id
            return message.force_reply is not None or (own and ("photo" in message.json or "document" in message.json))

        found = [message for message in room.messages if asks(message)] or room.from_bot
        if not found:
            raise LookupError("there is nothing to reply to")
        return max(found, key=lambda message: message.order)

    # --- expectations ---

    async def _expect(self, room: Room, pattern: str) -> None:
        if pattern == "nothing":
            news = self._news(room)
            if news:
                raise self._mismatch(f"the bot said {_shown(news[0])!r}")
            return
        found: list[Message] = []

        def said() -> bool:
            found[:] = [message for message in self._news(room) if fits(pattern, _shown(message))]
            return bool(found)

        # What was not said once all has settled is hardly said later; a little patience covers a slow machine.
        if not await self.sim.world.signals.until(said, 2.0):
            raise self._mismatch("the bot said nothing that fits")
        self._matched.add((room.id, found[0].id, found[0].order))

    def _news(self, room: Room) -> list[Message]:
        new = [message for message in room.from_bot if message.order > self._since]
        return [message for message in new if (room.id, message.id, message.order) not in self._matched]

    def _expect_toast(self, pattern: str) -> None:
        if self._press is None:
            raise self._mismatch("no button was pressed that answers")
        toast = self._press.toast
        if toast is None:
            raise self._mismatch("the press was not answered")
        if toast != "" if pattern == "nothing" else not fits(pattern, toast):
            raise self._mismatch(f"the toast was {toast!r}")

    def _mismatch(self, why: str) -> TranscriptError:
        said = "\n".join(f"    {line}" for line in written(self.sim))
        return TranscriptError(f"{self._last_line}\n  {why}\n  What was said:\n{said}")


def _spoken(text: str) -> str:
    return text.replace("\\n", "\n")


def _shown(message: Message) -> str:
    """Give a message in a line: text, then its buttons."""
    return _line(message.json)


def _line(body: Json) -> str:
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    labels = [f"[{button['text']}]" for row in rows for button in row]
    kind = next((f"({kind})" for kind in ("photo", "document", "voice", "sticker") if kind in body), "")
    text = str(body.get("text") or body.get("caption") or "")
    return " ".join(part for part in (kind, text, *labels) if part)


def written(sim: Simulator) -> list[str]:
    """Write down everything said so far, in the form of a transcript; toasts included."""
    lines = []
    for event in sim.world.signals.journal:
        chat, message = event.chat, event.message
        if chat is None or message is None:
            continue
        if event.kind == "answer" and event.account is not None:
            lines.append(f"{event.account.name}: [press]  → toast: {event.facts.get('text', '')}")
        elif event.kind in {"message", "edit", "delete"}:
            person = chat.person.name if chat.person else ""
            who = (f"bot → {person}" if person else "bot") if message.by_bot else message.author_name
            place = " (private)" if person and not message.by_bot else ""
            mark = {"message": "", "edit": " (edited)", "delete": " (deleted)"}[event.kind]
            body: Json = event.facts.get("json", message.json)
            shown = _line(body) or ", ".join(sorted(body.keys() - {"from", "chat", "date", "message_id"}))
            lines.append(f"{who}{place}{mark}: {shown}")
    return lines
