"""The people of the demo's branch; four of them are played by the visitor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

PRESET = "sichuan"


class Said(NamedTuple):
    """The same words in simplified and traditional Chinese and in English."""

    simplified: str
    traditional: str
    english: str

    def within(self, language: str) -> str:
        """Give them in one language."""
        return {"zh_Hans": self.simplified, "zh_Hant": self.traditional}.get(language, self.english)


BOT = Said("积分助手", "積分助手", "Points bot")
BRANCH = Said("机关第一党支部", "機關第一黨支部", "First Branch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Somebody of the story.

    Attributes:
        name: Real name, which is also the name in Telegram; an English visitor reads it in Latin letters.
        role: Role held for the branch, or none.
        status: Status of membership.
        outside: Reviews for the branch, but belongs to the committee above it.
        caption: What the visitor is told of a person to play, by language; empty for all others.
        opens: The chat that the visitor sees first: ``group`` or ``private``.
    """

    name: Said
    role: str = ""
    status: str = "full"
    outside: bool = False
    caption: Mapping[str, str] = field(default_factory=dict)
    opens: str = "group"


LI = Part(
    name=Said("李建国", "李建國", "Li Jianguo"),
    role="secretary",
    caption={"zh_Hans": "支部书记", "zh_Hant": "支部書記", "en": "branch secretary"},
)
WANG = Part(name=Said("王芳", "王芳", "Wang Fang"), caption={"zh_Hans": "党员", "zh_Hant": "黨員", "en": "member"})
ZHOU = Part(
    name=Said("周正平", "周正平", "Zhou Zhengping"),
    role="committee_reviewer",
    outside=True,
    caption={"zh_Hans": "党委审核人", "zh_Hant": "黨委審核人", "en": "committee reviewer"},
    opens="private",
)
DEPUTY = Part(name=Said("王秀英", "王秀英", "Wang Xiuying"), role="deputy_secretary")
KEEPER = Part(
    name=Said("张明远", "張明遠", "Zhang Mingyuan"),
    role="ledger_keeper",
    caption={"zh_Hans": "党员、台账员", "zh_Hant": "黨員、台帳員", "en": "member, ledger keeper"},
    opens="private",
)
LEADER = Part(name=Said("陈晓梅", "陳曉梅", "Chen Xiaomei"), role="group_leader")
LIU = Part(name=Said("刘洋", "劉洋", "Liu Yang"))
ZHAO = Part(name=Said("赵敏", "趙敏", "Zhao Min"))
SUN = Part(name=Said("孙国强", "孫國強", "Sun Guoqiang"))
HE = Part(name=Said("何丽", "何麗", "He Li"))
TING = Part(name=Said("周婷婷", "周婷婷", "Zhou Tingting"), status="probationary")
WU = Part(name=Said("吴建华", "吳建華", "Wu Jianhua"), status="retired")
ZHENG = Part(name=Said("郑浩", "鄭浩", "Zheng Hao"), status="mobile")

CAST = (LI, WANG, ZHOU, DEPUTY, KEEPER, LEADER, LIU, ZHAO, SUN, HE, TING, WU, ZHENG)
"""Everybody; those with a caption are played, in this order from left to right."""
