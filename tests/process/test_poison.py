"""Updates of every shape: whatever Telegram, a proxy or a fool sends, the bot goes on."""

import re
from pathlib import Path
from typing import Any

from tests.process.harness import a_run


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
