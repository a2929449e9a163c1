"""Doors into the pages: links that carry our mark, expire, and can be taken back. Only their digest is stored.

There are three kinds: a branch's notice board, which many may open; the way to the desk, which opens once; and a desk,
which is one person's for some hours. A desk's address is its key: nothing else lets anybody in, so no other page of
the browser can act in its name, and the next one that its person opens ends it.
"""

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qsl, urlsplit

import orjson

from bot.services import invite
from bot.services.desk import Desk, House
from storage import audit, persons, tokens
from storage.orgs import Org
from storage.persons import Person
from storage.transaction import Tx

BOARD, WAY, DESK = "board", "desk_way", "desk"
BOARD_FOR = timedelta(days=90)
WAY_FOR = timedelta(minutes=10)
DESK_FOR = timedelta(hours=8)
APP_FRESH = timedelta(minutes=15)
"""How old Telegram's word about somebody may be who opens the desk inside Telegram."""
PATH = "/p/"


def ready(house: House) -> bool:
    """Tell whether the installation has pages: an address, and a key to mark links with."""
    return bool(house.public_url) and house.signer.ready


def opens_inside(house: House) -> bool:
    """Tell whether Telegram opens our pages in itself: it takes HTTPS only; a test server beside us takes ours."""
    address = urlsplit(house.public_url)
    return address.scheme == "https" or address.hostname in {"127.0.0.1", "localhost"}


def board_link(desk: Desk, actor: Person, branch: Org, *, lang: str) -> str:
    """Answer a new link to a branch's notice board."""
    word = invite.new(desk, BOARD, {"org": branch.id, "lang": lang}, BOARD_FOR)
    audit.add(desk.tx, now=desk.now, actor_id=actor.id, action="board link", what=f"org {branch.code}")
    return f"{desk.house.public_url}{PATH}board/{word}"


def boards_open(desk: Desk, branch: Org) -> int:
    """Count the links to a branch's notice board that still open it."""
    return len(_boards(desk, branch))


def take_back(desk: Desk, actor: Person, branch: Org) -> int:
    """Take back all links to a branch's notice board; answer how many there were."""
    found = _boards(desk, branch)
    for token in found:
        tokens.use(desk.tx, token.digest, by=actor.id, now=desk.now)
    if found:
        after = str(len(found))
        audit.add(
            desk.tx, now=desk.now, actor_id=actor.id, action="board revoke", what=f"org {branch.code}", after=after
        )
    return len(found)


def _boards(desk: Desk, branch: Org) -> list[tokens.Token]:
    return [token for token in tokens.standing(desk.tx, BOARD, desk.now) if token.facts.get("org") == branch.id]


def desk_link(desk: Desk, person: Person) -> str:
    """Answer a link that opens the desk for a person, once, within some minutes."""
    facts = {"person": person.id, "lang": desk.speaks(person).code}
    return f"{desk.house.public_url}{PATH}enter/{invite.new(desk, WAY, facts, WAY_FOR)}"


def enter(desk: Desk, word: str) -> str | None:
    """Use up a way to the desk; answer the word of the desk it opens, None where it opens none."""
    token = look(desk.tx, desk.house, word, WAY, desk.now)
    if token is None or not tokens.use(desk.tx, token.digest, by=int(token.facts["person"]), now=desk.now):
        return None
    return _open(desk, int(token.facts["person"]), str(token.facts["lang"]))


def enter_app(desk: Desk, init_data: str, bot_token: str) -> str | None:
    """Let somebody in whom Telegram vouches for; answer the word of their desk, None for nobody we know."""
    account = vouched(init_data, bot_token, desk.now)
    person = persons.by_telegram(desk.tx, account) if account is not None else None
    return _open(desk, person.id, desk.speaks(person).code) if person is not None else None


def _open(desk: Desk, person_id: int, lang: str) -> str:
    """Open a desk and end those that the person had open before."""
    for token in tokens.standing(desk.tx, DESK, desk.now):
        if token.facts.get("person") == person_id:
            tokens.use(desk.tx, token.digest, by=person_id, now=desk.now)
    return invite.new(desk, DESK, {"person": person_id, "lang": lang}, DESK_FOR)


def look(tx: Tx, house: House, word: str, kind: str, now: datetime) -> tokens.Token | None:
    """Answer what a link stands for; None for one that is forged, over, used up, taken back or of another kind."""
    if not house.signer.ready or not house.signer.marked(kind, word):
        return None
    token = tokens.get(tx, invite.digest_of(word))
    if token is None or token.kind != kind or token.used_at is not None or token.expires_at <= now:
        return None
    return token


def vouched(init_data: str, bot_token: str, now: datetime) -> int | None:
    """Answer the account that Telegram vouches for in a Mini App's ``initData``; None if it does not, or not lately.

    Source: Telegram, "Validating data received via the Mini App": the fields but ``hash``, sorted, a line each, under
    HMAC-SHA-256 with the key HMAC-SHA-256("WebAppData", token).
    """
    fields = dict(parse_qsl(init_data, keep_blank_values=True))
    told = fields.pop("hash", "")
    checked = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", bot_token.encode(), sha256)
    if not hmac.compare_digest(hmac.digest(key, checked.encode(), sha256).hex(), told):
        return None
    try:
        at = datetime.fromtimestamp(int(fields["auth_date"]), UTC)
        account = int(orjson.loads(fields["user"])["id"])
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        return None
    return account if timedelta(0) <= now - at + timedelta(minutes=1) <= APP_FRESH else None
