"""/help: the table of commands, told; there is no second list."""

from collections.abc import Iterable

from bot.domain.refusals import unknown_command
from bot.i18n import N_, Html, Language
from bot.nearness import nearest
from bot.services import people
from handlers.access import anyone
from handlers.call import Call, Command, open_private
from handlers.reply import Reply
from handlers.usage import about, line

GROUPS = {
    "member": N_("<b>For everybody</b>"),
    "staff": N_("<b>For reviewers and the office</b>"),
    "none": N_("<b>For setting up</b>"),
}
SHORT = N_(
    "/claim files a claim for points: with the item's code, a note, and a photo where one is needed. /my shows your "
    "points, /board the leaderboard. Everything else stands in our private chat:"
)
MORE = N_("/help and a command's name tells more about it.")


def help_me(call: Call) -> Reply:
    """Tell about one command, or list those that are of use to who asks."""
    from handlers import COMMANDS, TRIGGERS  # noqa: PLC0415 - the table names this very command

    wanted = next(iter(call.words), "").lstrip("/").lower()
    if wanted:
        command = COMMANDS.get(wanted) or TRIGGERS.get(wanted)
        if command is None:
            raise unknown_command(wanted[:32], nearest(wanted[:32], COMMANDS, least=75))
        return Reply(text=about(call.speech, command))
    if call.incoming.in_group:
        return Reply(text=call.speech.say(SHORT), keyboard=open_private(call, "help").keyboard)
    office = people.holds_office(call.desk, call.person)
    return Reply(text=listed(call.speech, COMMANDS.values(), GROUPS if office else ("member",)))


def listed(speech: Language, commands: Iterable[Command], menus: Iterable[str]) -> Html:
    """Write the commands of some menus, by menu: one message, whatever the language."""
    blocks = [
        "\n".join([speech.say(GROUPS[menu]), *(line(speech, one, listed=True) for one in found)])
        for menu in menus
        if (found := [command for command in commands if command.menu == menu])
    ]
    return Html("\n\n".join([*blocks, speech.say(MORE)]))


COMMAND = Command(name="help", help=N_("what I can do"), usage="[COMMAND]", who=anyone, run=help_me, anonymous=True)
