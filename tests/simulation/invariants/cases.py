"""Cases: the machine proposes, people decide, the person is heard first (2.3-9)."""

from tests.simulation.town import Town


def proposals(town: Town) -> None:
    """2.3-9: nobody hears of a case about them before somebody decided to hear them, and it ends only after that."""
    open_to = {row[0] for row in town.rows("SELECT case_id FROM case_steps WHERE verb = 'hear'")}
    early = town.rows("SELECT case_id FROM case_steps WHERE verb IN ('explain', 'object', 'record')")
    assert {row[0] for row in early} <= open_to
    for case, telegram_id in town.rows(
        "SELECT c.id, p.telegram_id FROM cases c JOIN persons p ON p.id = c.person_id WHERE c.state = 'proposed' AND "
        "NOT EXISTS (SELECT 1 FROM case_steps s WHERE s.case_id = c.id AND s.verb = 'hear')"
    ):
        told = [sent.text for sent in town.world.sent_log if sent.chat_id in {telegram_id, town.group.id}]
        assert not [text for text in told if f"C{case} " in text], f"C{case} was told before it was to be heard"


RULES = (proposals,)
