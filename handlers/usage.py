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
    "ID": N_("ID"),
    "CODE": N_("CODE"),
    "ORG": N_("ORG"),
    "BRANCH": N_("BRANCH"),
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
    "SETTING": N_("SETTING"),
    "VALUE": N_("VALUE"),
    "YEAR": N_("YEAR"),
    "WHAT": N_("WHAT"),
    "COUNT": N_("COUNT"),
    "HOURS": N_("HOURS"),
    "KIND": N_("KIND"),
    "COURSE": N_("COURSE"),
    "EVIDENCE": N_("EVIDENCE"),
    "PERSON": N_("PERSON"),
    "SCORES": N_("SCORES"),
    "INCOME": N_("INCOME"),
    "UNIT": N_("UNIT"),
    "SIDE": N_("SIDE"),
    "PLACE": N_("PLACE"),
    "TIME": N_("TIME"),
    "INDEX": N_("INDEX"),
    "members": N_("members"),
    "cadres": N_("cadres"),
    "branches": N_("branches"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "year": N_("year"),
    "ytd": N_("ytd"),
    "live": N_("live"),
    "archive": N_("archive"),
    "rollup": N_("rollup"),
}
"""Words that stand for an argument, and words to choose from that are understood in each language as well; all
others (xN, send, skip) are written as they are."""


def spelled(speech: Language, usage: str) -> str:
    """Write the arguments of a command in a language."""
    return re.sub("[A-Za-z]{2,}", lambda match: speech.word(ARGUMENTS.get(match[0], "")) or match[0], usage)


MOST_IN_LIST = 32
"""Characters of arguments in the list of all commands, which is one message; longer ones stand under the command."""


def line(speech: Language, command: "Command", *, listed: bool = False) -> Html:
    """Write a command with its arguments and what it does; in a list long arguments are left out."""
    sentence = LINE if command.usage else LINE_ALONE
    usage = "…" if listed and len(command.usage) > MOST_IN_LIST else spelled(speech, command.usage)
    return speech.say(sentence, name=command.name, usage=usage, help=speech.word(command.help))


def about(speech: Language, command: "Command") -> Html:
    """Write everything that the table knows of a command."""
    lines = [line(speech, command)]
    if command.triggers:
        lines.append(speech.say(WORDS, words=speech.listing(command.triggers)))
    if command.where != "any":
        lines.append(speech.say(IN_GROUP if command.where == "group" else IN_PRIVATE))
    return Html("\n".join(lines))
