"""Dues: a month is marked once, the record is what the audit says, and what somebody earns stands nowhere (3.34)."""

from tests.simulation.acts.dues import INCOME
from tests.simulation.town import Town


def forgotten(town: Town) -> None:
    """No income that was typed stands in any file of the database, not in a page that was freed either."""
    for file in town.directory.glob("*.db*"):
        assert INCOME.encode() not in file.read_bytes(), f"an income stands in {file.name}"


def marks(town: Town) -> None:
    """What is marked is what was marked last by the audit; an item's claim belongs to one mark."""
    said: dict[tuple[str, str, str], bool] = {}
    for what, after in town.rows("SELECT object, after FROM audit WHERE action = 'dues' ORDER BY id"):
        branch, month, state = after.split()
        said[branch, what.removeprefix("person "), month] = state == "paid"
    stand = {
        (code, f"P{person:05d}", month)
        for code, person, month in town.rows(
            "SELECT o.code, d.person_id, d.month FROM dues_paid d JOIN orgs o ON o.id = d.branch_id"
        )
    }
    assert stand == {key for key, paid in said.items() if paid}, "the record of dues is not what its audit says"
    twice = town.rows("SELECT claim_id FROM dues_paid WHERE claim_id IS NOT NULL GROUP BY claim_id HAVING count(*) > 1")
    assert not twice, f"claims {twice} stand for several months of dues"


RULES = (forgotten, marks)
