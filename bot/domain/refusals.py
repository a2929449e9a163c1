"""Every "no" the bot can say, behind one door; each function returns a ``Refusal`` to raise.

    Refusal                             bot.domain.refusal
    ├─ how a message came               bot.domain.message_refusals
    │      private_only · group_only · unknown_command · missing_argument · not_an_id · edited_message ·
    │      token_expired · too_fast · too_many_guesses · nothing_to_forget · bad_schedule · words_needed ·
    │      nobody_present
    ├─ meetings, check-in               bot.domain.life.refusals
    │      meeting_needs_kind · meeting_needs_day · bad_time · too_far_away · no_such_meeting · meeting_not_so ·
    │      no_open_meeting · not_expected · already_checked_in · code_expired · wrong_code ·
    │      check_in_struck · leave_over · count_differs · head_count_missing ·
    │      minutes_missing
    ├─ the tree of organisations         bot.domain.organisation.tree_refusals
    │      org_waits · org_has_members · org_over · same_org
    ├─ who, where, as whom              bot.domain.organisation.refusals
    │      not_enrolled · already_enrolled · request_waiting · no_right · anonymous_admin · channel_sender ·
    │      bot_sender · no_branch_bound · already_bound · unknown_branch · unknown_preset ·
    │      preset_without_points · unknown_person · several_persons · bad_name · unknown_role · role_not_held
    │      · last_secretary · cannot_submit_for_others · in_no_branch · no_account · has_account ·
    │      needs_own_request · not_a_rehearsal · unknown_setting · bad_setting
    ├─ leaves, standing                 bot.domain.organisation.standing_refusals
    │      leave_backwards · leave_too_long · leave_needs_reason · leave_known · not_heard_yet · no_pass_line
    ├─ the declaration form             bot.domain.points.declaration_refusals
    │      form_not_so · form_closed · form_too_early · not_in_form · form_full · not_declared
    ├─ claims, items, caps, periods     bot.domain.points.refusals
    │      missing_item_code · unknown_item · item_not_claimable · item_is_deduction · item_not_for_you ·
    │      text_too_long · future_date · bad_date · due_is_past · bad_quantity · bad_number · outside_scheme ·
    │      unknown_level · out_of_range · closed_period · unknown_period · month_runs · post_is_out · cap_reached ·
    │      duplicate_claim · compare_scope · use_deduct · use_award · entry_needs_reason
    ├─ what they rest on                bot.domain.points.evidence_refusals
    │      missing_evidence · file_too_large · unsupported_file · too_many_files · nobody_took_part ·
    │      activity_needs_evidence · entry_needs_document
    ├─ deciding on a claim              bot.domain.points.review_refusals
    │      no_such_claim · bad_state · stale_card · self_approval · wrong_role · duplicate_reviewer ·
    │      reason_required · no_reviewer · undo_too_late · not_your_decision · not_your_claim ·
    │      points_are_fixed · already_asked · nothing_to_delegate · cannot_stand_in · bad_span
    ├─ work lists                       bot.domain.life.task_refusals
    │      no_such_task · task_is · bad_progress · task_needs_file · unknown_owner · unknown_request · ask_is_open ·
    │      not_later · bad_cadence · accepted_long_ago · not_overdue
    └─ publicity, objections, closing   bot.domain.points.appeal_refusals
           publicity_is · not_in_publicity · nothing_in_publicity · no_such_appeal · appeal_waits ·
           appeal_was_decided · not_appealable · appeal_is · not_your_appeal · not_your_appeal_to_decide ·
           appeal_reason_required · appeal_text_required · appeal_needs_points · appeal_over · partly_within ·
           cannot_close · nothing_to_publish

The text is an English sentence with placeholders, the facts are its values; the edge translates and words both.
"""

from bot.domain.life.refusals import (
    already_checked_in,
    bad_time,
    check_in_struck,
    code_expired,
    count_differs,
    head_count_missing,
    leave_over,
    meeting_needs_day,
    meeting_needs_kind,
    meeting_not_so,
    minutes_missing,
    no_open_meeting,
    no_such_meeting,
    not_expected,
    too_far_away,
    wrong_code,
)
from bot.domain.life.task_refusals import (
    accepted_long_ago,
    ask_is_open,
    bad_cadence,
    bad_progress,
    no_such_task,
    not_later,
    not_overdue,
    task_is,
    task_needs_file,
    unknown_owner,
    unknown_request,
)
from bot.domain.message_refusals import (
    bad_schedule,
    edited_message,
    group_only,
    missing_argument,
    nobody_present,
    not_an_id,
    nothing_to_forget,
    private_only,
    token_expired,
    too_fast,
    too_many_guesses,
    unknown_command,
    words_needed,
)
from bot.domain.organisation.refusals import (
    already_bound,
    already_enrolled,
    anonymous_admin,
    bad_name,
    bad_setting,
    bot_sender,
    cannot_submit_for_others,
    channel_sender,
    has_account,
    in_no_branch,
    last_secretary,
    needs_own_request,
    no_account,
    no_branch_bound,
    no_right,
    not_a_rehearsal,
    not_enrolled,
    preset_without_points,
    request_waiting,
    role_not_held,
    several_persons,
    unknown_branch,
    unknown_person,
    unknown_preset,
    unknown_role,
    unknown_setting,
)
from bot.domain.organisation.standing_refusals import (
    leave_backwards,
    leave_known,
    leave_needs_reason,
    leave_too_long,
    no_pass_line,
    not_heard_yet,
)
from bot.domain.organisation.tree_refusals import (
    org_has_members,
    org_over,
    org_waits,
    same_org,
)
from bot.domain.points.appeal_refusals import (
    appeal_is,
    appeal_needs_points,
    appeal_over,
    appeal_reason_required,
    appeal_text_required,
    appeal_waits,
    appeal_was_decided,
    cannot_close,
    no_such_appeal,
    not_appealable,
    not_in_publicity,
    not_your_appeal,
    not_your_appeal_to_decide,
    nothing_in_publicity,
    nothing_to_publish,
    partly_within,
    publicity_is,
)
from bot.domain.points.declaration_refusals import (
    form_closed,
    form_full,
    form_not_so,
    form_too_early,
    not_declared,
    not_in_form,
)
from bot.domain.points.evidence_refusals import (
    activity_needs_evidence,
    entry_needs_document,
    file_too_large,
    missing_evidence,
    nobody_took_part,
    too_many_files,
    unsupported_file,
)
from bot.domain.points.refusals import (
    bad_date,
    bad_number,
    bad_quantity,
    cap_reached,
    closed_period,
    compare_scope,
    due_is_past,
    duplicate_claim,
    entry_needs_reason,
    future_date,
    item_is_deduction,
    item_not_claimable,
    item_not_for_you,
    missing_item_code,
    month_runs,
    out_of_range,
    outside_scheme,
    post_is_out,
    text_too_long,
    unknown_item,
    unknown_level,
    unknown_period,
    use_award,
    use_deduct,
)
from bot.domain.points.review_refusals import (
    already_asked,
    bad_span,
    bad_state,
    cannot_stand_in,
    duplicate_reviewer,
    no_reviewer,
    no_such_claim,
    not_your_claim,
    not_your_decision,
    nothing_to_delegate,
    points_are_fixed,
    reason_required,
    self_approval,
    stale_card,
    undo_too_late,
    wrong_role,
)
from bot.domain.refusal import N_, Refusal

__all__ = [
    "N_",
    "Refusal",
    "accepted_long_ago",
    "activity_needs_evidence",
    "already_asked",
    "already_bound",
    "already_checked_in",
    "already_enrolled",
    "anonymous_admin",
    "appeal_is",
    "appeal_needs_points",
    "appeal_over",
    "appeal_reason_required",
    "appeal_text_required",
    "appeal_waits",
    "appeal_was_decided",
    "ask_is_open",
    "bad_cadence",
    "bad_date",
    "bad_name",
    "bad_number",
    "bad_progress",
    "bad_quantity",
    "bad_schedule",
    "bad_setting",
    "bad_span",
    "bad_state",
    "bad_time",
    "bot_sender",
    "cannot_close",
    "cannot_stand_in",
    "cannot_submit_for_others",
    "cap_reached",
    "channel_sender",
    "check_in_struck",
    "closed_period",
    "code_expired",
    "compare_scope",
    "count_differs",
    "due_is_past",
    "duplicate_claim",
    "duplicate_reviewer",
    "edited_message",
    "entry_needs_document",
    "entry_needs_reason",
    "file_too_large",
    "form_closed",
    "form_full",
    "form_not_so",
    "form_too_early",
    "future_date",
    "group_only",
    "has_account",
    "head_count_missing",
    "in_no_branch",
    "item_is_deduction",
    "item_not_claimable",
    "item_not_for_you",
    "last_secretary",
    "leave_backwards",
    "leave_known",
    "leave_needs_reason",
    "leave_over",
    "leave_too_long",
    "meeting_needs_day",
    "meeting_needs_kind",
    "meeting_not_so",
    "minutes_missing",
    "missing_argument",
    "missing_evidence",
    "missing_item_code",
    "month_runs",
    "needs_own_request",
    "no_account",
    "no_branch_bound",
    "no_open_meeting",
    "no_pass_line",
    "no_reviewer",
    "no_right",
    "no_such_appeal",
    "no_such_claim",
    "no_such_meeting",
    "no_such_task",
    "nobody_present",
    "nobody_took_part",
    "not_a_rehearsal",
    "not_an_id",
    "not_appealable",
    "not_declared",
    "not_enrolled",
    "not_expected",
    "not_heard_yet",
    "not_in_form",
    "not_in_publicity",
    "not_later",
    "not_overdue",
    "not_your_appeal",
    "not_your_appeal_to_decide",
    "not_your_claim",
    "not_your_decision",
    "nothing_in_publicity",
    "nothing_to_delegate",
    "nothing_to_forget",
    "nothing_to_publish",
    "org_has_members",
    "org_over",
    "org_waits",
    "out_of_range",
    "outside_scheme",
    "partly_within",
    "points_are_fixed",
    "post_is_out",
    "preset_without_points",
    "private_only",
    "publicity_is",
    "reason_required",
    "request_waiting",
    "role_not_held",
    "same_org",
    "self_approval",
    "several_persons",
    "stale_card",
    "task_is",
    "task_needs_file",
    "text_too_long",
    "token_expired",
    "too_far_away",
    "too_fast",
    "too_many_files",
    "too_many_guesses",
    "undo_too_late",
    "unknown_branch",
    "unknown_command",
    "unknown_item",
    "unknown_level",
    "unknown_owner",
    "unknown_period",
    "unknown_person",
    "unknown_preset",
    "unknown_request",
    "unknown_role",
    "unknown_setting",
    "unsupported_file",
    "use_award",
    "use_deduct",
    "words_needed",
    "wrong_code",
    "wrong_role",
]
