"""Three months in a moment: the story is played through the bot's own handlers, at the times of the story.

Nothing is written past the bot. What its people type and press in the simulated Telegram are updates; the handlers take
them as they take any update, with the story's time as `now`; what they write to the outbox is delivered at once. So the
ledger's chain, the cards and the notices are those that a branch would have after three months.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.clock import MovableClock
from bot.demo.cast import BRANCH, CAST, LI, PRESET, Part, Said
from bot.demo.pictures import picture
from bot.demo.plan import planned
from bot.demo.story import (
    ENROLLED,
    FOUNDED,
    NEW_RULES,
    NEW_RULES_FROM,
    OPENING,
    Deed,
    Step,
    Word,
    events,
)
from bot.schemes.stored import scheme_to_json
from bot.services import roles, rulebook, setup
from bot.services import timetable as timetable_service
from bot.services.desk import Desk, House
from bot.simulator import ApiError, Group, Limits, Message, Simulator, User
from bot.simulator.methods import METHODS
from bot.simulator.params import Params
from handlers import envelope
from handlers.access import Pace
from handlers.command import handle
from handlers.compose import compose
from handlers.feedback import FEEDBACK, refused
from handlers.menus import announce
from storage import chats, letters, orgs, persons, schemes, slots
from storage.letters import Letter
from storage.orgs import Org
from storage.persons import Person
from storage.transaction import Tx

TWO_LEVELS = ("K501", "K502")
WORDS_ONLY = "K401"
UNCHANGED = "message is not modified"
_NUMBER = re.compile(r"#(\d+)")
"""The first # of a card is its claim's number."""


@dataclass(slots=True, kw_only=True)
class Seeding:
    """The story on its way into a database and a world, all in one transaction."""

    sim: Simulator
    clock: MovableClock
    house: House
    language: str
    tx: Tx
    pace: Pace = field(default_factory=Pace)
    people: dict[str, User] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    """Deed (by identity) to the number of its claim."""
    held: list[Letter] = field(default_factory=list)
    pictures: int = 0

    async def tell(self) -> None:
        """Tell the story from the founding to the opening morning."""
        self.sim.world.limits.on = False
        await self._found()
        await self._enrol()
        for when, what, step in events():
            self._until(when)
            if isinstance(what, Word):
                await self._say(what)
            elif step is None:
                await self._file(what)
            else:
                await self._step(what, step)
        self._until(OPENING)
        self.sim.world.limits = Limits()  # what the story took months for is no burst

    # ---- the branch comes to be --------------------------------------------------------------------------------
    async def _found(self) -> None:
        self.clock.move_to(FOUNDED)
        announce(self._desk("start"))
        self._deliver(self._written())
        self.sim.shown_group = self.sim.group(self._called(BRANCH), list(self.people.values()), bot="administrator")
        self._handle()
        await self._user(LI).say(self._group, f"/setup {PRESET} {self._called(BRANCH)}")
        self._handle()

    async def _enrol(self) -> None:
        secretary = self._user(LI)
        minute = timedelta(minutes=1)
        for order, part in enumerate(part for part in CAST if part is not LI):
            self._until(ENROLLED + order * minute)
            if not part.outside:
                await self._user(part).say(self._group, f"/join {self._called(part.name)}")
                self._handle()
                await secretary.press(self._group, "✅")
                self._handle()
            self._appoint(part)

    def _appoint(self, part: Part) -> None:
        """Give a role and a status: for the committee's reviewer at the committee, for all others in the branch."""
        desk, account = self._desk("appoint"), self._user(part).account
        person = setup.person_of(desk, account.id, account.name, account.language_code)
        if part.status != "full":
            persons.change(self.tx, person.id, status=part.status)
        if part.role:
            org = setup.root_committee(desk) if part.outside else self._branch
            roles.grant(desk, self._secretary, org, person, part.role)
            self._deliver(self._written())

    def _new_rules(self) -> None:
        """The rulebook's second version: two items also pass the committee, and a suggestion is shown by its words."""
        desk = self._desk("rules")
        scheme = rulebook.in_force(desk, self._branch, NEW_RULES_FROM).scheme
        items = dict(scheme.items)
        for code in TWO_LEVELS:
            items[code] = replace(items[code], chain=(*scheme.review_chain, "committee_reviewer"))
        items[WORDS_ONLY] = replace(items[WORDS_ONLY], evidence="text")
        body = scheme_to_json(replace(scheme, version=2, items=items))
        schemes.add(self.tx, code=scheme.code, version=2, effective_from=NEW_RULES_FROM, body=body, now=desk.now)

    # ---- what people do ----------------------------------------------------------------------------------------
    async def _say(self, word: Word) -> None:
        user = self._user(word.who)
        text = word.text if word.more is None else f"{word.text} {self._called(word.more)}"
        await user.say(user.dm if word.private else self._group, text)
        self._handle()

    async def _file(self, deed: Deed) -> None:
        user, note = self._user(deed.who), self._called(deed.note)
        names = "、".join(self._called(part.name) for part in deed.names)
        room = user.dm if deed.office else self._group
        before = {message.id for message in room.from_bot}
        if deed.office:
            text = f"/{deed.office} {names} {deed.what} {note}"
            await user.tell(text)
        else:
            text = f"/claim {deed.what} {names}：{note}" if names else f"/claim {deed.what} {note}"
            await self._show(user, deed.shows, text, name=note)
        self._handle()
        answer = next((message for message in reversed(room.from_bot) if message.id not in before), None)
        found = _NUMBER.search(answer.text) if answer else None
        if found is None:
            raise LookupError(f"{text!r} of the story was answered: {answer.text if answer else 'by nothing'}")
        self.numbers[id(deed)] = int(found[1])

    async def _step(self, deed: Deed, step: Step) -> None:
        user, number = self._user(step.who), self.numbers[id(deed)]
        await user.press(self._card(number, user), step.press)
        self._handle()
        if step.words is not None:
            await user.tell(self._called(step.words))
            self._handle()
        if step.shows:
            asked = self._group.from_bot[-1]
            await self._show(user, step.shows, "", name=self._called(deed.note), reply_to=asked)
            self._handle()

    def _card(self, number: int, user: User) -> Message:
        """Find a claim's card: in the group, or where the group must not see it the reviewer's own."""
        place = slots.place_of(self.tx, f"claim:{number}:chat")
        if place is None:
            person = persons.by_telegram(self.tx, user.id)
            place = slots.place_of(self.tx, f"claim:{number}:p{person.id if person else 0}")
        if place is None:
            raise LookupError(f"claim {number} of the story has no card for {user.name}")
        return self.sim.world.chats[place.chat_id].history[place.message_id]

    async def _show(self, user: User, kind: str, text: str, *, name: str, reply_to: Message | None = None) -> None:
        self.pictures += 1
        if kind == "photo":
            await user.photo(self._group, text, picture(self.pictures), reply_to=reply_to)
        elif kind == "document":
            content = b"%%PDF-1.4 %d %s" % (self.pictures, name.encode())
            size = 180_000 + 7_919 * self.pictures
            await user.document(self._group, text, content, name=f"{name}.pdf", size=size, reply_to=reply_to)
        else:
            await user.say(self._group, text)

    # ---- what time does ----------------------------------------------------------------------------------------
    def _until(self, when: datetime) -> None:
        """Let time pass: every post that was planned on the way comes, and the rulebook changes on its day."""
        begun = self.clock()
        moments = [(ahead.at, self._look) for ahead in planned(self._desk("plan"), begun, when)]
        if begun < NEW_RULES <= when:
            moments.append((NEW_RULES, self._new_rules))
        for at, happens in sorted(moments, key=lambda moment: moment[0]):
            self.clock.move_to(at)
            happens()
        self.clock.move_to(when)
        held, self.held = self.held, []
        self._deliver(held)

    def _look(self) -> None:
        timetable_service.look(self._desk("tick"), compose)
        self._deliver(self._written())

    # ---- what the bot does -------------------------------------------------------------------------------------
    def _handle(self) -> None:
        """Let the bot take what was typed and pressed, and say what it has to say."""
        queue = self.sim.world.updates
        for update in queue.batch(100):
            toast = handle(self.tx, update, now=self.clock(), house=self.house, pace=self.pace)
            for method, body in toast.calls() if toast is not None else ():
                METHODS[method.lower()](self.sim.world, Params(body))
            self._deliver(self._written())
        queue.clear()

    def _written(self) -> list[Letter]:
        fresh: list[Letter] = list(self.tx.letters)
        self.tx.letters.clear()
        return fresh

    def _deliver(self, waiting: Sequence[Letter]) -> None:
        """Deliver letters as the postman does, without his pace; those that are due later are held."""
        newest = {letter.slot: letter.id for letter in waiting if letter.slot}
        for letter in waiting:
            if letter.due_at > self.clock():
                self.held.append(letter)
            elif letter.slot is None or newest[letter.slot] == letter.id:
                self._carry(letter)

    def _carry(self, letter: Letter) -> None:
        place = slots.place_of(self.tx, letter.slot) if letter.slot else None
        message_id, kind = (place.message_id, place.kind) if place else (None, None)
        result: Any = None
        try:
            call = envelope.call_of(letter, message_id=message_id, message_kind=kind)
            if call is not None:
                method, body = call
                result = METHODS[method.lower()](self.sim.world, Params(body))
        except ApiError as error:
            if UNCHANGED not in error.description:
                letters.failed(self.tx, letter.id, error.description)
                refused(self._desk(f"l{letter.id}"), letter, error.description)
                return
        letters.sent(self.tx, letter.id, self.clock())
        if letter.slot and message_id is None and isinstance(result, dict):
            media = any(name in result for name in ("photo", "document", "video"))
            slots.put(
                self.tx,
                letter.slot,
                chat_id=letter.chat_id,
                message_id=result["message_id"],
                kind="media" if media else "text",
            )
        if letter.feedback is not None:
            FEEDBACK[letter.feedback](self._desk(f"l{letter.id}"), letter, result)

    def _called(self, words: Said) -> str:
        return words.within(self.language)

    def _user(self, part: Part) -> User:
        return self.people[self._called(part.name)]

    def _desk(self, source: str) -> Desk:
        now = self.clock()
        return Desk(tx=self.tx, now=now, house=self.house, source=f"{source}:{now.timestamp():.6f}")

    @property
    def _secretary(self) -> Person:
        person = persons.by_telegram(self.tx, self._user(LI).id)
        if person is None:
            raise LookupError("the story's secretary wrote and is not known")
        return person

    @property
    def _group(self) -> Group:
        if self.sim.shown_group is None:
            raise LookupError("the story's group is made when the branch is founded")
        return self.sim.shown_group

    @property
    def _branch(self) -> Org:
        chat = chats.get(self.tx, self._group.id)
        if chat is None or chat.org_id is None:
            raise LookupError("the story's branch was not set up")
        return orgs.get(self.tx, chat.org_id)
