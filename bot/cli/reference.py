"""The reference that stands in docs/ and deploy/, written from the code: `python -m bot.cli.reference`, or `make docs`.

One source a fact: commands come from `handlers.COMMANDS` and the command line, settings from `bot.settings`.
"""

from pathlib import Path

import click

from bot.cli import cli
from bot.i18n import LANGUAGES, language
from bot.settings import EXAMPLES, Settings
from handlers import COMMANDS
from handlers.access import anyone
from handlers.call import Command

ROOT = Path(__file__).resolve().parents[2]
NOTE = "<!-- Written by `make docs`; change the code, not this page. -->\n"
SECRETS = ("TOKEN", "WEBHOOK_SECRET", "SECRET_KEY", "DATABASE_URL")
WHERE = {"any": "anywhere", "group": "group", "private": "private chat"}
SIGNS = (
    ("✅", "approve", "same as `/approve`"),
    ("↩️", "return: something is missing", "same as `/return`; the reason is asked for in the private chat"),
    ("❌", "reject", "same as `/reject`; the reason is asked for in the private chat"),
    ("📎", "add evidence", "the claimant"),
    ("🗑", "withdraw", "same as `/withdraw`; before the first approval"),
    ("↺", "undo an own decision", "same as `/undo`; for ten minutes"),
)


WORDS = (
    "Commands are Latin, as Telegram's rule is; the words in the second column do the same wherever Telegram "
    "delivers plain text (the private chat; groups where the bot is an administrator or privacy mode is off). "
    "Captions, albums and replies to a message that holds the evidence work like messages."
)
EXITS = (
    "Exit code 0: done; 1: it found something wrong; 2: misuse. Standard output carries only the result, logs go "
    "to standard error."
)
SETTINGS = (
    "Settings are read from the environment, or from a file `.env` in the working directory. Each name begins with "
    "`JIFENBOT_`. A wrong or missing one ends the start with one line that names it and shows an example; the exit "
    "code is 2. `jifenbot run` needs `JIFENBOT_TOKEN` and `JIFENBOT_OWNERS`; other commands need only what they use."
)
EMPTY = (
    "An empty `JIFENBOT_QUIET_HOURS`, `JIFENBOT_LISTEN` or `JIFENBOT_PROXY_URL` means none. If `JIFENBOT_WEBHOOK_URL` "
    "is set, so must be `JIFENBOT_WEBHOOK_SECRET` and `JIFENBOT_LISTEN`. The token, the keys and the passwords are "
    "taken out of every log line."
)
ENV_HEAD = (
    "# Settings of jifenbot; docs/settings.md tells more. Written by `make docs`.",
    "# Keep your copy of this file private: chmod 600.",
)


def pages() -> dict[Path, str]:
    """Answer every generated page: where it stands and what it says."""
    return {
        ROOT / "docs" / "commands.md": commands_page(),
        ROOT / "docs" / "settings.md": settings_page(),
        ROOT / "deploy" / "env.example": env_example(),
    }


def commands_page() -> str:
    """Write the chat's commands and buttons, and the command line with its help."""
    lines = [
        "# Commands",
        NOTE,
        "## In the chat",
        "",
        WORDS,
        "",
        "| command | words | who | where | does | 作用 |",
        "|---|---|---|---|---|---|",
        *(_chat_row(command) for command in COMMANDS.values()),
        "",
        "Buttons begin with the same sign in every language:",
        "",
        "| sign | does | |",
        "|---|---|---|",
        *(f"| {sign} | {does} | {note} |" for sign, does, note in SIGNS),
        "",
        "## On the command line",
        "",
        EXITS,
        "",
        *_command_line(cli, "jifenbot"),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _chat_row(command: Command) -> str:
    usage = f" {command.usage}" if command.usage else ""
    who = "whom the rules allow" if command.who is anyone else (command.who.__doc__ or "").strip().splitlines()[0]
    cells = (
        f"`/{command.name}{usage}`",
        " ".join(command.triggers),
        who.rstrip("."),
        WHERE[command.where],
        language("en").word(command.help),
        language("zh_Hans").word(command.help),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _command_line(command: click.Command, path: str) -> list[str]:
    """Write a command's own help, and below it that of its parts."""
    context = click.Context(
        command, info_name=path, terminal_width=100, max_content_width=100, help_option_names=["-h", "--help"]
    )
    lines = [
        f"### `{path}`",
        "",
        "```text",
        *(line.rstrip() for line in command.get_help(context).splitlines()),
        "```",
        "",
    ]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            part = command.get_command(context, name)
            if part is not None and not part.hidden:
                lines += _command_line(part, f"{path} {name}")
    return lines


def settings_page() -> str:
    """Write every setting with its default, meaning and an example."""
    lines = [
        "# Settings",
        NOTE,
        SETTINGS,
        "",
        "| name | default | meaning | example |",
        "|---|---|---|---|",
    ]
    for name, default, meaning in _settings():
        shown = f"`{default}`" if default else "–"
        lines.append(f"| `JIFENBOT_{name}` | {shown} | {meaning} | `{EXAMPLES[name]}` |")
    lines += [
        "",
        "Languages: " + ", ".join(f"`{code}`" for code in LANGUAGES) + ". " + EMPTY,
    ]
    return "\n".join(lines) + "\n"


def env_example() -> str:
    """Write an environment file that an operator fills in: what is needed is open, the rest stands as a comment."""
    lines = [*ENV_HEAD]
    for name, default, meaning in _settings():
        lines += ["", f"# {meaning}."]
        if name in {"TOKEN", "OWNERS"}:
            lines.append(f"JIFENBOT_{name}=")
        elif default:
            lines.append(f"#JIFENBOT_{name}={default}")
        else:
            lines.append(f"#JIFENBOT_{name}={'' if name in SECRETS else EXAMPLES[name]}")
    return "\n".join(lines) + "\n"


def _settings() -> list[tuple[str, str, str]]:
    """Answer name, default and meaning of each setting, in the order of their definition."""
    found = []
    for name, field in Settings.model_fields.items():
        default = field.default
        if hasattr(default, "get_secret_value"):
            default = default.get_secret_value()
        if isinstance(default, tuple):
            default = ",".join(str(part) for part in default)
        found.append((name.upper(), str(default), field.description or ""))
    return found


def main() -> None:
    """Write the pages; name those that changed."""
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            click.echo(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
