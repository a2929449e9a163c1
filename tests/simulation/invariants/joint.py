"""Joint work: every side agreed, another side confirmed, shares sum exactly, nobody is in two groups of a draw."""

from tests.simulation.town import Town


def agreed(town: Town) -> None:
    """What a side must agree to begins once all of them did."""
    found = town.rows(
        "SELECT w.id FROM joint_works w JOIN joint_members m ON m.work_id = w.id "
        "WHERE w.state IN ('active', 'ended') AND w.kind IN ('pair', 'project', 'instructor') AND m.agreed_by IS NULL"
    )
    assert found == [], f"{found} began before every side agreed"


def confirmed(town: Town) -> None:
    """Nobody answers for what they recorded themselves."""
    found = town.rows("SELECT id FROM joint_acts WHERE entered_by = answered_by")
    assert found == [], f"activities {found} are confirmed by who recorded them"
    odd = town.rows("SELECT id FROM joint_acts WHERE (state = 'recorded') <> (answered_by IS NULL)")
    assert odd == [], f"activities {odd} are answered by nobody"


def shares(town: Town) -> None:
    """The shares of a project are a hundred percent, and what was booked is no more than the whole."""
    for number, points, share in town.rows(
        "SELECT w.id, coalesce(max(w.points), 0), sum(m.share) FROM joint_works w "
        "JOIN joint_members m ON m.work_id = w.id WHERE w.kind = 'project' GROUP BY w.id"
    ):
        assert share == 10_000, f"the shares of project {number} sum to {share}"
        [(booked,)] = town.rows(
            "SELECT coalesce(sum(l.points), 0) FROM ledger l JOIN joint_members m ON m.entry_id = l.id "
            "WHERE m.work_id = ?",
            number,
        )
        assert booked in {0, points}, f"project {number} gives {points} and booked {booked}"
    [(entries,)] = town.rows("SELECT count(*) FROM ledger WHERE item = 'PROJECT' AND kind <> 'reversal'")
    [(owners,)] = town.rows("SELECT count(*) FROM joint_members WHERE entry_id IS NOT NULL")
    assert entries == owners, f"{entries} entries for {owners} shares"


def groups(town: Town) -> None:
    """Nobody is in two groups of one draw."""
    found = town.rows(
        "SELECT w.draw_id, m.org_id FROM joint_works w JOIN joint_members m ON m.work_id = w.id "
        "WHERE w.draw_id IS NOT NULL GROUP BY w.draw_id, m.org_id HAVING count(*) > 1"
    )
    assert found == [], f"in two groups of one draw: {found}"


RULES = (agreed, confirmed, shares, groups)
