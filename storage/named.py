"""Which columns name a person, and why some of them are not shown by /mydata or are left by an erasure.

`tests/storage/test_named.py` walks through the schema: whatever refers to a person, holds a Telegram number, or holds
words about somebody is either shown and erased, or stands here with its reason. A new table fails there until it is.
"""

SUBJECTS = ("subject_id", "owner_id")
"""Columns that hold a person's id without a reference, because for a branch or section they hold its."""

UNREFERENCED = ("review_steps.for_id",)
"""Columns that hold a person's id and were added later, when SQLite takes no reference."""

ACCOUNTS = ("telegram_id", "account")
"""Columns that hold a person's Telegram number."""

CHAT = "chat_id"
"""The column that holds a chat's number; that of a private chat is the person's own."""

NOT_SHOWN = {
    "credited.subject_id": "what the caps remember of the entries, which are shown",
    "totals.subject_id": "sums of the entries, which are shown",
    "guesses.account": "how often somebody was wrong lately; gone after a day",
    "slots.chat_id": "where messages stand that are shown as messages",
    "beats.chat_id": "which process sends to a chat just now",
    "told.chat_id": "what a group was told with its posts",
    "live_boards.chat_id": "the card of a group that follows its board",
    "task_boards.chat_id": "the card of a group that shows its units' colours",
}
"""Column to why a row that names a person only there is not in their data."""

STAYS = {
    "activities.title": "what several people did together, of whom others stay",
    "activities.pieces": "shows what several people did; the sweep drops it after the cycle",
    "cases.facts": "months and points as the ledger has them, no words",
    "claims.chain": "roles and numbers of those who may decide, no words",
}
"""Column of words to why they stay when the person goes."""
