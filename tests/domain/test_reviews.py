"""Reviews: chains of distinct persons, verdicts, undo, and what is refused in which order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.points.chain import resolve_chain
from bot.domain.points.claim import ClaimState
from bot.domain.points.review import Event, Flow, check_undo, claim_flow, step
from bot.domain.refusals import Refusal

CHAIN = ("section_chief", "deputy_leader")
PEOPLE = ["wang", "li", "zhao", "qian"]
ROLES = ["section_chief", "deputy_leader", "secretary", "deputy_secretary"]
DOINGS = ["submit", "enter", "confirm", "dispute", "approve", "return", "reject", "withdraw", "void", "undo", "dance"]


def play(*events: Event, chain: tuple[str, ...] = CHAIN) -> tuple[Flow, list[tuple[int, str]]]:
    flow, refused = claim_flow(Flow(chain=chain, claimant="wang", submitter="wang"), events)
    return flow, [(index, refusal.code) for index, refusal in refused]


def do(by: str, doing: str, role: str = "", reason: str = "") -> Event:
    return Event(by=by, do=doing, roles=(role,) if role else (), reason=reason)


def test_a_return_starts_again_at_the_first_level() -> None:
    flow, refused = play(
        do("wang", "submit"),
        do("li", "approve", "section_chief"),
        do("zhao", "return", "deputy_leader", "photo missing"),
        do("wang", "submit"),
        do("li", "approve", "section_chief"),
    )
    assert (flow.state, flow.level, refused) == (ClaimState.IN_REVIEW, 1, [])
    assert flow.role == "deputy_leader"


def test_the_order_of_refusals() -> None:
    everything_wrong = Event(by="wang", do="reject", roles=())
    flow, refused = play(
        do("wang", "approve", "section_chief"),
        do("wang", "submit"),
        everything_wrong,
        Event(by="li", do="reject", roles=()),
        do("li", "approve", "section_chief"),
        Event(by="li", do="reject", roles=("deputy_leader",)),
        Event(by="zhao", do="reject", roles=("deputy_leader",), reason=" \n"),
    )
    assert [code for _, code in refused] == [
        "BAD_STATE",
        "SELF_APPROVAL",
        "WRONG_ROLE",
        "DUPLICATE_REVIEWER",
        "REASON_REQUIRED",
    ]
    assert flow.state is ClaimState.IN_REVIEW


def test_the_submitter_of_somebody_elses_claim_does_not_decide_either() -> None:
    flow = step(Flow(chain=("secretary",), claimant="wang", submitter="li"), do("li", "submit"))
    with pytest.raises(Refusal, match="SELF_APPROVAL"):
        step(flow, do("li", "approve", "secretary"))


def test_an_office_entry_waits_for_its_subject_and_is_then_reviewed() -> None:
    start = Flow(chain=("secretary",), claimant="wang", submitter="li")
    told = step(start, do("li", "enter"))
    assert told.state is ClaimState.AWAITING_MEMBER
    with pytest.raises(Refusal, match="NOT_YOUR_CLAIM"):
        step(told, do("zhao", "confirm"))
    with pytest.raises(Refusal, match="REASON_REQUIRED"):
        step(told, do("wang", "dispute"))
    assert step(told, do("wang", "dispute", reason="was elsewhere")).state is ClaimState.DISPUTED
    confirmed = step(told, do("wang", "confirm"))
    assert step(confirmed, do("zhao", "approve", "secretary")).state is ClaimState.APPROVED


def test_an_undo_leads_back_to_the_level_of_the_decision_once() -> None:
    flow, refused = play(
        do("wang", "submit"),
        do("li", "approve", "section_chief"),
        do("zhao", "reject", "deputy_leader", "no"),
        do("li", "undo"),
        do("zhao", "undo"),
        do("zhao", "undo"),
    )
    assert (flow.state, flow.level) == (ClaimState.IN_REVIEW, 1)
    assert refused == [(3, "NOT_YOUR_DECISION"), (5, "NOT_YOUR_DECISION")]


def test_an_undo_has_ten_minutes_and_ends_with_the_notice() -> None:
    decided_at = datetime(2026, 5, 12, 1, tzinfo=UTC)
    check_undo(1, decided_at=decided_at, now=decided_at + timedelta(minutes=10), noticed=False)
    for now, noticed in [(decided_at + timedelta(minutes=10, seconds=1), False), (decided_at, True)]:
        with pytest.raises(Refusal, match="UNDO_TOO_LATE") as caught:
            check_undo(1, decided_at=decided_at, now=now, noticed=noticed)
        assert caught.value.facts == {"claim_id": 1, "minutes": 10}


EVENTS = st.builds(
    Event,
    by=st.sampled_from(PEOPLE),
    do=st.sampled_from(DOINGS),
    roles=st.lists(st.sampled_from(ROLES), max_size=4).map(tuple),
    reason=st.sampled_from(["", " ", "because"]),
)


@given(st.lists(EVENTS, max_size=40), st.lists(st.sampled_from(ROLES), min_size=1, max_size=3).map(tuple))
def test_whatever_people_do_an_approved_claim_had_distinct_reviewers_of_every_level(
    events: list[Event], chain: tuple[str, ...]
) -> None:
    flow, _ = play(*events, chain=chain)
    assert len(set(flow.reviewers)) == len(flow.reviewers) == flow.level <= len(chain)
    assert not {"wang"} & set(flow.reviewers)
    if flow.state in {ClaimState.APPROVED, ClaimState.VOIDED}:
        assert flow.level == len(chain)
    if flow.state in {ClaimState.RETURNED, ClaimState.AWAITING_MEMBER, ClaimState.DISPUTED, ClaimState.DRAFT}:
        assert flow.level == 0


def test_two_levels_held_by_one_person_get_a_second_one() -> None:
    holders = {"section_chief": ["li"], "deputy_leader": ["li"], "secretary": ["zhao"]}
    levels = resolve_chain(CHAIN, holders, ("deputy_secretary", "secretary"), excluded=("wang",))
    assert [(level.role, level.persons) for level in levels] == [("section_chief", ("li",)), ("secretary", ("zhao",))]


def test_a_chain_finds_distinct_persons_even_if_the_first_choice_would_not() -> None:
    holders = {"section_chief": ["li", "zhao"], "deputy_leader": ["li"]}
    assert [level.role for level in resolve_chain(CHAIN, holders, ())] == list(CHAIN)


@given(
    st.lists(st.sampled_from(ROLES[:3]), min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(ROLES), st.lists(st.sampled_from(PEOPLE), max_size=3)),
    st.lists(st.sampled_from(ROLES), max_size=3, unique=True),
)
def test_a_resolved_chain_is_as_long_and_can_be_walked(
    chain: list[str], holders: dict[str, list[str]], fallback: list[str]
) -> None:
    try:
        levels = resolve_chain(chain, holders, fallback, excluded=("wang",))
    except Refusal as refusal:
        if refusal.code != "NO_REVIEWER":
            raise
        return
    assert len(levels) == len(chain)
    assert all("wang" not in level.persons for level in levels)

    def walk(index: int, used: frozenset[str]) -> bool:
        if index == len(levels):
            return True
        return any(walk(index + 1, used | {person}) for person in levels[index].persons if person not in used)

    assert walk(0, frozenset())
