"""Meetings: planned, signed up for, opened, attended, cheated at, closed, recorded, struck out."""

from datetime import timedelta

from bot.domain.life.checkin import checkin_code
from tests.simulation.player import Player

MOVES = ("▶", "⏹", "📋", "⬜", "☑️", "✅", "🔄", "👥", "📝", "📦", "✏️", "🗑", "↩️", "◀", "🖥", "➕")
ASKING = ("👥", "📝", "✏️", "🗑", "✅", "↩️")
"""Buttons after which words are asked for."""
KINDS = ("theme_day", "lecture", "members_meeting", "study", "党课", "banquet")


def plan(player: Player) -> None:
    """Plan a meeting of a day nearby, also where one may not, also one that there is not."""
    day = player.today + timedelta(days=player.chance.choice((-20, -3, 0, 0, 0, 4, 12)))
    at = f"{player.chance.randint(8, 25):02d}:00"
    kind = player.chance.choice(KINDS)
    words = f"/meeting {kind} {day:%Y-%m-%d} {at} Room {player.chance.randint(1, 9)}"
    player.town.say(player.chance.choice((player.officer(), player.anybody())), words, private=player.often(0.5))
    player.town.settle()


def hold(player: Player) -> None:
    """Open a panel and press some of its buttons; words follow where they are asked for."""
    name, town = player.officer(), player.town
    found = town.rows("SELECT id FROM meetings ORDER BY id DESC LIMIT 3")
    word = f"/meeting {player.chance.choice(found)[0]}" if found and player.often(0.8) else "/meeting"
    town.say(name, word, private=True)
    town.settle()
    for _ in range(player.chance.randint(1, 7)):
        pressed = player.press_any(name, town.people[name].dm.from_bot[-2:], lambda label: label.startswith(MOVES))
        town.settle()
        if pressed.startswith(ASKING) and player.often(0.7):
            heads = str(player.chance.randint(0, 9))  # a cancellation's reason is for the group to read
            said = heads if pressed.startswith(("🗑", "✏️")) or player.often(0.5) else player.secret("minutes")
            town.say(name, said, private=True)
            town.settle()
        if not pressed:
            return


def attend(player: Player) -> None:
    """Send the digits of a screen: those of now, of before, of another meeting, or some that were made up."""
    name, town = player.anybody(), player.town
    found = town.rows("SELECT secret FROM meetings WHERE secret != ''")
    at = int(player.moment.timestamp()) - player.chance.choice((0, 0, 0, 30, 90, 600))
    secret = player.chance.choice(found)[0] if found else ""
    code = checkin_code(secret, at) if secret and player.often(0.8) else f"{player.chance.randint(0, 999_999):06d}"
    word = player.chance.choice((f"/checkin {code}", code, f"签到{code}"))
    town.say(name, word, private=player.often(0.9))
    town.settle()


def sign_up(player: Player) -> None:
    """Press what a card in the group offers, or ask for leave by its link."""
    name, town = player.anybody(), player.town
    found = town.rows("SELECT id FROM meetings ORDER BY id DESC LIMIT 3")
    if found and player.often(0.5):
        town.say(name, f"/start leave-{player.chance.choice(found)[0]}", private=True)
        town.settle()
        town.say(name, player.secret("leave"), private=True)
    else:
        player.press_any(name, town.group.from_bot[-6:], lambda label: label.startswith("🙋"))
    town.settle()


def meet(player: Player) -> None:
    """Hold a meeting from its plan to its record; some of those who send a code are not there."""
    name, town = player.officer(), player.town
    town.say(name, f"/meeting {player.chance.choice(KINDS[:4])} {player.today:%Y-%m-%d} 09:00 Room 1")
    town.settle()
    found = town.rows("SELECT max(id) FROM meetings WHERE state = 'planned'")
    if not found or found[0][0] is None:
        return
    town.say(name, f"/meeting {found[0][0]}", private=True)
    town.settle()
    _press(player, name, "▶")
    for _ in range(player.chance.randint(1, 8)):
        attend(player)
    _press(player, name, "⏹")
    for button, words in (("👥", "heads"), ("📝", "minutes")):
        _press(player, name, button)
        present = town.rows("SELECT count(*) FROM checkins WHERE meeting_id = ?", found[0][0])[0][0]
        town.say(name, player.secret("minutes") if words == "minutes" else str(present), private=True)
        town.settle()
    _press(player, name, "📦")
    if player.often(0.4):
        _press(player, name, "📋")
        _press(player, name, "✅")
        town.say(name, player.secret("struck"), private=True)
        town.settle()


def _press(player: Player, name: str, sign: str) -> None:
    """Press the button that begins so, where the last messages have one."""
    player.press_any(name, player.town.people[name].dm.from_bot[-3:], lambda label: label.startswith(sign))
    player.town.settle()


ACTS = ((1, plan), (3, hold), (2, attend), (1, sign_up), (3, meet))
