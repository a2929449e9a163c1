"""Ranks, boards, linkage, averages and quotas."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.awards.quota import Candidate, exclude_bottom, select_quota
from bot.domain.points.board import board, gap_to_next, public_name, rows_for_group
from bot.domain.points.ladder import ladder, streak
from bot.domain.points.linkage import linkage, linkage_postings
from bot.domain.points.number import round2
from bot.domain.points.ranking import normalize, rank, rank_delta, top_n, ytd_board
from bot.domain.points.scheme import PublicRows
from bot.domain.points.spot import spot_check
from bot.domain.points.standing import branch_restriction, score_of, year_average

SCORES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.decimals(-20, 100, places=3), max_size=12)


@given(SCORES)
def test_a_rank_is_one_more_than_the_number_of_better_published_scores(scores: dict[str, Decimal]) -> None:
    ranks = rank(scores)
    assert ranks == {
        code: 1 + sum(round2(other) > round2(score) for other in scores.values()) for code, score in scores.items()
    }
    assert list(ranks.values()) == sorted(ranks.values())


@given(SCORES)
def test_nobody_moves_against_an_equal_board(scores: dict[str, Decimal]) -> None:
    assert set(rank_delta(scores, scores).values()) <= {0}
    assert set(rank_delta({}, scores).values()) <= {None}


@given(SCORES)
def test_converted_scores_keep_the_order_between_nothing_and_full(scores: dict[str, Decimal]) -> None:
    converted = normalize(scores)
    assert all(0 <= score <= 100 for score in converted.values())
    order = sorted(scores, key=scores.__getitem__)
    assert [converted[code] for code in order] == sorted(converted.values())
    assert max(scores.values(), default=Decimal(0)) <= 0 or max(converted.values()) == 100


@given(SCORES, st.integers(1, 5))
def test_the_top_is_never_cut_inside_a_tie(scores: dict[str, Decimal], n: int) -> None:
    top = top_n(scores, n)
    assert len(top) >= min(n, len(scores))
    out = [round2(scores[code]) for code in scores if code not in top]
    assert all(round2(scores[code]) > worst for code in top for worst in out)


def rows_of(scores: dict[str, str], full: str | None = None) -> list[tuple[int, str, str | None, int | None]]:
    points = {code: Decimal(score) for code, score in scores.items()}
    rows = board(points, dict.fromkeys(points, "n"), previous={"a": Decimal(1)}, full=Decimal(full) if full else None)
    return [(row.rank, row.code, None if row.converted is None else str(row.converted), row.delta) for row in rows]


def test_a_board_has_ranks_conversion_and_arrows() -> None:
    assert rows_of({"a": "5", "b": "10", "c": "5"}, full="100") == [
        (1, "b", "100.00", None),
        (2, "a", "50.00", -1),
        (2, "c", "50.00", None),
    ]
    assert rows_of({"a": "5"}) == [(1, "a", None, 0)]


@pytest.mark.parametrize(
    ("rule", "shown", "others"),
    [("all", "abcde", 0), ("top_n", "abcd", 1), ("at_or_above_base", "abcd", 1)],
)
def test_a_group_sees_only_what_the_scheme_allows(rule: PublicRows, shown: str, others: int) -> None:
    points = {"a": Decimal(92), "b": Decimal(90), "c": Decimal(80), "d": Decimal(80), "e": Decimal("79.99")}
    rows = board(points, dict.fromkeys(points, ""), previous={})
    visible, rest = rows_for_group(rows, rule, base=Decimal(80))
    assert ("".join(row.code for row in visible), rest) == (shown, others)
    assert len(rows_for_group(rows, "at_or_above_base", base=None, most=2)[0]) == 2


def test_the_gap_is_to_the_next_better_rank() -> None:
    points = {"a": Decimal(9), "b": Decimal("7.5"), "c": Decimal(5), "d": Decimal(5)}
    rows = board(points, dict.fromkeys(points, ""), previous={})
    above = gap_to_next(rows, "d")
    assert above is not None
    assert (above[0].code, above[1]) == ("b", Decimal("2.5"))
    third = gap_to_next(rows, "b")
    assert third is not None
    assert (third[0].code, third[1]) == ("a", Decimal("1.5"))
    farther = gap_to_next(board({**points, "z": Decimal(99)}, dict.fromkeys([*points, "z"], ""), previous={}), "d")
    assert farther is not None
    assert (farther[0].code, farther[1]) == ("b", Decimal("2.5"))
    assert gap_to_next(rows, "a") is None
    assert gap_to_next(rows, "x") is None


def test_any_span_of_months_can_be_summed() -> None:
    entries = [("a", "2026-01", Decimal(1)), ("a", "2026-02", Decimal(2)), ("b", "2026-03", Decimal(-4))]
    assert ytd_board(entries, "2026-03", since="2026-02").totals == {"a": Decimal(2), "b": Decimal(-4)}
    assert ytd_board([], "2026-03").top is None
    whole = ytd_board([("a", "2025-12", Decimal(9)), *entries, ("c", "2026-03", Decimal("0.5"))], "2026-03")
    assert whole.totals == {"a": Decimal(3), "b": Decimal(-4), "c": Decimal("0.5")}
    assert whole.on_board == 2
    assert ytd_board([("a", "2026-01", Decimal(0))], "2026-03").on_board == 0


@given(st.lists(st.tuples(st.sampled_from("ab"), st.decimals(-15, 15, places=2)), max_size=30))
def test_linkage_postings_always_add_up_to_what_is_owed(entries: list[tuple[str, Decimal]]) -> None:
    totals: dict[str, Decimal] = {}
    for person, points in entries:
        totals[person] = totals.get(person, Decimal(0)) + points
    postings, total = linkage_postings(entries)
    assert sum(postings, Decimal(0)) == total == linkage(totals)
    assert linkage(totals, "pooled") >= linkage(totals)


@given(st.decimals(-200, 200, places=2))
def test_a_score_never_falls_below_the_floor(total: Decimal) -> None:
    assert score_of(total, base=Decimal(80), floor=Decimal(0)) == max(Decimal(0), total + 80)
    assert score_of(total, base=None, floor=Decimal(0)) == total
    assert score_of(total, base=Decimal(80), floor=Decimal(0), zeroed=True) == 0


def test_exempt_months_count_nowhere() -> None:
    assert year_average({"2026-01": None}) == (0, None)
    assert branch_restriction([None, Decimal(50)], Decimal(60)).n == 1
    assert ladder([("2026-01", None)], Decimal(60)) == [("2026-01", 0, "skipped")]


@given(st.lists(st.integers(0, 4), max_size=12), st.integers(0, 12))
def test_seats_are_filled_or_open_and_no_tie_is_cut(marks: list[int], k: int) -> None:
    candidates = [Candidate(id=f"c{n:02}", keys=(Decimal(mark),)) for n, mark in enumerate(marks)]
    chosen = select_quota(candidates, k)
    assert len(chosen.selected) + chosen.open_seats == min(k, len(marks))
    assert not set(chosen.selected) & set(chosen.unresolved)
    assert bool(chosen.open_seats) == bool(chosen.unresolved)
    assert len(chosen.unresolved) > chosen.open_seats or not chosen.unresolved
    left_out = {c.id for c in candidates} - set(chosen.selected)
    key = {c.id: c.keys for c in candidates}
    assert all(key[winner] >= key[loser] for winner in chosen.selected for loser in left_out)


@given(st.lists(st.integers(0, 5), max_size=40))
def test_at_most_the_share_is_excluded(marks: list[int]) -> None:
    party = {f"u{n}": Decimal(mark) for n, mark in enumerate(marks)}
    out = exclude_bottom(party, {})
    assert len(out) <= (len(marks) + 5) // 10
    assert all(party[bad] < party[good] for bad in out for good in party if good not in out)


@given(st.integers(0, 400))
def test_a_draw_takes_a_tenth_between_one_and_twenty(count: int) -> None:
    ids = [f"C{n:03}" for n in range(count)]
    drawn = spot_check(ids, "2026-05:salt")
    assert len(drawn) == (min(max(-(-count // 10), 1), 20) if count else 0)
    assert drawn == spot_check(list(reversed(ids)), "2026-05:salt")
    assert set(drawn) <= set(ids)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ({"2025-11": 50, "2025-12": 55, "2026-01": 59}, ("2025-11", 3)),
        ({"2026-01": 50, "2026-02": None, "2026-03": 55}, ("2026-01", 2)),
        ({"2026-01": 50, "2026-02": 60, "2026-03": 55}, ("2026-03", 1)),
        ({"2026-01": 1, "2026-02": 2, "2026-03": 3, "2026-04": 4}, ("2026-01", 3)),
        ({"2026-01": 50, "2026-02": 60}, None),
        ({"2026-01": None}, None),
        ({}, None),
    ],
)
def test_a_streak_runs_across_years_and_over_exempt_months(
    scores: dict[str, int | None], expected: tuple[str, int] | None
) -> None:
    """Domain 3.8, 2.2-20."""
    found = streak([(month, None if score is None else Decimal(score)) for month, score in scores.items()], Decimal(60))
    assert (None if found is None else (found.since, found.level)) == expected


@pytest.mark.parametrize(
    ("name", "how", "shown"),
    [
        ("王五", "initials", "王*"),
        ("赵子龙", "initials", "赵**"),
        ("欧", "initials", "欧*"),
        ("Wang Li", "initials", "W. L."),
        ("Zoë", "initials", "Z."),
        ("王五", "", "王五"),
    ],
)
def test_initials_leave_a_name_recognisable_only_to_who_knows_it(name: str, how: str, shown: str) -> None:
    assert public_name(name, how) == shown
