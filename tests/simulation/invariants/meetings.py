"""Meetings: a check-in a person, points only for who was there, nothing twice, no secret once the door is closed."""

from tests.simulation.town import Town


def attendance(town: Town) -> None:
    """Hold what the tables say of meetings against each other."""
    assert not town.rows("SELECT id FROM meetings WHERE state != 'open' AND secret != ''"), (
        "a code that outlives its door"
    )
    assert not town.rows(
        "SELECT e.entry_id FROM checkin_entries e JOIN meetings m ON m.id = e.meeting_id "
        "WHERE m.state NOT IN ('recorded', 'verified')"
    ), "attendance is booked before its record stands"
    assert not town.rows(
        "SELECT e.entry_id FROM checkin_entries e LEFT JOIN checkins c "
        "ON c.meeting_id = e.meeting_id AND c.person_id = e.person_id "
        "WHERE e.person_id IS NOT NULL AND (c.id IS NULL OR c.struck_at IS NOT NULL) "
        "AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = e.entry_id)"
    ), "somebody has points for a meeting at which they were not"
    assert not town.rows(
        "SELECT e.meeting_id, e.person_id, l.item FROM checkin_entries e JOIN ledger l ON l.id = e.entry_id "
        "WHERE NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = l.id) "
        "GROUP BY e.meeting_id, e.person_id, l.item, l.subject_kind HAVING count(*) > 1"
    ), "a meeting is booked twice"


RULES = (attendance,)
