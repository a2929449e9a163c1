"""What is asked of a paper: in which words, of when, and how it names people."""

from dataclasses import dataclass

from bot.domain.organisation.names import masked
from bot.i18n import Language


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a paper.

    Attributes:
        speech: In whose words.
        period: Of when; None for everything, or the newest.
        names: How people are named: full, or as those above a branch read them.
    """

    speech: Language
    period: str | None = None
    names: str = "full"

    def name(self, name: str | None) -> str:
        """Write somebody's name as it is wanted."""
        return masked(name, self.names) if name else ""
