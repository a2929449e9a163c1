"""The table of pioneer indices: every result beside its inputs and the formula by which it can be recomputed."""

from collections.abc import Iterator
from typing import Any

from bot.domain.awards.pioneer import Fact, formula
from bot.i18n import N_
from bot.services.awards import pioneer
from bot.services.desk import Desk
from storage import orgs, persons, pioneers
from storage.orgs import Org

Row = dict[str, Any]

PIONEER = (
    *("committee", "period", "version", "branch", "id", "name", "state", "scores", "positive", "negative", "zero"),
    *("formula", "value", "previous", "index"),
)
HEADINGS = {
    "version": N_("Version of the standard"),
    "scores": N_("Scores with their weights"),
    "positive": N_("Bonuses"),
    "negative": N_("Deductions"),
    "zero": N_("Zeroed because"),
    "value": N_("Value"),
    "previous": N_("Value before"),
    "index": N_("Index"),
}


def pioneer_rows(desk: Desk, branch: Org | None, period: str | None) -> Iterator[Row]:
    """Answer the values of all runs, by run, branch and person."""
    for row in pioneers.every(desk.tx):
        if period is not None and row.period != period:
            continue
        run = pioneer.of_row(desk, row)
        for one in pioneer.results(desk, run):
            org = orgs.get(desk.tx, one.row.branch_id)
            if org.rehearsal or (branch is not None and org.id != branch.id):
                continue
            person = persons.get(desk.tx, one.row.person_id)
            named = zip(run.rules.dims, one.inputs.scores, strict=True)
            yield {
                "committee": run.org.code,
                "period": row.period,
                "version": row.version,
                "branch": org.code,
                "id": person.code,
                "name": person.name,
                "state": row.state,
                "scores": [f"{names['zh_Hans']} {score}×{weight}/100" for (names, weight), score in named],
                "positive": _facts(one.inputs.positive),
                "negative": _facts(one.inputs.negative),
                "zero": one.inputs.zero or None,
                "formula": formula(one.inputs, run.weights, run.rules.bonus_cap),
                "value": one.found.value,
                "previous": one.previous,
                "index": one.found.index,
            }


def _facts(facts: tuple[Fact, ...]) -> list[str]:
    return [f"{points} {why}" for points, why in facts]
