"""Histories: what the people of a town do, by chance, and when the world breaks."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.simulator.model import Message
from storage.memory import Memory
from tests.simulation.invariants import SECRET, check
from tests.simulation.town import SECRETARY, ZONE, Broken, Town

PRESETS = ("sichuan", "lanshan")
GOOD = {"sichuan": ("K701", "K703", "K401", "K101"), "lanshan": ("C2", "F1", "F2")}
"""Items that everybody may claim with a photo; most of them have a cap that a few claims reach."""
OTHERS = {
    "sichuan": ("K999", "K104", "K201", "K301", "K801"),
    "lanshan": ("A1", "B1", "B4", "C4", "D1", "E1", "F3"),
}
VIEWS = (
    *("/my", "/my ytd", "/gap", "/board", "/board month", "/board ytd", "/pending", "/items", "/roles", "/ledger"),
    *("/verify", "/notice", "/settings", "/help", "/privacy", "/export", "/start", "/lang", "/spot"),
)
WORDS = ("street cleaning", "讲党课", "<b>not html</b> & co", "😀 一二三", "\u202eright to left", "x" * 300)


class History:
    """One seed's history. The same seed plays the same, on every machine."""

    def __init__(self, seed: int, directory: Path, memory: type[Memory] = Memory) -> None:
        self.chance = random.Random(seed)
        preset = self.chance.choice(PRESETS)
        self.town = Town(directory, preset=preset, memory=memory)
        self.serial = 0
        for name, role in zip(("Zhao", "Sun", "Qian"), ("section_chief", "deputy_leader", "main_leader"), strict=True):
            if preset == "lanshan" or self.chance.random() < 0.3:
                self.town.grant(name, role if preset == "lanshan" else "deputy_secretary")

    def play(self, steps: int) -> None:
        """Play, checking everything after each step.

        Raises:
            Broken: An invariant does not hold.
        """
        acts: list[tuple[int, Callable[[], None]]] = [
            (10, self.claim),
            (20, self.decide),
            (4, self.stale),
            (4, self.command),
            (3, self.evidence),
            (2, self.reason),
            (3, self.declare),
            (3, self.wait),
            (1, self.freeze),
            (1, self.leave),
            (2, self.objection),
            (3, self.handle),
            (2, self.again),
            (2, self.nonsense),
            (3, self.look),
            (1, self.take_back),
            (3, self.spot_check),
        ]
        weights = [weight for weight, _ in acts]
        for _ in range(steps):
            self.chance.choices([act for _, act in acts], weights)[0]()
            self.work()
            check(self.town)
        self.town.settle()
        check(self.town)

    # ---- the bot works, more or less ---------------------------------------------------------------------------
    def work(self) -> None:
        match self.chance.randrange(10):
            case 0:
                return  # busy elsewhere; more piles up
            case 1:
                self.town.poll(self.chance.randint(1, 5))
                self.town.crash()
            case 2:
                self.town.poll(confirm=False)
            case 3:
                self.town.poll()
                self.town.deliver(self.chance.randint(0, 3))
            case _:
                self.town.settle()

    # ---- what people do ------------------------------------------------------------------------------------------
    def anybody(self) -> str:
        return self.chance.choice(self.town.names)

    def claim(self) -> None:
        name = self.anybody()
        self.serial += 1
        well = self.chance.random() < 0.75
        code = self.chance.choice((GOOD if well else OTHERS)[self.town.preset])
        amount = self.chance.choice(("", "", "x2 ", "x3 ") if well else ("2.5 ", "x0 ", "x99 ", ""))
        today = self.town.now.astimezone(ZONE)
        days = [f"{today - timedelta(days=back):%m-%d} " for back in (0, 1, 3, 20, 45)]
        day = self.chance.choice(("", "昨天 ", *days) if well else ("2027-12-31 ", "02-30 ", "yesterday "))
        who = self.chance.choice(("",) * 5 + ("Wang、Zhao: ",))
        note = f"{who}{self.chance.choice(WORDS)} {SECRET}-note-{self.serial}"
        text = f"/claim {code} {amount}{day}{note}"
        if well or self.chance.random() < 0.5:
            self.town.photo(name, text)
        else:
            self.town.say(name, text, private=self.chance.random() < 0.3)

    def messages(self, name: str) -> list[Message]:
        return [*self.town.group.from_bot, *self.town.people[name].dm.from_bot]

    def decide(self) -> None:
        """Press any button in sight, most often ✅."""
        name = self.chance.choice((SECRETARY, self.anybody()))
        shown = [message for message in self.messages(name) if any(self.labels(message))]
        cards = [message for message in shown if message.text.startswith("#")]
        if not shown:
            return
        message = self.chance.choice((cards if cards and self.chance.random() < 0.9 else shown)[-12:])
        wanted = [label for label in self.labels(message) if label.startswith("✅")]
        label = self.chance.choice(wanted if wanted and self.chance.random() < 0.5 else self.labels(message))
        self.town.press(name, message, label)

    @staticmethod
    def labels(message: Message) -> list[str]:
        rows = (message.json.get("reply_markup") or {}).get("inline_keyboard") or []
        return [key["text"] for row in rows for key in row if "callback_data" in key]

    def stale(self) -> None:
        """Press a button that a message had before its last edits."""
        name = self.chance.choice((SECRETARY, self.anybody()))
        old = [
            (message, key["callback_data"])
            for message in self.messages(name)
            for was in message.history
            for row in (was.get("reply_markup") or {}).get("inline_keyboard") or []
            for key in row
            if "callback_data" in key
        ]
        if not old:
            return
        self.town.settle()
        message, data = self.chance.choice(old)
        before = self.books()
        self.town.press_old(name, message, data)
        self.town.settle()
        if self.books() != before and self.is_stale(data, before):
            raise Broken(f"a press on a card of long ago changed something: {data}")

    def books(self) -> tuple[list[object], ...]:
        """Answer everything that a decision changes."""
        tables = ("SELECT id, state, rev, level_no FROM claims", "SELECT id FROM ledger", "SELECT id FROM review_steps")
        return tuple(self.town.rows(sql) for sql in tables)

    @staticmethod
    def is_stale(data: str, books: tuple[list[object], ...]) -> bool:
        """Tell whether a decision's button carries another revision than its claim has."""
        noun, *rest = data.split(":")
        if noun != "c" or rest[1][0] not in "abru":
            return False
        revs = {row[0]: row[2] for row in books[0]}  # type: ignore[index]  # rows of SQL
        return bool(int(rest[-1]) != revs[int(rest[0])])

    def command(self) -> None:
        numbers = [str(row[0]) for row in self.town.rows("SELECT id FROM claims")] or ["1"]
        number = self.chance.choice(numbers)
        if self.chance.random() < 0.2:
            self.office()
            return
        verb = self.chance.choice(("approve", "reject", "return", "withdraw", "undo", "approve"))
        some = " ".join(self.chance.sample(numbers, min(len(numbers), 3))) if self.chance.random() < 0.3 else number
        reason = f" {SECRET}-reason" if verb in {"reject", "return"} and self.chance.random() < 0.8 else ""
        name = self.chance.choice((SECRETARY, self.anybody()))
        self.town.say(name, f"/{verb} {some}{reason}", private=self.chance.random() < 0.5)

    def office(self) -> None:
        """The office enters what nobody claims, in private as it must be, or in the group by mistake."""
        whom = self.chance.choice(self.town.names[1:])
        item = self.chance.choice(
            ("K301", "K503", "K601", "K603", "K104") if self.town.preset == "sichuan" else ("E2",)
        )
        verb = self.chance.choice(("award", "deduct"))
        self.serial += 1
        often = self.chance.choice(("", "", "x6 ")) if verb == "deduct" else ""  # some months end below the pass line
        text = f"/{verb} {whom} {item} {often}{SECRET}-office-{self.serial}"
        self.town.say(self.chance.choice((SECRETARY, self.anybody())), text, private=self.chance.random() < 0.8)

    def declare(self) -> None:
        """Fill in the declaration form: a line, a look, the month before; its buttons are pressed like all others."""
        self.serial += 1
        minus = ("K104", "K203", "K503", "K603") if self.town.preset == "sichuan" else ("B1", "F1")
        line = f"{self.chance.choice(minus)} {self.chance.choice(('', '昨天 '))}{SECRET}-form-{self.serial}"
        last = self.town.now.astimezone(ZONE).replace(day=1) - timedelta(days=1)
        words = self.chance.choice((line, line, "", f"{last:%Y-%m}"))
        self.town.say(self.anybody(), f"/declare {words}", private=self.chance.random() < 0.9)
        if self.chance.random() < 0.5:
            self.town.settle()
            self.sign()

    def sign(self) -> None:
        """Sign the newest form in sight."""
        for name in self.town.names:
            for message in reversed(self.town.people[name].dm.from_bot[-3:]):
                label = next((label for label in self.labels(message) if label.startswith("✍️")), None)
                if label is not None:
                    self.town.press(name, message, label)
                    return

    def spot_check(self) -> None:
        """Answer the question of a spot check, most often with a reason where one is asked for."""
        signs = ("🟢", "🟡", "🔴")
        for name in self.town.names:
            for message in reversed(self.town.people[name].dm.from_bot[-20:]):
                labels = [label for label in self.labels(message) if label.startswith(signs)]
                if labels:
                    self.town.press(name, message, self.chance.choice(labels))
                    self.town.settle()
                    if self.chance.random() < 0.8:
                        self.town.say(name, f"{SECRET}-check in own words", private=True)
                    return

    def evidence(self) -> None:
        """Answer the bot's last question, in the group or in private, with a photo."""
        name = self.anybody()
        user = self.town.people[name]
        room = self.chance.choice((self.town.group, user.dm))
        asked = room.from_bot[-1:] or [None]
        self.town.note(f"{name}: photo as a reply")
        self.town.wait(user.photo(room, "", reply_to=asked[0]))

    def reason(self) -> None:
        """Type something to the bot alone: the reason it asked for, or nothing it waits for."""
        self.town.say(self.chance.choice((SECRETARY, self.anybody())), f"{SECRET}-reason in own words", private=True)

    def wait(self) -> None:
        spans = (
            timedelta(seconds=30),
            timedelta(minutes=9),
            timedelta(minutes=11),
            timedelta(days=1),
            timedelta(days=9),
            timedelta(days=27),
        )
        self.town.move(self.chance.choice(spans))
        self.town.look()

    def objection(self) -> None:
        """Somebody objects, to anything, in its time or not; in private or, by mistake, in the group."""
        numbers = [str(row[0]) for row in self.town.rows("SELECT id FROM claims")] or ["1"]
        month = f"{self.town.now.astimezone(ZONE).replace(day=1) - timedelta(days=1):%Y-%m}"
        what = self.chance.choice(("", "", month, self.chance.choice(numbers), "S001", "2019-01"))
        name = self.anybody()
        self.town.say(name, f"/appeal {what}".strip(), private=self.chance.random() < 0.8)
        self.town.settle()
        self.handle(name)

    def handle(self, name: str = "") -> None:
        """Press a button of an objection's letter, and answer what it asks."""
        name = name or self.anybody()
        letters = [
            message
            for message in self.town.people[name].dm.from_bot
            if message.text[:1] in "✋⚖" and any(self.labels(message))
        ]
        if not letters:
            return
        message = self.chance.choice(letters[-4:])
        self.town.press(name, message, self.chance.choice(self.labels(message)))
        self.town.settle()
        words = self.chance.choice(("", "", "+1 ", "0 ", "-0.5 ", "+99 "))
        self.town.say(name, f"{words}{SECRET}-objection", private=True)

    def freeze(self) -> None:
        """The notice of the month before the last act is out."""
        last = self.town.now.astimezone(ZONE).replace(day=1) - timedelta(days=1)
        self.town.freeze(f"{last:%Y-%m}")

    def leave(self) -> None:
        """Somebody enters a leave, for the own months or, if allowed, for another's; some of them are over."""
        who = self.chance.choice(("", f"{self.anybody()} "))
        text = f"/exempt {who}2026-{self.chance.randint(3, 6):02d} 2026-07 {SECRET}-ill"
        self.town.say(self.chance.choice((SECRETARY, self.anybody())), text, private=self.chance.random() < 0.8)

    def again(self) -> None:
        """Telegram delivers updates again, and a batch in disorder."""
        known = list(self.town.world.updates.delivered)
        for number in self.chance.sample(known, min(3, len(known))):
            self.town.world.updates.again(number)
        self.town.note("— some updates come again —")

    def look(self) -> None:
        """Ask to be shown something, in the group or in private; what the group reads is checked afterwards."""
        self.town.say(self.anybody(), self.chance.choice(VIEWS), private=self.chance.random() < 0.3)

    def take_back(self) -> None:
        """Ask that what was booked be taken back; in the group by mistake."""
        numbers = [str(row[0]) for row in self.town.rows("SELECT id FROM claims WHERE state = 'approved'")] or ["1"]
        text = f"/adjust {self.chance.choice(numbers)} {SECRET}-adjust"
        self.town.say(self.chance.choice((SECRETARY, self.anybody())), text, private=self.chance.random() < 0.7)

    def nonsense(self) -> None:
        texts = ("/approve", "/claim", "/claim K701", "/undo 999999", "/approve 1=abc", "/reject", "/nosuch", "hello")
        self.town.say(self.anybody(), self.chance.choice(texts), private=self.chance.random() < 0.5)


def play(seed: int, directory: Path, steps: int = 150, memory: type[Memory] = Memory) -> None:
    """Play one seed.

    Raises:
        Broken: With the transcript that leads there.
    """
    history = History(seed, directory, memory)
    try:
        history.play(steps)
    except (Broken, Exception) as error:
        told = "\n".join(history.town.transcript)
        raise Broken(f"seed {seed}: {type(error).__name__}: {error}\n\nIt went like this:\n{told}") from error
    finally:
        history.town.close()
