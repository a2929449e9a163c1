"""The page of a declaration form: what it tells, and what its member can do with it now."""

from bot.domain.points.declaration import FormState
from bot.i18n import N_
from bot.services import booking, declare, form_result, form_text, rulebook
from bot.services.form_text import Form
from bot.services.letters import Key
from bot.services.paging import in_rows
from handlers.call import Call
from handlers.reply import Reply
from storage.declarations import Declaration

ADD = N_("➕ Add a gain")
DEDUCT = N_("➖ Add a deduction")
DROP = N_("🗑 No. {n}")
SIGN = N_("✍️ All is true: sign and hand in")
SIGN_AS_IS = N_("✍️ Nothing else this month: sign")
REOPEN = N_("➕ Add more")
KEYS_IN_ROW = 4


def page(call: Call, declaration: Declaration) -> Reply:
    """Show a form to its member."""
    form = form_text.look(call.desk, declaration)
    text = form_text.page_text(call.desk, form, call.speech)
    return Reply(text=text, keyboard=_keys(call, form), private=True, edit=True)


def _keys(call: Call, form: Form) -> list[list[Key]]:
    declaration = form.declaration

    def key(label: str, verb: str, **facts: object) -> Key:
        return form_result.key(declaration, call.speech.plain(label, **facts), verb)

    rows = [form_result.answers(declaration, call.speech)] if declaration.state == FormState.REVIEWED else []
    if declaration.month in booking.frozen_months(call.desk, form.branch):
        return rows
    if declaration.state != FormState.OPEN:
        return [*rows, [key(REOPEN, "r")]]
    fresh = [(number, line) for number, line in enumerate(form.lines, start=1) if line.claim_id is None]
    items = rulebook.current(call.desk, form.branch).scheme.items.values()
    minus = any(declare.declarable(call.desk, form.branch, form.person, item, minus=True) for item in items)
    rows = [[key(ADD, "p"), key(DEDUCT, "m")] if minus else [key(ADD, "p")]]
    rows += in_rows([key(DROP, f"d{line.id}", n=number) for number, line in fresh], KEYS_IN_ROW)
    return [*rows, [key(SIGN if fresh else SIGN_AS_IS, "s")]]
