"""A Telegram of one's own: an embedded Bot API server, strict as the real one, with people to play.

The floor plan: ``model`` the nouns · ``world`` the state · ``updates`` ``webhook`` what goes to the bot · ``methods``
(``sending`` ``editing`` ``about``) what comes from it · ``markup`` ``keyboards`` ``files`` ``limits`` ``faults`` the
rules · ``server`` HTTP · ``people`` ``rooms`` ``transcript`` the Python side · ``control`` and ``page`` the browser.
It imports nothing of the bot, and only the demo and the tests import it.
"""

from bot.simulator.errors import ApiError
from bot.simulator.limits import Limits
from bot.simulator.model import Message
from bot.simulator.people import User
from bot.simulator.records import ManualClock, Press
from bot.simulator.rooms import Channel, Group, Room
from bot.simulator.simulator import Simulator
from bot.simulator.transcript import Player, TranscriptError
from bot.simulator.world import World

__all__ = [
    "ApiError",
    "Channel",
    "Group",
    "Limits",
    "ManualClock",
    "Message",
    "Player",
    "Press",
    "Room",
    "Simulator",
    "TranscriptError",
    "User",
    "World",
]
