"""The pages of joint work: the list of a kind, one with its sides and activities, a draw with its working."""

from collections.abc import Sequence

from bot.domain.awards.joint import JointKind, JointState
from bot.i18n import N_, Html
from bot.services import committee, people
from bot.services.awards import joint, joint_draw
from bot.services.awards.joint import Joint
from bot.services.letters import Key
from bot.services.paging import in_rows, page_at, page_keys
from handlers.call import Call, place
from handlers.reply import Reply
from storage import joint_works, orgs
from storage.joint_works import Draw, Member

LIST = N_("🤝 <b>{kinds}</b> ({count})")
NOTHING = N_("There is none that concerns you. To propose one: {usage}")
ROW = N_("J{id} · {name} · {state}")
DRAWN_ROW = N_("Draw {id} of {day}: {count} groups, {state}")
HEAD = N_("🤝 <b>J{id} · {name}</b>\n{kind} · {state}, since {day}")
TERM = N_("Term until {day}")
TERM_OVER = N_("⏳ The term ended on {day}; please end it, or propose it anew.")
SIDE = N_("{mark} {name}{part}{share}")
NO_PART = N_("Of what kind the sides are is not said yet; the buttons say it.")
MISMATCH = N_("⚠️ By the rules {one} and {other} do not go together. This is told, not forbidden.")
ONE_TO_ONE = N_("⚠️ A side is in another pair already: {names}. The rule is one to one; this is told, not forbidden.")
POINTS = N_("Points in all: {points}. {parts}")
PART = N_("{name}: {points} × {share}/100 = {given}")
ACT = N_("{mark} {day} {words}")
RECORD = N_("Record: {text}")
BLANK_PARTS = {"lead": N_("leads"), "guide": N_("instructor")}
MARKS = {"recorded": "⏳", "confirmed": "✅", "disputed": "✋"}
AGREE, DECLINE = N_("✅ Agree"), N_("✖️ Decline")
APPROVE, ACTIVITY, END = N_("🎯 Approve"), N_("➕ Activity"), N_("🏁 End")
RIGHT, WRONG = N_("✅ {day} is right"), N_("✋ {day} is not")
CHOOSE = N_("{name}: {kind}")
DRAW = N_("🎲 <b>Draw {id}</b> · {owner} · {state}")
FORMULA = N_(
    "Leaders by score to groups 1 … {count}; then the others by score, {count} … 1, 1 … {count}, and so on: the "
    "strongest leader gets the weaker end first. Equal scores go by code."
)
DEALT = N_("{number}. {units}")
PUBLISH, FORGET = N_("📢 Publish"), N_("✖️ Drop")
DRAW_STATES = {"drawn": N_("only drawn"), "published": N_("published"), "dropped": N_("dropped")}
OVER, RUNNING = N_("📕 Ended"), N_("▶️ Running")
USAGES = {
    JointKind.PAIR: "/pair B001 B002",
    JointKind.GROUP: "/groups draw 6",
    JointKind.CAMP: "/camp S001 camp B001 B002",
    JointKind.COMMITTEE: "/camp S001 joint B001 B002",
    JointKind.PROJECT: "/project B001:60 B002:40 …",
    JointKind.INSTRUCTOR: "/instructor NAME B001",
}
ON_PAGE = 8
MOST_ACTS = 10


def listed(call: Call, kinds: Sequence[JointKind], at: int = 0, *, over: bool = False) -> Reply:
    """What of some kinds concerns the reader, running or ended; to the committee also its draws."""
    desk, speech, me = call.desk, call.speech, call.known_person
    found = joint.concerning(desk, me, kinds, over=over)
    named = speech.listing(speech.word(joint.KINDS[one]) for one in kinds)
    lines = [speech.say(LIST, kinds=named, count=len(found))]
    at, pages = page_at(at, len(found), ON_PAGE)
    shown = found[at * ON_PAGE : (at + 1) * ON_PAGE]
    for one in shown:
        state = speech.word(joint.STATES[JointState(one.row.state)])
        lines.append(speech.say(ROW, id=one.row.id, name=joint.name(desk, one), state=state))
    if not found:
        lines.append(speech.say(NOTHING, usage=USAGES[kinds[0]]))
    keys = in_rows([Key(label=f"J{one.row.id}", data=f"jw:p:{one.row.id}") for one in shown], 4)
    word = "+".join(kinds)
    if turn := page_keys(f"jw:l:{word}:{int(over)}", at, pages):
        keys.append(turn)
    keys.append([Key(label=speech.plain(RUNNING if over else OVER), data=f"jw:l:{word}:{int(not over)}:0")])
    if JointKind.GROUP in kinds and not over:
        for draw in _draws(call):
            facts = {"count": draw.groups, "state": speech.word(DRAW_STATES[draw.state])}
            lines.append(speech.say(DRAWN_ROW, id=draw.id, day=draw.drawn_on, **facts))
            keys.append([Key(label=f"🎲 {draw.id}", data=f"jw:d:{draw.id}")])
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)


def _draws(call: Call) -> list[Draw]:
    """Answer the last draws of the committee that the reader conducts, none for others."""
    above = people.ancestors(call.desk, place(call))[::-1]
    owner = next((org for org in above if committee.conducts(call.desk, call.known_person, org)), None)
    return [] if owner is None else joint_works.draws(call.desk.tx, owner.id)[:3]


def one(call: Call, found: Joint) -> Reply:
    """One joint work."""
    desk, speech, row = call.desk, call.speech, found.row
    kind, state = speech.word(joint.KINDS[JointKind(row.kind)]), speech.word(joint.STATES[JointState(row.state)])
    head = {"id": row.id, "name": joint.name(desk, found), "kind": kind, "state": state, "day": row.opened_on}
    lines = [speech.say(HEAD, **head)]
    if row.ends_on is not None:
        over = row.state == JointState.ACTIVE and row.ends_on < desk.today
        lines.append(speech.say(TERM_OVER if over else TERM, day=row.ends_on))
    lines += [_side(call, side) for side in found.members]
    lines += _warnings(call, found)
    if row.points is not None:
        lines.append(_points(call, found))
    for act in found.acts[:MOST_ACTS]:
        lines.append(speech.say(ACT, mark=MARKS[act.state], day=act.done_on, words=act.words))
    if row.record:
        lines.append(speech.say(RECORD, text=row.record))
    return Reply(text=Html("\n".join(lines)), keyboard=_keys(call, found), private=True, edit=True)


def _side(call: Call, side: Member) -> Html:
    speech = call.speech
    if side.part in BLANK_PARTS:
        part = f" ({speech.word(BLANK_PARTS[side.part])})"
    else:
        part = f" ({joint.part_name(side.part, speech)})" if side.part else ""
    share = f" · {side.share} %" if side.share is not None else ""
    mark = "✅" if side.agreed_by is not None else "▫️"
    return speech.say(SIDE, mark=mark, name=joint.side_name(call.desk, side), part=part, share=share)


def _warnings(call: Call, found: Joint) -> list[Html]:
    """What of a pair is against its rules: said, never forbidden."""
    speech, lines = call.speech, []
    if found.row.kind != JointKind.PAIR:
        return []
    if any(not side.part for side in found.members):
        lines.append(speech.say(NO_PART))
    if joint.mismatch(found):
        first, second = (joint.part_name(side.part, speech) for side in found.members)
        lines.append(speech.say(MISMATCH, one=first, other=second))
    if others := joint.elsewhere(call.desk, found):
        names = speech.listing(f"J{other.row.id} {joint.name(call.desk, other)}" for other in others)
        lines.append(speech.say(ONE_TO_ONE, names=names))
    return lines


def _points(call: Call, found: Joint) -> Html:
    """What a project gives, and how it is split."""
    speech, points = call.speech, found.row.points
    parts = [
        speech.plain(PART, name=joint.side_name(call.desk, side), points=points, share=side.share, given=part)
        for side, part in zip(found.members, joint.given(found), strict=True)
    ]
    return speech.say(POINTS, points=points, parts=speech.listing(parts))


def _keys(call: Call, found: Joint) -> list[list[Key]]:
    desk, speech, me, row = call.desk, call.speech, call.known_person, found.row
    conducts = committee.conducts(desk, me, found.owner)
    own = joint.sides_of(desk, me, found)

    def key(label: str, data: str, **facts: object) -> Key:
        return Key(label=speech.plain(label, **facts), data=f"jw:{data}")

    rows: list[list[Key]] = []
    if row.state == JointState.PROPOSED:
        if any(side.agreed_by is None for side in own):
            rows.append([key(AGREE, f"y:{row.id}")])
        elif row.kind == JointKind.PROJECT and conducts and all(side.agreed_by for side in found.members):
            rows.append([key(APPROVE, f"b:{row.id}")])
        rows.append([key(DECLINE, f"n:{row.id}")])
    elif row.state == JointState.ACTIVE:
        for act in found.acts:
            if act.state == "recorded" and act.entered_by != me.id:
                day = speech.day(act.done_on)
                rows.append([key(RIGHT, f"c:{act.id}", day=day), key(WRONG, f"x:{act.id}", day=day)])
        rows.append([key(ACTIVITY, f"a:{row.id}")])
        if conducts or row.kind in {JointKind.PAIR, JointKind.INSTRUCTOR}:
            rows[-1].append(key(END, f"e:{row.id}"))
    if row.kind == JointKind.PAIR and row.state in {JointState.PROPOSED, JointState.ACTIVE}:
        side = next((side for side in found.members if not side.part), None)
        if side is not None:
            name = joint.side_name(desk, side)[:20]
            choices = [
                key(CHOOSE, f"k:{row.id}:{side.id}:{code}", name=name, kind=joint.part_name(code, speech))
                for code, _ in joint.parts()
            ]
            rows += in_rows(choices, 2)
    return rows


def drawn(call: Call, found: Draw) -> Reply:
    """A draw with its formula, its inputs and the groups that follow."""
    speech, scores = call.speech, {one.code: one for one in joint_draw.units(found)}
    owner, state = orgs.get(call.desk.tx, found.committee_id), speech.word(DRAW_STATES[found.state])
    lines = [
        speech.say(DRAW, id=found.id, owner=owner.name, state=state),
        speech.say(FORMULA, count=found.groups),
    ]
    for number, codes in enumerate(joint_draw.groups(found), 1):
        units = [f"{'★ ' if scores[code].leads else ''}{code} {scores[code].score}" for code in codes]
        lines.append(speech.say(DEALT, number=number, units=speech.listing(units)))
    keys = []
    if found.state == "drawn":
        keys.append(
            [
                Key(label=speech.plain(PUBLISH), data=f"jw:u:{found.id}"),
                Key(label=speech.plain(FORGET), data=f"jw:z:{found.id}"),
            ]
        )
    return Reply(text=Html("\n".join(lines)), keyboard=keys, private=True, edit=True)
