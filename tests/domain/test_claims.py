"""Reading claims: every text gives a claim or a polite refusal."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.points.claim import MOST_UNITS, ClaimText, parse_claim
from bot.domain.points.text import NOTE_LIMIT, clean_text, normalise_text, split_people
from bot.domain.refusals import Refusal

TODAY = date(2026, 5, 20)


def read(text: str, today: date = TODAY, **more: object) -> tuple[object, ...]:
    found = parse_claim(text, today=today, **more)  # type: ignore[arg-type]  # the table below passes what it needs
    return found.code, str(found.quantity), found.level, found.occurred_on.isoformat(), found.note


def refused(text: str, today: date = TODAY) -> Refusal:
    with pytest.raises(Refusal) as caught:
        parse_claim(text, today=today)
    return caught.value


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("/claim F1", ("F1", "1", None, "2026-05-20", "")),
        ("F1 社区清扫", ("F1", "1", None, "2026-05-20", "社区清扫")),
        ("申报F1 社区清扫", ("F1", "1", None, "2026-05-20", "社区清扫")),
        ("申報 f1 x0.5", ("F1", "0.5", None, "2026-05-20", "")),
        ("/claim F1 ×3 昨天 a  b\nc", ("F1", "3", None, "2026-05-19", "a b c")),
        ("/claim F1 前天 2篇", ("F1", "2", None, "2026-05-18", "")),
        ("/claim F1 2人参加", ("F1", "1", None, "2026-05-20", "2人参加")),
        ("/claim F1 3 次", ("F1", "1", None, "2026-05-20", "3 次")),
        ("/claim D4 国家级 5月12日 x", ("D4", "1", "national", "2026-05-12", "x")),
        ("/claim D4 省級 5.12", ("D4", "1", "province", "2026-05-12", "")),
        ("/claim D4 全國 05/12", ("D4", "1", "national", "2026-05-12", "")),
        ("/claim D4 区县级 2026年5月1日", ("D4", "1", "district", "2026-05-01", "")),
        ("/claim D4 City Yesterday", ("D4", "1", "city", "2026-05-19", "")),
        ("/claim D4 市级 省级 x2", ("D4", "1", "city", "2026-05-20", "省级 x2")),
        ("/claim F1 2026/5/1 today", ("F1", "1", None, "2026-05-01", "today")),
        ("/claim F1 13.5 公里", ("F1", "1", None, "2026-05-20", "13.5 公里")),
        ("/claim F1 24/7 值班", ("F1", "1", None, "2026-05-20", "24/7 值班")),
        ("/claim F1 12-28", ("F1", "1", None, "2025-12-28", "")),
        ("/claim F1 05-28", ("F1", "1", None, "2025-05-28", "")),
        ("/claim F1 🎉 party", ("F1", "1", None, "2026-05-20", "🎉 party")),
        ("/claim F1 \u202egnp.exe\x00\ud800", ("F1", "1", None, "2026-05-20", "gnp.exe")),
        ("/claim F1 <b>&amp;", ("F1", "1", None, "2026-05-20", "<b>&amp;")),
    ],
)
def test_a_claim_is_read(text: str, parts: tuple[object, ...]) -> None:
    assert read(text) == parts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "NO_ITEM_CODE"),
        ("/claim", "NO_ITEM_CODE"),
        ("申报", "NO_ITEM_CODE"),
        ("/claim 社区清扫 F1", "NO_ITEM_CODE"),
        ("/claim F1 x0", "BAD_QUANTITY"),
        ("/claim F1 x1001", "BAD_QUANTITY"),
        ("/claim F1 0次", "BAD_QUANTITY"),
        ("/claim F1 2026-02-30", "BAD_DATE"),
        ("/claim F1 02-30", "BAD_DATE"),
        ("/claim F1 2026-05-21", "FUTURE_DATE"),
        ("/claim F1 05-21", "FUTURE_DATE"),
        ("/claim F1 5月27日", "FUTURE_DATE"),
        ("/claim F1 " + "字" * (NOTE_LIMIT + 1), "TEXT_TOO_LONG"),
    ],
)
def test_a_claim_is_refused(text: str, code: str) -> None:
    assert refused(text).code == code


def test_a_day_soon_asks_and_says_which_earlier_one_it_may_be() -> None:
    assert refused("/claim F1 05-21").facts == {"date": date(2026, 5, 21), "earlier": date(2025, 5, 21)}
    new_year = refused("/claim F1 01-02", date(2026, 12, 30))
    assert new_year.facts == {"date": date(2027, 1, 2), "earlier": date(2026, 1, 2)}


def test_the_leap_day_is_the_last_one() -> None:
    assert read("/claim F1 02-29", date(2029, 1, 3))[3] == "2028-02-29"
    assert refused("/claim F1 02-29", date(2027, 6, 1)).code == "BAD_DATE"


def test_a_range_item_takes_a_proposal() -> None:
    ranged = parse_claim("/claim D1 2.5 x2 立项", today=TODAY, is_range={"D1"}.__contains__)
    assert (ranged.proposed, ranged.quantity, ranged.note) == (Decimal("2.5"), Decimal(2), "立项")
    other = parse_claim("/claim D2 2.5 立项", today=TODAY, is_range={"D1"}.__contains__)
    assert (other.proposed, other.occurred_on) == (None, date(2026, 2, 5))


def test_codes_and_levels_of_the_scheme_are_known() -> None:
    assert read("/claim 志愿-1 一等奖", codes={"志愿-1"}, levels={"一等奖"})[:3] == ("志愿-1", "1", "一等奖")


WORDS = st.sampled_from(
    [
        "/claim",
        "申报",
        "F1",
        "x2",
        "×0.5",
        "3次",
        "市级",
        "昨天",
        "05-12",
        "5.12",
        "02-30",
        "12月31日",
        "2人",
        "\x00",
        "９",
    ]
)


@given(st.one_of(st.text(st.characters(exclude_categories=())), st.lists(WORDS | st.text()).map(" ".join)), st.dates())
@example("/claim F1 " + "\ufdfa" * 200, date(2026, 1, 1))
@example("F1 9999-12-31", date.max)
@example("F1 前天", date(1, 1, 3))
def test_any_text_gives_a_claim_or_a_refusal(text: str, today: date) -> None:
    if today < date(1, 1, 4):
        today += timedelta(days=3)
    try:
        found = parse_claim(text, today=today)
    except Refusal:
        return
    assert isinstance(found, ClaimText)
    assert 0 < found.quantity <= MOST_UNITS
    assert found.occurred_on <= today
    assert found.note.encode("utf-8").decode("utf-8") == found.note
    assert "\x00" not in found.note


@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    try:
        once = clean_text(text)
    except Refusal:
        return
    assert clean_text(once) == once


@pytest.mark.parametrize(
    ("note", "names", "rest"),
    [
        ("王五、赵六:社区清扫", ("王五", "赵六"), "社区清扫"),
        ("王五,赵六,王五: x", ("王五", "赵六"), "x"),
        ("John Smith, Mary-Ann O'Neil: cleaning", ("John Smith", "Mary-Ann O'Neil"), "cleaning"),
        ("阿不都·热依木:植树", ("阿不都·热依木",), "植树"),
        ("15:00 开始", (), "15:00 开始"),
        ("https://example.org/a", (), "https://example.org/a"),
        ("王五、:x", (), "王五、:x"),
        ("没有冒号", (), "没有冒号"),
        ("P00012、王五2:清扫", ("P00012", "王五2"), "清扫"),
        ("12:30 出发", (), "12:30 出发"),
    ],
)
def test_names_before_a_colon_are_split_off(note: str, names: tuple[str, ...], rest: str) -> None:
    assert split_people(note) == (names, rest)


@pytest.mark.parametrize("hiding", ["\x00", "\x1b", "\ud800", "\u202e", "\u2066", "\u200b", "\ufeff", "\x85"])
def test_what_hides_or_breaks_is_dropped(hiding: str) -> None:
    assert normalise_text(f"a{hiding}b") == "ab"


def test_line_breaks_and_joined_emoji_are_kept() -> None:
    assert normalise_text("a\n\tb 👩\u200d🚒") == "a\n\tb 👩\u200d🚒"
