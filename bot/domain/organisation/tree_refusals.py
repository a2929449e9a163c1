"""Every "no" about the tree of organisations."""

from bot.domain.refusal import N_, Refusal


def org_waits(name: str, count: int) -> Refusal:
    """An organisation ends only once nothing of it waits."""
    text = N_("{name} still has {count} claims or meetings that wait. Please decide them first; nothing was changed.")
    return Refusal(code="ORG_WAITS", text=text, facts={"name": name, "count": count}, private=True)


def org_has_members(name: str, count: int) -> Refusal:
    """An organisation that is abolished has nobody left."""
    text = N_("{name} still has {count} members. Please transfer them, or merge it into another branch.")
    return Refusal(code="ORG_HAS_MEMBERS", text=text, facts={"name": name, "count": count}, private=True)


def org_over(name: str) -> Refusal:
    """An organisation exists no more."""
    text = N_("{name} exists no more. Nothing was changed.")
    return Refusal(code="ORG_OVER", text=text, facts={"name": name}, private=True)


def same_org(name: str) -> Refusal:
    """Somebody or something is already where it should go."""
    text = N_("That is {name} already. Nothing was changed.")
    return Refusal(code="SAME_ORG", text=text, facts={"name": name}, private=True)
