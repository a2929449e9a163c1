"""Every "no" about what a claim, an activity or an entry rests on: files, documents, those who took part."""

from bot.domain.refusal import N_, Refusal

MEGABYTE = 1024 * 1024


def missing_evidence(code: str, evidence: str) -> Refusal:
    """The item asks for evidence and none came."""
    text = N_("Item {code} needs evidence: {evidence}. Please add it to the claim with 📎 or send it with the command.")
    return Refusal(code="MISSING_EVIDENCE", text=text, facts={"code": code, "evidence": evidence})


def file_too_large(size: int, limit: int) -> Refusal:
    """A file is larger than may be fetched (both in bytes)."""
    text = N_("The file is too large: {size} MB, the limit is {limit} MB. Please send a smaller one.")
    return Refusal(code="FILE_TOO_LARGE", text=text, facts={"size": -(-size // MEGABYTE), "limit": limit // MEGABYTE})


def unsupported_file(kind: str) -> Refusal:
    """A sticker, voice message or the like is no evidence."""
    text = N_("I cannot take {kind} as evidence. Please send a photo or a document.")
    return Refusal(code="UNSUPPORTED_FILE", text=text, facts={"kind": kind})


def too_many_files(limit: int) -> Refusal:
    """A claim carries a limited number of files."""
    text = N_("A claim can hold {limit} files. Please choose the most telling ones.")
    return Refusal(code="TOO_MANY_FILES", text=text, facts={"limit": limit})


def entry_needs_document(code: str) -> Refusal:
    """A zeroing rests on a written decision (S15)."""
    text = N_("Item {code} counts the month as zero. Please name the decision: its document number and its date.")
    return Refusal(code="ENTRY_NEEDS_DOCUMENT", text=text, facts={"code": code}, private=True)


def nobody_took_part() -> Refusal:
    """An activity is handed in before anybody was named."""
    text = N_("Nobody has said yet that they took part. Tap 🙋, or tick the names in the private list.")
    return Refusal(code="NOBODY_TOOK_PART", text=text)


def activity_needs_evidence(code: str, evidence: str) -> Refusal:
    """The item of an activity asks for evidence and none came."""
    text = N_("Item {code} needs evidence: {evidence}. Please answer the card with it, then hand in.")
    return Refusal(code="ACTIVITY_NEEDS_EVIDENCE", text=text, facts={"code": code, "evidence": evidence})
