"""What an entry by the office rests on: a zeroing names its written decision."""

import re

_DATE = re.compile(
    r"[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*[日号號]?"
    r"|[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*[日号號]"
    r"|\b[0-9]{1,2}[-/][0-9]{1,2}\b"
)
_NUMBER = re.compile(r"[0-9]")


def names_decision(reason: str) -> bool:
    """Tell whether a reason names a written decision: a date, and beside it a document number.

    Args:
        reason: Normalised text, for example ``党纪〔2026〕5号 2026-05-10``.

    Source: domain S15 (an item of kind zero needs a document number and a date).
    """
    rest, dates = _DATE.subn(" ", reason)
    return dates > 0 and _NUMBER.search(rest) is not None
