"""The demo: one branch with three months behind it, and a visitor who plays several of its people.

``cast`` who there is · ``story`` what they did · ``pictures`` what they photographed · ``seeding`` the story played
through the bot's own handlers at the story's times · ``stage`` the simulator and the unchanged bot in one process.
Only ``bot.cli`` imports this room.
"""
