"""What happened in the branch from 11 March to the morning of 27 May 2026, told as data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.demo.cast import DEPUTY, HE, KEEPER, LEADER, LI, LIU, SUN, TING, WANG, WU, ZHAO, ZHOU, Part, Said

ZONE = ZoneInfo("Asia/Shanghai")
YEAR = 2026


def at(text: str) -> datetime:
    """Read a moment of the story, `05-27 09:30`."""
    return datetime.fromisoformat(f"{YEAR}-{text.replace(' ', 'T')}").replace(tzinfo=ZONE)


FOUNDED = at("03-11 09:02")
ENROLLED = at("03-11 09:20")
NEW_RULES = at("03-27 16:30")
NEW_RULES_FROM = at("04-01 00:00").date()
OPENING = at("05-27 09:30")
"""When the curtain rises: a Wednesday, two days before the flash board."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of a claim: a button of its card, and the words asked for after it.

    Attributes:
        when: The moment.
        who: Who presses.
        press: Sign with which the button begins.
        words: The reason given in private, or None.
        shows: The evidence sent after 📎: photo, document or nothing.
    """

    when: datetime
    who: Part
    press: str
    words: Said | None = None
    shows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A claim and its life.

    Attributes:
        when: When it was filed.
        who: Who filed it.
        what: Item, quantity and day as typed.
        note: The words behind.
        shows: photo, document or nothing.
        names: Whom it is for, where others than who files it.
        life: What became of it.
        office: The command of an entry by the office, sent privately; empty for a claim.
    """

    when: datetime
    who: Part
    what: str
    note: Said
    shows: str
    names: tuple[Part, ...]
    life: tuple[Step, ...]
    office: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Something typed that is no claim: a command, in the group or in private, and words after it."""

    when: datetime
    who: Part
    text: str
    more: Said | None = None
    private: bool = False


def deed(
    when: str, who: Part, what: str, note: Said, *life: Step, shows: str = "photo", names: tuple[Part, ...] = ()
) -> Deed:
    """Write a deed in a line."""
    return Deed(when=at(when), who=who, what=what, note=note, shows=shows, names=names, life=life)


def entry(when: str, office: str, whom: Part, what: str, note: Said, *life: Step) -> Deed:
    """Write an entry of the ledger keeper in a line."""
    return Deed(when=at(when), who=KEEPER, what=what, note=note, shows="", names=(whom,), life=life, office=office)


def ok(when: str, who: Part = LI) -> Step:
    """Approved."""
    return Step(when=at(when), who=who, press="✅")


def back(when: str, words: Said, who: Part = LI) -> Step:
    """Returned with what is missing."""
    return Step(when=at(when), who=who, press="↩️", words=words)


def no(when: str, words: Said, who: Part = LI) -> Step:
    """Turned down with the reason."""
    return Step(when=at(when), who=who, press="❌", words=words)


def more(when: str, who: Part, shows: str = "photo") -> Step:
    """Evidence added by the claimant."""
    return Step(when=at(when), who=who, press="📎", shows=shows)


def take_back(when: str, who: Part) -> Step:
    """Withdrawn by the claimant."""
    return Step(when=at(when), who=who, press="🗑")


RIVER = Said("河道清洁志愿服务", "河道清潔志願服務", "River clean-up with volunteers")
LECTURE = Said("讲《学雷锋》微党课", "講授「學雷鋒」微黨課", "Short lecture on Lei Feng")
STUDY = Said("研读会议精神的学习心得", "研讀會議精神的學習心得", "Study note on the meeting documents")
STORM = Said("连夜抢修办公楼供水", "連夜搶修辦公大樓供水", "Repaired the water supply overnight")
STAIRS = Said("清理楼道堆物", "清理樓梯間堆物", "Cleared the stairwells")
DISCIPLINE = Said("讲纪律教育专题党课", "講授紀律教育專題黨課", "Lecture on discipline")
HEATING = Said("帮老住户申请供暖补贴", "協助老住戶申請供暖補貼", "Helped an elderly resident apply for heating aid")
TRAINING = Said("参加县委党校五天培训", "參加縣委黨校五天培訓", "Five days of training at the county school")
WINDOW = Said("窗口延时半小时的建议已采纳", "窗口延時半小時的建議已採納", "Counters now stay open half an hour longer")
DUTY = Said("一季度一岗双责清单已落实", "第一季一崗雙責清單已落實", "Quarterly list of dual duties fulfilled")
TREES = Said("春季植树", "春季植樹", "Planting trees in spring")
CROSSING = Said("学校路口文明劝导", "學校路口文明勸導", "Helping at the school crossing")
STAGE = Said("参加党史知识展示", "參加黨史知識展示", "Took part in a history showcase")
LIBRARY = Said("图书角整理", "圖書角整理", "Put the reading corner in order")
TALK = Said("讲法治宣传教育课", "講授法治宣導課", "Lecture on the rule of law")
FLOOD = Said("防汛物资转运和两昼夜值守", "防汛物資轉運和兩晝夜值守", "Moved flood supplies, two days on watch")
PRIZE = Said("获评区先进工作者", "獲評區先進工作者", "Named model worker of the district")
SIGNS = Said("大厅增设引导标识的建议已采纳", "大廳增設引導標示的建議已採納", "New signs in the hall, as suggested")
CLINIC = Said("协助社区义诊", "協助社區義診", "Helped at the community clinic")
PIPES = Said("协调更换老旧水管", "協調更換老舊水管", "Had old water pipes replaced")
ESTATE = Said("社区环境整治", "社區環境整治", "Tidied up the estate")
MEALS = Said("为独居老人送餐", "為獨居老人送餐", "Meals for people who live alone")
ARCHIVE = Said("三天完成档案数字化攻坚", "三天完成檔案數位化攻堅", "Digitised the archive in three days")
HEALTH = Said("讲健康中国微党课", "講授健康中國微黨課", "Short lecture on health")
NOTICES = Said("开通预约平台的建议已采纳", "開通預約平台的建議已採納", "Booking page opened, as suggested")
LIGHT = Said("协调修复小区路灯", "協調修復社區路燈", "Had the street lamps repaired")
MEETING = Said("支部学习会专题发言", "支部學習會專題發言", "Speech at the branch’s study meeting")
HONOUR = Said("全区窗口服务通报表扬", "全區窗口服務通報表揚", "Commended for service at the counter")
BOARDS = Said(
    "增设党员先锋岗公示栏的建议已采纳", "增設黨員先鋒崗公示欄的建議已採納", "Board for pioneers, as suggested"
)
FERRY = Said("码头文明引导", "碼頭文明引導", "Guided passengers at the pier")

ABSENT = Said("未请假缺席周三集中学习", "未請假缺席週三集中學習", "Missed Wednesday’s study meeting without leave")
THEME_DAY = Said("五月主题党日已签到", "五月主題黨日已簽到", "Checked in at May’s theme day")

OPEN_DAY = Said("每季度办一次支部开放日", "每季度辦一次支部開放日", "Hold an open day of the branch every quarter")

PAIR = Said("李建国、王芳 12-31", "李建國、王芳 12-31", "Li Jianguo, Wang Fang 12-31")
THEME = Said(
    "主题党日 05-28 15:00-16:30 三楼会议室 | 参观防汛教育基地",
    "主題黨日 05-28 15:00-16:30 三樓會議室 | 參觀防汛教育基地",
    "theme_day 05-28 15:00-16:30 Room 3 | Visit to the flood museum",
)
FILE = Said(
    "王芳 06-05 整理季度观摩材料", "王芳 06-05 整理季度觀摩資料", "Wang Fang 06-05 the file for the quarterly visit"
)
PAGE = Said("材料缺第二页 请补齐", "資料缺第二頁 請補齊", "The second page is missing")
BLURRED = Said("照片看不清人和地点 请换一张", "照片看不清人與地點 請換一張", "People and place cannot be made out")
OTHER = Said("这属于志愿服务 请按 K701 申报", "這屬於志願服務 請以 K701 申報", "Volunteer service: please claim K701")
SEAL = Said("请补上心得的署名和日期", "請補上心得的署名與日期", "Name and date are missing on the note")

DEEDS = (
    # March: the first weeks under the rulebook as it came
    deed("03-11 15:20", WANG, "K701 03-07", RIVER, ok("03-11 16:05")),
    deed("03-12 09:12", LIU, "K701 03-07", RIVER, ok("03-12 09:40")),
    deed("03-12 10:30", LEADER, "K102 03-05", LECTURE, ok("03-12 14:02")),
    deed("03-12 17:10", ZHAO, "K101 03-10", STUDY, ok("03-13 08:50"), shows="document"),
    deed("03-13 09:05", SUN, "K501 03-06", STORM, ok("03-13 11:30"), shows="document"),
    deed("03-13 16:00", WU, "K701 03-12", STAIRS, ok("03-13 16:45")),
    deed("03-16 10:10", WANG, "K101 03-13", STUDY, back("03-16 11:00", PAGE), more("03-16 15:20", WANG, "document"),
         ok("03-16 16:10"), shows="document"),
    deed("03-17 18:20", LIU, "K701 03-15", CROSSING, ok("03-18 08:40")),
    deed("03-18 09:30", LI, "K102 03-17", DISCIPLINE, ok("03-18 10:15", DEPUTY)),
    deed("03-19 14:00", HE, "K702 03-18", HEATING, ok("03-19 15:30"), shows="document"),
    deed("03-20 17:00", TING, "K103 03-20", TRAINING, ok("03-23 09:00"), shows="document"),
    deed("03-23 09:20", KEEPER, "K401 03-20", WINDOW, ok("03-23 10:00"), shows="document"),
    deed("03-24 11:00", DEPUTY, "K801 03-23", DUTY, ok("03-24 14:30"), shows="document"),
    deed("03-25 09:40", LEADER, "K701 03-22", TREES, ok("03-25 10:20"), names=(WANG, ZHAO, HE)),
    deed("03-26 18:05", LIU, "K701 03-24", MEALS, ok("03-27 09:10")),
    deed("03-27 09:00", SUN, "K703 03-26", CLINIC, no("03-27 09:30", OTHER)),
    deed("03-27 17:20", LIU, "K701 03-27", LIBRARY, ok("03-30 09:05")),
    deed("03-30 10:00", TING, "K703 03-28", STAGE, take_back("03-30 10:06", TING)),
    deed("03-30 16:20", ZHAO, "K101 03-28", MEETING, ok("03-31 09:15"), shows="document"),
    # April: urgent work and commendations pass the committee too; a suggestion needs no paper any more
    deed("04-02 09:00", WANG, "K401 04-01", SIGNS, ok("04-02 10:10"), shows=""),
    deed("04-13 09:10", SUN, "K501 04-10", FLOOD, ok("04-13 10:00"), ok("04-14 09:20", ZHOU), shows="document"),
    deed("04-13 17:40", LIU, "K701 04-11", CROSSING, ok("04-14 08:50")),
    deed("04-14 09:05", DEPUTY, "K102 03-30", TALK, ok("04-14 11:00")),
    deed("04-15 12:30", WANG, "K701 04-12", CLINIC, back("04-15 14:00", BLURRED), more("04-15 18:30", WANG),
         ok("04-16 08:40")),
    deed("04-17 16:00", LEADER, "K102 04-17", HEALTH, ok("04-17 17:10")),
    deed("04-20 09:30", TING, "K701 04-18", MEALS, ok("04-20 10:30")),
    deed("04-21 10:20", ZHAO, "K401 04-20", NOTICES, ok("04-21 11:10"), shows=""),
    deed("04-22 15:00", WANG, "K502 04-20", PRIZE, ok("04-22 16:30"), ok("04-23 10:00", ZHOU), shows="document"),
    deed("04-23 09:10", HE, "K702 04-21", PIPES, ok("04-23 14:00"), shows="document"),
    deed("04-24 17:30", KEEPER, "K101 04-24", STUDY, ok("04-27 09:00"), shows="document"),
    entry("04-24 17:50", "deduct", ZHAO, "K104 04-22", ABSENT, ok("04-27 09:05")),
    deed("04-27 09:40", LI, "K701 04-25", ESTATE, ok("04-27 10:30", DEPUTY)),
    deed("04-27 10:00", LEADER, "K701 04-25", ESTATE, ok("04-27 11:00"), names=(WANG, LIU, TING)),
    deed("04-29 16:40", SUN, "K101 04-28", MEETING, ok("04-30 09:00"), shows="document"),
    # May: the running month
    deed("05-09 17:00", WANG, "K701 05-09", FERRY, ok("05-11 08:50")),
    deed("05-11 09:30", LIU, "K501 05-08", ARCHIVE, ok("05-11 10:40"), ok("05-12 15:00", ZHOU), shows="document"),
    entry("05-13 09:00", "award", HE, "K201 05-12", THEME_DAY, ok("05-13 10:20")),
    deed("05-15 16:10", SUN, "K101 05-15", STUDY, ok("05-15 17:00"), shows="document"),
    deed("05-18 09:20", LEADER, "K701 05-16", ESTATE, ok("05-18 10:00"), names=(WANG, LIU, ZHAO, SUN)),
    deed("05-19 10:15", TING, "K401 05-18", WINDOW, ok("05-19 11:00"), shows=""),
    deed("05-20 14:30", HE, "K702 05-19", LIGHT, ok("05-20 16:00"), shows="document"),
    deed("05-20 17:10", LEADER, "K102 05-20", HEALTH, ok("05-21 09:00")),
    deed("05-21 10:30", LI, "K101 05-20", MEETING, ok("05-21 11:20", DEPUTY), shows="document"),
    deed("05-25 08:55", KEEPER, "K701 05-23", FERRY, ok("05-25 10:10")),
    deed("05-25 17:10", HE, "K101 05-22", STUDY, back("05-26 09:05", SEAL), shows="document"),
    deed("05-26 14:20", SUN, "K502 05-22", HONOUR, ok("05-26 16:00"), shows="document"),
    deed("05-26 17:45", ZHAO, "K401 05-25", BOARDS, shows=""),
    deed("05-27 08:50", LIU, "K701 05-26", CROSSING),
)  # fmt: skip
"""Every claim, in the order in which they were filed."""

WORDS = (
    Word(when=at("05-25 11:30"), who=WANG, text="/board"),
    Word(when=at("05-25 11:40"), who=LI, text="/board live"),
    Word(when=at("05-26 08:30"), who=WANG, text="/my", private=True),
    Word(when=at("05-26 08:35"), who=LI, text="/task new", more=FILE, private=True),
    Word(when=at("05-26 08:36"), who=LI, text="/task board"),
    Word(when=at("05-26 08:40"), who=LI, text="/standing", private=True),
    Word(when=at("05-26 08:40"), who=WANG, text="/declare", private=True),
    Word(when=at("05-26 09:30"), who=LI, text="/vote", more=OPEN_DAY, private=True),
    Word(when=at("05-26 09:40"), who=LI, text="/meeting", more=THEME),
    Word(when=at("05-26 09:50"), who=LI, text="/pair", more=PAIR, private=True),
)

Event = tuple[datetime, Deed | Word, Step | None]


def events() -> Iterator[Event]:
    """Give everything that happened, in its order: a deed's filing without a step, then each of its steps."""
    every: list[Event] = [(word.when, word, None) for word in WORDS]
    for told in DEEDS:
        every.append((told.when, told, None))
        every.extend((step.when, told, step) for step in told.life)
    yield from sorted(every, key=lambda event: event[0])
