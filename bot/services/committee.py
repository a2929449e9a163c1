"""Committee: what the proceedings of a committee over its branches share - who conducts them, whom they tell.

Ratings and awards run over all branches under an organisation; their letters go to one branch's office or groups each.
"""

from collections.abc import Callable, Iterable

from bot.domain.refusals import in_no_branch, no_right
from bot.i18n import N_, Html, Language
from bot.pictures.certificate import Certificate
from bot.services import people
from bot.services.desk import Desk
from bot.services.letters import GroupLetter, Key, Lane, PrivateLetter, post
from bot.services.pictures import theme_of
from bot.services.pictures.certificate import on_paper
from storage import audit, chats, grants, orgs, persons
from storage.orgs import Org
from storage.persons import Person

BRANCHES = frozenset({"branch", "general_branch"})
CONDUCTS = ("committee_reviewer",)
"""Who conducts, beside those who stand above."""
OFFICE = ("secretary", "deputy_secretary")
"""Who answers for a branch."""

Said = Callable[[Language], Html]
"""Words something in a language."""
Certified = Callable[[Language], Certificate]
"""Words a certificate in a language."""
PAPER = N_("🏅 The certificate as a paper, to print.")


def under(desk: Desk, org: Org) -> list[Org]:
    """Answer the branches that a proceeding of an organisation is about: the active ones beneath it, by code."""
    above = {org.id}
    rows = orgs.every(desk.tx)
    grown = -1
    while grown != len(above):  # the tree is a few levels deep
        grown = len(above)
        above |= {row.id for row in rows if row.parent_id in above}
    return [
        row
        for row in rows
        if row.id in above and row.kind in BRANCHES and row.state == "active" and row.rehearsal == org.rehearsal
    ]


def place_of(desk: Desk, person: Person) -> Org:
    """Answer where somebody belongs in a proceeding: the own branch, else an organisation in which a role is held.

    Raises:
        Refusal: ``IN_NO_BRANCH``.
    """
    home = people.home(desk, person)
    if home is not None:
        return home
    held = [orgs.get(desk.tx, grant.org_id) for grant in grants.of_person(desk.tx, person.id)]
    held += [org for org in orgs.every(desk.tx) if org.parent_id is None] if people.is_admin(desk, person) else []
    found = next((org for org in held if org.state == "active"), None)
    if found is None:
        raise in_no_branch()
    return found


def committee_of(desk: Desk, person: Person, home: Org) -> Org:
    """Answer the organisation whose proceedings somebody conducts: the highest above the own branch with that right.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    for org in people.ancestors(desk, home)[::-1]:
        if conducts(desk, person, org):
            return org
    raise no_right(CONDUCTS)


def conducts(desk: Desk, person: Person, org: Org) -> bool:
    """Tell whether somebody opens, appraises, publishes: a committee reviewer there, or who stands above."""
    held = people.roles_in(desk, person, org)
    return bool(held & set(CONDUCTS)) or (org.kind not in BRANCHES and "secretary" in held) or people.is_above(
        desk, person, org
    )  # fmt: skip


def need_conductor(desk: Desk, person: Person, org: Org) -> None:
    """Insist on who conducts the proceedings of an organisation.

    Raises:
        Refusal: ``NO_RIGHT``.
    """
    if not conducts(desk, person, org):
        raise no_right(CONDUCTS)


def secretaries(desk: Desk, branch: Org) -> list[Person]:
    """Answer who answers for a branch: its secretaries, else the deputies."""
    held = people.holders(desk, branch)
    able = next((held[role] for role in OFFICE if held.get(role)), ())
    return [persons.get(desk.tx, int(one)) for one in able]


def tell(
    desk: Desk,
    hearers: Iterable[Person],
    about: Org,
    text: Said,
    *,
    keys: Iterable[tuple[str, str]] = (),
    certificate: Certified | None = None,
) -> None:
    """Tell people privately, each in the own language.

    Args:
        desk: Where it is decided.
        hearers: Whom.
        about: The branch whose matter it is.
        text: A function of the language that words it.
        keys: Labels (sentences) and data of the buttons under it.
        certificate: A function of the language that words a certificate; it comes as a picture, where the branch
            wants pictures, and as a paper.
    """
    rows = list(keys)
    for person in {one.id: one for one in hearers}.values():
        if person.telegram_id is None:
            continue
        speech = desk.speaks(person)
        keyboard = [[Key(label=speech.plain(label), data=data)] for label, data in rows]
        said = text(speech)
        given = certificate(speech) if certificate is not None else None
        letter = PrivateLetter(
            to=person.telegram_id,
            text=said,
            keyboard=keyboard,
            lane=Lane.CARD,
            about=about,
            picture=given if theme_of(about) is not None else None,
        )
        post(desk, letter)
        if given is not None:
            paper = on_paper(given)
            post(desk, PrivateLetter(to=person.telegram_id, text=speech.say(PAPER), document=paper, about=about))


def announce(desk: Desk, branch: Org, key: str, text: Said, *, keys: Iterable[tuple[str, str]] = ()) -> None:
    """Say something in the groups of a branch, once, silently; `text` and `keys` as in `tell`."""
    rows = list(keys)
    for chat in chats.of_org(desk.tx, branch.id):
        speech = desk.speaks_in(chat)
        keyboard = [[Key(label=speech.plain(label), data=data)] for label, data in rows]
        said = text(speech)
        letter = GroupLetter(chat=chat, text=said, keyboard=keyboard, lane=Lane.BROADCAST, key=f"{key}:{chat.id}")
        post(desk, letter)


def note(desk: Desk, actor: Person, action: str, what: str, after: str) -> None:
    """Write an act into the audit log."""
    audit.add(desk.tx, now=desk.now, actor_id=actor.id, action=action, what=what, after=after)
