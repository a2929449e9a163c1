"""The edges: who talks to us. Three tables say what the bot does: COMMANDS, BUTTONS, NOTICES.

ANSWERS are the handlers of a text or photo that the bot asked for; its kind stands in the draft.
"""

from collections.abc import Callable

from bot.domain.calendar.rules import PostKind
from handlers import guided
from handlers.buttons import activity as activity_buttons
from handlers.buttons import appeal as appeal_buttons
from handlers.buttons import appraise as appraise_buttons
from handlers.buttons import ballot as ballot_buttons
from handlers.buttons import board as board_buttons
from handlers.buttons import claim as claim_buttons
from handlers.buttons import close as close_buttons
from handlers.buttons import community as community_buttons
from handlers.buttons import declare as declare_buttons
from handlers.buttons import delegate as delegate_buttons
from handlers.buttons import desk as desk_buttons
from handlers.buttons import digest as digest_buttons
from handlers.buttons import dues as dues_buttons
from handlers.buttons import exempt as exempt_buttons
from handlers.buttons import export as export_buttons
from handlers.buttons import followup as followup_buttons
from handlers.buttons import forget as forget_buttons
from handlers.buttons import grant as grant_buttons
from handlers.buttons import invite as invite_buttons
from handlers.buttons import items as items_buttons
from handlers.buttons import join as join_buttons
from handlers.buttons import joint as joint_buttons
from handlers.buttons import lang as lang_buttons
from handlers.buttons import ledger as ledger_buttons
from handlers.buttons import meeting as meeting_buttons
from handlers.buttons import menu as menu_buttons
from handlers.buttons import my as my_buttons
from handlers.buttons import notice as notice_buttons
from handlers.buttons import office as office_buttons
from handlers.buttons import org as org_buttons
from handlers.buttons import pending as pending_buttons
from handlers.buttons import privacy as privacy_buttons
from handlers.buttons import rectify as rectify_buttons
from handlers.buttons import report as report_buttons
from handlers.buttons import rights as rights_buttons
from handlers.buttons import round as round_buttons
from handlers.buttons import rules as rules_buttons
from handlers.buttons import session as session_buttons
from handlers.buttons import settings as settings_buttons
from handlers.buttons import spot as spot_buttons
from handlers.buttons import standing as standing_buttons
from handlers.buttons import star as star_buttons
from handlers.buttons import task as task_buttons
from handlers.buttons import training as training_buttons
from handlers.buttons import vote as vote_buttons
from handlers.buttons import warn as warn_buttons
from handlers.buttons import year as year_buttons
from handlers.call import Call, Command
from handlers.commands import (
    activity,
    adjust,
    appeal,
    appraise,
    award,
    board,
    camp,
    checkin,
    claim,
    close,
    community,
    decide,
    declare,
    deduct,
    delegate,
    desk,
    dues,
    exempt,
    export,
    followup,
    forget,
    gap,
    grant,
    instructor,
    invite,
    items,
    join,
    lang,
    ledger,
    meeting,
    my,
    mydata,
    notice,
    org,
    pair,
    pending,
    privacy,
    project,
    rectify,
    report,
    reviewers,
    roles,
    session,
    settings,
    setup,
    spot,
    standing,
    star,
    start,
    task,
    term,
    training,
    verify,
    vote,
    warn,
    year,
)
from handlers.commands import groups as group_command
from handlers.commands import help as help_command
from handlers.commands import round as round_command
from handlers.notices import Section, View, dispatch, flash, groups, half_year, quarter, reminder, research, year_end
from handlers.notices import dues as dues_notice
from handlers.notices import notice as monthly_notice
from handlers.pages import ballot as ballot_page
from handlers.pages import community as community_pages
from handlers.reply import Reply

COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        start.COMMAND,
        setup.SETUP,
        setup.BIND,
        join.COMMAND,
        claim.COMMAND,
        declare.COMMAND,
        my.COMMAND,
        board.COMMAND,
        items.COMMAND,
        gap.COMMAND,
        task.COMMAND,
        standing.COMMAND,
        year.COMMAND,
        vote.COMMAND,
        dues.COMMAND,
        training.COMMAND,
        star.COMMAND,
        round_command.COMMAND,
        community.COMMAND,
        pair.COMMAND,
        group_command.COMMAND,
        camp.COMMAND,
        project.COMMAND,
        instructor.COMMAND,
        appeal.COMMAND,
        checkin.COMMAND,
        meeting.COMMAND,
        pending.COMMAND,
        desk.COMMAND,
        session.COMMAND,
        decide.APPROVE,
        decide.REJECT,
        decide.RETURN,
        decide.WITHDRAW,
        decide.UNDO,
        delegate.COMMAND,
        reviewers.COMMAND,
        report.COMMAND,
        warn.COMMAND,
        followup.COMMAND,
        ledger.COMMAND,
        verify.COMMAND,
        export.COMMAND,
        activity.COMMAND,
        award.COMMAND,
        deduct.COMMAND,
        adjust.COMMAND,
        exempt.COMMAND,
        grant.GRANT,
        grant.REVOKE,
        grant.HANDOVER,
        roles.COMMAND,
        org.COMMAND,
        invite.COMMAND,
        appraise.COMMAND,
        rectify.COMMAND,
        term.COMMAND,
        settings.COMMAND,
        lang.COMMAND,
        privacy.COMMAND,
        mydata.COMMAND,
        forget.COMMAND,
        help_command.COMMAND,
        notice.COMMAND,
        close.COMMAND,
        spot.COMMAND,
    )
}
"""Name to command, in the order of the menus and of /help."""

TRIGGERS: dict[str, Command] = {word: command for command in COMMANDS.values() for word in command.triggers}
"""Chinese word to command; works wherever Telegram delivers plain text."""

BUTTONS: dict[str, Callable[[Call], Reply | None]] = {
    "c": claim_buttons.press,
    "k": guided.pick,
    "j": join_buttons.press,
    "jw": joint_buttons.press,
    "fm": declare_buttons.press,
    "iv": invite_buttons.press,
    "mn": menu_buttons.press,
    "mt": meeting_buttons.press,
    "g": grant_buttons.press,
    "s": settings_buttons.press,
    "l": lang_buttons.press,
    "r": rights_buttons.press,
    "a": activity_buttons.press,
    "o": office_buttons.press,
    "og": org_buttons.press,
    "d": office_buttons.decide,
    "du": dues_buttons.press,
    "dg": delegate_buttons.press,
    "dk": desk_buttons.press,
    "ex": export_buttons.press,
    "b": board_buttons.press,
    "i": items_buttons.press,
    "m": my_buttons.press,
    "p": pending_buttons.press,
    "se": session_buttons.press,
    "rp": report_buttons.press,
    "fu": followup_buttons.press,
    "lg": ledger_buttons.press,
    "nt": notice_buttons.press,
    "x": exempt_buttons.press,
    "pv": privacy_buttons.press,
    "fg": forget_buttons.press,
    "st": standing_buttons.press,
    "ap": appeal_buttons.press,
    "cl": close_buttons.press,
    "sp": spot_buttons.press,
    "sr": star_buttons.press,
    "aw": round_buttons.press,
    "cm": community_buttons.press,
    "ru": rules_buttons.press,
    "aa": appraise_buttons.press,
    "re": rectify_buttons.press,
    "v": vote_buttons.press,
    "vb": ballot_buttons.press,
    "vl": ballot_buttons.press_by_link,
    "w": digest_buttons.press,
    "t": task_buttons.press,
    "tr": training_buttons.press,
    "wn": warn_buttons.press,
    "yr": year_buttons.press,
}
"""First part of a button's data to its handler."""

ANSWERS: dict[str, Callable[[Call], Reply | None]] = {
    "join": join.name_came,
    "claim": guided.complete,
    "evidence": claim_buttons.evidence_came,
    "reason": claim_buttons.reason_came,
    "dispute": office_buttons.reason_came,
    "form": declare_buttons.words_came,
    "followup": followup_buttons.words_came,
    "session": session_buttons.words_came,
    "setting": settings_buttons.written,
    "skip": notice_buttons.reason_came,
    "case": standing_buttons.words_came,
    "appeal": appeal_buttons.words_came,
    "appeal_add": appeal_buttons.more_came,
    "appeal_why": appeal_buttons.reason_came,
    "suspend": close_buttons.reason_came,
    "spot": spot_buttons.reason_came,
    "star": star_buttons.words_came,
    "round": round_buttons.words_came,
    "community": community_buttons.words_came,
    "rules": rules_buttons.reason_came,
    "meeting": meeting_buttons.words_came,
    "task": task_buttons.words_came,
    "warn": warn_buttons.words_came,
    "vote": vote_buttons.words_came,
    "dues": dues.income_came,
    "rectify": rectify_buttons.words_came,
    "joint": joint_buttons.words_came,
}
"""Kind of a draft to the handler of its answer."""

NOTICES: dict[PostKind, Callable[[View], Section]] = {
    PostKind.REMINDER: reminder.section,
    PostKind.FLASH: flash.section,
    PostKind.NOTICE: monthly_notice.section,
    PostKind.QUARTER: quarter.section,
    PostKind.HALF_YEAR: half_year.section,
    PostKind.YEAR_END: year_end.section,
    PostKind.DUES: dues_notice.section,
    PostKind.GROUPS: groups.section,
    PostKind.RESEARCH: research.section,
    PostKind.DISPATCH: dispatch.section,
}
"""Kind of a scheduled post to what words it."""

PAYLOADS: dict[str, Callable[[Call], Reply | None]] = {
    "hello": start.hello,
    "community": community_pages.report,
    "consult": community_pages.question,
    "why": claim_buttons.asked_by_link,
    "in": checkin.by_link,
    "leave": meeting_buttons.leave_asked,
    "ballot": vote.from_link,
    "poll": ballot_page.by_link,
}
"""What a deep link may name beside a command: its first part, up to a hyphen, to its handler."""
