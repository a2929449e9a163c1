"""Schemes from sheets."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.points.item import ItemKind
from bot.domain.points.scheme import Scheme
from bot.schemes import InvalidScheme, load_preset, scheme_changes
from bot.schemes.rows import COLUMNS, scheme_from_rows, scheme_table, scheme_template
from bot.tables import TableFormat, read_table
from tests.schemes import seen


def scheme(code: str) -> Scheme:
    points = load_preset(code).points
    assert points is not None
    return points


def from_csv(text: str, like: Scheme) -> Scheme:
    return scheme_from_rows(read_table(text.encode(), "s.csv"), filename="s.csv", like=like)


@pytest.mark.parametrize("table_format", ["xlsx", "csv"])
@pytest.mark.parametrize("code", ["lanshan", "sichuan"])
def test_a_scheme_survives_its_sheet(code: str, table_format: TableFormat) -> None:
    """Only the other languages of target and standard are not in the sheet."""
    old = scheme(code)
    rows = read_table(scheme_table(old, table_format), f"s.{table_format}")

    new = scheme_from_rows(rows, filename="s", like=old)

    assert {(change.what, change.part) for change in scheme_changes(old, new)} <= {
        ("item", "target"),
        ("item", "standard"),
    }
    assert {item.code: item.target["zh_Hans"] for item in new.items.values()} == {
        item.code: item.target["zh_Hans"] for item in old.items.values()
    }


def test_chinese_words_are_understood() -> None:
    new = from_csv(
        "项目编码,类别,名称,种类,分值,上限,上限周期,申报主体,证明,依据\n"
        "f7,F,夜间巡逻,按次,0.5,6,年,党员、党务干部,照片,\n"
        "F8,榜样带动更有力,获得表彰,分级,区级=1;市级＝2,,,支部,文件,\n"
        "G1,G 其他事项,帮办代办,区间,1-3,,,党员,会议记录,\n"
        "G2,G,无故缺席,扣分,-1,,,党员,办公室,街道办发〔2026〕3号\n",
        scheme("lanshan"),
    )

    f7, f8, g1, g2 = (new.items[code] for code in ("F7", "F8", "G1", "G2"))
    assert seen(f7.kind, f7.points, f7.cap, f7.cap_period) == (ItemKind.PER_UNIT, Decimal("0.50"), 6, "year")
    assert seen(f7.who, f7.evidence) == ({"member", "cadre"}, "photo")
    assert seen(f8.category, f8.kind, f8.tiers, f8.who) == ("F", ItemKind.TIER, {"district": 1, "city": 2}, {"branch"})
    assert seen(g1.category, g1.minimum, g1.maximum, g1.evidence) == ("G", 1, 3, "minutes")
    assert seen(g2.kind, g2.points, g2.evidence) == (ItemKind.DEDUCT, -1, "office")
    assert new.categories["G"].names["zh_Hans"] == "其他事项"
    assert list(new.categories) == ["F", "G"]
    assert seen(new.review_chain, new.publicity_workdays) == (("section_chief", "deputy_leader", "main_leader"), 5)


def test_every_fault_names_its_row() -> None:
    with pytest.raises(InvalidScheme) as refused:
        from_csv(
            "编码,类别,名称,种类,分值,依据,颜色\n"
            "A1,A,甲,per_unit,x,,\n"
            "\n"
            "A1,A,乙,per_unit,1,,红\n"
            "A3,Q,丙,per_unit,1,,\n"
            "A4,A,丁,deduct,-1,,\n"
            "A5,A,戊,range,3,,\n",
            scheme("lanshan"),
        )

    assert str(refused.value).splitlines() == [
        "s.csv:2: “value (A1)” must be a number, not x.",
        "s.csv:4: “颜色” is not known here.",
        "s.csv:4: The code A1 stands here for the second time; it is already on line 2.",
        "s.csv:5: Item A3 is put into category Q, which this file does not have.",
        "s.csv:6: Item A4 weighs on people, so “basis” must name the document it rests on.",
        "s.csv:7: Item A5 is a range, so its points must be like 2-3, not 3.",
    ]


def test_a_sheet_without_items_is_refused() -> None:
    with pytest.raises(InvalidScheme, match="no items"):
        scheme_from_rows([], filename="s.xlsx", like=scheme("lanshan"))


def test_a_new_name_is_normalised_and_checked() -> None:
    rows = read_table("编码,类别,名称,分值\nA1,A,甲,1\n".encode(), "s.csv")
    like = scheme("lanshan")

    assert scheme_from_rows(rows, filename="s.csv", like=like, code="Our_Street").code == "our_street"
    with pytest.raises(InvalidScheme, match="no name for a rulebook"):
        scheme_from_rows(rows, filename="s.csv", like=like, code="我们的")


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant", "en"])
@pytest.mark.parametrize("table_format", ["xlsx", "csv"])
def test_the_empty_sheet_has_the_columns_and_no_rows(table_format: TableFormat, language: str) -> None:
    sheet = scheme_template(table_format, language=language)
    assert read_table(sheet, f"s.{table_format}") == []

    filled = scheme_table(replace(scheme("sichuan")), table_format, language=language)
    assert set(read_table(filled, f"s.{table_format}")[3].values) <= set(COLUMNS)
