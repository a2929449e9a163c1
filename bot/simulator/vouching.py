"""What Telegram says of somebody who opens a Mini App, signed as it signs it."""

import hmac
from hashlib import sha256
from urllib.parse import quote, urlencode

import orjson

from bot.simulator.model import Account


def init_data(token: str, account: Account, at: float) -> str:
    """Give the ``initData`` of somebody at a Unix time, as a query string."""
    user = {"id": account.id, "first_name": account.first_name, "language_code": account.language_code}
    fields = {"auth_date": str(int(at)), "query_id": f"AAH{account.id}", "user": orjson.dumps(user).decode()}
    checked = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", token.encode(), sha256)
    return urlencode({**fields, "hash": hmac.digest(key, checked.encode(), sha256).hex()})


def app_address(url: str, token: str, account: Account, at: float) -> str:
    """Give the address at which an app opens for somebody: what is said of them stands behind it."""
    return f"{url}#tgWebAppData={quote(init_data(token, account, at), safe='')}&tgWebAppVersion=8.0"
