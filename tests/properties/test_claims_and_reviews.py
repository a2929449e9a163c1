"""Random histories of claims and reviews against a model that was written from the rules alone (domain 2.2)."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.properties.model import ITEMS, MEMBERS, Claim, Model
from tests.simulation.invariants import check
from tests.simulation.player import SECRET
from tests.simulation.town import ZONE, Town

people = st.sampled_from(MEMBERS)
chance = st.integers(min_value=0, max_value=10_000)


class ClaimsAndReviews(RuleBasedStateMachine):
    """Everything is done in the chat; the model says what must have come of it."""

    @initialize()
    def a_branch(self) -> None:
        self.directory = TemporaryDirectory(prefix="jifenbot-properties-")
        self.town = Town(Path(self.directory.name), names=MEMBERS)
        self.town.grant("Sun", "deputy_secretary")
        self.model = Model()
        self.ids = {self.town.person_id(name): name for name in MEMBERS}

    @property
    def now(self) -> datetime:
        return self.town.now.astimezone(ZONE)

    def any_claim(self, number: int) -> int:
        return sorted(self.model.claims)[number % len(self.model.claims)]

    # ---- what people do ------------------------------------------------------------------------------------------
    @rule(who=people, item=st.sampled_from(sorted(ITEMS)), times=st.integers(1, 4), back=st.integers(0, 40))
    def claim(self, who: str, item: str, times: int, back: int) -> None:
        day = self.now - timedelta(days=back)
        number = len(self.model.claims) + 1
        self.town.photo(who, f"/claim {item} x{times} {day:%Y-%m-%d} {SECRET} act {number}")
        self.town.settle()
        self.model.claims[number] = Claim(
            who=who,
            item=item,
            act=f"{day:%Y-%m}",
            requested=ITEMS[item][0] * Decimal(times),
            since=self.now.date(),
        )

    @precondition(lambda self: self.model.claims)
    @rule(by=people, which=chance, verdict=st.sampled_from(("approve", "approve", "return", "reject")))
    def decide(self, by: str, which: int, verdict: str) -> None:
        number = self.any_claim(which)
        reason = "" if verdict == "approve" else f" {SECRET} because"
        self.town.say(by, f"/{verdict} {number}{reason}", private=which % 2 == 0)
        self.town.settle()
        self.model.decide(number, by, verdict, self.now)

    @precondition(lambda self: self.model.claims)
    @rule(which=chance, verdict=st.sampled_from(("approve", "approve", "approve", "return", "reject")))
    def decide_as_reviewer(self, which: int, verdict: str) -> None:
        self.decide(self.model.reviewer(self.model.claims[self.any_claim(which)]), which, verdict)

    @precondition(lambda self: self.model.claims)
    @rule(by=people, which=chance)
    def press(self, by: str, which: int) -> None:
        """Press ✅ on the public card, as it is now."""
        number = self.any_claim(which)
        card = next(m for m in self.town.group.from_bot if m.text.startswith(f"#{number} "))
        if card.button("✅"):
            self.town.press(by, card, "✅")
            self.town.settle()
            self.model.decide(number, by, "approve", self.now)

    @precondition(lambda self: any(claim.rev for claim in self.model.claims.values()))
    @rule(by=people, which=chance, verb=st.sampled_from("abru"))
    def press_too_late(self, by: str, which: int, verb: str) -> None:
        """A press on a card of an older state changes nothing (2.2-9)."""
        changed = sorted(number for number, claim in self.model.claims.items() if claim.rev)
        number = changed[which % len(changed)]
        card = next(m for m in self.town.group.from_bot if m.text.startswith(f"#{number} "))
        self.town.press_old(by, card, f"c:{number}:{verb}:{which % self.model.claims[number].rev}")
        self.town.settle()

    @precondition(lambda self: self.model.claims)
    @rule(by=people, which=chance, own=st.booleans())
    def withdraw(self, by: str, which: int, own: bool) -> None:
        number = self.any_claim(which)
        by = self.model.claims[number].who if own else by
        self.town.say(by, f"/withdraw {number}", private=True)
        self.town.settle()
        self.model.withdraw(number, by)

    @precondition(lambda self: self.model.claims)
    @rule(by=people, which=chance, own=st.booleans())
    def undo(self, by: str, which: int, own: bool) -> None:
        number = self.any_claim(which)
        by = self.model.claims[number].decided_by or by if own else by
        self.town.say(by, f"/undo {number}", private=True)
        self.town.settle()
        self.model.undo(number, by, self.now)

    # ---- what happens to all --------------------------------------------------------------------------------------
    @rule(span=st.sampled_from((timedelta(minutes=4), timedelta(minutes=11), timedelta(days=3), timedelta(days=12))))
    def time_passes(self, span: timedelta) -> None:
        self.town.move(span)

    @rule()
    def the_notice_is_out(self) -> None:
        """The month before the running one is frozen (2.3-2)."""
        month = f"{self.now.replace(day=1) - timedelta(days=1):%Y-%m}"
        self.town.freeze(month)
        self.model.frozen.add(month)

    @rule()
    def it_dies_and_comes_again(self) -> None:
        self.town.crash()
        for number in list(self.town.world.updates.delivered)[-3:]:
            self.town.world.updates.again(number)
        self.town.settle()

    # ---- what must hold --------------------------------------------------------------------------------------------
    @invariant()
    def it_is_as_the_model_says(self) -> None:
        rows = self.town.rows("SELECT id, state, credited FROM claims ORDER BY id")
        found = [(number, state, Decimal(credited or 0) / 100) for number, state, credited in rows]
        claims = sorted(self.model.claims.items())
        assert found == [(number, claim.state, claim.credited) for number, claim in claims]
        kept = {
            (self.ids[who], month): Decimal(points) / 100
            for who, month, points in self.town.rows("SELECT subject_id, period, points FROM totals")
        }
        assert kept == self.model.totals
        assert self.town.rows("SELECT count(*) FROM ledger") == [(self.model.entries,)]

    @invariant()
    def no_rule_is_broken(self) -> None:
        check(self.town)

    def teardown(self) -> None:
        if hasattr(self, "town"):
            self.town.close()
            self.directory.cleanup()


ClaimsAndReviews.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestClaimsAndReviews = ClaimsAndReviews.TestCase
