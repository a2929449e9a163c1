"""Early warnings and rectifications: found once, closed by somebody else; four helpers, problems counted (F10, F22)."""

from tests.simulation.town import Town


def closed(town: Town) -> None:
    """One warning a rule and what it is about; nobody closes what they reported."""
    twice = town.rows("SELECT branch_id, rule, about FROM warnings GROUP BY 1, 2, 3 HAVING count(*) > 1")
    assert not twice, f"warned of twice: {twice}"
    own = town.rows(
        "SELECT w.id FROM warnings w JOIN warning_steps s ON s.warning_id = w.id "
        "WHERE s.verb = 'close' AND s.person_id = w.submitted_by"
    )
    assert not own, f"warnings {own} were closed by who reported them"
    wrong = town.rows("SELECT id FROM warnings WHERE (closed_at IS NULL) = (state = 'closed')")
    assert not wrong, f"warnings {wrong} contradict themselves"


RULES = (closed,)
