"""`jifenbot bench`: what an update costs, as a table and as bench.json."""

from pathlib import Path

import click

from bot.cli.common import EXIT_FOUND, examples


@click.command(epilog=examples("jifenbot bench", "jifenbot bench --quick -o /tmp/bench.json"))
@click.option("--quick", is_flag=True, help="Fewer rounds and a smaller ledger: a minute instead of five.")
@click.option("--full", is_flag=True, help="The ledger of ten million entries too.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=Path("bench.json"))
def bench(*, quick: bool, full: bool, output: Path) -> None:
    """Measure, beside other libraries in the same run. Ratios to their bare echo bots carry over, figures do not."""
    from bot.bench.report import measure, table  # noqa: PLC0415 - loads half the bot

    found = measure(quick=quick, full=full, say=lambda line: click.echo(line, err=True))
    output.write_bytes(found.to_json())
    click.echo(table(found))
    click.echo(f"\n{output}")
    if found.missed:
        raise SystemExit(EXIT_FOUND)
