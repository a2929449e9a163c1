"""A year of a branch of thirty on the real bot, and half a year of another: the tables were computed by hand.

Sichuan: everybody starts each month from 80; the score of a month is 80 plus its entries, never below 0; the score of
the year is the mean of the months in scope. Lanshan: points add up over the year from 0.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from typing import ClassVar

import pytest

from bot.services import verify
from storage.transaction import Tx
from tests.simulation.invariants import check
from tests.simulation.life import Life
from tests.simulation.town import ZONE, Town

STEADY = ("Bai", "Cai", "Cao", "Chen", "Dai", "Deng", "Ding", "Dong", "Du", "Fan")
"""Ten who plant trees together each month, three points each."""
QUIET = ("Feng", "Fu", "Gao", "Geng", "Gu", "Guo", "Han", "Hao", "He", "Hou")
"""Ten of whom some have one event in the year."""
ALONE = ("Li", "Qian", "Sun", "Wang", "Zhao", "Xu", "Tang", "Lin", "Ma", "Song")
"""Secretary, deputy, ledger keeper, and seven with a story of their own."""

MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]
PLAIN = "80  " * 12
PLANTED = "83  " * 12
SCORES = {
    # Three activities of 3 are the month's cap of 9; in April two claims of 6 give 6 + 3.
    "Wang": "89  89  89  89  89  89  89  89  89  89  89  89  | 89.00",
    **dict.fromkeys(STEADY, f"{PLANTED} | 83.00"),
    # October: an organisational disposition makes the month 0. 11 × 83 / 12 = 76.0833…
    "Fan": " 83  83  83  83  83  83  83  83  83   0  83  83  | 76.08",
    **dict.fromkeys(QUIET, f"{PLAIN} | 80.00"),
    # April's claim was rejected, the objection upheld in May: + 3 in May, for April. (11 × 80 + 83) / 12
    "Gu": "  80  80  80  80  83  80  80  80  80  80  80  80  | 80.25",
    # June's claim of 6 was rejected, the objection upheld by half in July: + 3 in July.
    "Han": " 80  80  80  80  80  80  83  80  80  80  80  80  | 80.25",
    # The office entered the dues: + 1. 961 / 12 = 80.0833…
    "Guo": " 81  80  80  80  80  80  80  80  80  80  80  80  | 80.08",
    # Filed before November's notice, decided after it: + 1 in December, for November.
    "Hou": " 80  80  80  80  80  80  80  80  80  80  80  81  | 80.08",
    # As a leader, reviewed by the deputy: + 2. 962 / 12 = 80.1666…
    "Li": "  80  80  80  80  82  80  80  80  80  80  80  80  | 80.17",
    "Qian": PLAIN + "| 80.00",
    "Sun": " " + PLAIN + "| 80.00",
    # Forms: February + 3 - 2 = 81, September - 3 = 77. (10 × 80 + 81 + 77) / 12 = 79.8333…
    "Zhao": "80  81  80  80  80  80  80  80  77  80  80  80  | 79.83",
    # Ill in March, April and May: nine months count. (8 × 80 + 81) / 9 = 80.1111…
    "Xu": "  80  80   -   -   -  81  80  80  80  80  80  80  | 80.11",
    # Moved to the second branch on July 13: no row here from July on; what was booked in January stays here.
    "Tang": "83  80  80  80  80  80",
    # Five times 5 taken off in May and in June: 80 - 25 = 55. (10 × 80 + 2 × 55) / 12 = 75.8333…
    "Lin": " 80  80  80  80  55  55  80  80  80  80  80  80  | 75.83",
    # March's claim was rejected, the objection dismissed, then upheld one level up: + 1 in April.
    "Ma": "  80  80  80  81  80  80  80  80  80  80  80  80  | 80.08",
    # February's + 3 was wrong and is taken back in June, when February is closed: 83 stays, June has 80 - 3.
    "Song": "80  83  80  80  80  77  80  80  80  80  80  80  | 80.00",
}
"""Name to the scores from January to December and the year's; - is an exempt month."""
RANKS = {
    1: ("Wang",),
    2: STEADY[:-1],  # nine share the second place
    11: ("Gu", "Han"),  # 1 + 1 + 9
    13: ("Li",),
    14: ("Xu",),
    15: ("Guo", "Hou", "Ma"),
    18: ("Qian", "Sun", "Song", "Feng", "Fu", "Gao", "Geng", "Hao", "He"),
    27: ("Zhao",),
    28: ("Fan",),
    29: ("Lin",),
}
# 89 + 9 × 83 + 2 × 80.25 + 80.17 + 80.11 + 3 × 80.08 + 9 × 80 + 79.83 + 76.08 + 75.83 = 2348.76; / 29 = 80.9917…
AVERAGE = "80.99"
# First places: rank 3 or better, so Wang and the nine of rank 2. Below 60: 0 of 29.
SECOND = {
    "Zheng": f"{PLAIN} | 80.00",
    # Five times 5 taken off in every month: 55, so the year is below 60.
    "Peng": "55  " * 12 + "| 55.00",
    # There from July: August 80 + 6. (5 × 80 + 86) / 6 = 81.00
    "Tang": "            -   -   -   -   -   -  80  86  80  80  80  80  | 81.00",
}
# Below 60: 1 of 3 = 33.33 % >= 30 %, so the rules propose the restriction of the second branch.


def row_of(text: str) -> tuple[list[str], str]:
    """Read a row of the tables above: months, and the year's score or nothing."""
    months, _, year = text.partition("|")
    return months.split(), year.strip()


class Year(Life):
    """The acts of the year, month by month."""

    def __init__(self, town: Town) -> None:
        super().__init__(town)
        for name in ("Zhou", "Zheng", "Peng"):
            town.people[name] = town.meet(name)
        self.say("Li", "/grant deputy_secretary Qian", room=town.group)
        self.say("Li", "/grant ledger_keeper Sun", room=town.group)
        self.second = town.sim.group("Second Branch", [town.people[name] for name in ("Li", "Zheng", "Peng", "Tang")])
        town.found(self.second, "Li", ("Zheng", "Peng"))
        self.say("Li", "/grant secretary Zheng", room=self.second)
        self.say("Li", "/revoke secretary Li", room=self.second)
        self.say("Li", "/revoke member Li", room=self.second)
        self.say("Zhou", "/start")
        self.appoint("committee_reviewer", "Zhou")
        self.numbers: dict[str, int] = {}

    def play(self) -> None:
        """Play the year to its last closed month."""
        for month in MONTHS:
            if month > MONTHS[0]:
                self.until_notice(MONTHS[MONTHS.index(month) - 1])
                self.objections.get(month, lambda _: None)(self)
            self.until(f"{month[5:]}-14")
            self.every_month(month)
            self.events.get(month, lambda _: None)(self)
        self.until_closed("2026-12")
        self.say("Li", "/close 2026")
        self.press("Li", "📢")
        self.until_closed("2026")

    def every_month(self, month: str) -> None:
        """Trees are planted, Wang is diligent, Peng leaves the post."""
        self.claim("Li", f"K701 {'、'.join(STEADY)}：planting trees")
        self.town.press("Qian", self.town.group.with_button("✅"), "✅")
        self.town.settle()
        for shifts in ("x2 days", "x2 nights") if month == "2026-04" else ("x3 days",):
            self.approve("Li", number=self.claim("Wang", f"K701 {shifts} in the hospital"))
        self.approve("Zhou", number=self.enter("Zheng", f"deduct Peng K601 x5 left the post, {month}"))

    # ---- what happens once, in the middle of the month --------------------------------------------------------------
    def january(self) -> None:
        """The office enters dues; Tang's only points in the first branch."""
        self.approve("Li", number=self.enter("Sun", "award Guo K301 dues of January"))
        self.approve("Li", number=self.claim("Tang", "K701 river bank"))

    def february(self) -> None:
        """A form with a plus and a minus; and what will turn out wrong in June."""
        zhao = self.town.people["Zhao"]
        self.town.wait(zhao.document(zhao.dm, "/declare K501 02-10 kept the water running"))
        self.town.settle()
        self.say("Zhao", "/declare K203 02-10 forgot my text")
        self.sign("Zhao")
        self.numbers["Song"] = self.claim("Song", "K701 the old photo")
        self.approve("Li", number=self.numbers["Song"])

    def march(self) -> None:
        """Xu is ill for three months; Ma's suggestion is not seen as adopted."""
        self.say("Li", "/exempt Xu 2026-03-02 2026-05-31 in hospital")
        self.press("Qian", "✅ Agree")
        self.reject("Ma", self.file("Ma", "K401 a shelf for umbrellas"), "nothing came of it")

    def april(self) -> None:
        self.reject("Gu", self.claim("Gu", "K701 the school fair"), "Gu is not to be seen")

    def may(self) -> None:
        """Lin misses the work; the secretary's own claim goes to the deputy."""
        self.approve("Li", number=self.enter("Sun", "deduct Lin K601 x5 decision 4/2026"))
        self.approve("Qian", number=self.file("Li", "K801 the list of the quarter"))

    def june(self) -> None:
        """Lin again; February's mistake is taken back by two, when February is closed; Xu is back."""
        self.approve("Li", number=self.enter("Sun", "deduct Lin K601 x5 decision 7/2026"))
        self.say("Sun", f"/adjust {self.numbers['Song']} the photo is two years old")
        self.press("Li", "✅ Take it back")
        self.approve("Li", number=self.claim("Xu", "K703 a welcome"))
        self.reject("Han", self.file("Han", "K501 x2 the night of the flood"), "one night, not two")

    def july(self) -> None:
        """Tang moves to the second branch."""
        self.say("Li", "/revoke member Tang", room=self.town.group)
        self.town.enrol("Tang", self.second, "Zheng")

    def august(self) -> None:
        self.approve("Zheng", number=self.claim("Tang", "K701 x2 the new river bank", room=self.second))
        self.reject("Hao", self.claim("Hao", "K701 sweeping"), "done by others")

    def september(self) -> None:
        """A form with a minus alone."""
        self.say("Zhao", "/declare K503 09-10 the list was late")
        self.sign("Zhao")

    def october(self) -> None:
        """A decision of the organisation makes Fan's month count nothing."""
        self.approve("Li", number=self.enter("Sun", "deduct Fan K603 decision 12/2026 of 2026-10-12"))

    def november(self) -> None:
        """Filed in time, decided when the notice is out."""
        self.numbers["Hou"] = self.claim("Hou", "K703 the evening of songs")

    events: ClassVar = {
        "2026-01": january,
        "2026-02": february,
        "2026-03": march,
        "2026-04": april,
        "2026-05": may,
        "2026-06": june,
        "2026-07": july,
        "2026-08": august,
        "2026-09": september,
        "2026-10": october,
        "2026-11": november,
    }

    # ---- while the month before is laid open ------------------------------------------------------------------------
    def ma_objects(self) -> None:
        """In vain at first; one level up the committee's reviewer upholds it."""
        self.objects("Ma", "the shelf stands in the hall")
        self.decide("Qian", "❌ Do not uphold", "it was there before")
        self.press("Ma", "⬆️")
        self.decide("Zhou", "✅ Uphold", "the minutes name Ma")

    def gu_objects(self) -> None:
        self.objects("Gu", "third from the left")
        self.decide("Qian", "✅ Uphold", "so it is")

    def han_objects(self) -> None:
        self.objects("Han", "I was there both nights")
        self.decide("Qian", "☑️", "+3 the first night is in the log")

    def lin_is_heard(self) -> None:
        """May's 55 leads to a talk with the secretary; June's raises it to the committee, which drops it."""
        self.until_closed("2026-05")
        self.press("Li", "⚖️ Look at them", "C", "👂")
        self.press("Lin", "💬")
        self.say("Lin", "my father was ill")
        self.press("Li", "⚖️ Look at them", "📝")
        self.say("Li", "talked with Lin, who asked for help")

    def hao_objects(self) -> None:
        self.objects("Hao", "I swept too")
        self.decide("Qian", "❌ Do not uphold", "not in the photo")
        self.press("Hao", "👍 Agree")

    def hou_is_late(self) -> None:
        self.approve("Li", number=self.numbers["Hou"])

    objections: ClassVar = {
        "2026-04": ma_objects,
        "2026-05": gu_objects,
        "2026-06": lin_is_heard,
        "2026-07": han_objects,
        "2026-09": hao_objects,
        "2026-12": hou_is_late,
    }

    # ---- acts of several presses ---------------------------------------------------------------------------------
    def sign(self, name: str) -> None:
        """Sign the form, let the secretary decide on its lines, agree to the result."""
        self.press(name, "✍️")
        for (number,) in self.town.rows("SELECT id FROM claims WHERE state = 'in_review' AND source = 'form'"):
            self.approve("Li", number=number)
        self.press(name, "👍")

    def reject(self, name: str, number: int, reason: str) -> None:
        self.numbers[name] = number
        self.say("Li", f"/reject {number} {reason}")

    def objects(self, name: str, words: str) -> None:
        self.say(name, f"/appeal {self.numbers[name]}")
        self.say(name, words)

    def decide(self, name: str, label: str, words: str) -> None:
        self.press(name, label)
        self.say(name, words)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """Answer the year when it is over."""
    start = datetime(2026, 1, 12, 12, 0, tzinfo=ZONE)
    town = Town(tmp_path_factory.mktemp("year"), names=(*ALONE, *STEADY, *QUIET), start=start)
    with closing(town):
        life = Year(town)
        life.play()
        yield life


@pytest.mark.parametrize(("branch", "table"), [("B001", SCORES), ("B002", SECOND)])
@pytest.mark.parametrize("number", range(12), ids=MONTHS)
def test_every_score_of_every_month_is_as_computed(
    year: Year, branch: str, table: Mapping[str, str], number: int
) -> None:
    expected = {name: row_of(text)[0][number:][:1] for name, text in table.items()}
    found = year.scores(branch=branch, period=MONTHS[number])

    assert found == {name: f"{int(row[0])}.00" for name, row in expected.items() if row not in ([], ["-"])}


@pytest.mark.parametrize(("branch", "table"), [("B001", SCORES), ("B002", SECOND)])
def test_the_year_is_the_mean_of_its_months(year: Year, branch: str, table: Mapping[str, str]) -> None:
    """Exempt months, and those before the first day or after the last, are no part of it."""
    assert year.scores(branch=branch, period="2026") == {
        name: row_of(text)[1] for name, text in table.items() if row_of(text)[1]
    }


def test_places_and_what_follows_from_them(year: Year) -> None:
    """Ranks with ties, who is eligible, the branch's average, and the restriction of 30 percent."""
    places: dict[int, set[str]] = {}
    for row in year.table("board", branch="B001", period="2026"):
        places.setdefault(row["rank"], set()).add(row["name"])
    assert places == {rank: set(names) for rank, names in RANKS.items()}

    first = year.answer("Li", "/standing 2026")
    assert "Pass line 60.00: 0 of 29 below it on average (0.00 percent)." in first
    assert f"at or above the pass line: {', '.join(('Wang', *STEADY[:-2]))}, and {STEADY[-2]}\n" in first
    second = year.answer("Zheng", "/standing 2026")
    assert "Pass line 60.00: 1 of 3 below it on average (33.33 percent)." in second
    assert "at or above the pass line: Tang and Zheng\n" in second
    [posted] = [text for text in year.town.group.texts if "Year-end result and publicity, 2026" in text]
    assert f"First Branch: 29 in scope, 29 fully reviewed, average {AVERAGE}" in posted


def test_the_rules_proposed_and_people_decided(year: Year) -> None:
    """One case a streak, raised with it; what nobody confirmed stays a proposal of which nobody concerned has heard."""
    assert year.town.rows(
        "SELECT o.code, c.kind, p.name, c.level, c.since, c.period, c.state FROM cases c JOIN orgs o "
        "ON o.id = c.branch_id LEFT JOIN persons p ON p.id = c.person_id ORDER BY c.id"
    ) == [
        ("B002", "ladder", "Peng", 3, "2026-01", "2026-03", "proposed"),  # the third month is the last step
        ("B001", "ladder", "Lin", 2, "2026-05", "2026-06", "proposed"),  # closed after May, raised by June
        ("B001", "ladder", "Fan", 1, "2026-10", "2026-10", "proposed"),
        ("B001", "duty", "Li", 1, "2026-10", "2026-10", "proposed"),  # a month of 0: the secretary explains (S16)
        ("B001", "duty", "Li", 1, "2026-10", "2026-10", "proposed"),  # after a disposition the leader too (S15)
        ("B002", "restriction", None, 1, "2026-01", "2026-12", "proposed"),
    ]
    verbs = "SELECT s.verb FROM case_steps s JOIN cases c ON c.id = s.case_id WHERE c.since = '2026-05' ORDER BY s.id"
    assert [row[0] for row in year.town.rows(verbs)] == ["propose", "hear", "explain", "record", "raise"]
    assert not [text for text in year.letters("Peng") if "below the pass line" in text]


def test_objections_were_decided_and_every_month_is_closed(year: Year) -> None:
    """Upheld one level up, upheld, upheld in part, dismissed and agreed to; the group heard numbers."""
    assert year.town.rows("SELECT level, state, outcome FROM appeals ORDER BY id") == [
        (2, "final", "upheld"),
        (1, "final", "upheld"),
        (1, "final", "partly"),
        (1, "final", "dismissed"),
    ]
    assert {tuple(row) for row in year.town.rows("SELECT state FROM periods")} == {("closed",)}
    [told] = [text for text in year.town.group.texts if "The publicity of March 2026 is over" in text]
    assert told.startswith("✅ The publicity of March 2026 is over; 1 objection was handled (1 upheld).")


def test_what_is_late_stands_in_an_open_month_with_the_month_it_belongs_to(year: Year) -> None:
    """A reversal, three objections and a late approval; the closed months kept their entries (2.2-4)."""
    late = year.town.rows(
        "SELECT p.name, l.kind, l.points, l.ref_period, l.period FROM ledger l JOIN persons p ON p.id = l.subject_id "
        "WHERE l.ref_period != l.period ORDER BY l.id"
    )
    assert late == [
        ("Ma", "adjust", 100, "2026-03", "2026-04"),
        ("Gu", "adjust", 300, "2026-04", "2026-05"),
        ("Song", "reversal", -300, "2026-02", "2026-06"),
        ("Han", "adjust", 300, "2026-06", "2026-07"),
        ("Hou", "adjust", 100, "2026-11", "2026-12"),
    ]
    assert "−3.00 · for February 2026 · takes back no. 27" in year.answer("Song", "/my 2026-06")


def test_the_books_verify_and_nothing_leaked(year: Year) -> None:
    """One proof over both branches; every invariant of the random histories holds, the leak test among them."""

    def proof(tx: Tx) -> verify.Verified:
        return verify.verify_all(year.town.desk(tx, "verify"))

    found: verify.Verified = year.town.inside(proof)
    assert found.faults == []
    # 12 × (10 trees + 1 Wang + 1 Peng) + Wang's second of April + Guo, Tang, Zhao 2 + 1, Song 2, Xu, Li, Lin 2, Fan,
    # Tang in August, Hou, Ma, Gu, Han
    assert found.entries == 12 * 12 + 1 + 2 + 3 + 2 + 1 + 1 + 2 + 1 + 1 + 1 + 3
    check(year.town)
