"""The buttons of joint work: to agree, to say of what kind a side is, to record and confirm, to end; draws."""

from bot.domain.awards.joint import JointKind
from bot.domain.points.number import parse_points
from bot.domain.refusals import stale_card
from bot.i18n import N_
from bot.services.awards import joint, joint_acts, joint_course, joint_draw
from handlers.call import Call
from handlers.pages import joint as page
from handlers.reply import Reply
from storage import drafts

ASK = {
    "a": N_("What was done, and when? Please answer with the day first: 05-12 visited the old members together."),
    "e": N_("What came of it? Please answer in a few words; they stand in its record."),
    "b": N_("How many points does the project give at its end, in all? 0 for none; the shares split them exactly."),
}


def press(call: Call) -> Reply:
    """jw:p show, y agree, n decline, k kind, a, e, b asks; c right, x wrong:<activity>; d, u, z:<draw>; l list."""
    desk, me = call.desk, call.known_person
    match call.data:
        case ["p", number]:
            return page.one(call, joint.known(desk, me, int(number)))
        case ["y", number]:
            return page.one(call, joint_course.agree(desk, me, int(number)))
        case ["n", number]:
            return page.one(call, joint_course.drop(desk, me, int(number)))
        case ["k", number, member, part]:
            return page.one(call, joint_course.choose_part(desk, me, int(number), int(member), part))
        case ["c" | "x" as verb, act]:
            return page.one(call, joint_acts.answer(desk, me, int(act), right=verb == "c"))
        case ["a" | "e" | "b" as verb, number]:
            joint.known(desk, me, int(number))
            facts = {"verb": verb, "work": int(number)}
            drafts.put(desk.tx, call.account, call.account, "joint", facts, now=desk.now)
            return Reply(text=call.speech.say(ASK[verb]), private=True, ask=True)
        case ["l", kinds, over, at]:
            return page.listed(call, [JointKind(one) for one in kinds.split("+")], int(at), over=over == "1")
        case ["d" | "u" | "z" as verb, number]:
            return _draw(call, verb, int(number))
        case _:
            raise stale_card()


def _draw(call: Call, verb: str, number: int) -> Reply:
    desk, me = call.desk, call.known_person
    if verb == "u":
        joint_draw.publish(desk, me, number)
    elif verb == "z":
        joint_draw.drop(desk, me, number)
    return page.drawn(call, joint_draw.known(desk, me, number))


def words_came(call: Call) -> Reply:
    """The words that joint work waited for."""
    desk, me, text = call.desk, call.known_person, call.incoming.text
    verb, number = str(call.facts["verb"]), int(call.facts["work"])
    if verb == "a":
        found = joint_acts.record(desk, me, number, text)
    elif verb == "b":
        found = joint_course.approve(desk, me, number, parse_points(text))
    else:
        found = joint_course.end(desk, me, number, text)
    drafts.drop(desk.tx, call.account, call.account)
    return page.one(call, found)
