"""Items: what they give, who can claim them, what they must show."""

from decimal import Decimal
from typing import Any

import pytest

from bot.domain.points.item import Item, ItemKind, item_points
from bot.domain.points.scheme import Scheme
from bot.domain.refusals import Refusal


def item(kind: str = "per_unit", **fields: Any) -> Item:
    return Item(code="X1", category="X", names={}, kind=ItemKind(kind), **fields)


@pytest.mark.parametrize(
    ("evidence", "note", "attachments", "lacks"),
    [
        ("none", "", 0, False),
        ("text", "", 0, True),
        ("text", "a note", 0, False),
        ("link", "see the news", 0, True),
        ("link", "https://example.org/a", 0, False),
        ("link", "见www.example.org", 0, False),
        ("link", "见mp.example.com/s/Ab1，谢谢", 0, False),
        ("link", "and/or 3.5/4 分", 0, True),
        ("link", "", 1, False),
        ("photo", "a note", 0, True),
        ("photo", "", 1, False),
        ("minutes", "", 0, True),
        ("document", "", 2, False),
        ("checkin", "", 0, False),
    ],
)
def test_one_piece_of_evidence_is_enough(evidence: str, note: str, attachments: int, lacks: bool) -> None:
    assert item(evidence=evidence, points=Decimal(1)).lacks_evidence(note=note, attachments=attachments) is lacks


@pytest.mark.parametrize("evidence", ["office", "checkin", "system"])
def test_what_the_office_enters_nobody_claims(evidence: str) -> None:
    assert not item(evidence=evidence, points=Decimal(1)).claimable
    assert not item(evidence=evidence, points=Decimal(1)).needs_evidence


@pytest.mark.parametrize("kind", ["deduct", "zero"])
def test_what_weighs_on_a_person_is_never_claimed(kind: str) -> None:
    found = item(kind, points=Decimal(-2))
    assert found.negative
    assert not found.claimable


def test_a_deduction_takes_points_and_a_zeroing_none() -> None:
    assert item_points(item("deduct", points=Decimal(-2)), quantity=Decimal(2)) == Decimal(-4)
    assert item_points(item("zero")) == Decimal(0)


@pytest.mark.parametrize("claimed", [None, Decimal("0.99"), Decimal("3.01")])
def test_a_range_item_takes_only_what_lies_in_it(claimed: Decimal | None) -> None:
    ranged = item("range", minimum=Decimal(1), maximum=Decimal(3))
    assert item_points(ranged, claimed=Decimal(3)) == Decimal(3)
    assert item_points(ranged, claimed=Decimal(1)) == Decimal(1)
    with pytest.raises(Refusal) as caught:
        item_points(ranged, claimed=claimed)
    assert caught.value.code == "OUT_OF_RANGE"
    assert caught.value.facts == {"value": claimed, "minimum": Decimal(1), "maximum": Decimal(3)}


@pytest.mark.parametrize(
    ("minimum", "maximum", "gives", "refuses"), [(None, "3", ["0", "3"], ["-1", "4"]), ("2", None, ["2"], ["1", "3"])]
)
def test_a_range_begins_at_nothing_and_ends_where_it_begins_unless_it_says_otherwise(
    minimum: str | None, maximum: str | None, gives: list[str], refuses: list[str]
) -> None:
    ends = {"minimum": minimum and Decimal(minimum), "maximum": maximum and Decimal(maximum)}
    for points in gives:
        assert item_points(item("range", **ends), claimed=Decimal(points)) == Decimal(points)
    for points in refuses:
        with pytest.raises(Refusal, match="outside the range"):
            item_points(item("range", **ends), claimed=Decimal(points))


def test_a_tier_item_asks_for_a_level() -> None:
    tiered = item("tier", tiers={"city": Decimal(3)})
    with pytest.raises(Refusal, match="needs a level") as caught:
        item_points(tiered)
    assert caught.value.facts["levels"] == ("city",)


def test_an_item_may_have_a_chain_of_its_own() -> None:
    scheme = Scheme(code="s", review_chain=("secretary",))
    assert scheme.chain_of(item()) == ("secretary",)
    assert scheme.chain_of(item(chain=("admin", "secretary"))) == ("admin", "secretary")
