"""Spot checks: a draw repeats, nobody checks the own (3.28)."""

from bot.domain.points.spot import spot_check
from tests.simulation.invariants.reviews import OWNER
from tests.simulation.town import Town


def checks(town: Town) -> None:
    """3.28: a draw repeats; nobody checks what they claimed or decided; what is not true stands at nothing."""
    for draw, branch, month, salt, pool in town.rows(
        "SELECT id, branch_id, period, salt, pool FROM spot_draws WHERE drawn_at IS NOT NULL"
    ):
        given = town.rows(
            "SELECT DISTINCT claim_id FROM ledger l WHERE branch_id = ? AND period = ? AND claim_id IS NOT NULL AND "
            "points > 0 AND reverses IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = l.id AND r.period = l.period)",
            branch,
            month,
        )
        expected = spot_check([str(row[0]) for row in given], f"{month}:{salt}")
        drawn = [str(row[0]) for row in town.rows("SELECT claim_id FROM spot_checks WHERE draw_id = ?", draw)]
        assert (sorted(drawn), pool) == (expected, len(given)), f"{month}: {drawn} were drawn of {pool}, not {expected}"
    for claim, verdict, checker, reason in town.rows(
        "SELECT claim_id, verdict, checked_by, reason FROM spot_checks WHERE verdict IS NOT NULL"
    ):
        owners = town.rows(f"SELECT submitter_id, {OWNER} FROM claims WHERE id = ?", claim)[0]
        deciders = town.rows("SELECT reviewer_id FROM review_steps WHERE claim_id = ? AND verdict = 'approve'", claim)
        assert checker not in {*owners, *(row[0] for row in deciders)}, f"#{claim} was checked by its own {checker}"
        assert verdict == "true" or reason, f"#{claim} is {verdict} without a reason"
        [(state,)] = town.rows("SELECT state FROM claims WHERE id = ?", claim)
        assert verdict != "false" or state == "voided", f"#{claim} is not true and {state}"


RULES = (checks,)
