"""The people of the demo's branch; the first three of them are played by the visitor."""

from collections.abc import Mapping
from dataclasses import dataclass, field

BRANCH = "机关第一党支部"
PRESET = "sichuan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Somebody of the story.

    Attributes:
        name: Real name, which is also the name in Telegram.
        role: Role held for the branch, or none.
        status: Status of membership.
        outside: Reviews for the branch, but belongs to the committee above it.
        caption: What the visitor is told of a person to play, by language; empty for all others.
        opens: The chat that the visitor sees first: ``group`` or ``private``.
    """

    name: str
    role: str = ""
    status: str = "full"
    outside: bool = False
    caption: Mapping[str, str] = field(default_factory=dict)
    opens: str = "group"


LI = Part(
    name="李建国",
    role="secretary",
    caption={"zh_Hans": "支部书记", "zh_Hant": "支部書記", "en": "branch secretary"},
)
WANG = Part(name="王芳", caption={"zh_Hans": "党员", "zh_Hant": "黨員", "en": "member"})
ZHOU = Part(
    name="周正平",
    role="committee_reviewer",
    outside=True,
    caption={"zh_Hans": "党委审核人", "zh_Hant": "黨委審核人", "en": "committee reviewer"},
    opens="private",
)
DEPUTY = Part(name="王秀英", role="deputy_secretary")
KEEPER = Part(name="张明远", role="ledger_keeper")
LEADER = Part(name="陈晓梅", role="group_leader")
LIU = Part(name="刘洋")
ZHAO = Part(name="赵敏")
SUN = Part(name="孙国强")
HE = Part(name="何丽")
TING = Part(name="周婷婷", status="probationary")
WU = Part(name="吴建华", status="retired")
ZHENG = Part(name="郑浩", status="mobile")

CAST = (LI, WANG, ZHOU, DEPUTY, KEEPER, LEADER, LIU, ZHAO, SUN, HE, TING, WU, ZHENG)
"""Everybody; those with a caption are played, in this order from left to right."""
