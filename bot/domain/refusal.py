"""What a refusal is; the refusals themselves are listed in ``bot.domain.refusals``."""

from dataclasses import dataclass, field


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark an English sentence for the catalogues and return it unchanged."""
    return sentence


@dataclass(eq=False, kw_only=True)
class Refusal(Exception):  # noqa: N818 - a polite no is not an error of anybody
    """A "no" of the rules: what happened, why, and what to do.

    Not frozen: Python sets ``__traceback__`` on an exception that passes a context manager.

    Attributes:
        code: Stable name for programs, upper snake case (``SELF_APPROVAL``).
        text: English sentence with ``{placeholders}``, the key of its translations.
        facts: Values of the placeholders, not yet worded (dates, decimals, codes, tuples of codes).
        private: Whether it tells a private fact and so must be answered privately.
    """

    code: str
    text: str
    facts: dict[str, object] = field(default_factory=dict)
    private: bool = False

    def __str__(self) -> str:
        """Return the English sentence with its facts, for logs and tests."""
        return f"{self.code}: {self.text.format(**self.facts)}"
