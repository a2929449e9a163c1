"""Schemes as JSON, and what differs between two versions."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.points.item import EVIDENCE, WHO, Item, ItemKind
from bot.domain.points.scheme import Category, Scheme
from bot.schemes import Change, load_preset, scheme_changes, scheme_from_json, scheme_to_json

points = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(1000), places=2)
words = st.fixed_dictionaries({"zh_Hans": st.text(min_size=1), "zh_Hant": st.text(), "en": st.text()})


@st.composite
def items(draw: st.DrawFn) -> Item:
    kind = draw(st.sampled_from(ItemKind))
    tiers = draw(st.dictionaries(st.sampled_from(["district", "city", "province", "national"]), points))
    return Item(
        code=draw(st.from_regex(r"[A-Z][0-9]{1,3}", fullmatch=True)),
        category="A",
        names=draw(words),
        kind=kind,
        points=draw(st.none() | points),
        tiers=tiers if kind is ItemKind.TIER else {},
        minimum=draw(st.none() | points),
        maximum=draw(st.none() | points),
        cap=draw(st.none() | points),
        cap_period=draw(st.sampled_from([None, "month", "year"])),
        who=draw(st.frozensets(st.sampled_from(WHO), min_size=1)),
        evidence=draw(st.sampled_from(EVIDENCE)),
        target=draw(words),
        chain=draw(st.none() | st.just(("secretary",))),
        basis=draw(st.text()),
    )


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    return Scheme(
        code="any",
        version=draw(st.integers(1, 99)),
        cycle=draw(st.sampled_from(["month", "year"])),
        base=draw(st.none() | points),
        ladder=draw(st.dictionaries(st.integers(1, 3), st.text())),
        categories={"A": Category(code="A", names=draw(words), extra=draw(st.booleans()))},
        items={item.code: item for item in draw(st.lists(items(), max_size=4))},
    )


@settings(deadline=None)
@given(schemes())
def test_a_scheme_survives_its_storage(scheme: Scheme) -> None:
    stored = json.dumps(scheme_to_json(scheme))

    assert scheme_from_json(json.loads(stored)) == scheme


@pytest.mark.parametrize("code", ["lanshan", "sichuan"])
def test_a_preset_survives_its_storage_to_the_letter(code: str) -> None:
    scheme = load_preset(code).points
    assert scheme is not None
    stored = json.dumps(scheme_to_json(scheme))

    again = scheme_from_json(json.loads(stored))

    assert again == scheme
    assert list(again.items) == list(scheme.items)
    assert json.dumps(scheme_to_json(again)) == stored


def test_points_are_stored_as_text_with_two_decimals() -> None:
    sichuan = load_preset("sichuan").points
    assert sichuan is not None

    stored = scheme_to_json(sichuan)

    assert (stored["base"], stored["items"]["K104"]["points"]) == ("80.00", "-3.00")


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 2"):
        scheme_from_json({"format": 2, "code": "x"})


def test_the_same_scheme_has_no_changes() -> None:
    lanshan = load_preset("lanshan").points
    assert lanshan is not None

    assert scheme_changes(lanshan, replace(lanshan, version=2)) == []


def test_changes_name_settings_categories_and_items() -> None:
    old = load_preset("lanshan").points
    assert old is not None
    f1 = replace(old.items["F1"], cap=Decimal("8.00"))
    f4 = replace(old.items["F2"], code="F4", names={"zh_Hans": "夜校授课"})
    kept = {code: item for code, item in old.items.items() if code != "A1"}
    new = replace(old, publicity_workdays=7, review_chain=("secretary",), items={**kept, "F1": f1, "F4": f4})

    assert scheme_changes(old, new) == [
        Change(
            what="setting",
            code="review_chain",
            how="changed",
            before="section_chief, deputy_leader, main_leader",
            after="secretary",
        ),
        Change(what="setting", code="publicity_workdays", how="changed", before="5", after="7"),
        Change(what="item", code="A1", how="removed", before="三会一课按期规范开展"),
        Change(what="item", code="F1", how="changed", part="cap", before="6.00", after="8.00"),
        Change(what="item", code="F4", how="added", after="夜校授课"),
    ]


def test_every_kind_of_setting_can_be_told() -> None:
    lanshan, sichuan = load_preset("lanshan").points, load_preset("sichuan").points
    assert lanshan is not None
    assert sichuan is not None

    settings = {change.code: change for change in scheme_changes(lanshan, sichuan) if change.what == "setting"}

    assert (settings["base"].before, settings["base"].after) == ("", "80.00")
    assert json.loads(settings["linkage"].before)["step"] == "10.00"
    assert json.loads(settings["bands"].after)[0]["at_least"] == "90.00"


def test_a_scheme_stored_before_its_origin_had_languages_is_read() -> None:
    """The one wording of that time is the Chinese one."""
    stored = scheme_to_json(Scheme(code="x"))

    assert scheme_from_json({**stored, "about": "来源"}).about == {"zh_Hans": "来源"}
    assert scheme_from_json({**stored, "about": ""}).about == {}
