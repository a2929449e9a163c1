"""Facts that are hard to draw: long names, both scripts, ties, less than nothing, nothing at all."""

from bot.pictures import Facts
from bot.pictures.leaderboard import Leaderboard, Line
from bot.pictures.theme import ThemeName

LONG = "欧阳上官诸葛司马夏侯东方"
"""Twelve characters."""
NAMES = (
    "王小明",
    LONG,
    "李四",
    "Alexander Montgomery-Fitzgerald III",
    "赵铁柱 🌸",
    "𠮷野",
    "Ann",
    "張學友",
    "囍嚞",
    "歐陽上官諸葛司馬夏侯東方",
)


def board(
    count: int, *, theme: ThemeName = "light", lang: str = "zh_Hans", converted: bool = True, remarks: bool = False
) -> Leaderboard:
    """A board of so many rows; places 2 and 3 are a tie, the last have less than nothing."""
    rows = tuple(
        Line(
            place=str({2: 2, 3: 2}.get(number, number)),
            name=NAMES[(number - 1) % len(NAMES)],
            points=f"{1190.5 - number * 80:.2f}".replace("-", "−"),
            converted=f"{100 - number:.2f}" if converted else "",
            arrow=("↑12", "↓1", "–", "")[number % 4],
            medal=("", "gold", "silver", "silver")[number] if number < 4 else "",
            remark="人均 3.20 · 其中 1.50 来自党员" if remarks else "",
            own=number == 5,
        )
        for number in range(1, count + 1)
    )
    return Leaderboard(
        lang=lang,
        theme=theme,
        title="中共红旗街道机关第一联合党支部委员会",
        subtitle="党员 · 2026年5月",
        notes=("参评:30 · 有积分:28 · 平均:12.30", "免考核、不排名:2"),
        heads=("姓名", "原始分" if converted else "积分", "折合分"),
        rows=rows,
        empty="此榜暂无人上榜。",
        foot="另有 5 人" if count else "",
    )


SAMPLES: dict[str, Facts] = {
    "board_30": board(30),
    "board_dark_hant": board(10, theme="dark", lang="zh_Hant"),
    "board_branches": board(4, lang="en", remarks=True),
    "board_one_column": board(7, converted=False),
    "board_empty": board(0),
}
"""Name to the facts of a picture; `references/` holds a small one of each."""
