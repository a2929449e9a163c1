"""Votes: one ballot a person, counters only at the count, and an urn that holds what the receipts say (2.2-14)."""

import json

from tests.simulation.town import Town

QUESTIONS = {"resolution": 1, "satisfaction": 1}


def ballots(town: Town) -> None:
    """2.2-14: as many ballots as receipts, none beside the roll; counted ones are counters, and nothing else."""
    for number, kind, state, paper, put_in in town.rows("SELECT id, kind, state, options, ballots FROM votes"):
        options = len(json.loads(paper))
        cast = town.rows("SELECT person_id FROM vote_roll WHERE vote_id = ? AND voted", number)
        links = town.rows("SELECT count(*) FROM vote_links WHERE vote_id = ? AND voted", number)[0][0]
        [(slips,)] = town.rows("SELECT count(*) FROM vote_urn WHERE vote_id = ?", number)
        counts = town.rows("SELECT subject, sum(n) FROM vote_counts WHERE vote_id = ? GROUP BY subject", number)
        receipts = len(cast) + links
        if state in {"open", "closed"}:
            each = QUESTIONS.get(kind, options) - (kind == "appraisal")
            assert slips == len(cast) * each + links, f"vote {number}: {slips} slips for {receipts} receipts"
            assert counts == [], f"vote {number} is {state} and has counters"
        else:
            assert slips == 0, f"vote {number} is {state} and its urn holds {slips}"
        if state in {"closed", "counted"}:
            assert put_in == receipts, f"vote {number}: {put_in} ballots for {receipts} receipts"
        if state == "counted":
            assert all(n <= put_in for _, n in counts), f"vote {number} counts more than its {put_in} ballots"
            if kind in {"resolution", "election"} and put_in:
                assert [n for _, n in counts] == [put_in] * QUESTIONS.get(kind, options)


def rolls(town: Town) -> None:
    """2.2-14: who is a probationary member is on no roll but that of a poll."""
    found = town.rows(
        "SELECT r.vote_id FROM vote_roll r JOIN votes v ON v.id = r.vote_id JOIN persons p ON p.id = r.person_id "
        "WHERE v.kind <> 'satisfaction' AND p.status IN ('probationary', 'activist')"
    )
    assert found == [], f"probationary members vote in {found}"


RULES = (ballots, rolls)
