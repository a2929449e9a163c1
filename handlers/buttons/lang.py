"""The buttons that choose a language: l:<p or g>:<code>."""

from handlers.call import Call
from handlers.commands.lang import choose
from handlers.reply import Reply


def press(call: Call) -> Reply:
    """Choose for oneself, or for the group."""
    scope, code = call.data
    return choose(call, code, group=scope == "g")
