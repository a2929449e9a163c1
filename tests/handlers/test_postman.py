"""The postman's table: flat however much waits, and nothing lost or overtaken at its edge."""

from pathlib import Path

from handlers.drawers import MOST_ON_TABLE
from storage import letters
from storage.engine import open_writer
from storage.migrate import migrate
from storage.transaction import Tx
from tests.stage import NOON, Place, a_stage

CHATS = 12
EACH = 420
"""Together more than twice the table."""


def write(url: str, chats: list[int], numbers: range) -> None:
    """Write numbered letters, in turns to each chat."""
    engine = open_writer(url)
    with engine.connect() as connection, connection.begin():
        tx = Tx(connection)
        for number in numbers:
            for chat_id in chats:
                key, body = f"{chat_id}:{number}", f'{{"text":"letter {number}"}}'
                letters.add(tx, key=key, chat_id=chat_id, lane=1, method="message", body=body, now=NOON)
    engine.dispose()


async def test_more_letters_than_the_table_holds_all_go_once_and_in_order(tmp_path: Path) -> None:
    """Some wait at the start, others are written while those before them are still in the outbox."""
    url = Place.url(tmp_path)
    migrate(url, now=NOON)
    cast = tuple(f"P{number}" for number in range(CHATS))
    chats: list[int] = []
    assert 2 * MOST_ON_TABLE < CHATS * EACH

    async with a_stage(tmp_path, url=url, cast=("Li", *cast), locale="en") as stage:
        chats += [stage.people[name].id for name in cast]
        write(url, chats, range(EACH - 20))
        await stage.look()
        running = stage.app.running
        assert running is not None
        assert running.postman.table <= MOST_ON_TABLE
        write(url, chats, range(EACH - 20, EACH))
        await stage.look()
        while stage.rows("SELECT 1 FROM letters WHERE state = 'due' LIMIT 1"):
            await stage.settled()

        log = [(sent.chat_id, sent.text) for sent in stage.sim.world.sent_log if sent.text.startswith("letter")]
        for chat_id in chats:
            assert [text for at, text in log if at == chat_id] == [f"letter {number}" for number in range(EACH)]
