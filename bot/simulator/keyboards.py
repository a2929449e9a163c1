"""Reply markups, checked as Telegram checks them."""

import re
from typing import Any

from bot.simulator.errors import NOT_UTF8, ApiError, bad_request
from bot.simulator.model import Json
from bot.simulator.params import Params

MOST_BUTTONS = 100
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
STYLES = {"danger", "success", "primary"}
_URL = re.compile(r"(https?|tg|ton)://[^\s/?#]+\S*\Z|[\w-]+(\.[\w-]+)+(/\S*)?\Z")


def read_markup(params: Params) -> Json | None:
    """Give the ``reply_markup`` of a call, checked; ``None`` when there is none.

    Raises:
        ApiError: 400 in Telegram's words.
    """
    markup = params.structure("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return {"inline_keyboard": _inline(markup["inline_keyboard"])} if markup["inline_keyboard"] else None
    return markup


def _inline(rows: Any) -> list[list[Json]]:
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be of the type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request("inline keyboard row must be an Array")
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return [[_button(button) for button in row] for row in rows if row]


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _unparsable("expected an Object")
    if "text" not in button:
        raise _unparsable('Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise _unparsable('Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise _unparsable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    if button.get("style") not in {None, *STYLES}:
        raise bad_request("invalid button style specified")
    check = {"callback_data": _check_data, "url": _check_url, "web_app": _check_app}.get(actions[0])
    if check:
        check(button[actions[0]])
    return button


def _check_data(data: Any) -> None:
    if not isinstance(data, str):
        raise _unparsable('Field "callback_data" must be of type String')
    try:
        size = len(data.encode())
    except UnicodeEncodeError:
        raise ApiError(400, NOT_UTF8) from None
    if not 1 <= size <= 64:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_app(app: Any) -> None:
    """Refuse an app that is not on HTTPS; on this machine itself a test server needs no certificate."""
    url = str(app.get("url", "")) if isinstance(app, dict) else ""
    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise bad_request("inline keyboard button Web App URL is invalid: Only HTTPS links are allowed")


def _check_url(url: Any) -> None:
    if not isinstance(url, str) or not _URL.match(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _unparsable(what: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {what}")
