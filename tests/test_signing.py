"""Signed words: whose they are, for what, until when, under which keys."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings
from bot.signing import Signer, words

NOW = datetime(2026, 5, 13, 4, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
OLD, NEW = Signer(keys=("the-old-key",)), Signer(keys=("the-new-key",))
BOTH = Signer(keys=("the-new-key", "the-old-key"))


def test_a_word_says_its_facts_until_it_expires() -> None:
    word = OLD.sign("page", {"person": 7, "branch": "B001"}, LATER)

    assert OLD.read("page", word, NOW) == {"person": 7, "branch": "B001"}
    assert OLD.read("page", word, LATER - timedelta(seconds=1)) == {"person": 7, "branch": "B001"}
    assert OLD.read("page", word, LATER) is None


def test_a_word_is_good_for_one_purpose_only() -> None:
    assert OLD.read("ballot", OLD.sign("page", 7, LATER), NOW) is None


def test_any_key_verifies_and_the_first_signs() -> None:
    """Put a new key in front; take the old one out when its words have expired."""
    before = OLD.sign("page", 7, LATER)
    during = BOTH.sign("page", 8, LATER)

    assert BOTH.read("page", before, NOW) == 7
    assert NEW.read("page", before, NOW) is None
    assert NEW.read("page", during, NOW) == 8


@pytest.mark.parametrize("word", ["", "A", "AAAA", "签名", "=" * 8, "a b", "A" * 64, "Zm9v\n"])
def test_what_is_none_of_ours_says_nothing(word: str) -> None:
    assert OLD.read("page", word, NOW) is None
    assert not OLD.marked("invite", word)


def test_every_changed_letter_shows() -> None:
    word = OLD.sign("page", [7, "2026-05"], LATER)
    for place, letter in enumerate(word):
        changed = word[:place] + ("A" if letter != "A" else "B") + word[place + 1 :]
        assert OLD.read("page", changed, NOW) is None


@given(st.integers(0, 10**9), st.text("0123456789-", max_size=8))
def test_few_facts_fit_a_deep_link(number: int, period: str) -> None:
    """Telegram takes 64 letters, digits, - and _ after ?start=."""
    word = OLD.sign("page", [number, period], LATER)

    assert len(word) <= 64
    assert word.replace("-", "").replace("_", "").isalnum()
    assert OLD.read("page", word, NOW) == [number, period]


def test_without_a_key_nothing_is_signed_and_nothing_believed() -> None:
    with pytest.raises(LookupError, match="JIFENBOT_SECRET_KEY"):
        Signer().sign("page", 7, LATER)
    assert not Signer().ready
    assert Signer().read("page", OLD.sign("page", 7, LATER), NOW) is None


def test_marks_tell_ours_from_made_up_words() -> None:
    word = OLD.mark("invite", bytes(range(24)))

    assert len(word) == 43
    assert OLD.marked("invite", word)
    assert BOTH.marked("invite", word)
    assert not OLD.marked("roster", word)
    assert not NEW.marked("invite", word)
    assert Signer().marked("invite", word), "without keys the database alone decides"


def test_keys_are_a_list_that_shows_nowhere() -> None:
    settings = Settings(secret_key=" the-new-key , the-old-key,", webhook_secret="second,first", _env_file=None)

    assert settings.signer == BOTH
    assert settings.webhook_secrets == ("second", "first")
    assert "key" not in repr(settings.signer).replace("keys", "")
    assert "the-new-key" not in repr(settings)
    assert words("") == ()
