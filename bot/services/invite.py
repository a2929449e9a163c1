"""Invitations: one-time links, for anybody or for one person of the roster. Only a digest is stored."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from bot.domain.organisation.guesses import GuessRule
from bot.domain.refusals import has_account, token_expired
from bot.i18n import N_
from bot.services import chat as chats_service
from bot.services import guesses, join, people
from bot.services.desk import Desk
from storage import audit, memberships, orgs, persons, tokens
from storage.memberships import Membership
from storage.orgs import Org
from storage.persons import Person

KEEP = timedelta(days=7)
BYTES = 24
"""192 random bits, and 64 of our mark; as URL-safe text 43 characters: a link and a button's data have room for it."""
LENGTH = 43
GUESSING = GuessRule(kind="invite", most=10, window=timedelta(hours=1))
"""Links that were never given out, per account; a link that has expired or was used is no guess."""
ROSTER_KEEP = timedelta(days=1)
CAME = N_("🙋 {name} ({code}) of {branch} uses Telegram from now on.")


class Invitation(NamedTuple):
    """What a link stands for."""

    digest: str
    branch: Org
    person: Person | None
    """The person of the roster whom it is for, None for anybody."""


def make(desk: Desk, actor: Person, branch: Org, *, count: int = 1, person: Person | None = None) -> list[str]:
    """Answer the words of new links; who may is checked by the caller.

    Raises:
        Refusal: ``HAS_ACCOUNT``.
    """
    if person is not None and person.telegram_id is not None:
        raise has_account(person.name)
    facts = {"org": branch.id, "person": person.id if person else None, "by": actor.id}
    words = [new(desk, "invite", facts, KEEP) for _ in range(count)]
    audit.add(
        desk.tx,
        now=desk.now,
        actor_id=actor.id,
        action="invite",
        what=f"person {person.code}" if person else f"org {branch.code}",
        after=str(count),
    )
    return words


def new(desk: Desk, kind: str, facts: dict[str, Any], keep: timedelta) -> str:
    """Answer the word of a new one-time token; it is written nowhere."""
    word = desk.house.signer.mark(kind, secrets.token_bytes(BYTES))
    tokens.add(desk.tx, digest=digest_of(word), kind=kind, facts=facts, now=desk.now, expires_at=desk.now + keep)
    return word


def digest_of(word: str) -> str:
    """Answer what is stored of a token."""
    return sha256(word.encode(errors="replace")).hexdigest()


def find(desk: Desk, word: str, kind: str, account: int) -> tokens.Token:
    """Answer a token that is still good.

    Raises:
        Refusal: ``TOKEN_EXPIRED``, whether it was used up, is too old or never was; ``TOO_MANY_GUESSES``.
    """
    guesses.check(desk, GUESSING, account)
    token = tokens.get(desk.tx, digest_of(word)) if desk.house.signer.marked(kind, word) else None
    if token is None or token.kind != kind:
        guesses.wrong(desk, GUESSING, account)
        raise token_expired()
    if token.used_at is not None or token.expires_at <= desk.now:
        raise token_expired()
    return token


def look(desk: Desk, word: str, account: int) -> Invitation:
    """Answer what a link stands for, without using it up.

    Raises:
        Refusal: ``TOKEN_EXPIRED``, also where the branch is gone or the person has an account by now;
            ``TOO_MANY_GUESSES``.
    """
    token = find(desk, word, "invite", account)
    branch = orgs.get(desk.tx, token.facts["org"])
    person_id = token.facts["person"]
    person = persons.get(desk.tx, person_id) if person_id is not None else None
    if branch.state != "active" or (person is not None and person.telegram_id is not None):
        raise token_expired()
    return Invitation(token.digest, branch, person)


def request(desk: Desk, word: str, telegram_id: int, *, name: str, lang: str | None) -> tuple[Membership, Org]:
    """Use an invitation for anybody: the request goes to the secretary, privately.

    Raises:
        Refusal: ``TOKEN_EXPIRED``, and those of `join.ask`.
    """
    invitation = look(desk, word, telegram_id)
    if invitation.person is not None:
        raise token_expired()
    row = join.ask(desk, invitation.branch, telegram_id, name=name, lang=lang, chat_id=None)
    _use(desk, invitation, row.person_id)
    return row, invitation.branch


def accept(desk: Desk, word: str, telegram_id: int, *, lang: str | None) -> tuple[Person, Org]:
    """Use an invitation for one person: "that is me" is the consent, and no further word is needed.

    Raises:
        Refusal: ``TOKEN_EXPIRED``; ``HAS_ACCOUNT`` where the account is a member there already.
    """
    invitation = look(desk, word, telegram_id)
    if invitation.person is None:
        raise token_expired()
    record, account = invitation.person, persons.by_telegram(desk.tx, telegram_id)
    if account is None:
        persons.change(desk.tx, record.id, telegram_id=telegram_id, telegram_lang=lang, consent_at=desk.now)
        person = persons.get(desk.tx, record.id)
        _note(desk, person, invitation.branch)
    elif people.is_member(desk, account, invitation.branch):
        raise has_account(account.name)
    else:
        for row in memberships.of_person(desk.tx, account.id):
            if row.org_id == invitation.branch.id:  # a request of the same account waits: this answers it
                memberships.change(desk.tx, row.id, state="ended", until=desk.now, rev=row.rev + 1)
        person = join.unite(desk, account, invitation.branch, account=account, record=record)
    _use(desk, invitation, person.id)
    chats_service.tell_secretaries(desk, invitation.branch, CAME, name=person.name, code=person.code)
    return person, invitation.branch


def _note(desk: Desk, person: Person, branch: Org) -> None:
    audit.add(
        desk.tx, now=desk.now, actor_id=person.id, action="unite", what=f"person {person.code}", after=branch.code
    )


def _use(desk: Desk, invitation: Invitation, person_id: int) -> None:
    if not tokens.use(desk.tx, invitation.digest, by=person_id, now=desk.now):
        raise token_expired()
