"""Letters that wait: where their message stands, also when their group has become a supergroup meanwhile."""

from storage import letters, slots
from storage.transaction import Tx
from tests.storage.conftest import NOW

OLD, NEW, PLACE = -100, -1001000000100, 3


def written(tx: Tx, chat_id: int, key: str) -> letters.Letter:
    letters.add(tx, key=key, chat_id=chat_id, lane=1, method="message", body="{}", now=NOW, slot="at")
    found: letters.Letter = tx.letters[-1]
    return found


def test_what_stood_in_a_group_is_edited_there_and_said_anew_in_the_supergroup(tx: Tx) -> None:
    """The messages of the old group stay behind with their numbers."""
    slots.put(tx, "at", chat_id=OLD, message_id=PLACE, kind="text")
    before = written(tx, OLD, "before")
    letters.move_chat(tx, OLD, NEW)
    after = written(tx, NEW, "after")
    waiting = {letter.key: letter for letter in letters.all_due(tx)}

    assert before.message_id == PLACE
    assert after.message_id is None
    assert {key: (letter.chat_id, letter.message_id) for key, letter in waiting.items()} == {
        "before": (NEW, None),
        "after": (NEW, None),
    }
