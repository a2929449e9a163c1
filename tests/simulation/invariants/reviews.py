"""Decisions: whose they are, and why (2.2-5, -6)."""

from collections import defaultdict

from tests.simulation.town import Town

OWNER = "CASE WHEN subject_kind = 'branch' THEN submitter_id ELSE subject_id END"
"""Of a claim for a branch the number of its subject is no person's."""


def reviewers(town: Town) -> None:
    """2.2-5: nobody approves an own claim, nobody two levels of one round."""
    rounds: dict[int, list[int]] = defaultdict(list)
    owners = {row[0]: set(row[1:]) for row in town.rows(f"SELECT id, submitter_id, {OWNER} FROM claims")}
    for claim, verdict, reviewer in town.rows("SELECT claim_id, verdict, reviewer_id FROM review_steps ORDER BY id"):
        match verdict:
            case "approve":
                assert reviewer not in owners[claim], f"#{claim} was approved by its own {reviewer}"
                assert reviewer not in rounds[claim], f"#{claim} was approved twice by {reviewer}"
                rounds[claim].append(reviewer)
            case "undo":
                rounds[claim] = [other for other in rounds[claim] if other != reviewer]
            case "submit" | "return":
                rounds[claim] = []


def reasons(town: Town) -> None:
    """2.2-6: every return and every rejection has a reason."""
    bare = town.rows(
        "SELECT s.claim_id, s.verdict FROM review_steps s LEFT JOIN step_texts t ON t.step_id = s.id "
        "WHERE s.verdict IN ('return', 'reject') AND coalesce(trim(t.reason), '') = ''"
    )
    assert not bare, f"without a reason: {bare}"


RULES = (reviewers, reasons)
