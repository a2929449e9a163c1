"""Words that could be guessed (links, check-in codes): an account that is wrong too often waits.

guesses.check(desk, RULE, account)       # before the word is looked at
guesses.wrong(desk, RULE, account)       # it was wrong; then raise the refusal of its own
guesses.right(desk, RULE, account)       # it was right
"""

from datetime import timedelta
from math import ceil

from bot.domain.organisation.guesses import GuessRule, Wrong, one_more, waits_until
from bot.domain.refusals import too_many_guesses
from bot.services.desk import Desk
from storage import guesses

MINUTE = timedelta(minutes=1)


def check(desk: Desk, rule: GuessRule, account: int) -> None:
    """Refuse to look at a word of an account that was wrong too often.

    Raises:
        Refusal: ``TOO_MANY_GUESSES``.
    """
    until = waits_until(rule, _known(desk, rule, account), desk.now)
    if until is not None:
        raise too_many_guesses(ceil((until - desk.now) / MINUTE))


def wrong(desk: Desk, rule: GuessRule, account: int) -> None:
    """Count a wrong word. A refusal that follows does not undo it."""
    found = one_more(rule, _known(desk, rule, account), desk.now)
    guesses.put(desk.tx, rule.kind, account, wrong=found.count, since=found.since)


def right(desk: Desk, rule: GuessRule, account: int) -> None:
    """Forget the wrong words of an account: it knows the right one."""
    guesses.forget(desk.tx, rule.kind, account)


def _known(desk: Desk, rule: GuessRule, account: int) -> Wrong | None:
    row = guesses.get(desk.tx, rule.kind, account)
    return None if row is None else Wrong(count=row.wrong, since=row.since)
