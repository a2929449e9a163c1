"""The personal declaration: one form a member and month (2.1)."""

from tests.simulation.town import Town


def forms(town: Town) -> None:
    """2.1: one form a member and month; of a signed one every line is a claim, and its state says whether any waits."""
    open_states = ("in_review", "returned", "awaiting_member", "disputed")
    keys = town.rows("SELECT person_id, branch_id, month FROM declarations")
    assert len(keys) == len(set(keys)), "a member has two forms of one month"
    for form, person, month, state in town.rows("SELECT id, person_id, month, state FROM declarations"):
        unfiled = town.rows("SELECT id FROM declaration_lines WHERE declaration_id = ? AND claim_id IS NULL", form)
        assert state == "open" or not unfiled, f"form {form} is {state} and holds lines that are no claims"
        waiting = town.rows(
            "SELECT id FROM claims WHERE subject_kind != 'branch' AND subject_id = ? "
            "AND substr(CAST(occurred_on AS TEXT), 1, 7) = ? "
            f"AND source = 'form' AND state IN {open_states}",
            person,
            month,
        )
        assert state in {"open", "submitted"} or not waiting, f"form {form} is {state} and {waiting} wait"


RULES = (forms,)
