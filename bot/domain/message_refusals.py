"""Every "no" about how a message came, whatever it asked for."""

from collections.abc import Iterable

from bot.domain.refusal import N_, Refusal


def private_only(command: str) -> Refusal:
    """The command tells or takes private facts."""
    text = N_("/{command} is for our private chat. Please open it and send it there.")
    return Refusal(code="PRIVATE_ONLY", text=text, facts={"command": command})


def group_only(command: str) -> Refusal:
    """The command speaks about a group."""
    text = N_("/{command} works in the branch's group. Please send it there.")
    return Refusal(code="GROUP_ONLY", text=text, facts={"command": command})


def unknown_command(command: str, nearest: Iterable[str] = ()) -> Refusal:
    """No command of that name; ``nearest`` are those it may have meant."""
    near = tuple(f"/{name}" for name in nearest)
    if near:
        text = N_("I do not know /{command}. Did you mean {nearest}? /help shows what I can do.")
    else:
        text = N_("I do not know /{command}. /help shows what I can do.")
    return Refusal(code="UNKNOWN_COMMAND", text=text, facts={"command": command, "nearest": near})


def missing_argument(command: str, usage: str) -> Refusal:
    """The command lacks something; ``usage`` shows its form."""
    text = N_("/{command} lacks something. Please send it like this: {usage}")
    return Refusal(code="MISSING_ARGUMENT", text=text, facts={"command": command, "usage": usage})


def not_an_id(word: str) -> Refusal:
    """A word that should be a claim's number is none."""
    text = N_("{word} is not a claim's number. Please write it like 12.")
    return Refusal(code="BAD_ID", text=text, facts={"word": word})


def edited_message() -> Refusal:
    """An edited command is never carried out a second time."""
    text = N_("An edited message changes nothing. Please withdraw the claim with 🗑 and send a new one.")
    return Refusal(code="EDITED_MESSAGE", text=text)


def token_expired() -> Refusal:
    """A one-time link was used up, has expired or was never valid."""
    text = N_("This link is no longer valid. Please ask your secretary for a new one.")
    return Refusal(code="TOKEN_EXPIRED", text=text)


def too_many_guesses(minutes: int) -> Refusal:
    """An account was wrong too often where a word could be guessed."""
    text = N_("That was wrong too often. Please try again in {minutes} minutes, or ask your secretary.")
    return Refusal(code="TOO_MANY_GUESSES", text=text, facts={"minutes": minutes})


def too_fast(seconds: int) -> Refusal:
    """More messages a minute than are taken from one person; said once, the rest is dropped."""
    text = N_(
        "That was a lot at once. Please go on in {seconds} seconds; this message and those until then are not recorded."
    )
    return Refusal(code="TOO_FAST", text=text, facts={"seconds": seconds})


def nothing_to_forget(year: int) -> Refusal:
    """There is no evidence of past cycles left to forget."""
    text = N_("There is nothing to forget: evidence of {year} is still needed, and of the years before none is kept.")
    return Refusal(code="NOTHING_TO_FORGET", text=text, facts={"year": str(year)}, private=True)


def bad_schedule(text: str) -> Refusal:
    """A setting that should name days or hours is not understood."""
    words = N_("I do not understand the schedule {text}. Please write 1,16 or every 2 weeks from DATE or a cron.")
    return Refusal(code="BAD_SCHEDULE", text=words, facts={"text": text})


def words_needed() -> Refusal:
    """What was asked for is a few words, and none came."""
    text = N_("Please write it in a few words; a file alone does not say it. Nothing was changed yet.")
    return Refusal(code="WORDS_NEEDED", text=text, private=True)


def nobody_present() -> Refusal:
    """A session begins with somebody present."""
    text = N_("Nobody is ticked as present yet. Please tap the names of those who are, then begin.")
    return Refusal(code="NOBODY_PRESENT", text=text, private=True)
