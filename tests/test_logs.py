"""Logs: one door, and no secret passes it."""

import json
import subprocess
import sys

import pytest

from bot.logs import Redactor

TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"
KEY = 'a "quoted" key/with é'
SAY = """
import logging, threading, warnings
import structlog
from bot.logs import crashed, set_up_logs

TOKEN, KEY = {token!r}, {key!r}
set_up_logs(style={style!r}, level="debug", secrets=(TOKEN, KEY))
log = structlog.get_logger("jifenbot")
log.info("started", url="http://x/bot" + TOKEN + "/getMe", key=KEY, nested={{"a": [TOKEN]}})
logging.getLogger("a.library").debug("GET %s", "http://x/bot" + TOKEN.replace(":", "%3A") + "/getMe")
logging.getLogger("a.library").info("half: %s", TOKEN.split(":")[1])
log.info("database", url="postgresql://bot:pass-w0rd@host/name")

def work(local_secret):
    raise ValueError("cannot open http://x/bot" + TOKEN)

try:
    work("a local value " + KEY)
except ValueError as error:
    crashed(error)
    logging.getLogger("a.library").exception("it failed")
    log.error("failed", exc_info=error)
thread = threading.Thread(target=work, args=("local",))
thread.start(); thread.join()
warnings.warn("careful with " + TOKEN)
"""


def said(style: str) -> str:
    script = SAY.format(token=TOKEN, key=KEY, style=style)
    done = subprocess.run([sys.executable, "-W", "default", "-c", script], check=True, capture_output=True)
    assert done.stdout == b""
    return done.stderr.decode()


@pytest.mark.parametrize("style", ["json", "text"])
def test_no_secret_is_logged_by_anybody(style: str) -> None:
    """Ours, libraries', tracebacks, threads, warnings; spelled plainly, encoded in a URL, or as JSON."""
    text = said(style)

    assert text.count("***") >= 8
    for secret in (TOKEN, TOKEN.partition(":")[2], KEY, json.dumps(KEY)[1:-1], "pass-w0rd", "a local value"):
        assert secret not in text, secret


def test_a_line_is_an_event_in_json() -> None:
    """Tracebacks and warnings too: whoever collects logs reads line by line."""
    events = [json.loads(line) for line in said("json").splitlines()]

    assert [event["event"] for event in events if event["level"] == "critical"] == ["crashed"]
    assert all({"event", "level", "logger", "timestamp"} <= event.keys() for event in events)
    (crash,) = [event for event in events if event["event"] == "crashed"]
    assert len(crash["incident"]) == 8
    assert "ValueError: cannot open http://x/bot***" in crash["exception"]


def test_text_tracebacks_are_plain() -> None:
    """No frames drawn around values of local variables."""
    text = said("text")

    assert "Traceback (most recent call last)" in text
    assert "│" not in text
    assert "╭" not in text


def test_words_that_only_look_like_a_secret_stay() -> None:
    redactor = Redactor(TOKEN, "", "abc")

    assert redactor.text("12:30, claim #12, abc, bot1") == "12:30, claim #12, abc, bot1"
    assert redactor.text(f"x{TOKEN}y") == "x***y"


def test_a_strange_token_is_hidden_too() -> None:
    """A token of another bot in a message is not ours to show either."""
    assert Redactor().text("987654321:AAE-abcdefghijklmnopqrstuvwxyz012345") == "***"
    assert Redactor().text("/bot1:short/getMe") == "/bot***/getMe"
