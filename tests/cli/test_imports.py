"""Sheets in: every faulty row is told with its number, and nothing is written unless all rows are good."""

from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook, load_workbook

from bot.clock import system_clock
from bot.domain.points.period import month_ends
from tests.cli.conftest import Shell

TODAY = system_clock().astimezone(ZoneInfo("Asia/Shanghai")).date()
YEAR, MONTH = TODAY.year, f"{TODAY:%Y-%m}"
"""The commands run under the machine's clock, so what they are given follows it."""
FREEZE = (
    f"INSERT INTO periods (branch_id, key, state, frozen_at) SELECT id, '{MONTH}', 'publicity', "
    "'2026-05-10T01:00:00.000000Z' FROM orgs WHERE code = 'B101'"
)

ROSTER = (
    "支部,姓名,身份,职务,Telegram编号,豁免\n"
    "B101,王　五,正式党员,书记,1001,\n"
    "B101,李四,预备,,,\n"
    "第一党支部,赵六,离退休,组长、记录员,1003,是\n"
    "B102,王五,正式,书记,1001,\n"
    "B102,钱七,,,,2026-01-01~2026-06-30 病假\n"
)
PEOPLE = "SELECT name, status, telegram_id FROM persons ORDER BY id"
MEMBERS = (
    "SELECT p.name, o.code FROM memberships m JOIN persons p ON p.id = m.person_id JOIN orgs o ON o.id = m.org_id "
    "WHERE m.state = 'active' ORDER BY o.code, p.name"
)


def sheet(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]  # a new workbook has a sheet
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_roster_enrols_people_in_several_branches(branches: Shell, encoding: str) -> None:
    """One person, told by the account, belongs to two branches; names aligned by blanks are joined."""
    done = branches.run("import", "roster", branches.write("r.csv", ROSTER, encoding))

    assert (done.code, done.out) == (0, "4 added, 1 changed, 0 unchanged\n"), done.err
    assert branches.rows(PEOPLE) == [
        ("王五", "full", 1001), ("李四", "probationary", None), ("赵六", "retired", 1003), ("钱七", "full", None),
    ]  # fmt: skip
    assert ("王五", "B101") in branches.rows(MEMBERS)
    assert ("王五", "B102") in branches.rows(MEMBERS)
    roles = branches.rows("SELECT role FROM grants WHERE revoked_at IS NULL ORDER BY id")
    assert [role for (role,) in roles] == ["secretary", "group_leader", "recorder", "secretary"]
    exempt = "SELECT exempt_from, exempt_to, exempt_reason FROM memberships WHERE exempt_to IS NOT NULL"
    assert branches.rows(exempt) == [("2026-01-01", "2026-06-30", "病假")]


def test_a_second_import_of_the_same_roster_changes_nothing(branches: Shell) -> None:
    file = branches.write("r.csv", ROSTER)
    branches.run("import", "roster", file)
    audited = branches.rows("SELECT count(*) FROM audit")

    assert branches.run("import", "roster", file).out == "0 added, 0 changed, 5 unchanged\n"
    assert branches.rows("SELECT count(*) FROM audit") == audited


@pytest.mark.parametrize("locale", ["zh_Hans", "zh_Hant", "en"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_exported_members_can_be_mended_and_read_again(branches: Shell, form: str, locale: str) -> None:
    """Every column of our own export is known, under the headings of each language."""
    branches.run("import", "roster", branches.write("r.csv", ROSTER))
    branches.run("export", "members", "--format", form, "-o", f"m.{form}", locale=locale)
    done = branches.run("import", "roster", f"m.{form}", locale=locale)

    assert (done.code, done.out, done.err) == (0, "0 added, 0 changed, 5 unchanged\n", "")


def test_every_faulty_row_is_told_and_nothing_is_written(branches: Shell) -> None:
    rows = (
        "支部,姓名,身份,职务,Telegram编号\n"
        "B109,王五,,,\n"
        "B101,,,,\n"
        "B101,李四,外星人,厨师,abc\n"
        "B101,新人,,书记,\n"
        "B101,好人,,,\n"
        "B101,好人,,,\n"
        "B101,坏人,,admin,\n"
    )
    done = branches.run("import", "roster", branches.write("bad.csv", rows))

    assert done.code == 1
    assert done.out == ""
    for number, reason in (
        (2, "no branch “B109”"),
        (3, "“Name” is empty"),
        (4, "“外星人” is no status"),
        (4, "“厨师” is no role"),
        (4, "“abc” is no Telegram user id"),
        (5, "needs a Telegram account"),
        (7, "repeats row 6"),
        (8, "Administrators are not named by a roster"),
    ):
        assert any(f"bad.csv: row {number}: " in line and reason in line for line in done.err.splitlines()), reason
    assert "row 6:" not in done.err
    assert branches.rows("SELECT count(*) FROM persons") == [(0,)]


def test_faults_are_told_in_the_language_of_the_installation(branches: Shell) -> None:
    file = branches.write("r.csv", "支部,姓名\nB101,王五\nB101,\n")
    done = branches.run("import", "roster", file, locale="zh_Hans")

    assert done.code == 1
    assert "姓名" in done.err
    assert "row 3" in done.err


def test_what_a_cell_may_hold_is_told_in_the_language_of_the_installation(branches: Shell) -> None:
    file = branches.write("r.csv", "支部,姓名,身份\nB101,王五,外星人\n")

    assert "full, probationary, retired, mobile, and activist" in branches.run("import", "roster", file).err
    assert "正式、預備、離退休" in branches.run("import", "roster", file, locale="zh_Hant").err


@pytest.mark.parametrize("what", ["roster", "org", "workdays", "balances", "trainings"])
def test_an_empty_template_that_comes_back_holds_no_rows(branches: Shell, what: str) -> None:
    """Its headings are all there, so none of them is missing."""
    branches.run("import", what, "--template", "-o", "empty.xlsx")
    done = branches.run("import", what, branches.place / "empty.xlsx")

    assert done.code == 1
    assert "The file holds no rows." in done.err
    assert "missing" not in done.err


def test_namesakes_are_told_apart_by_account_or_code(branches: Shell) -> None:
    """Two people of one name need something that tells them apart; so does a later row about one of them."""
    branches.run("import", "roster", branches.write("r.csv", "支部,姓名,Telegram编号\nB101,王五,1\nB101,王五,2\n"))
    vague = branches.run("import", "roster", branches.write("v.csv", "支部,姓名,身份\nB101,王五,预备\n"))
    exact = branches.run("import", "roster", branches.write("e.csv", "支部,姓名,编码,身份\nB101,王五,P00002,预备\n"))

    assert vague.code == 1
    assert "P00001" in vague.err
    assert "P00002" in vague.err
    assert exact.out == "0 added, 1 changed, 0 unchanged\n"
    assert branches.rows(PEOPLE) == [("王五", "full", 1), ("王五", "probationary", 2)]


def test_an_account_is_not_taken_from_somebody_by_a_sheet(branches: Shell) -> None:
    branches.run("import", "roster", branches.write("r.csv", "支部,姓名,Telegram编号\nB101,王五,1\nB101,李四,2\n"))
    stolen = branches.run("import", "roster", branches.write("s.csv", "支部,姓名,编码,Telegram编号\nB101,李四,P2,1\n"))
    other = branches.run("import", "roster", branches.write("o.csv", "支部,姓名,Telegram编号\nB101,王五,3\n"))

    assert (stolen.code, other.code) == (1, 1)
    assert "belongs to 王五 (P00001)" in stolen.err
    assert "P00001" in other.err
    assert branches.rows(PEOPLE) == [("王五", "full", 1), ("李四", "full", 2)]


def test_a_dry_run_says_what_would_happen_and_writes_nothing(branches: Shell) -> None:
    done = branches.run("import", "roster", branches.write("r.csv", ROSTER), "--dry-run")

    assert done.out == "4 added, 1 changed, 0 unchanged (dry run: nothing was written)\n"
    assert branches.rows("SELECT count(*) FROM persons") == [(0,)]


@pytest.mark.parametrize("what", ["roster", "org", "scheme", "workdays", "balances"])
def test_a_template_is_an_empty_sheet_that_the_import_reads(branches: Shell, what: str) -> None:
    """The headings of every template are known to its own import: it complains of missing rows only."""
    assert branches.run("import", what, "--template", "-o", "t.xlsx").code == 0
    printed = branches.run("import", what, "--template")
    headings = [cell.value for cell in load_workbook(branches.place / "t.xlsx").active[1]]  # type: ignore[index]  # the sheet is there

    assert printed.out.lstrip("\ufeff").strip().split(",") == headings
    done = branches.run("import", what, "t.xlsx", *(("--like", "lanshan") if what == "scheme" else ()))
    assert done.code == 1, done
    assert "holds no " in done.err
    assert "is not used" not in done.err


def test_excel_files_of_offices_are_read(branches: Shell) -> None:
    """A title above the headings, numbers as numbers, a formula without a stored value named with its row."""
    rows: list[list[object]] = [["2026年党员名册"], ["序号", "支部", "姓名", "Telegram编号"], [1, "B101", "王五", 1001]]
    good = branches.run("import", "roster", sheet(branches.place / "good.xlsx", rows))
    bad = branches.run("import", "roster", sheet(branches.place / "bad.xlsx", [*rows, [2, "B101", "=A1&B1", 5]]))

    assert good.code == 0, good.err
    assert branches.rows(PEOPLE) == [("王五", "full", 1001)]
    assert bad.code == 1
    assert "row 4: “Name” is empty, or a formula" in bad.err


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("r.csv", "甲,乙,丙\n1,2,3\n", "No row of headings"),
        ("r.csv", "", "no rows"),
        ("r.csv", "支部,职务\nB101,书记\n", "“Name” is missing"),
        ("r.csv", "姓名,姓名\na,b\n", "stands there twice"),
        ("r.xlsx", "this is no workbook", "not a readable xlsx"),
        ("r.pdf", "%PDF", "no table that I can read"),
        ("r.yaml", "姓名: 王五\n", "must be a list"),
    ],
)
def test_files_that_are_no_sheets_are_refused(branches: Shell, name: str, content: str, reason: str) -> None:
    done = branches.run("import", "roster", branches.write(name, content))

    assert done.code == 1
    assert reason in done.err
    assert "Traceback" not in done.err


def test_organisations_come_in_any_order(branches: Shell) -> None:
    rows = (
        "编码,上级编码,类型,名称,领域,方案,任期届满\n"
        "B201,DW,党支部,机关支部,机关,lanshan,2028年12月31日\nDW,,党委,某委员会,,,\n"
    )
    file = branches.write("o.csv", rows)
    first, second = branches.run("import", "org", file), branches.run("import", "org", file)

    assert (first.code, first.out) == (0, "2 added, 0 changed, 0 unchanged\n"), first.err
    assert second.out == "0 added, 0 changed, 2 unchanged\n"
    query = (
        "SELECT o.code, p.code, o.kind, o.domain, o.scheme_code, o.term_end FROM orgs o JOIN orgs p "
        "ON p.id = o.parent_id WHERE o.code IN ('B201', 'DW') ORDER BY o.code"
    )
    assert branches.rows(query) == [
        ("B201", "DW", "branch", "agency", "lanshan", "2028-12-31"),
        ("DW", "ROOT", "committee", None, None, None),
    ]


def test_organisations_with_faults_are_all_told(branches: Shell) -> None:
    rows = (
        "编码,上级编码,类型,名称,方案,任期届满\nX1,X2,党支部,甲,,\nX2,X1,党支部,乙,,\nX3,NIX,党支部,丙,,\n"
        "X4,,部落,丁,,\nX5,,党支部,戊,nowhere,\nX6,,党支部,己,,someday\nX 7,,党支部,庚,,\nX3,,党支部,丙,,\n"
    )
    done = branches.run("import", "org", branches.write("o.csv", rows))

    assert done.code == 1
    reasons = (
        "2: X1 would stand below itself",
        "3: X2 would",
        "4: There is no organisation “NIX”",
        "5: “部落”",
        "6: There is no scheme “nowhere”",
        "7: “someday” is no date",
        "8: “X 7” is no code",
        "9: The row repeats",
    )
    for reason in reasons:
        assert f"row {reason}" in done.err, reason
    cells = [line.rpartition("(column ")[2].partition(",")[0] for line in done.err.splitlines()[: len(reasons)]]
    assert cells == ["B", "B", "B", "C", "E", "F", "A", "A"], done.err
    assert branches.rows("SELECT count(*) FROM orgs WHERE code LIKE 'X%'") == [(0,)]


def test_a_faulty_cell_is_named_by_the_letter_of_its_column_and_by_its_heading(branches: Shell) -> None:
    """Also behind a column that nobody reads, in a row with several faults, and in the operator's language."""
    rows = "姓名,备注,支部编码,状态,角色\n王五,x,B101,游客,国王\n"
    done = branches.run("import", "roster", branches.write("r.csv", rows), locale="zh_Hans")

    assert done.code == 1
    first, second, *_ = done.err.splitlines()
    assert "row 2: " in first
    assert first.endswith("（D 列：党员身份）")
    assert second.endswith("（E 列：职务）")


def test_opening_balances_are_booked_once(branches: Shell) -> None:
    """Each row is an entry of the chain, with the linkage that follows; the same file again is refused, row by row."""
    branches.run("import", "roster", branches.write("r.csv", ROSTER))
    rows = (
        f"支部,姓名,对象,月份,项目,积分,说明\nB101,王五,,{MONTH},,12.5,\n"
        f"B101,李四,,{TODAY.year}年{TODAY.month}月,F1,0.5,补录\n"
        f"第一党支部,赵六,党务干部,{MONTH}-01,,3,\n第一党支部,,党组织,{MONTH},,-1.25,\n"
    )
    file = branches.write("b.csv", rows)
    first, again = branches.run("import", "balances", file), branches.run("import", "balances", file)

    assert (first.code, first.out) == (0, "4 added, 0 changed, 0 unchanged\n"), first.err
    query = "SELECT seq, subject_kind, period, item, kind, points FROM ledger ORDER BY seq"
    assert branches.rows(query) == [
        (1, "member", MONTH, "", "opening", 1250),
        (2, "branch", MONTH, "", "linkage", 100),
        (3, "member", MONTH, "F1", "opening", 50),
        (4, "cadre", MONTH, "", "opening", 300),
        (5, "branch", MONTH, "", "opening", -125),
    ]
    assert again.code == 1
    assert f"row 2: 王五 has opening points for {MONTH} already: 12.50 (entry 1)" in again.err
    assert branches.run("verify").code == 0


def test_opening_balances_count_for_the_caps(branches: Shell) -> None:
    """F1 gives at most 6 a year: what was given before the bot came cannot be given again."""
    branches.run("import", "roster", branches.write("r.csv", ROSTER))
    heading = "支部,姓名,月份,项目,积分\n"
    over = branches.run("import", "balances", branches.write("o.csv", f"{heading}B101,李四,{MONTH},F1,7\n"))
    good = branches.run("import", "balances", branches.write("g.csv", f"{heading}B101,李四,{MONTH},F1,6\n"))

    assert over.code == 1
    assert f"row 2: F1 gives at most 6.00 in {YEAR}; with this row it would be 7.00" in over.err
    assert good.code == 0
    assert branches.rows("SELECT item, month, points FROM credited") == [("F1", MONTH, 600)]
    assert branches.run("verify").code == 0


def test_opening_balances_that_cannot_be_are_refused(branches: Shell) -> None:
    branches.run("import", "roster", branches.write("r.csv", ROSTER))
    branches.change(FREEZE.replace("'B101'", "'B102'"))
    rows = (
        f"支部,姓名,月份,项目,积分\nB101,王五,2099-01,,12.5\nB101,王五,1999-12,,1\nB101,王五,{MONTH},ZZ,1\n"
        f"B101,没人,{MONTH},,1.234\nB101,李四,{MONTH},,=1+1\nB101,李四,{MONTH},,0\nB102,钱七,{MONTH},,5\n"
        f"B101,李四,someday,,5\nROOT,李四,{MONTH},,5\n"
    )
    done = branches.run("import", "balances", branches.write("b.csv", rows))

    assert done.code == 1
    for reason in (
        "2: 2099-01 has not come",
        "3: The scheme of B101 is in force only from",
        "4: The scheme lanshan/1 has no item “ZZ”",
        "5: “1.234” is no number",
        "5: B101 has nobody called “没人”",
        "6: “=1+1” is no number",
        "7: 0 points need no entry",
        f"8: The notice of {MONTH} is published",
        "9: “someday” is no month",
        "10: ROOT has no scheme",
    ):
        assert f"row {reason}" in done.err, reason
    assert branches.rows("SELECT count(*) FROM ledger") == [(0,)]


def a_year(year: int) -> str:
    first = date(year, 1, 1)
    days = [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]
    return "date,working\n" + "".join(f"{day},{'yes' if day.weekday() < 5 else 'no'}\n" for day in days)


def test_a_whole_list_makes_a_year_official(branches: Shell) -> None:
    """Some days only correct the estimate; all days, or a list that is said to be complete, replace it."""
    some = branches.run("import", "workdays", branches.write("s.csv", "日期,是否工作日\n2030-01-01,休\n2030/1/5,班\n"))
    before = branches.run("calendar", "--from", "2030-01-01", "--to", "2030-01-31")
    whole = branches.run("import", "workdays", branches.write("w.csv", a_year(2030)))
    said = branches.run(
        "import", "workdays", branches.write("f.csv", "日期,是否工作日\n2031-01-01,休\n"), "--whole-year"
    )

    assert (some.code, some.out) == (0, "2 added, 0 changed, 0 unchanged\n")
    assert "2030: not taken as the whole official list" in some.err
    assert before.code == 0
    assert whole.out == "363 added, 2 changed, 0 unchanged\n"
    assert said.out == "365 added, 0 changed, 0 unchanged\n"
    assert branches.rows("SELECT working FROM workdays WHERE day = '2031-01-01'") == [(0,)]


def test_days_that_are_none_are_told(branches: Shell) -> None:
    rows = "日期,是否工作日\n2030-02-30,休\n2030-01-01,也许\n2030-01-02,休\n2030-01-02,班\n1899-01-01,休\n"
    done = branches.run("import", "workdays", branches.write("w.csv", rows))

    assert done.code == 1
    for reason in (
        "2: “2030-02-30” is no date",
        "3: “也许”",
        "5: 2030-01-02 stands in row 4",
        "6: 1899-01-01 lies outside",
    ):
        assert f"row {reason}" in done.err
    assert branches.rows("SELECT count(*) FROM workdays") == [(0,)]


SCHEME = Path(__file__).parents[2] / "bot" / "schemes" / "lanshan.yaml"


def with_f1(points: str) -> str:
    """The preset, with another value of one item."""
    before = "per_unit, 0.5, 6, [cadre, member], photo]"
    text = SCHEME.read_text(encoding="utf-8")
    assert before in text
    return text.replace(before, before.replace("0.5", points), 1)


def test_other_content_becomes_the_next_version(branches: Shell) -> None:
    """The same content makes none; a change is printed, and counts from the day that was given."""
    changed, start = branches.write("c.yaml", with_f1("0.8")), f"{YEAR + 1}-07-01"
    same = branches.run("import", "scheme", branches.write("s.yaml", with_f1("0.5")))
    trial = branches.run("import", "scheme", changed, "--from", start, "--dry-run")
    done = branches.run("import", "scheme", changed, "--from", start)

    assert same.out == "lanshan/1 says the same already; no new version\n"
    assert "~ item F1 points: 0.50 → 0.80" in trial.out
    assert "nothing was written" in trial.out
    assert done.out.endswith(f"lanshan/2 in force from {start}\n")
    query = "SELECT version, effective_from FROM schemes WHERE code = 'lanshan' ORDER BY version"
    assert branches.rows(query) == [(1, f"{YEAR}-01-01"), (2, start)]


def test_a_version_never_reaches_into_a_closed_month(branches: Shell) -> None:
    branches.change(FREEZE)
    done = branches.run("import", "scheme", branches.write("c.yaml", with_f1("0.7")), "--from", f"{MONTH}-01")
    earliest = month_ends(MONTH) + timedelta(days=1)

    assert done.code == 1
    assert f"B101 has closed {MONTH}: the earliest day for the new version is {earliest}" in done.err
    assert branches.rows("SELECT count(*) FROM schemes WHERE code = 'lanshan'") == [(1,)]


def test_items_of_a_branchs_own_wait_for_the_committee(branches: Shell) -> None:
    """A dry run says what the last month would have been; nothing counts before somebody above has approved it."""
    changed = branches.write("own.yaml", with_f1("0.8"))
    dry = branches.run("import", "scheme", changed, "--own", "B101", "--dry-run")
    done = branches.run("import", "scheme", changed, "--own", "B101")
    misuse = branches.run("import", "scheme", changed, "--own", "B101", "--code", "other")

    assert dry.out.startswith("~ item F1 points: 0.50 → 0.80\n")
    assert "(dry run: nothing was written)" in dry.out
    assert "waits for approval, to be in force in B101 from" in done.out
    assert branches.rows("SELECT code, state FROM proposals") == [("lanshan", "waiting")]
    assert branches.rows("SELECT count(*) FROM schemes WHERE code = 'lanshan'") == [(1,)]
    assert misuse.code == 2


def test_free_items_of_a_branchs_own_count_for_it_alone(branches: Shell) -> None:
    """The next version belongs to the branch; another import of the same makes none."""
    free = with_f1("0.5").replace("\nbase:", "\nown_items: free\nbase:", 1)
    free = free if "own_items" in free else free + "\nown_items: free\n"
    everybody = branches.run("import", "scheme", branches.write("free.yaml", free))
    own = branches.write("own.yaml", free.replace("per_unit, 0.5, 6, [cadre", "per_unit, 0.8, 6, [cadre", 1))
    done = branches.run("import", "scheme", own, "--own", "B101")
    again = branches.run("import", "scheme", own, "--own", "B101")

    assert everybody.code == 0, everybody.err
    assert "lanshan/3 in force in B101 from" in done.out, done.err
    assert again.out == "B101 has these rules already; no new version\n"
    query = "SELECT s.version, o.code FROM schemes s JOIN scheme_owners w ON w.scheme_id = s.id JOIN orgs o "
    assert branches.rows(query + "ON o.id = w.branch_id") == [(3, "B101")]


def test_a_broken_scheme_is_told_with_its_lines(branches: Shell) -> None:
    text = with_f1("lots")
    line = next(number for number, words in enumerate(text.splitlines(), 1) if "lots" in words)
    done = branches.run("import", "scheme", branches.write("b.yaml", text))

    assert done.code == 1
    assert f"b.yaml: row {line}: " in done.err


def test_a_scheme_of_ones_own_comes_from_a_sheet(branches: Shell) -> None:
    """The items from a sheet, the settings from a preset, a code of its own, for one branch."""
    rows = "编码,类别,名称,计分方式,分值,上限,上限周期,申报主体,证明\nZ1,A 自定类别,读书分享,按次,1,12,年,党员,照片\n"
    done = branches.run("import", "scheme", branches.write("i.csv", rows), "--like", "lanshan", "--code", "ours",
                        "--branch", "B102")  # fmt: skip

    assert done.code == 0, done.err
    assert "B102 is under ours now" in done.out
    assert branches.rows("SELECT scheme_code FROM orgs WHERE code = 'B102'") == [("ours",)]


def test_misuse_is_told_apart_from_faults(branches: Shell) -> None:
    assert branches.run("import", "roster").code == 2
    assert branches.run("import", "roster", "nowhere.csv").code == 2
    assert branches.run("import", "nothing").code == 2
    assert branches.run("import", "scheme", branches.write("i.csv", "编码,名称\nZ1,甲\n")).code == 2
    assert branches.run("import", "roster", "--help").code == 0


def test_ten_thousand_rows_do_not_wait(branches: Shell) -> None:
    """Work grows with the rows, not with their square: ten thousand rows stay far below the time limit."""
    rows = "支部,姓名,Telegram编号\n" + "".join(
        f"B101,党员{chr(0x4E00 + number)},{number + 1}\n" for number in range(10_000)
    )
    done = branches.run("import", "roster", branches.write("r.csv", rows))

    assert done.out == "10000 added, 0 changed, 0 unchanged\n"


TRAININGS = (
    "支部,姓名,培训名称,培训类别,培训日期,学时,证书编号\n"
    f"B101,王五,党务干部培训班,培训班,{YEAR - 1}-05-12,8,No.17\n"
    f"B101,李四,网上党课,网络,{YEAR - 1}-06-01,1.5,\n"
)
COURSES = "SELECT p.name, t.title, t.kind, t.hours, t.state FROM trainings t JOIN persons p ON p.id = t.person_id"


def test_courses_of_a_sheet_count_and_come_once(branches: Shell) -> None:
    """What is in the log already stays as it is, so the same file can be read again; the table gives it back."""
    branches.run("import", "roster", branches.write("r.csv", ROSTER))
    file = branches.write("t.csv", TRAININGS)
    tried = branches.run("import", "trainings", file, "--dry-run")
    assert (tried.code, branches.rows(COURSES)) == (0, []), tried.err

    assert branches.run("import", "trainings", file).out == "2 added, 0 changed, 0 unchanged\n"
    assert branches.run("import", "trainings", file).out == "0 added, 0 changed, 2 unchanged\n"
    assert branches.rows(COURSES) == [
        ("王五", "党务干部培训班", "class", 800, "confirmed"), ("李四", "网上党课", "online", 150, "confirmed"),
    ]  # fmt: skip
    table = branches.run("export", "trainings", "--format", "csv", "--branch", "B101").out
    assert "党务干部培训班,class" in table


def test_faulty_courses_are_all_named_and_none_is_written(branches: Shell) -> None:
    branches.run("import", "roster", branches.write("r.csv", ROSTER))
    rows = (
        "支部,姓名,培训名称,培训类别,培训日期,学时\n"
        f"B101,王五,A,舞蹈,{YEAR - 1}-05-12,8\nB101,王五,B,讲座,{YEAR + 1}-05-12,8\n"
        f"B101,王五,C,讲座,{YEAR - 1}-05-12,1000\nB101,无名,D,讲座,{YEAR - 1}-05-12,2\n"
        f"B101,李四,E,讲座,{YEAR - 1}-05-12,2\n"
    )
    done = branches.run("import", "trainings", branches.write("t.csv", rows), locale="en")

    assert done.code != 0
    for said in ("“舞蹈” is no kind of training", "has not come yet", "“1000” is no number of hours", "无名"):
        assert said in done.err
    assert branches.rows(COURSES) == []
