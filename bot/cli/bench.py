"""`jifenbot bench`: what an update costs, as a table and as bench.json."""

from pathlib import Path

import click

from bot.cli.common import EXIT_FOUND, examples

LANDED = Path(__file__).resolve().parents[2] / "docs" / "bench.json"
"""What was measured when something was last done about speed."""


@click.command(epilog=examples("jifenbot bench", "jifenbot bench --quick -o /tmp/bench.json"))
@click.option("--quick", is_flag=True, help="Fewer rounds and smaller crowds: three minutes.")
@click.option(
    "--full",
    is_flag=True,
    help="All of it: 5,000 branches with ten million entries (10 GB of temporary files), eight processes.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), default=Path("bench.json"))
def bench(*, quick: bool, full: bool, output: Path) -> None:
    """Measure, beside other libraries in the same run. Ratios to their bare echo bots carry over, figures do not."""
    from bot.bench.guard import fallen  # noqa: PLC0415 - loads half the bot
    from bot.bench.plot import plot  # noqa: PLC0415 - likewise
    from bot.bench.report import measure, table  # noqa: PLC0415 - likewise

    found = measure(quick=quick, full=full, say=lambda line: click.echo(line, err=True))
    output.write_bytes(found.to_json())
    output.with_suffix(".svg").write_text(plot(found), encoding="utf-8")
    click.echo(table(found))
    if LANDED.exists() and not quick:
        for line in fallen(found, LANDED.read_bytes()):
            click.echo(line)
    click.echo(f"\n{output} {output.with_suffix('.svg')}")
    if found.missed or found.failed:
        raise SystemExit(EXIT_FOUND)
