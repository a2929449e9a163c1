"""What must hold in every town at every moment (domain 2.2), recomputed from plain rows."""

from collections import Counter, defaultdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.domain.points.chained import GENESIS, EntryFields, entry_hash, text_digest
from bot.domain.points.spot import spot_check
from bot.schemes.loader import load_preset
from tests.simulation import leaks
from tests.simulation.town import Broken, Town

SECRET = "zqx"
"""Every reason and every note of a deduction in a simulated town holds this word; no group may ever read it."""

OWNER = "CASE WHEN subject_kind = 'branch' THEN submitter_id ELSE subject_id END"
"""Of a claim for a branch the number of its subject is no person's."""


def check(town: Town) -> None:
    """Check everything.

    Raises:
        Broken: The first invariant that does not hold.
    """
    rules = (
        totals,
        linked,
        chain,
        entries_of_claims,
        caps,
        reviewers,
        reasons,
        closed_months,
        appeals,
        leaks.groups,
        proposals,
        cards,
        forms,
        checks,
    )
    for rule in rules:
        try:
            rule(town)
        except AssertionError as error:
            raise Broken(f"{rule.__name__}: {error}") from error


def totals(town: Town) -> None:
    """2.2-1: a total is the sum of its entries."""
    key = "branch_id, subject_kind, period, subject_id"
    summed = town.rows(f"SELECT {key}, sum(points), count(*) FROM ledger GROUP BY {key} ORDER BY {key}")
    kept = town.rows(f"SELECT {key}, points, entries FROM totals ORDER BY {key}")
    assert summed == kept, f"{summed} are the sums, {kept} the totals"


def linked(town: Town) -> None:
    """2.2-18: under a linkage the branch has a point for every full ten of each of its people, by year."""
    scheme = load_preset(town.preset).points
    assert scheme is not None
    owed: defaultdict[tuple[int, str], int] = defaultdict(int)
    if scheme.linkage is not None:
        for branch, year, points in town.rows(
            "SELECT branch_id, substr(period, 1, 4), sum(points) FROM ledger WHERE subject_kind != 'branch' "
            "GROUP BY branch_id, substr(period, 1, 4), subject_id"
        ):
            owed[branch, year] += max(0, points) // 1000 * 100
    given = town.rows(
        "SELECT branch_id, substr(period, 1, 4), sum(points) FROM ledger WHERE kind = 'linkage' "
        "GROUP BY branch_id, substr(period, 1, 4)"
    )
    assert {key: points for key, points in owed.items() if points} == {
        (branch, year): points for branch, year, points in given if points
    }


def chain(town: Town) -> None:
    """2.2-2: the chain recomputes; sequence numbers have no gap; the head is the last hash."""
    ends: dict[str, tuple[int, str]] = {}
    columns = (
        "l.seq, l.booked_at, l.subject_kind, l.subject_id, l.period, l.item, l.kind, l.points, l.claim_id, "
        "l.ref_period, r.seq, l.by_id, l.text_digest, l.prev_hash, l.hash, t.salt, t.name, t.reason, "
        "s.code, s.version, o.code"
    )
    for row in town.rows(
        f"SELECT {columns} FROM ledger l JOIN ledger_texts t ON t.entry_id = l.id JOIN schemes s ON s.id = l.scheme_id "
        "JOIN orgs o ON o.id = l.branch_id LEFT JOIN ledger r ON r.id = l.reverses ORDER BY l.branch_id, l.seq"
    ):
        seq, prev = ends.get(row[20], (0, GENESIS))
        fields = EntryFields(
            branch=row[20],
            seq=row[0],
            booked_at=datetime.fromisoformat(row[1]),
            subject_kind=row[2],
            subject=row[20] if row[2] == "branch" else f"P{row[3]:05d}",
            scheme=f"{row[18]}/{row[19]}",
            period=row[4],
            item=row[5],
            kind=row[6],
            points=Decimal(row[7]) / 100,
            claim=row[8],
            ref_period=row[9],
            reverses=row[10],
            by=None if row[11] is None else f"P{row[11]:05d}",
            text_digest=row[12],
        )
        assert row[0] == seq + 1, f"entry {seq + 1} is missing"
        assert row[12] == text_digest(row[15], row[16], row[17]), f"entry {row[0]}: another text"
        assert row[13] == prev, f"entry {row[0]}: another predecessor"
        assert row[14] == entry_hash(prev, fields), f"entry {row[0]}: another hash"
        ends[row[20]] = row[0], row[14]
    for branch, *head in town.rows("SELECT code, ledger_seq, ledger_head FROM orgs WHERE kind = 'branch'"):
        assert tuple(head) == ends.get(branch, (0, "")), f"the head of {branch} is not its last entry"


def entries_of_claims(town: Town) -> None:
    """2.2-3, 2.2-9: what is approved is booked once; what is not stands at nothing; a reversal undoes one entry."""
    net: dict[int, Decimal] = defaultdict(Decimal)
    standing: Counter[int] = Counter()
    book = {entry.id: entry for entry in town.book()}
    for entry in book.values():
        if entry.claim_id is not None:
            net[entry.claim_id] += entry.points
            standing[entry.claim_id] += -1 if entry.reverses else 1
        if entry.reverses is not None:
            undone = book[entry.reverses]
            assert entry.points == -undone.points, f"entry {entry.id} is not the negative of {undone.id}"
            assert entry.subject_id == undone.subject_id, f"entry {entry.id} is somebody else's"
    for number, state, credited, requested in town.rows("SELECT id, state, credited, requested FROM claims"):
        booked = state == "approved"
        assert standing[number] == booked, f"#{number} is {state} and has {standing[number]} standing entries"
        if booked:
            assert net[number] * 100 == credited, f"#{number} credits {credited} and books {net[number]}"
            assert requested < 0 or credited <= requested, f"#{number} credits more than was asked for"
        else:
            assert net[number] == 0, f"#{number} is {state} and books {net[number]}"


def caps(town: Town) -> None:
    """2.2-7: an item gives no more than its cap in the cap's window, by the month or year of the act."""
    scheme = load_preset(town.preset).points
    assert scheme is not None
    given: dict[tuple[Any, ...], int] = defaultdict(int)
    for subject, code, act, points in town.rows(
        "SELECT subject_id, item, coalesce(ref_period, period), points FROM ledger WHERE kind != 'linkage'"
    ):
        item = scheme.items.get(code)  # an objection to a total is about no item
        if item is not None and item.cap is not None:
            window = act if item.cap_period == "month" else act[:4]
            given[subject, code, window] += points
    for (subject, code, window), points in given.items():
        cap = scheme.items[code].cap
        assert cap is not None
        assert points <= cap * 100, f"{code} gave {subject} {points} in {window}; its cap is {cap}"


def reviewers(town: Town) -> None:
    """2.2-5: nobody approves an own claim, nobody two levels of one round."""
    rounds: dict[int, list[int]] = defaultdict(list)
    owners = {row[0]: set(row[1:]) for row in town.rows(f"SELECT id, submitter_id, {OWNER} FROM claims")}
    for claim, verdict, reviewer in town.rows("SELECT claim_id, verdict, reviewer_id FROM review_steps ORDER BY id"):
        match verdict:
            case "approve":
                assert reviewer not in owners[claim], f"#{claim} was approved by its own {reviewer}"
                assert reviewer not in rounds[claim], f"#{claim} was approved twice by {reviewer}"
                rounds[claim].append(reviewer)
            case "undo":
                rounds[claim] = [other for other in rounds[claim] if other != reviewer]
            case "submit" | "return":
                rounds[claim] = []


def reasons(town: Town) -> None:
    """2.2-6: every return and every rejection has a reason."""
    bare = town.rows(
        "SELECT s.claim_id, s.verdict FROM review_steps s LEFT JOIN step_texts t ON t.step_id = s.id "
        "WHERE s.verdict IN ('return', 'reject') AND coalesce(trim(t.reason), '') = ''"
    )
    assert not bare, f"without a reason: {bare}"


def closed_months(town: Town) -> None:
    """2.2-4: a month whose notice is out has no entry that its head does not count."""
    late = town.rows(
        "SELECT l.seq, l.period FROM ledger l JOIN periods p ON p.branch_id = l.branch_id AND p.key = l.period "
        "WHERE p.frozen_at IS NOT NULL AND l.seq > p.head_seq"
    )
    assert not late, f"booked into a closed month: {late}"


def appeals(town: Town) -> None:
    """2.2-11: the handler had no part in it, gave a reason, and booked what was decided; no month closes over one."""
    for number, target, target_id, author, handler, reason, points, entry, at in town.rows(
        "SELECT a.id, a.target, a.target_id, a.person_id, s.by_id, s.reason, s.points, s.entry_id, s.at FROM appeals a "
        "JOIN appeal_steps s ON s.appeal_id = a.id WHERE s.verdict IN ('upheld', 'partly', 'dismissed')"
    ):
        assert handler != author, f"S{number:03d} was decided by its author"
        assert reason.strip(), f"S{number:03d} was decided without a reason"
        booked = town.rows("SELECT points FROM ledger WHERE id = ?", entry)[0][0] if entry is not None else 0
        assert booked == points, f"S{number:03d} says {points} and booked {booked}"
        if target == "claim":
            decided = "SELECT reviewer_id FROM review_steps WHERE claim_id = ? AND at < ? AND verdict != 'uphold'"
            assert (handler,) not in town.rows(decided, target_id, at), f"S{number:03d} was decided by its reviewer"
    twice = town.rows("SELECT entry_id FROM appeal_steps WHERE entry_id > 0 GROUP BY entry_id HAVING count(*) > 1")
    assert not twice, f"several decisions name one entry: {twice}"
    over = town.rows(
        "SELECT a.id FROM appeals a JOIN periods p ON p.branch_id = a.branch_id AND p.key = a.period "
        "WHERE p.state = 'closed' AND a.level = 1 AND a.state IN ('filed', 'accepted')"
    )
    assert not over, f"closed over the objections {over}"


def proposals(town: Town) -> None:
    """2.3-9: nobody hears of a case about them before somebody decided to hear them, and it ends only after that."""
    open_to = {row[0] for row in town.rows("SELECT case_id FROM case_steps WHERE verb = 'hear'")}
    early = town.rows("SELECT case_id FROM case_steps WHERE verb IN ('explain', 'object', 'record')")
    assert {row[0] for row in early} <= open_to
    for case, telegram_id in town.rows(
        "SELECT c.id, p.telegram_id FROM cases c JOIN persons p ON p.id = c.person_id WHERE c.state = 'proposed' AND "
        "NOT EXISTS (SELECT 1 FROM case_steps s WHERE s.case_id = c.id AND s.verb = 'hear')"
    ):
        told = [sent.text for sent in town.world.sent_log if sent.chat_id in {telegram_id, town.group.id}]
        assert not [text for text in told if f"C{case} " in text], f"C{case} was told before it was to be heard"


def cards(town: Town) -> None:
    """One public message per claim, through its whole life."""
    seen = Counter(
        sent.text.split(" ", 1)[0]
        for sent in town.world.sent_log
        if sent.chat_id < 0
        and sent.method.lower().startswith("send")
        and sent.text.startswith("#")
        and " · " in sent.text
    )
    twice = {number: count for number, count in seen.items() if count > 1}
    assert not twice, f"cards sent more than once: {twice}"


def forms(town: Town) -> None:
    """2.1: one form a member and month; of a signed one every line is a claim, and its state says whether any waits."""
    open_states = ("in_review", "returned", "awaiting_member", "disputed")
    keys = town.rows("SELECT person_id, branch_id, month FROM declarations")
    assert len(keys) == len(set(keys)), "a member has two forms of one month"
    for form, person, month, state in town.rows("SELECT id, person_id, month, state FROM declarations"):
        unfiled = town.rows("SELECT id FROM declaration_lines WHERE declaration_id = ? AND claim_id IS NULL", form)
        assert state == "open" or not unfiled, f"form {form} is {state} and holds lines that are no claims"
        waiting = town.rows(
            "SELECT id FROM claims WHERE subject_kind != 'branch' AND subject_id = ? "
            "AND substr(CAST(occurred_on AS TEXT), 1, 7) = ? "
            f"AND source = 'form' AND state IN {open_states}",
            person,
            month,
        )
        assert state in {"open", "submitted"} or not waiting, f"form {form} is {state} and {waiting} wait"


def checks(town: Town) -> None:
    """3.28: a draw repeats; nobody checks what they claimed or decided; what is not true stands at nothing."""
    for draw, branch, month, salt, pool in town.rows(
        "SELECT id, branch_id, period, salt, pool FROM spot_draws WHERE drawn_at IS NOT NULL"
    ):
        given = town.rows(
            "SELECT DISTINCT claim_id FROM ledger l WHERE branch_id = ? AND period = ? AND claim_id IS NOT NULL AND "
            "points > 0 AND reverses IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM ledger r WHERE r.reverses = l.id AND r.period = l.period)",
            branch,
            month,
        )
        expected = spot_check([str(row[0]) for row in given], f"{month}:{salt}")
        drawn = [str(row[0]) for row in town.rows("SELECT claim_id FROM spot_checks WHERE draw_id = ?", draw)]
        assert (sorted(drawn), pool) == (expected, len(given)), f"{month}: {drawn} were drawn of {pool}, not {expected}"
    for claim, verdict, checker, reason in town.rows(
        "SELECT claim_id, verdict, checked_by, reason FROM spot_checks WHERE verdict IS NOT NULL"
    ):
        owners = town.rows(f"SELECT submitter_id, {OWNER} FROM claims WHERE id = ?", claim)[0]
        deciders = town.rows("SELECT reviewer_id FROM review_steps WHERE claim_id = ? AND verdict = 'approve'", claim)
        assert checker not in {*owners, *(row[0] for row in deciders)}, f"#{claim} was checked by its own {checker}"
        assert verdict == "true" or reason, f"#{claim} is {verdict} without a reason"
        [(state,)] = town.rows("SELECT state FROM claims WHERE id = ?", claim)
        assert verdict != "false" or state == "voided", f"#{claim} is not true and {state}"
