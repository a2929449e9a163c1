"""The simulator as one thing to start: Bot API, people, browser page."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any, Literal, Self

from aiohttp import web

from bot.simulator.control import LANGUAGES, Control
from bot.simulator.limits import Limits
from bot.simulator.model import Kind, Member
from bot.simulator.people import User
from bot.simulator.records import ManualClock
from bot.simulator.rooms import Channel, Group
from bot.simulator.server import BotApi, application
from bot.simulator.webhook import Courier
from bot.simulator.world import World

Advance = Callable[[float | None], Awaitable[None]]
Status = Callable[[], dict[str, Any]]
Speak = Callable[[str], Awaitable[None]]


class Simulator:
    """A Telegram for one bot on a loopback port; an asynchronous context manager.

    Attributes:
        world: Its state, with ``faults``, ``limits``, ``sent_log``, ``updates``.
        people: The people made by :meth:`user`, by name.
        cast: Those the browser page plays, in the order of its columns; everybody when it is empty.
        shown_group: The group the page shows; the first made when it is ``None``.
        language: The page's language at the start: ``zh_Hans``, ``zh_Hant`` or ``en``.
        examples: What the page's guide proposes to type, by language: ``claim``, ``photo`` (a caption), ``board``,
            ``office`` (left out without one; the fourth of the cast types it in private).
    """

    def __init__(
        self,
        *,
        port: int = 0,
        world: World | None = None,
        limits: bool = True,
        advance: Advance | None = None,
        status: Status | None = None,
        reset: Callable[[], Awaitable[None]] | None = None,
        speak: Speak | None = None,
        busy: Callable[[], bool] | None = None,
        parallel_webhook: bool = False,
    ) -> None:
        """Prepare a simulator; it listens from ``async with`` on.

        Args:
            port: Loopback port; 0 takes a free one.
            world: An existing world; ``None`` makes one.
            limits: Whether the sending limits refuse (they are counted always); only for a world made here.
            advance: Moves the host's clock: by seconds, or with ``None`` to the next scheduled post. Without it the
                page's clock moves the world's :class:`ManualClock`.
            status: Gives ``{"now": ISO text, "next": {"kind", "at"} | None}`` for the page's clock.
            reset: Starts the demo afresh; without it the page has no reset link.
            speak: Told that the page speaks another language; it may begin anew.
            busy: Says that the bot still has something to do; :meth:`settled` waits for it too.
            parallel_webhook: Deliver to a webhook over several connections at once.
        """
        self.world = world or World(limits=Limits(on=limits))
        self.api = BotApi(self.world)
        self.people: dict[str, User] = {}
        self.groups: list[Group] = []
        self.language = "zh_Hans"
        self.cast: list[User] = []
        self.shown_group: Group | None = None
        self.advance = advance or self._move_manual_clock
        self.status = status
        self.reset = reset
        self.speak = speak
        self.busy = busy
        self.examples: dict[str, dict[str, str]] = {}
        self._control = Control(self)
        self.courier = Courier(self.api, parallel=parallel_webhook)
        self._port = port
        self._runner: web.AppRunner | None = None
        self._delivering: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        app = application(self.api)
        self._control.attach(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = int(self._runner.addresses[0][1])
        self._delivering = asyncio.create_task(self.courier.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._delivering is not None:
            self._delivering.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._delivering
        self._control.detach()
        self.world.updates.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def begin_anew(self, world: World) -> None:
        """Go on with another world, on the same address: what ``reset`` of a demo needs.

        The people, the groups, the cast are forgotten; a bot that polls goes on polling in the new world.
        """
        old, self.world, self.api.world = self.world, world, world
        self._control.follow(old, world)
        old.updates.close()
        self.people.clear()
        self.groups.clear()
        self.cast, self.shown_group = [], None

    @contextlib.contextmanager
    def unseen(self) -> Iterator[None]:
        """Let a history happen that open pages are not shown step by step; they are told of all of it afterwards."""
        self._control.watching = False
        try:
            yield
        finally:
            self._control.watching = True

    @property
    def root_url(self) -> str:
        """The root of the Bot API, for ``API_BASE_URL``."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def page_url(self) -> str:
        """The address of the browser chat."""
        return f"{self.root_url}/"

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.token

    @property
    def language_tag(self) -> str:
        """The page's language as Telegram writes a person's ``language_code``."""
        return LANGUAGES[self.language]

    async def _move_manual_clock(self, seconds: float | None) -> None:
        if isinstance(self.world.clock, ManualClock) and seconds is not None:
            self.world.clock.move(seconds)

    # --- casting ---

    def user(
        self,
        first_name: str,
        *,
        last_name: str = "",
        username: str = "",
        language_code: str | None = "zh-hans",
        user_id: int | None = None,
        is_bot: bool = False,
        started: bool = False,
    ) -> User:
        """Make a person.

        Args:
            first_name: First name; with the last name the key in :attr:`people`.
            last_name: Last name.
            username: Username without ``@``.
            language_code: The language of the person's Telegram.
            user_id: A given id; ``None`` counts up.
            is_bot: Another bot.
            started: Already has a private chat with the bot, which may therefore write first.
        """
        account = self.world.add_account(
            first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            is_bot=is_bot,
            user_id=user_id,
        )
        account.started = started
        user = User(self.world, account)
        self.people[user.name] = user
        return user

    def group(
        self,
        title: str,
        members: Sequence[User] = (),
        *,
        kind: Literal["group", "supergroup"] = "supergroup",
        forum: bool = False,
        bot: Literal["member", "administrator", "absent"] = "member",
        announce: bool = True,
    ) -> Group:
        """Make a group; the first member owns it.

        Args:
            title: Its title.
            members: Who is in it.
            kind: Basic group or supergroup.
            forum: Whether it has topics.
            bot: What the bot is in it.
            announce: Whether the bot is told that it was added.
        """
        group = Group(self.world, self._chat(kind, title, members, forum=forum))
        if bot != "absent" and not announce:
            group.chat.members[self.world.bot.id] = Member(account=self.world.bot)
        elif bot != "absent":
            group.add_bot()
        if bot == "administrator":
            group.promote(self.world.bot)
        self.groups.append(group)
        return group

    def channel(self, title: str, members: Sequence[User] = ()) -> Channel:
        """Make a channel with the bot as its administrator; the first member owns it."""
        channel = Channel(self.world, self._chat("channel", title, members, forum=False))
        channel.promote(self.world.bot)
        return channel

    def _chat(self, kind: Kind, title: str, members: Sequence[User], *, forum: bool) -> Any:
        chat = self.world.add_chat(kind, title, is_forum=forum)
        owner = members[0] if members else self.user(f"{title} owner")
        for user in (owner, *members[1:]):
            status = "creator" if user is owner else "member"
            chat.members[user.id] = Member(account=user.account, status=status)
        return chat

    # --- waiting ---

    async def settled(self, seconds: float = 20.0, *, idle: float = 0.05) -> None:
        """Wait until the bot has confirmed every update and has nothing in flight for ``idle`` seconds.

        Raises:
            TimeoutError: it did not come to rest in time; the text says what was left.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while loop.time() < deadline:
            if not await self.world.signals.next(idle) and self._at_rest():
                return
        pending = [update.get("update_id") for update in self.world.updates.pending]
        raise TimeoutError(f"not settled: unconfirmed updates {pending}, calls in flight {self.world.in_flight}")

    def _at_rest(self) -> bool:
        return not self.world.updates.pending and not self.world.in_flight and not (self.busy and self.busy())
