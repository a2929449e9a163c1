"""`jifenbot demo`: the bot against a simulated Telegram, to be played in a browser."""

import asyncio
import contextlib
import signal
import sys
import webbrowser

import click

from bot.cli.common import EXIT_FOUND, examples
from bot.logs import set_up_logs

USUAL_PORT = 8765
"""Where the demo listens when nobody says otherwise; another port is taken while this one is in use."""


@click.command(epilog=examples("jifenbot demo", "jifenbot demo --port 9000 --no-browser"))
@click.option("--port", type=click.IntRange(0, 65535), default=None, help="Loopback port; 0 takes a free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def demo(*, port: int | None, no_browser: bool) -> None:
    """Play several people of one branch in your browser. No Telegram, no network, and nothing is kept."""
    set_up_logs(style="text", level="warning")
    try:
        asyncio.run(_play(port, browser=not no_browser))
    except OSError as error:
        click.echo(f"The demo cannot listen on 127.0.0.1:{port}: {error.strerror}. Try another --port.", err=True)
        sys.exit(EXIT_FOUND)
    except KeyboardInterrupt:  # where the loop takes no signals (Windows)
        click.echo(err=True)


async def _play(port: int | None, *, browser: bool) -> None:
    """Print the address when all is ready; end on SIGINT or SIGTERM."""
    from bot.demo.stage import Stage  # noqa: PLC0415 - other commands start without Telegram's library

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt
            loop.add_signal_handler(number, stop.set)
    async with contextlib.AsyncExitStack() as opened:
        try:
            stage = await opened.enter_async_context(Stage(port=USUAL_PORT if port is None else port))
        except OSError:
            if port is not None:
                raise
            stage = await opened.enter_async_context(Stage())
        click.echo(stage.address)
        click.echo("Open this address in a browser. Ctrl-C ends the demo; nothing of it is kept.", err=True)
        if browser:
            await asyncio.to_thread(webbrowser.open, stage.address)
        await stage.wait(stop)
