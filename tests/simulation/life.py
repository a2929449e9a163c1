"""The life of a branch: what its people do over months, one line an act, at the moments of the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.services import export
from bot.services.export import Wanted
from bot.simulator.rooms import Room
from storage import grants, orgs, persons
from storage.transaction import Tx
from tests.simulation.town import ZONE, Broken, Town

MORNING, EVENING = 9, 17
"""The hours of all scheduled posts (domain 3.23)."""


@dataclass
class Life:
    """People of a town who act at a time; between two acts every day has its looks at the timetable."""

    town: Town

    # ---- time ------------------------------------------------------------------------------------------------
    def until(self, moment: str) -> None:
        """Let days pass up to a moment of the year, `05-12` at noon or `05-12T20:00`; another year is written out."""
        text = moment if moment[:2] == "20" else f"{self.town.start.year}-{moment}"
        self._live_to(datetime.fromisoformat(text if "T" in text else f"{text}T12:00").replace(tzinfo=ZONE))

    def until_notice(self, month: str) -> None:
        """Let days pass until the notice of a month is out, in every branch of the town."""
        self._until(lambda: self._periods(month, "publicity", "closed"), f"the notice of {month}")

    def until_closed(self, period: str) -> None:
        """Let days pass until a month or a year is closed, in every branch of the town that published it."""
        self._until(lambda: self._periods(period, "closed"), f"the end of {period}")

    def _periods(self, key: str, *states: str) -> bool:
        found = {row[0] for row in self.town.rows("SELECT state FROM periods WHERE key = ?", key)}
        return bool(found) and found <= set(states)

    def _until(self, reached: Any, what: str) -> None:
        for _ in range(150):
            if reached():
                return
            self._live_to(self._next_look())
        raise Broken(f"{what} did not come")

    def _live_to(self, moment: datetime) -> None:
        while (look := self._next_look()) <= moment:
            self._move(look)
            self.town.look()
            self.town.settle()
        self._move(moment)

    def _next_look(self) -> datetime:
        now = self.town.now.astimezone(ZONE)
        hours = [now.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in (MORNING, EVENING)]
        return next((look for look in hours if look > now), hours[0] + timedelta(days=1))

    def _move(self, moment: datetime) -> None:
        self.town.clock.move((moment - self.town.now).total_seconds())

    # ---- acts ------------------------------------------------------------------------------------------------
    def say(self, name: str, text: str, *, room: Room | None = None) -> None:
        """Say something to the bot alone, or in a group."""
        self.town.say(name, text, private=room is None, room=room)
        self.town.settle()

    def press(self, name: str, *labels: str) -> None:
        """Press one button after the other, each on the newest letter that has it."""
        for label in labels:
            self.town.press(name, self.town.people[name].dm.with_button(label), label)
            self.town.settle()

    def claim(self, name: str, what: str, *, room: Room | None = None) -> int:
        """Claim with a photo in the group; answer the number."""
        self.town.wait(self.town.people[name].photo(room or self.town.group, f"/claim {what}"))
        return self._filed()

    def file(self, name: str, what: str, *, room: Room | None = None) -> int:
        """Claim with a document in the group; answer the number."""
        self.town.wait(self.town.people[name].document(room or self.town.group, f"/claim {what}"))
        return self._filed()

    def enter(self, keeper: str, what: str) -> int:
        """Let the office enter something in private; answer the number."""
        self.say(keeper, f"/{what}")
        return self._newest()

    def approve(self, *reviewers: str, number: int) -> None:
        """Let one reviewer after the other approve a claim."""
        for reviewer in reviewers:
            self.say(reviewer, f"/approve {number}")

    def _filed(self) -> int:
        before = self._newest()
        self.town.settle()
        number = self._newest()
        if number == before:
            raise Broken(f"nothing was filed: {self.town.group.texts[-1]}")
        return number

    def _newest(self) -> int:
        return int(self.town.rows("SELECT coalesce(max(id), 0) FROM claims")[0][0])

    def appoint(self, role: str, name: str) -> None:
        """Give somebody an office of the committee above."""

        def give(tx: Tx) -> None:
            person = persons.by_telegram(tx, self.town.people[name].id)
            committee = orgs.branches(tx)[0].parent_id
            assert person is not None
            assert committee is not None
            grants.add(tx, person_id=person.id, org_id=committee, role=role, by=None, now=self.town.now)

        self.town.inside(give)

    # ---- what came of it -------------------------------------------------------------------------------------
    def table(self, what: str, *, branch: str, period: str, kind: str | None = None) -> list[dict[str, Any]]:
        """Answer a table as `jifenbot export` writes it."""

        def read(tx: Tx) -> list[dict[str, Any]]:
            org = orgs.by_code(tx, branch)
            wanted = Wanted(branch=org, period=period, kind=kind, drafts=False)
            return list(export.rows(self.town.desk(tx, f"table:{what}"), what, wanted))

        found: list[dict[str, Any]] = self.town.inside(read)
        return found

    def scores(self, *, branch: str, period: str, kind: str | None = None) -> dict[str, str]:
        """Answer the board of a period: name to score."""
        return {row["name"]: str(row["points"]) for row in self.table("board", branch=branch, period=period, kind=kind)}

    def answer(self, name: str, text: str) -> str:
        """Ask something in private; answer what came."""
        before = len(self.town.people[name].dm.from_bot)
        self.say(name, text)
        return "\n".join(message.text for message in self.town.people[name].dm.from_bot[before:])

    def letters(self, name: str) -> Iterable[str]:
        """Answer what the bot wrote to somebody."""
        return [message.text for message in self.town.people[name].dm.from_bot]
