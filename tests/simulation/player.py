"""A player: chance, and what every act needs of a town - who is there, what is shown to them, words to say."""

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.simulator.model import Message
from tests.simulation.town import SECRETARY, Town

SECRET = "zqx"
"""Every word of a simulated town that is nobody else's business holds this one; no group may ever read it."""


class Player:
    """Who acts in a town. Each step has a chance of its own, so that a step means the same when others are left out."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town = town
        self.seed = seed
        self.step = 0
        self.chance = random.Random(seed)
        self._words = 0

    def turn(self, step: int) -> None:
        """Begin a step."""
        self.step, self._words = step, 0
        self.chance = random.Random(f"{self.seed}:{step}")

    # ---- who -----------------------------------------------------------------------------------------------
    def anybody(self) -> str:
        """Answer somebody, whatever their rights."""
        return self.chance.choice(self.town.names)

    def member(self) -> str:
        """Answer somebody who is not the secretary."""
        return self.chance.choice(self.town.names[1:])

    def officer(self) -> str:
        """Answer the secretary, or somebody who pretends to be."""
        return self.chance.choice((SECRETARY, self.anybody()))

    def often(self, share: float) -> bool:
        """Answer yes in this share of all cases."""
        return self.chance.random() < share

    # ---- what and when -------------------------------------------------------------------------------------
    def secret(self, kind: str) -> str:
        """Answer a word that no group may read; it tells the step that it comes from."""
        self._words += 1
        return f"{SECRET}-{kind}-{self.step}.{self._words}"

    @property
    def moment(self) -> datetime:
        """The moment, where the branch lives."""
        return self.town.now.astimezone(self.town.house.zone)

    @property
    def today(self) -> date:
        """The day, where the branch lives."""
        return self.moment.date()

    def claims(self, state: str = "%") -> list[str]:
        """Answer the numbers of all claims in a state; there is always one to name."""
        return [str(row[0]) for row in self.town.rows("SELECT id FROM claims WHERE state LIKE ?", state)] or ["1"]

    # ---- buttons -------------------------------------------------------------------------------------------
    @staticmethod
    def labels(message: Message) -> list[str]:
        """Answer the labels of the buttons that ask the bot something."""
        rows = (message.json.get("reply_markup") or {}).get("inline_keyboard") or []
        return [key["text"] for row in rows for key in row if "callback_data" in key]

    def shown_to(self, name: str) -> list[Message]:
        """Answer what the bot said that somebody can see, oldest first."""
        return [*self.town.group.from_bot, *self.town.people[name].dm.from_bot]

    def press_any(self, name: str, messages: Sequence[Message], fits: Callable[[str], bool] = bool) -> str:
        """Press one of the fitting buttons of the newest message that has any; answer its label, or nothing."""
        for message in reversed(messages):
            labels = [label for label in self.labels(message) if fits(label)]
            if labels:
                label = self.chance.choice(labels)
                self.town.press(name, message, label)
                return label
        return ""
