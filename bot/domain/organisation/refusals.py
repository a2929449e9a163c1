"""Every "no" about who may, where, and as whom."""

from collections.abc import Iterable

from bot.domain.refusal import N_, Refusal


def not_enrolled() -> Refusal:
    """The sender is not a member of this chat's branch."""
    text = N_("You are not enrolled here yet. Please send /join and your real name; the secretary confirms it.")
    return Refusal(code="NOT_ENROLLED", text=text)


def in_no_branch() -> Refusal:
    """The sender writes in private and is a member of no branch."""
    text = N_(
        "You are not in a branch yet. Please open your secretary's invitation link, "
        "or send /join and your real name in your branch's group."
    )
    return Refusal(code="IN_NO_BRANCH", text=text)


def already_enrolled(name: str) -> Refusal:
    """The sender has joined before."""
    text = N_("You are already enrolled here as {name}. There is nothing to do.")
    return Refusal(code="ALREADY_ENROLLED", text=text, facts={"name": name})


def request_waiting(name: str) -> Refusal:
    """The sender's request to join is waiting for the secretary."""
    text = N_(
        "Your request to join as {name} is waiting for the secretary. There is nothing more to do; "
        "if the name is wrong, please send /join with the right one."
    )
    return Refusal(code="REQUEST_WAITING", text=text, facts={"name": name})


def no_right(roles: Iterable[str]) -> Refusal:
    """The sender holds none of the roles that may do this; group administrators have no right by that (2.2-16)."""
    text = N_("You do not have the right to do this: the {roles} can. Nothing was changed; please ask them.")
    return Refusal(code="NO_RIGHT", text=text, facts={"roles": tuple(roles)})


def anonymous_admin() -> Refusal:
    """The message came from an anonymous group administrator."""
    text = N_("You are writing as an anonymous administrator, so I cannot tell who you are. Please write as yourself.")
    return Refusal(code="ANONYMOUS_ADMIN", text=text)


def channel_sender() -> Refusal:
    """The message came in the name of a channel or chat."""
    text = N_("This message came in the name of a channel, so I cannot tell who you are. Please write as yourself.")
    return Refusal(code="CHANNEL_SENDER", text=text)


def bot_sender() -> Refusal:
    """The message came from another bot."""
    text = N_("I take no orders from other bots. Please write as yourself.")
    return Refusal(code="BOT_SENDER", text=text)


def no_branch_bound() -> Refusal:
    """This chat belongs to no organisation yet."""
    text = N_("This group is not bound to a branch yet, so nothing is recorded. An admin can send /setup or /bind.")
    return Refusal(code="NO_BRANCH", text=text)


def already_bound(branch: str) -> Refusal:
    """This chat belongs to an organisation already."""
    text = N_(
        "This group is already bound to {branch}. Nothing was changed; people join it with /join and claim with /claim."
    )
    return Refusal(code="ALREADY_BOUND", text=text, facts={"branch": branch})


def unknown_branch(code: str, nearest: Iterable[str] = ()) -> Refusal:
    """No organisation of that code."""
    near = tuple(nearest)
    if near:
        text = N_("There is no organisation {code}. Did you mean {nearest}?")
    else:
        text = N_("There is no organisation {code}. Please check the code.")
    return Refusal(code="UNKNOWN_BRANCH", text=text, facts={"code": code, "nearest": near})


def unknown_preset(code: str, known: Iterable[str]) -> Refusal:
    """No rulebook of that name."""
    text = N_("There is no preset {code}. Please choose one of: {known}.")
    return Refusal(code="UNKNOWN_PRESET", text=text, facts={"code": code, "known": tuple(known)})


def preset_without_points(code: str, carriers: Iterable[str]) -> Refusal:
    """The rulebook has no points section of its own, so it needs one that carries it (domain 4)."""
    text = N_("{code} has no points of its own. Set up one of {carriers} first, then add {code} in /settings.")
    return Refusal(code="PRESET_WITHOUT_POINTS", text=text, facts={"code": code, "carriers": tuple(carriers)})


def unknown_person(name: str, nearest: Iterable[str] = ()) -> Refusal:
    """Nobody of that name is enrolled here."""
    near = tuple(nearest)
    if near:
        text = N_("Nobody here is called {name}. Did you mean {nearest}?")
    else:
        text = N_("Nobody here is called {name}. Please check the name, or reply to a message of that person.")
    return Refusal(code="UNKNOWN_PERSON", text=text, facts={"name": name, "nearest": near})


def several_persons(name: str, count: int) -> Refusal:
    """Several enrolled persons share the name."""
    text = N_("{count} persons here are called {name}. Please reply to a message of the one you mean.")
    return Refusal(code="SEVERAL_PERSONS", text=text, facts={"name": name, "count": count})


def bad_name(name: str) -> Refusal:
    """A name is empty, too long or no name."""
    text = N_("{name} cannot be used as a name. Please send your real name, up to 40 characters.")
    return Refusal(code="BAD_NAME", text=text, facts={"name": name})


def unknown_role(role: str, known: Iterable[str]) -> Refusal:
    """No role of that name."""
    text = N_("There is no role {role}. Please choose one of: {known}.")
    return Refusal(code="UNKNOWN_ROLE", text=text, facts={"role": role, "known": tuple(known)})


def role_not_held(name: str, role: str) -> Refusal:
    """The role to be revoked is not held."""
    text = N_("{name} does not hold the role {role}. Nothing was changed.")
    return Refusal(code="ROLE_NOT_HELD", text=text, facts={"name": name, "role": role})


def last_secretary() -> Refusal:
    """A branch is never left without a secretary."""
    text = N_("A branch needs a secretary. Please hand over with /handover first.")
    return Refusal(code="LAST_SECRETARY", text=text)


def cannot_submit_for_others(roles: Iterable[str]) -> Refusal:
    """Claims for others are for the secretary, recorder and group leader."""
    text = N_("Only {roles} can claim for other people. You can claim for yourself without names.")
    return Refusal(code="NOT_SUBMITTER", text=text, facts={"roles": tuple(roles)})


def no_account(name: str, role: str) -> Refusal:
    """A person without a Telegram account cannot act in a role that decides."""
    text = N_("{name} has no Telegram account here yet and could not act as {role}. Please send /invite {name} first.")
    return Refusal(code="NO_ACCOUNT", text=text, facts={"name": name, "role": role})


def has_account(name: str) -> Refusal:
    """A person who is to be invited has an account already."""
    text = N_("{name} is enrolled here with a Telegram account already. There is nothing to do.")
    return Refusal(code="HAS_ACCOUNT", text=text, facts={"name": name})


def needs_own_request(name: str) -> Refusal:
    """An account is enrolled only after its owner asked to be, which is the consent."""
    text = N_("{name} has not asked to be enrolled. Please ask them to send /join and their real name here.")
    return Refusal(code="NEEDS_OWN_REQUEST", text=text, facts={"name": name})


def not_a_rehearsal(branch: str) -> Refusal:
    """Only a rehearsal can be ended by a tap."""
    text = N_("{branch} is not a rehearsal. Nothing was changed.")
    return Refusal(code="NOT_A_REHEARSAL", text=text, facts={"branch": branch})


def unknown_setting(name: str, known: Iterable[str]) -> Refusal:
    """No setting of that name."""
    text = N_("There is no setting {name}. Please choose one of: {known}.")
    return Refusal(code="UNKNOWN_SETTING", text=text, facts={"name": name, "known": tuple(known)})


def bad_setting(value: str, known: Iterable[str]) -> Refusal:
    """A setting cannot take that value."""
    text = N_("The setting cannot be {value}. Please choose one of: {known}.")
    return Refusal(code="BAD_SETTING", text=text, facts={"value": value, "known": tuple(known)})
