"""Work lists: nobody accepts what they have to do, what a task gave is what stands in the ledger, once."""

from tests.simulation.town import Town

ENDED = ("done", "cancelled")


def acceptances(town: Town) -> None:
    """Who has to do a task of their own never accepts it, and never closes it as not done."""
    found = town.rows(
        "SELECT t.id FROM tasks t JOIN task_steps s ON s.task_id = t.id "
        "WHERE t.owner_kind = 'person' AND s.person_id = t.owner_id AND "
        "s.verb IN ('accept', 'miss', 'return', 'granted')"
    )
    assert found == [], f"tasks {found} were decided by who had to do them"


def points(town: Town) -> None:
    """What a task gave stands in the ledger once, to its owner; an acceptance that was taken back left nothing."""
    for number, given, entry, state in town.rows("SELECT id, points, entry_id, state FROM tasks"):
        if entry is None:
            continue
        assert state in ENDED, f"task {number} is {state} and has an entry"
        [(booked, reversed_)] = town.rows(
            "SELECT l.points, (SELECT count(*) FROM ledger r WHERE r.reverses = l.id) FROM ledger l WHERE l.id = ?",
            entry,
        )
        assert (booked, reversed_) == (given, 0), f"task {number} gave {given}, its entry says {booked}"
    [(standing,)] = town.rows(
        "SELECT count(*) FROM ledger l WHERE l.item = 'TASK' AND l.reverses IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = l.id)"
    )
    [(named,)] = town.rows("SELECT count(*) FROM tasks WHERE entry_id IS NOT NULL")
    assert standing == named, f"{standing} entries of tasks stand, {named} tasks name one"


def states(town: Town) -> None:
    """A task is ended exactly where it has an outcome, and handed in exactly where it says when."""
    wrong = town.rows(
        "SELECT id FROM tasks WHERE (closed_at IS NULL) <> (outcome = '') "
        "OR (closed_at IS NULL) <> (state IN ('todo', 'doing', 'submitted')) "
        "OR (state = 'submitted' AND submitted_at IS NULL)"
    )
    assert wrong == [], f"tasks {wrong} contradict themselves"


RULES = (acceptances, points, states)
