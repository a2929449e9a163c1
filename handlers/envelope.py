"""Envelope: a letter in our words becomes one of Telegram's calls."""

from typing import Any

import orjson

from bot.services.letters import APP
from storage.letters import Letter

Call = tuple[str, dict[str, Any]]
NAMELESS = "https://t.me/?start="
"""A deep link written at the command line, where Telegram was not asked for the bot's name."""
ATTACHED = "attach://photo"
"""How a call names the picture that goes up with it."""
SEND = {"photo": "sendPhoto", "document": "sendDocument", "video": "sendVideo"}


def call_of(
    letter: Letter, *, message_id: int | None, message_kind: str | None, username: str = "", photo: str = ""
) -> Call | None:
    """Answer the call that a letter asks for; none where what it held is gone.

    Args:
        letter: The letter.
        message_id: The message that its slot stands for already; then it is edited.
        message_kind: text, or media for one with a caption.
        username: The bot's own, for deep links written by a process that did not know it.
        photo: Telegram's id of its picture, or `ATTACHED` where that goes up with the call; empty for none.
    """
    body = orjson.loads(letter.body)
    if username and NAMELESS in letter.body:
        body = _named(body, username)
    if letter.method == "enclosure" and not photo:
        return _enclosed(letter.chat_id, body)
    if letter.method not in {"message", "enclosure"}:
        # The letter's own address: the group may have become a supergroup since the call was written.
        return letter.method, {**body, "chat_id": letter.chat_id} if "chat_id" in body else body
    if photo:
        return _show(letter.chat_id, message_id, body, photo)
    if message_id is not None:
        return _edit(letter.chat_id, message_id, message_kind or "text", body)
    return _send(letter.chat_id, body, body.get("media") or [])


def unwritten(chat_id: int, text: str, keys: list[list[list[str]]], *, message_id: int | None) -> Call:
    """Answer the call that says something without a letter: in place of a message, or as a new one."""
    body: dict[str, Any] = {"text": text, "keys": keys}
    return _send(chat_id, body, []) if message_id is None else _edit(chat_id, message_id, "text", body)


def document_of(letter: Letter) -> dict[str, Any] | None:
    """Answer what file a letter carries that is still to be made, None for none."""
    if '"document"' not in letter.body:  # nearly all: they need not be read twice
        return None
    wanted: dict[str, Any] | None = orjson.loads(letter.body).get("document")
    return wanted


def picture_of(letter: Letter) -> dict[str, Any] | None:
    """Answer what picture a letter shows, None for none."""
    if '"picture":{' not in letter.body:  # likewise
        return None
    wanted: dict[str, Any] | None = orjson.loads(letter.body).get("picture")
    return wanted


def unmarked(call: dict[str, Any]) -> None:
    """Let a call's text go as it stands, tags and all."""
    call.pop("parse_mode", None)
    if isinstance(media := call.get("media"), dict):
        media.pop("parse_mode", None)


def saying(body: str, text: str) -> str:
    """Answer a letter's body with another text, and no file."""
    return orjson.dumps({**orjson.loads(without(body, "document")), "text": text}).decode()


def _named(body: dict[str, Any], username: str) -> dict[str, Any]:
    link = f"https://t.me/{username}?start="
    rows = [[[label, data, url.replace(NAMELESS, link)] for label, data, url in row] for row in body.get("keys") or []]
    return {**body, "keys": rows}


def _edit(chat_id: int, message_id: int, kind: str, body: dict[str, Any]) -> Call:
    method, name = ("editMessageCaption", "caption") if kind == "media" else ("editMessageText", "text")
    call = {
        "chat_id": chat_id,
        "message_id": message_id,
        name: body["text"],
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": _keys(body)},
    }
    if name == "text":
        call["link_preview_options"] = {"is_disabled": True}
    return method, call


def _show(chat_id: int, message_id: int | None, body: dict[str, Any], photo: str) -> Call:
    """Send a picture with its caption, or put it into the message that stands (which may have been a text)."""
    caption = {"caption": body["text"], "parse_mode": "HTML"}
    if message_id is None:
        call = {**_common(chat_id, body), **caption, **({} if photo == ATTACHED else {"photo": photo})}
        if body.get("keys"):
            call["reply_markup"] = {"inline_keyboard": _keys(body)}
        return SEND["photo"], call
    media = {"type": "photo", "media": photo, **caption}
    keyboard = {"inline_keyboard": _keys(body)}
    return "editMessageMedia", {
        "chat_id": chat_id,
        "message_id": message_id,
        "media": media,
        "reply_markup": keyboard,
    }


def _send(chat_id: int, body: dict[str, Any], media: list[list[str]]) -> Call:
    call = _common(chat_id, body)
    call["parse_mode"] = "HTML"
    if body.get("keys"):
        call["reply_markup"] = {"inline_keyboard": _keys(body)}
    elif body.get("ask"):
        call["reply_markup"] = {"force_reply": True, "selective": True}
    if body.get("document"):
        return SEND["document"], {**call, "caption": body["text"]}
    if media:
        kind, file_id = media[0]
        return SEND[kind], {**call, kind: file_id, "caption": body["text"]}
    return "sendMessage", {**call, "text": body["text"], "link_preview_options": {"is_disabled": True}}


def _enclosed(chat_id: int, body: dict[str, Any]) -> Call | None:
    """Send files without words; several of a kind are one album, so that it is one call."""
    media = body.get("media")
    if not media:
        return None
    call = _common(chat_id, body)
    if len(media) > 1:
        return "sendMediaGroup", {**call, "media": [{"type": kind, "media": file_id} for kind, file_id in media]}
    kind, file_id = media[0]
    return SEND[kind], {**call, kind: file_id}


def _common(chat_id: int, body: dict[str, Any]) -> dict[str, Any]:
    call: dict[str, Any] = {"chat_id": chat_id}
    if body.get("silent"):
        call["disable_notification"] = True
    if body.get("thread"):
        call["message_thread_id"] = body["thread"]
    if body.get("reply_to"):
        call["reply_parameters"] = {"message_id": body["reply_to"], "allow_sending_without_reply": True}
    return call


def _keys(body: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return [[_key(label, data, url) for label, data, url in row] for row in body.get("keys") or []]


def _key(label: str, data: str, url: str) -> dict[str, Any]:
    if not url:
        return {"text": label, "callback_data": data}
    return {"text": label, "web_app": {"url": url}} if data == APP else {"text": label, "url": url}


def without(body: str, name: str) -> str:
    """Answer a letter's body without one part: a topic that is closed, a file that is gone."""
    return orjson.dumps({key: value for key, value in orjson.loads(body).items() if key != name}).decode()
