"""Every "no" about votes."""

from datetime import date

from bot.domain.refusal import N_, Refusal


def not_on_roll() -> Refusal:
    """The sender was not on the roll when the vote was opened."""
    text = N_(
        "You are not on the roll of this vote, so no ballot was taken. The roll was fixed when the vote was opened; "
        "if it is wrong, please tell the secretary."
    )
    return Refusal(code="NOT_ON_ROLL", text=text)


def already_voted() -> Refusal:
    """Somebody has one ballot, and it is in the urn."""
    text = N_("Your ballot is in the urn already. Nobody can take it out again, not even to change it.")
    return Refusal(code="ALREADY_VOTED", text=text)


def vote_is(state: str) -> Refusal:
    """A vote is not in the state in which this can be done."""
    text = N_("This vote is {vote_state}, so nothing was changed.")
    return Refusal(code="VOTE_IS", text=text, facts={"vote_state": state})


def bad_paper() -> Refusal:
    """A ballot paper is not filled in as it must be."""
    text = N_("This paper is not complete, so it was not put into the urn. Please open it once more with /vote.")
    return Refusal(code="BAD_PAPER", text=text)


def too_many_marked(most: int) -> Refusal:
    """A paper names more than there are seats."""
    text = N_("At most {most} can be chosen. Please take another choice back first.")
    return Refusal(code="TOO_MANY_MARKED", text=text, facts={"most": most})


def not_the_key() -> Refusal:
    """The one who presses does not hold a key of this vote."""
    text = N_("The key to this urn is in another message: the one in which the vote was opened. Please press there.")
    return Refusal(code="NOT_THE_KEY", text=text)


def urn_disagrees(found: int, expected: int) -> Refusal:
    """What lies in the urn is not what the roll says was put in."""
    text = N_(
        "The urn holds {found} ballots, the roll says {expected}: somebody changed the database from outside. "
        "The vote cannot be counted; please call it off and vote again."
    )
    return Refusal(code="URN_DISAGREES", text=text, facts={"found": found, "expected": expected}, private=True)


def vote_needs(usage: str) -> Refusal:
    """A vote lacks its title, or an election its candidates."""
    text = N_("Please say what is voted on, like this: {usage}")
    return Refusal(code="VOTE_NEEDS", text=text, facts={"usage": usage})


def too_many_names(most: int) -> Refusal:
    """More names than a paper holds."""
    text = N_("A ballot paper holds at most {most} names. Please vote in parts.")
    return Refusal(code="TOO_MANY_NAMES", text=text, facts={"most": most})


def nobody_votes() -> Refusal:
    """There is nobody on the roll."""
    text = N_("Nobody here has a vote in this: full members do. Please see with /roles and the roster who is enrolled.")
    return Refusal(code="NOBODY_VOTES", text=text)


def still_public(until: date) -> Refusal:
    """The publicity of a member's development is not over."""
    text = N_("This is laid open until {until}. Please let the branch vote after that day.")
    return Refusal(code="STILL_PUBLIC", text=text, facts={"until": until})


def not_to_develop(name: str) -> Refusal:
    """Somebody's status is not the one from which this step of development leads on."""
    text = N_(
        "{name} is not at this step: an activist is admitted, a probationary member becomes a full one. If the status "
        "is wrong, please correct the roster."
    )
    return Refusal(code="NOT_TO_DEVELOP", text=text, facts={"name": name})
