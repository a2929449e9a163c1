"""Objections: decided by who had no part in it, with a reason (2.2-11)."""

from tests.simulation.town import Town


def appeals(town: Town) -> None:
    """2.2-11: the handler had no part in it, gave a reason, and booked what was decided; no month closes over one."""
    for number, target, target_id, author, handler, reason, points, entry, at in town.rows(
        "SELECT a.id, a.target, a.target_id, a.person_id, s.by_id, s.reason, s.points, s.entry_id, s.at FROM appeals a "
        "JOIN appeal_steps s ON s.appeal_id = a.id WHERE s.verdict IN ('upheld', 'partly', 'dismissed')"
    ):
        assert handler != author, f"S{number:03d} was decided by its author"
        assert reason.strip(), f"S{number:03d} was decided without a reason"
        booked = town.rows("SELECT points FROM ledger WHERE id = ?", entry)[0][0] if entry is not None else 0
        assert booked == points, f"S{number:03d} says {points} and booked {booked}"
        if target == "claim":
            decided = "SELECT reviewer_id FROM review_steps WHERE claim_id = ? AND at < ? AND verdict != 'uphold'"
            assert (handler,) not in town.rows(decided, target_id, at), f"S{number:03d} was decided by its reviewer"
    twice = town.rows("SELECT entry_id FROM appeal_steps WHERE entry_id > 0 GROUP BY entry_id HAVING count(*) > 1")
    assert not twice, f"several decisions name one entry: {twice}"
    over = town.rows(
        "SELECT a.id FROM appeals a JOIN periods p ON p.branch_id = a.branch_id AND p.key = a.period "
        "WHERE p.state = 'closed' AND a.level = 1 AND a.state IN ('filed', 'accepted')"
    )
    assert not over, f"closed over the objections {over}"


RULES = (appeals,)
