"""Facts that are hard to draw: long names, both scripts, ties, less than nothing, nothing at all."""

from dataclasses import replace

from bot.pictures import Facts
from bot.pictures.certificate import Certificate
from bot.pictures.code import Code
from bot.pictures.health import Bar, Figure, Health
from bot.pictures.leaderboard import Leaderboard, Line
from bot.pictures.status import Status, StatusLine
from bot.pictures.theme import ThemeName
from bot.pictures.year import Month, Year

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


def year(*, theme: ThemeName = "light", lang: str = "zh_Hans", losses: bool = True) -> Year:
    """A year with days of every step; the last months are still to come."""
    lengths = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

    def step(month: int, day: int) -> int | None:
        if month > 8:
            return None
        number = (month * 7 + day * day) % 11
        return -1 - number % 2 if losses and number == 10 else max(0, number - 5)

    names = [f"{month}月" for month in range(1, 13)]
    values = ["86.00", "1203.50", "−4.00" if losses else "4.00", "0.00"] * 2
    shares = [70, 100, -20 if losses else 20, 0] * 2
    return Year(
        lang=lang,
        theme=theme,
        title=LONG,
        subtitle="第一党支部 · 2026年",
        notes=("合计 312.50 · 第 3 名，共 28 名",),
        months=tuple(
            Month(
                label=name,
                days=tuple(step(number, day) for day in range(1, length + 1)),
                value=values[number - 1] if number <= 8 else "",
                share=shares[number - 1] if number <= 8 else None,
            )
            for number, (name, length) in enumerate(zip(names, lengths, strict=True), start=1)
        ),
        calendar="每日所得",
        trend="各月积分",
        less="少",
        more="多",
        lost="扣分",
    )


STATUS = Status(
    lang="zh_Hans",
    theme="light",
    title="中共红旗街道机关第一联合党支部委员会",
    subtitle="红黄绿挂牌 · 2026年5月",
    notes=("绿 2 · 黄 1 · 红 1",),
    rows=(
        StatusLine(name="第一党支部", signal="green", word="绿牌", reason="各项任务按期完成"),
        StatusLine(name=LONG + "联合党支部", signal="yellow", word="黄牌", reason="“三会一课”进度落后 15%"),
        StatusLine(name="第三党支部", signal="red", word="红牌", reason="主题党日逾期 3 天，整改期限 6月12日(周五)"),
        StatusLine(name="第四党支部", signal="", word="待评"),
    ),
    foot="每日更新",
)
HEALTH = Health(
    lang="zh_Hant",
    theme="dark",
    title="第一黨支部",
    subtitle="體檢報告 · 2026年5月",
    notes=("僅供書記參閱",),
    figures=(
        Figure(label="健康分數", value="88.00", signal="yellow"),
        Figure(label="平均得分", value="83.45"),
        Figure(label="逾期整改", value="1 項", signal="red"),
        Figure(label="審核時限內辦結", value="100%", signal="green"),
        Figure(label="參評人數", value="28"),
    ),
    bars_head="各領域得分",
    bars=(
        Bar(label="政治學習", value="42.00 (12)", share=100),
        Bar(label="志願服務", value="21.50 (7)", share=51),
        Bar(label="組織生活", value="0.00 (0)", share=0),
    ),
    advice_head="建議",
    advice=(
        "請於 6月12日 前補辦主題黨日，並將會議紀錄與照片上傳；逾期將由街道黨工委約談書記，並列入下月重點督辦事項。",
        "三名黨員尚未簽署五月申報表，請逐一提醒。",
    ),
)
CERTIFICATE = Certificate(
    lang="zh_Hans",
    theme="light",
    title="荣誉证书",
    name=LONG + "第一党支部",
    stars=4,
    rank="四星级党支部",
    text="在2026年度评星定级中，组织生活规范、服务群众有力、积分管理公开透明，经支部自评、党委审核、公示无异议，授予四星级党支部称号。特发此证，以资鼓励。",
    issuer="中共红旗街道工作委员会",
    day="2026年12月31日",
    proof="编号 2026-0004 · 台账首尾哈希 3f9a17c2",
)
CODE = Code(
    lang="en",
    theme="dark",
    title="Check-in: members' meeting",
    subtitle="First branch · Wed, May 13, 19:00",
    content="https://t.me/jifen_demo_bot?start=checkin-4f7QmZpT1c",
    spoken="482 913",
    notes=("Point your camera at it, or send /checkin 482913 privately.", "A new code comes every 30 seconds."),
)
SAMPLES |= {
    "year": year(),
    "year_dark_gains": year(theme="dark", lang="zh_Hant", losses=False),
    "status": STATUS,
    "status_empty": replace(STATUS, rows=(), notes=(), empty="还没有可以挂牌的支部。", foot=""),
    "health": HEALTH,
    "certificate": CERTIFICATE,
    "code": CODE,
}
