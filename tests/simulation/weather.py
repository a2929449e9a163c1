"""What the world does while people act: the bot works, is busy or is killed; Telegram, the disk and the clock fail it.

Whatever breaks here is no excuse: what was confirmed is in effect once, what is owed is said, and a message is repeated
at most once a chat for each kill or broken connection.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.simulation.player import Player

ZONES = ("Asia/Shanghai", "Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati")
LIVED_THROUGH = 0.35
"""Share of the turns in which an outage ends."""


class Turn(NamedTuple):
    """A turn of the weather: how often, and what it does."""

    weight: int
    do: Callable[[Player], None]


def blow(player: Player) -> None:
    """Let the world take its turn; while nothing goes through, it does nothing but go on or end."""
    telegram = player.town.telegram
    if telegram.outage:
        player.town.move(timedelta(hours=player.chance.choice((1, 6))))
        if player.often(LIVED_THROUGH):
            telegram.outage = False
            player.town.note("— Telegram is there again —")
            player.town.settle()
        return
    [turn] = player.chance.choices(WEATHER, [turn.weight for turn in WEATHER])
    turn.do(player)


# ---- the bot -----------------------------------------------------------------------------------------------------
def fair(player: Player) -> None:
    """Everything comes to rest."""
    player.town.settle()


def busy(player: Player) -> None:
    """The bot is busy elsewhere; more piles up."""


def killed(player: Player) -> None:
    """The process dies between two batches."""
    player.town.poll(player.chance.randint(1, 5))
    player.town.crash()


def killed_at_work(player: Player) -> None:
    """The process dies before or after any commit, or between a letter's call and the note that it is sent."""
    player.town.telegram.ends_in = player.chance.randint(0, 14)
    player.town.note("— the process will die —")
    player.town.settle()


def moved_house(player: Player) -> None:
    """The operator sets another zone and starts the bot anew."""
    zone = player.chance.choice(ZONES)
    player.town.note(f"— the zone is {zone} —")
    player.town.house = replace(player.town.house, zone=ZoneInfo(zone))
    player.town.crash()


# ---- Telegram ----------------------------------------------------------------------------------------------------
def unheard(player: Player) -> None:
    """The confirmation is lost, and the batch comes again."""
    player.town.poll(confirm=False)


def halfway(player: Player) -> None:
    """Some letters go out, others wait."""
    player.town.poll()
    player.town.deliver(player.chance.randint(0, 3))


def repeated(player: Player) -> None:
    """Telegram delivers updates again, and a batch in disorder."""
    known = list(player.town.world.updates.delivered)
    for number in player.chance.sample(known, min(3, len(known))):
        player.town.world.updates.again(number)
    player.town.note("— some updates come again —")


def out_of_order(player: Player) -> None:
    """What waits is delivered one by one in any order, as a webhook's connections do."""
    player.town.deliver_updates(lambda waiting: player.chance.sample(waiting, len(waiting)))
    player.town.settle()


def throttled(player: Player) -> None:
    """Telegram wants to be left alone for a while, by one chat or by all."""
    faults, chance = player.town.world.faults, player.chance
    chat = chance.choice((None, player.town.group.id))
    faults.answer("*", 429, times=chance.randint(1, 4), retry_after=chance.choice((1, 5, 60)), chat_id=chat)
    player.town.note("— 429 —")
    player.town.settle()


def hiccup(player: Player) -> None:
    """The server errs, or the connection breaks before or after the call took effect."""
    faults, chance = player.town.world.faults, player.chance
    times = chance.randint(1, 3)
    match chance.choice(("500", "before", "after", "after")):
        case "500":
            faults.answer("*", chance.choice((500, 502)), times=times)
        case when:
            faults.drop(accepted=when == "after", times=times)
    player.town.note("— the line is bad —")
    player.town.settle()


def outage(player: Player) -> None:
    """Nothing goes through, for hours or days, while people go on."""
    player.town.note("— Telegram is away —")
    player.town.telegram.outage = True


def blocked(player: Player) -> None:
    """Somebody blocks the bot; whoever writes to it again lets it write."""
    name = player.anybody()
    player.town.note(f"{name} blocks the bot")
    player.town.wait(player.town.people[name].block_bot())


def grown(player: Player) -> None:
    """The group becomes a supergroup with another number; once."""
    if player.town.group.chat.kind == "group":
        player.town.note("— the group becomes a supergroup —")
        player.town.group = player.town.group.migrate()


def thrown_out(player: Player) -> None:
    """The bot is thrown out of the group and let in again."""
    town = player.town
    town.note("— the bot is thrown out of the group —")
    town.group.kick_bot()
    town.poll()
    town.deliver(player.chance.randint(0, 3))
    town.note("— and let in again —")
    town.group.add_bot()
    town.settle()


# ---- the disk ----------------------------------------------------------------------------------------------------
def full_disk(player: Player) -> None:
    """There is no space, for some tries; SQLite itself says so and ends the transaction."""
    town = player.town
    town.note("— the disk is full —")
    town.disk.fill_up()
    try:
        for _ in range(player.chance.randint(1, 3)):
            town.poll()
        town.deliver(1)
    finally:
        town.disk.make_room()
    town.note("— there is space again —")


def bad_disk(player: Player) -> None:
    """A statement in the midst of a batch, or its commit, cannot be carried out."""
    disk = player.town.disk
    if player.often(0.5):
        disk.fails_in = player.chance.randint(0, 80)
    else:
        disk.fails_to_commit = True
    player.town.note("— the disk fails —")
    player.town.settle()
    disk.fails_in, disk.fails_to_commit = None, False


# ---- the clock ---------------------------------------------------------------------------------------------------
def clock_set(player: Player) -> None:
    """The machine's clock is wrong, or put right: it jumps by minutes, hours or a day, back or forth."""
    hours = player.chance.choice((0.02, 0.5, 1, 24)) * player.chance.choice((1, -1))
    player.town.note(f"— the machine's clock jumps by {hours} h —")
    player.town.skew = 0.0 if player.town.skew else hours * 3600
    player.town.wrong_by = max(player.town.wrong_by, abs(hours) * 3600)


WEATHER: tuple[Turn, ...] = (
    Turn(120, fair),
    Turn(20, busy),
    Turn(12, killed),
    Turn(16, killed_at_work),
    Turn(1, moved_house),
    Turn(20, unheard),
    Turn(20, halfway),
    Turn(6, repeated),
    Turn(8, out_of_order),
    Turn(8, throttled),
    Turn(10, hiccup),
    Turn(2, outage),
    Turn(4, blocked),
    Turn(2, grown),
    Turn(1, thrown_out),
    Turn(5, full_disk),
    Turn(8, bad_disk),
    Turn(2, clock_set),
)
"""What the world does after an act of somebody's; in `blow` it takes its turn."""
