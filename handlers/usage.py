"""How a command is written: what stands in the table of commands, in the reader's language."""

import re
from typing import TYPE_CHECKING

from bot.i18n import N_, Html, Language

if TYPE_CHECKING:
    from handlers.call import Command

LINE = N_("/{name} {usage} – {help}")
LINE_ALONE = N_("/{name} – {help}")
WORDS = N_("In Chinese: {words}")
IN_GROUP = N_("This works in the branch's group.")
IN_PRIVATE = N_("This works in our private chat.")
ARGUMENTS = {
    "CODE": N_("CODE"),
    "NAME": N_("NAME"),
    "ROLE": N_("ROLE"),
    "PRESET": N_("PRESET"),
    "LEVEL": N_("LEVEL"),
    "DATE": N_("DATE"),
    "FROM": N_("FROM"),
    "TO": N_("TO"),
    "NOTE": N_("NOTE"),
    "REASON": N_("REASON"),
    "TITLE": N_("TITLE"),
    "POINTS": N_("POINTS"),
    "PERIOD": N_("PERIOD"),
    "COMMAND": N_("COMMAND"),
    "VALUE": N_("VALUE"),
    "YEAR": N_("YEAR"),
}
"""Words that stand for an argument; all others (xN, ID) are the same in each language."""


def spelled(speech: Language, usage: str) -> str:
    """Write the arguments of a command in a language."""
    return re.sub("[A-Z]{2,}", lambda match: speech.word(ARGUMENTS.get(match[0], match[0])), usage)


def line(speech: Language, command: "Command") -> Html:
    """Write a command with its arguments and what it does."""
    sentence = LINE if command.usage else LINE_ALONE
    usage = spelled(speech, command.usage)
    return speech.say(sentence, name=command.name, usage=usage, help=speech.word(command.help))


def about(speech: Language, command: "Command") -> Html:
    """Write everything that the table knows of a command."""
    lines = [line(speech, command)]
    if command.triggers:
        lines.append(speech.say(WORDS, words=speech.listing(command.triggers)))
    if command.where != "any":
        lines.append(speech.say(IN_GROUP if command.where == "group" else IN_PRIVATE))
    return Html("\n".join(lines))
