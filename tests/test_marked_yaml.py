"""YAML that remembers its lines."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.marked_yaml import UnreadableYaml, read_marked


def test_numbers_keep_their_written_form_and_dates_stay_text() -> None:
    text = "a: [1, 0.70, -2.5, 010, 1_000, 12:30, 2026-05-12, .inf, yes, null, '5']"

    assert read_marked(text).value == {
        "a": [
            1,
            Decimal("0.70"),
            Decimal("-2.5"),
            "010",
            "1_000",
            "12:30",
            "2026-05-12",
            ".inf",
            True,
            None,
            "5",
        ]
    }
    assert str(read_marked("0.70").value) == "0.70"


def test_every_part_knows_its_line() -> None:
    marked = read_marked("a: 1\nb:\n  - x\n  - [y,\n     z]\n")

    assert [marked.line(path) for path in [("a",), ("b",), ("b", 0), ("b", 1), ("b", 1, 1), ("b", 9), ("c",)]] == [
        1,
        2,
        3,
        4,
        5,
        2,
        1,
    ]


def test_a_byte_order_mark_is_ignored() -> None:
    assert read_marked("\ufeffa: 1").value == {"a": 1}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\na: 2", 2, "“a” stands here for the second time"),
        ("? [a]\n: 1", 1, "plain word or number"),
        ("a: 1\nb: *a", 2, "Anchors"),
        ("a: &a 1", 1, "Anchors"),
        ("a: !x 1", 1, "Tags"),
        ("a\n---\nb", 2, "several documents"),
        ("a: [1\nb: 2", 2, "not valid YAML"),
        ("a: '\ud800'", 1, "U\\+D800"),
        ("\n".join("- x" for _ in range(500_001)), 1, "more than 1000000 characters"),
    ],
)
def test_what_is_not_read_names_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(UnreadableYaml, match=message) as refused:
        read_marked(text)
    assert refused.value.line == line


@settings(deadline=None)
@given(st.text("[]{}:,-?&*!|>'\"%@` \n\tab0.9#", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        lines = read_marked(text).lines
    except UnreadableYaml as refused:
        lines = {(): refused.line}
    assert all(1 <= line <= text.count("\n") + 2 for line in lines.values())
