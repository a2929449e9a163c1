"""Half a year under Lanshan: three kinds, linkage up and down, converted scores; the tables were computed by hand.

Points add up from 0. Every full ten of a person gives the branch one, and takes it back; the best of a kind is a
hundred, the others are scaled to it.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

import pytest

from bot.services import verify
from storage.transaction import Tx
from tests.simulation.invariants import check
from tests.simulation.life import Life
from tests.simulation.town import ZONE, Town

NAMES = ("Li", "Sun", "Zhou", "Zhao", "Wang", "Qian", "Wu", "Xu")
"""Secretary and main leader, section chief, deputy leader, keeper, two members, a cadre, the deputy secretary."""
CHAIN = ("Sun", "Zhou", "Li")

# Wang: 8 in January, 3 in February (11: the branch gets 1), 1 by the office in May.           8 + 3 + 1      = 12
# Qian: 5 + 5 in March (10: 1 more), 1 by the office in May, in June 5 are taken back (6: - 1). 5 + 5 + 1 - 5 = 6
MEMBERS = {"Wang": ("12.00", "100.00"), "Qian": ("6.00", "50.00")}
# Before the reversal: 12 and 11; 11 / 12 × 100 = 91.666…
MEMBERS_TO_MAY = {"Wang": ("12.00", "100.00"), "Qian": ("11.00", "91.67")}
# Wu: 8 + 6 in April (14: 1 for the branch).
CADRES = {"Wu": ("14.00", "100.00")}
# First: own 2 in June, linkage 1 + 1 + 1 - 1 = 2. Second: own 1 in May. 1 / 4 × 100 = 25
BRANCHES = {"First Branch": ("4.00", "100.00"), "Second Branch": ("1.00", "25.00")}
BRANCHES_TO_MAY = {"First Branch": ("3.00", "100.00"), "Second Branch": ("1.00", "33.33")}
LINKAGE = [("2026-02", 100), ("2026-03", 100), ("2026-04", 100), ("2026-06", -100)]


class HalfYear(Life):
    """The acts, month by month."""

    def __init__(self, town: Town) -> None:
        super().__init__(town)
        for name in ("Zheng", "Peng"):
            town.people[name] = town.meet(name)
        self.second = town.sim.group("Second Branch", [town.people[name] for name in ("Li", "Zheng", "Peng")])
        town.found(self.second, "Li", ("Zheng", "Peng"))
        self.say("Li", "/grant secretary Zheng", room=self.second)
        self.say("Li", "/revoke secretary Li", room=self.second)
        self.say("Li", "/revoke member Li", room=self.second)
        for role, name in zip(("section_chief", "deputy_leader", "main_leader"), CHAIN, strict=True):
            self.appoint(role, name)
        for role, name in (("ledger_keeper", "Zhao"), ("cadre", "Wu"), ("deputy_secretary", "Xu")):
            self.say("Li", f"/grant {role} {name}", room=town.group)

    def play(self) -> None:
        """Play from January to the end of June's publicity."""
        self.until("01-15")
        self.approve(*CHAIN, number=self.file("Wang", "F3 national the title of the year"))
        self.until("02-12")
        self.approve(*CHAIN, number=self.file("Wang", "D4 national a page in the paper"))
        self.until("03-12")
        wrong = self.file("Qian", "F3 province a prize")
        self.approve(*CHAIN, number=wrong)
        self.approve(*CHAIN, number=self.file("Qian", "F3 province another prize"))
        self.until("04-14")
        self.approve(*CHAIN, number=self.file("Wu", "E3 national a model person"))
        self.approve(*CHAIN, number=self.file("Wu", "D2 province a practice that others took up"))
        self.until("05-14")
        self.office()
        self.approve(*CHAIN, number=self.file("Zheng", "A1 May", room=self.second))
        self.until("06-12")
        self.say("Zhao", f"/adjust {wrong} the prize was another's")
        self.press("Sun", "✅ Take it back")
        own = self.file("Li", "A1 x2 May and June")
        self.approve("Sun", "Zhou", "Xu", number=own)  # the secretary's level goes to the deputy
        self.until_closed("2026-06")

    def office(self) -> None:
        """Three entries of the keeper: one is confirmed, one met by silence, one disputed and withdrawn."""
        wang, qian, xu = (self.enter("Zhao", f"award {name} E2 the first quarter") for name in ("Wang", "Qian", "Xu"))
        self.press("Wang", "👍")
        self.press("Xu", "👎")
        self.say("Xu", "it was Qian alone")
        self.press("Zhao", "🗑")
        self.approve(*CHAIN, number=wang)
        self.until("05-20")  # three working days after Thursday the 14th end on Tuesday the 19th
        self.approve(*CHAIN, number=qian)
        self.entered = [wang, qian, xu]


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HalfYear]:
    """Answer the half-year when June is closed."""
    start = datetime(2026, 1, 12, 12, 0, tzinfo=ZONE)
    town = Town(tmp_path_factory.mktemp("half"), preset="lanshan", names=NAMES, start=start)
    with closing(town):
        life = HalfYear(town)
        life.play()
        yield life


@pytest.mark.parametrize(
    ("kind", "period", "expected"),
    [
        ("member", "2026-H1", MEMBERS),
        ("member", "2026-01..2026-05", MEMBERS_TO_MAY),
        ("cadre", "2026-H1", CADRES),
        ("branch", "2026-H1", BRANCHES),
        ("branch", "2026-01..2026-05", BRANCHES_TO_MAY),
    ],
)
def test_raw_and_converted_are_as_computed(
    half: HalfYear, kind: str, period: str, expected: dict[str, tuple[str, str]]
) -> None:
    """Three boards of their own, over any span; who has nothing has 0.00 of both."""
    rows = half.table("board", branch="B001", period=period, kind=kind)
    found = {row["name"]: (str(row["points"]), str(row["converted"])) for row in rows}

    assert found == {**dict.fromkeys(NAMES if kind == "member" else (), ("0.00", "0.00")), **expected}


def test_linkage_goes_up_and_down_right_behind_what_moved_it(half: HalfYear) -> None:
    """Each posting stands next to the entry of the person that crossed a ten, in the same month."""
    entries = half.town.rows(
        "SELECT seq, kind, period, points, subject_kind FROM ledger WHERE branch_id = 2 ORDER BY seq"
    )
    linked = [row for row in entries if row[1] == "linkage"]
    assert [(period, points) for _, _, period, points, _ in linked] == LINKAGE
    before = {row[0]: row for row in entries}
    assert [before[row[0] - 1][4] for row in linked] == ["member", "member", "cadre", "member"]
    page = half.answer("Li", "/board branches 2026-H1")
    assert "🥇 First Branch 4.00 | 100.00" in page
    assert "of which 2.00 from its people" in page


def test_what_the_office_entered_was_answered_in_three_ways(half: HalfYear) -> None:
    """Confirmed and booked; silence told as such and booked; disputed and withdrawn."""
    states = [half.town.rows("SELECT state FROM claims WHERE id = ?", number)[0][0] for number in half.entered]
    assert states == ["approved", "approved", "withdrawn"]
    reasons = half.town.rows(
        "SELECT s.claim_id, coalesce(t.reason, '') FROM review_steps s LEFT JOIN step_texts t ON t.step_id = s.id "
        "WHERE s.verdict = 'confirm' ORDER BY s.id"
    )
    assert [number for number, _ in reasons] == half.entered[:2]
    assert ["no answer" in reason for _, reason in reasons] == [False, True]


def test_the_books_verify_and_nothing_leaked(half: HalfYear) -> None:
    """Linkage, caps, chains and totals of both branches; the leak test over half a year of letters."""

    def proof(tx: Tx) -> verify.Verified:
        return verify.verify_all(half.town.desk(tx, "verify"))

    found: verify.Verified = half.town.inside(proof)
    assert (found.faults, found.entries) == ([], 2 + 2 + 2 + 2 + 1 + 1 + 1 + 4)
    check(half.town)
