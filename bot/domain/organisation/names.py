"""Names as those above a branch read them, where the branch wishes it: 王某, or 王**."""

COMPOUND = frozenset(
    {
        *(
            "欧阳",
            "歐陽",
            "司马",
            "司馬",
            "上官",
            "诸葛",
            "諸葛",
            "东方",
            "東方",
            "皇甫",
            "尉迟",
            "尉遲",
            "公孙",
            "公孫",
        ),
        *("慕容", "令狐", "宇文", "长孙", "長孫", "司徒", "夏侯", "端木", "南宫", "南宮"),
    }
)
"""Family names of two characters."""
SURNAME, STARS = "surname", "stars"


def masked(name: str, how: str) -> str:
    """Write a name so that the family name alone is told; of a name in Latin letters its initials.

    Args:
        name: As stored.
        how: ``surname`` (王某), ``stars`` (王**), or anything else for the whole name.
    """
    if how not in {SURNAME, STARS} or not name:
        return name
    words = name.split()
    if name[0].isascii() or len(words) > 1:
        return " ".join(f"{word[0]}." for word in words)
    family = name[:2] if name[:2] in COMPOUND else name[0]
    return family + ("某" if how == SURNAME else "*" * max(1, len(name) - len(family)))
