"""Broken files: each fault is told with its file and line, all of them at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schemes import InvalidScheme, SchemeError, load_rulebook
from tests.schemes import plain


def faults(text: str, filename: str = "f.yaml") -> list[str]:
    with pytest.raises(InvalidScheme) as refused:
        load_rulebook(text, filename)
    return str(refused.value).splitlines()


def told(text: str) -> tuple[SchemeError, ...]:
    """Give the faults of a text that may as well have none; nothing but ``InvalidScheme`` may come."""
    try:
        load_rulebook(text, "any.yaml")
    except InvalidScheme as refused:
        return refused.errors
    return ()


BROKEN = [
    (
        "duplicate code",
        "lanshan",
        [("[A2,", "[A1,")],
        ["lanshan.yaml:29: The code A1 stands here for the second time; it is already on line 29."],
    ),
    (
        "duplicate code, other width and case",
        "lanshan",
        [("[F3,", "[ａ１,")],
        ["lanshan.yaml:40: The code A1 stands here for the second time; it is already on line 29."],
    ),
    (
        "unknown category",
        "lanshan",
        [("[A2,", "[Z2,")],
        ["lanshan.yaml:29: Item Z2 belongs to no category of this file; A, B, C, D, E, F are known."],
    ),
    (
        "unknown role in the chain",
        "lanshan",
        [("section_chief, deputy", "section_boss, deputy")],
        [
            (
                "lanshan.yaml:8: “review_chain” must be one of group_leader, deputy_secretary, secretary, "
                "section_chief, "
                "deputy_leader, main_leader, committee_reviewer, municipal_reviewer or admin, not section_boss."
            )
        ],
    ),
    (
        "the keeper may not review",
        "lanshan",
        [("section_chief, deputy", "ledger_keeper, deputy")],
        [
            (
                "lanshan.yaml:8: “review_chain” must be one of group_leader, deputy_secretary, secretary, "
                "section_chief, "
                "deputy_leader, main_leader, committee_reviewer, municipal_reviewer or admin, not ledger_keeper."
            )
        ],
    ),
    (
        "a chain without levels",
        "sichuan",
        [("review_chain: [secretary]", "review_chain: []")],
        ["sichuan.yaml:12: “review_chain” has 0 levels; one to 3 are possible."],
    ),
    (
        "unknown key",
        "lanshan",
        [("compare_scope: all", "compare_scop: all")],
        ["lanshan.yaml:13: “compare_scop” is not known here; did you mean “compare_scope”?"],
    ),
    (
        "wrong types, all at once",
        "lanshan",
        [
            ("publicity_workdays: 5", "publicity_workdays: five"),
            ("per_unit, 1, 12", "per_unit, 1, -12"),
            ("range, 2-3", "range, 3-2"),
            ("tier, honour, null, [branch, cadre]", "tier, honor, null, [branch, cadre]"),
        ],
        [
            "lanshan.yaml:14: “publicity_workdays” must be a whole number, not five.",
            "lanshan.yaml:29: “cap_year (A1)” must be at least 0, not -12.",
            "lanshan.yaml:35: Item D1 has a range that ends before it begins: 3-2.",
            "lanshan.yaml:38: Item E3 names the tiers “honor”, which “tier_sets” does not have.",
        ],
    ),
    (
        "a bad cell does not hide the next",
        "lanshan",
        [
            ("per_unit, 1, 12", "per_unit, 1, 0.5"),
            ("per_unit, 0.5, 6", "per_unit, 0.505, 6"),
            ("[branch], minutes]", "[branch, boss], minutes]"),
        ],
        [
            "lanshan.yaml:29: “who (A1)” must be one of member, cadre, branch or leader, not boss.",
            "lanshan.yaml:29: Item A1 has a cap of 0.50, less than the 1.00 that it gives once.",
            "lanshan.yaml:29: “value (A2)” has more than 2 decimals: 0.505.",
        ],
    ),
    (
        "twenty-two items",
        "lanshan",
        [("[E1, 先进或过硬党支部获评, Title of advanced or solid branch, fixed, 3, 3, [branch], office],", "")],
        ["lanshan.yaml:28: “lanshan” has 23 items, this file has 22. An edition of your own needs a name of its own."],
    ),
    (
        "no YAML",
        "lanshan",
        [("two_way_confirm: true", "two_way_confirm: true: x")],
        ["lanshan.yaml:11: This is not valid YAML: mapping values are not allowed here."],
    ),
    (
        "a column that no row may have",
        "lanshan",
        [("columns: [code, zh, en, kind,", "columns: [code, zh, en, knd,")],
        ["lanshan.yaml:27: “knd” is not known here; did you mean “kind”?"],
    ),
    (
        "columns too few: one fault, not twenty-three",
        "lanshan",
        [("columns: [code, zh, en, kind,", "columns: [code, zh, en,")],
        ["lanshan.yaml:29: The row of A1 has 8 values, “columns” names 7."],
    ),
    (
        "one row too short",
        "lanshan",
        [("[F1, 志愿服务与双报到, ", "[F1, ")],
        ["lanshan.yaml:39: The row of F1 has 7 values, “columns” names 8."],
    ),
    (
        "unknown level",
        "lanshan",
        [("national: 8", "galaxy: 8")],
        ["lanshan.yaml:16: “galaxy” is no level; district, city, province and national are known."],
    ),
    (
        "a key twice",
        "lanshan",
        [("cycle: year", "cycle: year\ncycle: month")],
        ["lanshan.yaml:5: The key “cycle” stands here for the second time."],
    ),
    (
        "deductions without a documented basis",
        "sichuan",
        [('"-3 [R11]"', '""'), ('zero, null, member, office, "source: S15"', "zero, null, member, office, assumed")],
        [
            "sichuan.yaml:26: Item K104 weighs on people, so “basis” must name the document it rests on.",
            "sichuan.yaml:34: Item K603 weighs on people, so “basis” must name the document it rests on.",
        ],
    ),
    (
        "a deduction with a cap",
        "sichuan",
        [("-5, null", "-5, 10")],
        ["sichuan.yaml:33: Item K601 takes points off; deductions have no cap."],
    ),
    (
        "points of nothing",
        "sichuan",
        [("Gave a lecture, 2, 4", "Gave a lecture, 0, 4"), ("Volunteer service, 3, 9", "Volunteer service, null, 9")],
        ["sichuan.yaml:25: Item K102 is worth 0 points.", "sichuan.yaml:34: Item K701 has no points."],
    ),
    (
        "points of words",
        "sichuan",
        [("Gave a lecture, 2, 4", "Gave a lecture, many, 4")],
        ["sichuan.yaml:25: “points (K102)” must be a number, not many."],
    ),
    (
        "six content areas",
        "sichuan",
        [(", K4: 维护自身权益", "")],
        [
            (
                "sichuan.yaml:19: “sichuan” has 7 content areas, this file has 6. "
                "An edition of your own needs a name of its own."
            ),
            "sichuan.yaml:30: Item K401 belongs to no category of this file; K1, K2, K3, K5, K6, K7, K8 are known.",
        ],
    ),
    (
        "settings out of bounds",
        "sichuan",
        [("base: 80", "base: -80"), ("[90, 优秀]", "[90]"), ("pct: 10", "pct: 110")],
        [
            "sichuan.yaml:5: “base” must be at least 0, not -80.",
            "sichuan.yaml:10: A row of “bands” has too few values.",
            "sichuan.yaml:16: “pct” must be at most 100, not 110.",
        ],
    ),
    (
        "bands out of order",
        "sichuan",
        [("[90, 优秀], [80, 良好]", "[80, 良好], [90, 优秀]")],
        ["sichuan.yaml:10: The bands must fall from the highest bound to the lowest."],
    ),
    (
        "weights that do not add up",
        "feicheng",
        [("Committee structure, 4, 0", "Committee structure, 5, 0")],
        ["feicheng.yaml:9: The weights of the indicators add up to 101 instead of 100."],
    ),
    (
        "role weights that do not add up",
        "feicheng",
        [("Committee leads core work, 8, 1", "Committee leads core work, 8, 0")],
        ["feicheng.yaml:9: The role indicators weigh 32 instead of 40."],
    ),
    (
        "a role share of its own",
        "feicheng",
        [("role_share: 40", "role_share: 30")],
        [
            "feicheng.yaml:7: “role_share” of feicheng is 40, not 30.",
            "feicheng.yaml:9: The role indicators weigh 40 instead of 30.",
        ],
    ),
    (
        "twenty-four indicators",
        "feicheng",
        [(", [Y5, 问题整改闭环, Problems closed, 3, 0]", "")],
        [
            "feicheng.yaml:9: The weights of the indicators add up to 97 instead of 100.",
            (
                "feicheng.yaml:9: “feicheng” has 25 indicators, this file has 24. "
                "An edition of your own needs a name of its own."
            ),
            (
                "feicheng.yaml:13: “feicheng” has 5 indicators in each category, this file has 4. "
                "An edition of your own needs a name of its own."
            ),
        ],
    ),
    (
        "six vetoes",
        "feicheng",
        [(", [V7, 评定材料弄虚作假, assumed]", "")],
        [
            (
                "feicheng.yaml:30: “feicheng” has 7 classes of vetoes, this file has 6. "
                "An edition of your own needs a name of its own."
            )
        ],
    ),
    (
        "seven domains",
        "feicheng",
        [(", 事业单位]", "]"), (", 事业单位: 公共服务", "")],
        ["feicheng.yaml:4: “feicheng” has 8 domains, this file has 7. An edition of your own needs a name of its own."],
    ),
    (
        "a subsidy for nobody",
        "feicheng",
        [("domain: 农村, m", "domain: 海岛, m")],
        ["feicheng.yaml:33: “subsidy” speaks of the domain 海岛, which is not among the domains."],
    ),
    (
        "a warning that looks at nothing",
        "feicheng",
        [("[任务逾期, red, tasks_overdue]", "[任务逾期, red, tasks_late]")],
        [
            (
                "feicheng.yaml:37: A warning rule looks at tasks_late, which nobody knows; known are: tasks_overdue, "
                "reviews_late, forms_missing, meetings_missed, turnout_low, minutes_late, dues_behind, term_over, "
                "warnings_unanswered. Without a key people look."
            )
        ],
    ),
    (
        "a task that is never due",
        "laixi",
        [("month, section, month_end, false]", "month, section, quarter_end, false]"), ("fri_17:00", "fri_27:00")],
        [
            (
                "laixi.yaml:12: “due (T02)” must be same_day_18:00, fri_17:00, month_end, quarter_end, "
                "year_end or a day "
                "like 12-20, not fri_27:00."
            ),
            "laixi.yaml:13: Task T03 comes every month, so it cannot be due “quarter_end”.",
        ],
    ),
    (
        "shares that do not add up",
        "laixi",
        [("satisfaction: 20", "satisfaction: 30")],
        ["laixi.yaml:23: The weights of “composite” add up to 110 instead of 100."],
    ),
    (
        "awards",
        "jiangjin",
        [("pct: 10", "pct: 110"), ("奉献社会: 25", "奉献社会: 26")],
        [
            "jiangjin.yaml:4: “pct” must be at most 100, not 110.",
            "jiangjin.yaml:13: The weights of “dims” add up to 101 instead of 100.",
        ],
    ),
]


@pytest.mark.parametrize(("name", "swaps", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_file_names_every_line(name: str, swaps: list[tuple[str, str]], expected: list[str]) -> None:
    text = plain(name)
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)

    assert faults(text, f"{name}.yaml") == expected


SMALL = [
    (
        (
            "preset: x\ncycle: year\ncategories: {A: 甲}\nitems:\n"
            "- {code: A-1, zh: 甲, value: 1}\n- {code: 7, zh: 甲, value: 1}\n"
        ),
        [
            "f.yaml:5: “A-1” is no code: one to four letters, then one to four digits (for example D4).",
            "f.yaml:6: “7” is no code: one to four letters, then one to four digits (for example D4).",
        ],
    ),
    (
        "preset: x\ncycle: year\ncategories: {甲: 甲}\nitems:\n- {code: A1, zh: 甲, category: 甲, value: 1}\n",
        [
            "f.yaml:3: “甲” is no code of a category: a letter first, then letters and digits, 6 at most.",
            "f.yaml:5: “甲” is no code of a category: a letter first, then letters and digits, 6 at most.",
        ],
    ),
    ("", ["f.yaml:1: The file is empty."]),
    ("[]", ["f.yaml:1: The file must be a mapping that begins with “preset: NAME”."]),
    (
        "preset: x",
        ["f.yaml:1: The file holds no rules: a scheme has “items”, a rating “vetoes”, a work list “task_templates”."],
    ),
    ("a: &x 1\nb: *x", ["f.yaml:1: Anchors and aliases (&, *) are not read here; write the value out."]),
    ("a: !!python/object:os.system 1", ["f.yaml:1: Tags (!) are not read here."]),
    ("a: 1\n---\nb: 1", ["f.yaml:2: The file holds several documents (---); put each into a file of its own."]),
    ("a: 1\nb: \x00", ["f.yaml:2: The file holds a character that YAML does not allow (code U+0000)."]),
    ("[" * 30, ["f.yaml:1: Lists and mappings are nested more than 20 deep."]),
    (
        "preset: x\ncycle: year\ncategories: {}\nitems: []\n",
        ["f.yaml:3: “categories” is missing.", "f.yaml:4: “items” is missing."],
    ),
    (
        "preset: x\ncycle: year\ncategories: {A: 甲}\nitems:\n- [A1, 甲, 1]\n",
        ["f.yaml:5: The rows are lists, so “columns” must say what each place means."],
    ),
    (
        "cycle: year\ncategories: {A: 甲}\nitems:\n- {code: A1, zh: 甲, value: 1}\n",
        ["f.yaml:1: “preset” is missing."],
    ),
    (
        "preset: x\ncycle: year\ncategories: {A: 甲}\nitems:\n- {code: A1, zh: 甲, value: 1, who: branch}\n",
        ["f.yaml:5: Item A1 is for branch, but the scheme's subjects are member."],
    ),
    (
        "preset: x\ncycle: year\ncategories: {A: 甲}\nitems:\n- {code: A1, zh: 甲, value: 1, cap: 2}\n",
        ["f.yaml:5: Item A1 has a cap without a period; “cap_period” must be month or year."],
    ),
    (
        "preset: x\ncycle: year\ncategories: {A: 甲}\nitems:\n- {code: A1, zh: 甲, value: 1}\ntexts:\n  A2: {en: B}\n",
        ["f.yaml:7: “texts” speaks of “A2”, which this file does not have."],
    ),
    (
        "preset: x\ncycle: year\ntotal_cap: 100\ncategories: {A: 甲}\nitems:\n- {code: A1, zh: 甲, value: 1}\n",
        ["f.yaml:3: “total_cap” must stay empty: caps belong to single items."],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SMALL)
def test_a_small_broken_file(text: str, expected: list[str]) -> None:
    assert faults(text) == expected


def test_an_error_knows_file_line_and_facts() -> None:
    with pytest.raises(InvalidScheme) as refused:
        load_rulebook(plain("lanshan").replace("[A2,", "[Z2,"), "our.yaml")

    (error,) = refused.value.errors
    assert isinstance(error, SchemeError)
    assert (error.file, error.line, error.facts["code"]) == ("our.yaml", 29, "Z2")
    assert error.text.format(**error.facts) == error.message


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_rulebook_or_refused(text: str) -> None:
    assert all(error.message for error in told(text))


@settings(deadline=None)
@given(st.data())
def test_any_scratch_on_a_preset_is_read_or_refused(data: st.DataObject) -> None:
    text = plain(data.draw(st.sampled_from(["lanshan", "sichuan", "feicheng", "laixi", "jiangjin"])))
    start = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(0, 12))
    scratched = text[:start] + data.draw(st.text("[]{}:,-'\"#\n 0a积null", max_size=4)) + text[start + length :]
    assert all(1 <= error.line <= scratched.count("\n") + 1 and error.message for error in told(scratched))
