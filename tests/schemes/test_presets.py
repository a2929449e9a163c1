"""The presets that come with the bot, and the plain files that they grew from."""

import dataclasses
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from bot.domain.points.item import Item, ItemKind
from bot.domain.points.scheme import Scheme
from bot.schemes import (
    InvalidScheme,
    Rulebook,
    carries_points,
    load_preset,
    load_rulebook,
    load_scheme,
    points_presets,
    presets,
)
from tests.schemes import PLAIN, plain, seen

ALL = ("feicheng", "jiangjin", "laixi", "lanshan", "sichuan")


def scheme(code: str) -> Scheme:
    points = load_preset(code).points
    assert points is not None
    return points


def names_in(value: object) -> Iterator[Mapping[str, str]]:
    """Find every set of names below a value."""
    if dataclasses.is_dataclass(value):
        for spec in dataclasses.fields(value):
            yield from names_in(getattr(value, spec.name))
    elif isinstance(value, Mapping):
        if "zh_Hans" in value:
            yield value
        for part in value.values():
            yield from names_in(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from names_in(part)


def test_these_are_the_presets() -> None:
    assert presets() == ALL
    assert points_presets() == ("lanshan", "sichuan")
    assert [carries_points(code) for code in ALL] == [False, False, False, True, True]


def test_an_unknown_preset_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_preset("atlantis")


@pytest.mark.parametrize("code", ALL)
def test_a_plain_file_says_the_same_as_the_preset_but_for_wordings(code: str) -> None:
    given = load_rulebook(plain(code), f"{code}.yaml")
    shipped = load_preset(code)

    assert given.sections == shipped.sections
    assert without_wordings(given) == without_wordings(shipped)


ADDED = {"title", "target", "standard", "attendance"}
"""What the presets say beyond the plain files."""


def without_wordings(value: object) -> object:
    """Reduce names to their zh-Hans wording; titles, targets, standards and what check-ins book are dropped."""
    if dataclasses.is_dataclass(value):
        specs = [spec for spec in dataclasses.fields(value) if spec.name not in ADDED]
        return {spec.name: without_wordings(getattr(value, spec.name)) for spec in specs}
    if isinstance(value, Mapping):
        if "zh_Hans" in value:
            return value["zh_Hans"]
        return {key: without_wordings(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [without_wordings(part) for part in value]
    return value


@pytest.mark.parametrize("code", ALL)
def test_everything_has_names_in_three_languages(code: str) -> None:
    found = list(names_in(load_preset(code)))

    assert len(found) > 10
    for names in found:
        assert set(names) == {"zh_Hans", "zh_Hant", "en"}
        assert all(text.strip() for text in names.values())
        assert names["en"].isascii() or "’" in names["en"], names


@pytest.mark.parametrize("code", ["lanshan", "sichuan"])
def test_every_item_shows_target_and_standard_in_three_languages(code: str) -> None:
    for item in scheme(code).items.values():
        for wording in (item.target, item.standard):
            assert set(wording) == {"zh_Hans", "zh_Hant", "en"}, item.code


@pytest.mark.parametrize("code", ALL)
def test_the_traditional_wording_holds_no_simplified_letter(code: str) -> None:
    simplified = set("积级队党员议务书记众产发证实时办动总评审类题样标达开启闭报织导为专业习讲维权红绿评际际设带树战")

    for names in names_in(load_preset(code)):
        assert not simplified & set(names["zh_Hant"]), names


def test_lanshan_is_as_the_account_counts() -> None:
    lanshan = scheme("lanshan")

    assert seen(len(lanshan.categories), len(lanshan.items)) == (6, 23)
    assert lanshan.review_chain == ("section_chief", "deputy_leader", "main_leader")
    assert seen(lanshan.cycle, lanshan.base, lanshan.public_rows, lanshan.compare_scope) == ("year", None, "all", "all")
    assert lanshan.two_way_confirm
    assert lanshan.linkage is not None
    assert seen(lanshan.linkage.step, lanshan.linkage.unit, lanshan.linkage.mode) == (10, 1, "per_person")
    assert lanshan.publicity_workdays == 5


def test_lanshan_items_have_their_kinds_and_caps() -> None:
    items = scheme("lanshan").items

    assert [items[code].kind for code in ("A1", "B1", "D4", "D1")] == [
        ItemKind.PER_UNIT,
        ItemKind.FIXED,
        ItemKind.TIER,
        ItemKind.RANGE,
    ]
    assert seen(items["F1"].points, items["F1"].cap, items["F1"].cap_period) == (Decimal("0.50"), 6, "year")
    assert items["D4"].tiers == {"district": Decimal("0.5"), "city": 1, "province": 2, "national": 3}
    assert seen(items["D1"].minimum, items["D1"].maximum, items["D1"].cap) == (2, 3, None)
    assert items["D4"].who == {"branch", "cadre", "member"}
    assert not items["E2"].claimable


def test_sichuan_has_seven_areas_and_an_extra_one() -> None:
    sichuan = scheme("sichuan")

    assert [category.code for category in sichuan.categories.values() if not category.extra] == [
        f"K{number}" for number in range(1, 8)
    ]
    assert sichuan.categories["K8"].extra
    assert seen(sichuan.base, sichuan.pass_line, sichuan.floor, sichuan.cycle) == (80, 60, 0, "month")
    assert seen(sichuan.public_rows, sichuan.compare_scope) == ("at_or_above_base", "branch")
    assert [seen(band.at_least, band.names["en"]) for band in sichuan.bands] == [
        (90, "Excellent"),
        (80, "Good"),
        (60, "Pass"),
        (0, "Fail"),
    ]
    assert sichuan.publicity_workdays == 3
    assert seen(sichuan.top_n, sichuan.restrict_percent, list(sichuan.ladder)) == (3, 30, [1, 2, 3])


def test_kinds_follow_the_sign_and_zero_is_zeroing() -> None:
    items = scheme("sichuan").items

    assert [items[code].kind for code in ("K101", "K104", "K603")] == [
        ItemKind.PER_UNIT,
        ItemKind.DEDUCT,
        ItemKind.ZERO,
    ]
    assert seen(items["K104"].points, items["K603"].points) == (-3, None)
    assert seen(items["K101"].cap, items["K101"].cap_period) == (4, "month")


@pytest.mark.parametrize("code", ["lanshan", "sichuan"])
def test_every_item_that_weighs_on_people_has_a_basis(code: str) -> None:
    weighing: list[Item] = [item for item in scheme(code).items.values() if item.negative]

    assert all(item.basis not in {"", "assumed", "ditto"} for item in weighing)
    assert bool(weighing) is (code == "sichuan")


def test_ditto_takes_the_basis_of_the_row_above() -> None:
    items = scheme("sichuan").items

    assert items["K802"].basis == items["K801"].basis == "content source: S9; value assumed"


def test_feicheng_is_as_the_account_counts() -> None:
    sheet = load_preset("feicheng").rating
    assert sheet is not None

    assert len(sheet.indicators) == 25
    assert all(
        sum(indicator.category == category for indicator in sheet.indicators.values()) == 5
        for category in sheet.categories
    )
    assert sum(indicator.weight for indicator in sheet.indicators.values()) == 100
    assert sum(indicator.weight for indicator in sheet.indicators.values() if indicator.role) == 40
    assert seen(len(sheet.categories), len(sheet.vetoes), len(sheet.domains)) == (5, 7, 8)
    assert seen(*sheet.bands) == ((90, 5), (80, 4), (70, 3), (60, 2), (0, 1))
    assert sheet.subsidy is not None
    assert seen(sheet.subsidy.domain, sheet.subsidy.monthly) == ("rural", {5: 500, 4: 400, 3: 300})


def test_laixi_has_work_lists_of_five_frequencies() -> None:
    tasks = load_preset("laixi").tasks
    assert tasks is not None

    assert {template.freq for template in tasks.templates.values()} == {"day", "week", "month", "quarter", "year"}
    friday = tasks.templates["T02"].due
    assert seen(friday.kind, friday.weekday, str(friday.at)) == ("weekday", 4, "17:00:00")
    assert seen(tasks.templates["T09"].due.month, tasks.templates["T09"].due.day) == (12, 20)
    assert seen(tasks.rhythm.half_month, tasks.rhythm.notice_workday) == ((1, 16), 6)


def test_jiangjin_has_rounds_and_rules() -> None:
    awards = load_preset("jiangjin").awards
    assert awards is not None

    assert seen(awards.rounds["demo_post"].quota_pct, awards.rounds["demo_post"].rounding) == (10, "half_up")
    assert awards.rounds["best_theme_day"].quota == 10
    assert awards.groups is not None
    assert awards.groups.count == 6
    assert awards.pioneer_index is not None
    assert sum(weight for _, weight in awards.pioneer_index.dims) == 100


def test_a_file_without_items_is_no_scheme() -> None:
    with pytest.raises(InvalidScheme, match=r"laixi.yaml:1: “laixi” has no items .* lanshan, sichuan"):
        load_scheme(plain("laixi"), "laixi.yaml")


def test_codes_are_normalised() -> None:
    text = plain("lanshan").replace("[D4,", "[ｄ４,")

    assert "D4" in load_scheme(text, "lanshan.yaml").items


def test_an_edition_of_its_own_name_may_have_other_counts() -> None:
    text = plain("lanshan").replace("preset: lanshan", "preset: our_street")
    text = text.replace("document]]", "document], [F4, 夜校授课, Night class, per_unit, 1, 4, [member], photo]]")

    own = load_scheme(text, "own.yaml")

    assert seen(own.code, len(own.items)) == ("our_street", 24)
    assert own.items["F4"].names == {"zh_Hans": "夜校授课", "zh_Hant": "夜校授课", "en": "Night class"}


def test_the_plain_files_are_the_five() -> None:
    assert sorted(file.stem for file in PLAIN.glob("*.yaml")) == list(ALL)


def test_a_rulebook_tells_its_sections() -> None:
    assert {code: load_preset(code).sections for code in ALL} == {
        "feicheng": ("rating",),
        "jiangjin": ("awards",),
        "laixi": ("tasks",),
        "lanshan": ("points", "awards"),
        "sichuan": ("points", "awards"),
    }
    assert Rulebook(code="x", about="").sections == ()
