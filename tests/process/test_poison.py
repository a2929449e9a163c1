"""Updates of every shape: whatever Telegram, a proxy or a fool sends, the bot goes on."""

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.process.harness import a_run
from tests.simulation.town import Town

GROUP, PERSON = -1002000000001, 5000000002
CHAT = {"id": GROUP, "type": "supergroup", "title": "First Branch"}
WHO = {"id": PERSON, "is_bot": False, "first_name": "Wang", "language_code": "en"}
PHOTO = [{"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1, "file_size": 10}]
MESSAGE: dict[str, Any] = {"message_id": 7, "date": 1_790_000_000, "chat": CHAT, "from": WHO}
MEMBER = {"user": WHO, "status": "administrator", "can_delete_messages": True}
TEMPLATES: list[dict[str, Any]] = [
    {"message": {**MESSAGE, "text": "/claim K701 x2 05-12 street cleaning"}},
    {"message": {**MESSAGE, "photo": PHOTO, "caption": "/claim K701", "media_group_id": "1"}},
    {"message": {**MESSAGE, "text": "/approve 1", "reply_to_message": {**MESSAGE, "photo": PHOTO}}},
    {"message": {**MESSAGE, "chat": {"id": PERSON, "type": "private", "first_name": "Wang"}, "text": "/start x"}},
    {"message": {**MESSAGE, "new_chat_members": [WHO]}},
    {"message": {**MESSAGE, "migrate_to_chat_id": -1003}},
    {"message": {**MESSAGE, "sender_chat": CHAT, "text": "/my"}},
    {"message": {**MESSAGE, "document": PHOTO[0] | {"mime_type": "x/y"}, "caption": "申报 K701"}},
    {"edited_message": {**MESSAGE, "text": "/claim K701", "edit_date": 1}},
    {"callback_query": {"id": "1", "from": WHO, "message": MESSAGE, "chat_instance": "1", "data": "c:1:a:0"}},
    {"callback_query": {"id": "1", "from": WHO, "chat_instance": "1", "data": "k:i:K701"}},
    {"my_chat_member": {"chat": CHAT, "from": WHO, "date": 1, "old_chat_member": MEMBER, "new_chat_member": MEMBER}},
    {"chat_member": {"chat": CHAT, "from": WHO, "date": 1, "old_chat_member": MEMBER, "new_chat_member": MEMBER}},
]
TEXTS = (
    "",
    "\x00",
    "\ufffd",
    "x" * 5000,
    "<b>",
    "{name}",
    "%s",
    "/claim",
    "c:1:a:0",
    "../..",
    "\u202e\u2066",
    "1" * 400,
)
leaf = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.sampled_from(TEXTS)
anything = leaf | st.lists(leaf, max_size=2) | st.dictionaries(st.sampled_from(("id", "type", "x")), leaf, max_size=2)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Answer the way to every part of a JSON value."""
    found = [at] if at else []
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        found += places(part, (*at, key))
    return found


@st.composite
def updates(draw: st.DrawFn) -> dict[str, Any]:
    """An update as Telegram sends it, with a few of its parts replaced by anything, or gone."""
    update: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(TEMPLATES)))
    for _ in range(draw(st.integers(0, 3))):
        ways = places(update)
        if not ways:
            break
        *way, last = draw(st.sampled_from(ways))
        holder: Any = update
        for key in way:
            holder = holder[key]
        if isinstance(holder, dict) and draw(st.booleans()):
            holder.pop(last)
        else:
            holder[last] = draw(anything)
    return update


@pytest.fixture
def quiet_logs() -> Iterator[None]:
    """Hundreds of tracebacks with their variables would take longer than the updates."""
    structlog.configure(
        processors=[structlog.processors.KeyValueRenderer()], logger_factory=structlog.ReturnLoggerFactory()
    )
    yield
    structlog.reset_defaults()


class Shared:
    """One town for all examples of a property; each example is a batch of its own."""

    town: Town
    number = 500_000_000


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(batch=st.lists(updates(), min_size=1, max_size=3))
def feed(batch: list[dict[str, Any]]) -> None:
    town = Shared.town
    jobs = []
    for update in batch:
        Shared.number += 1
        jobs.append(town.process.job({"update_id": Shared.number, **update}))
    town.process.writer._commit(jobs)
    for job in jobs:
        job.done.exception()  # broken and not even told of is allowed; what is not is that _commit raised


def test_no_update_breaks_the_batch_and_the_next_claim_is_filed(quiet_logs: None) -> None:
    """Three hundred batches of damaged updates; afterwards everything works, and every incident had a number."""
    with TemporaryDirectory(prefix="jifenbot-poison-") as directory:
        Shared.town = Town(Path(directory))
        feed()
        town = Shared.town
        town.world.updates.clear()
        before = len(town.rows("SELECT id FROM claims"))
        town.say("Li", "/bind B001")  # one of the updates may have said that the bot was thrown out
        town.photo("Wang", "/claim K701 after all that")
        while town.poll():
            pass

        assert len(town.rows("SELECT id FROM claims")) == before + 1
        assert town.process.writer.figures.down_since is None
        town.close()


async def test_the_process_survives_and_tells_the_number_that_the_log_holds(tmp_path: Path) -> None:
    """Damaged updates over the wire: the bot answers the claim that comes behind them."""
    async with a_run(tmp_path) as run:
        member = run.members[0]
        chat = run.group.chat.json()
        broken: list[dict[str, Any]] = [
            {"message": "no message"},
            {"message": {"chat": chat}},
            {"message": {"message_id": 1, "chat": {"id": "x", "type": "group"}, "from": member.account.json()}},
            {"message": {"message_id": 2**80, "chat": chat, "from": member.account.json(), "text": "/my"}},
            {"callback_query": {"id": 5}},
            {"callback_query": {"id": "5", "from": member.account.json(), "data": "c:x:y:z"}},
            {"my_chat_member": []},
            {"no_such_kind": {"a": 1}},
        ]
        for update in broken:
            run.sim.world.inject(update)
        await run.burst(1)
        await run.quiet()

        assert run.count("claims") == 1
        assert run.process is not None
        assert run.process.returncode is None
        logged = {match[1] for line in run.log if (match := re.search(r'"incident": ?"([0-9a-f]{8})"', line))}
        told = {
            match[1]
            for text in (*run.group.texts, *member.dm.texts)
            if (match := re.search(r"the number ([0-9a-f]{8})", text))
        }
        assert logged
        assert told <= logged
