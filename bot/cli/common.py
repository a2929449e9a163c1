"""What every command of the command line shares."""

from typing import Any

import click

from bot.logs import set_up_logs
from bot.settings import Settings, load_settings

EXIT_FOUND = 1
EXIT_MISUSE = 2


class Jifenbot(click.Group):
    """Lists the commands in the order in which an operator meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Answer the commands in the order of their definition."""
        return list(self.commands)


def prepared_settings(*, need: tuple[str, ...] = (), **overrides: Any) -> Settings:
    """Read the settings and set up the logs accordingly.

    Raises:
        SettingsError: One line for the operator.
    """
    settings = load_settings(need=need, **overrides)
    secrets = (
        settings.token.get_secret_value(),
        settings.webhook_secret.get_secret_value(),
        *settings.secret_key.get_secret_value().split(","),
    )
    set_up_logs(style=settings.log_format, level=settings.log_level, secrets=secrets)
    return settings
