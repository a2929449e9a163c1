"""A file's text into a rulebook: which sections it has, each read by its own module.

Slow to load (models of every section), and needed only when a file is read: `bot.schemes.loader` imports it then.
"""

from collections.abc import Mapping

from bot.domain.life.template import WorkList
from bot.domain.points.scheme import Scheme
from bot.domain.ratings.sheet import RatingSheet
from bot.i18n import N_
from bot.schemes.awards import AwardKeys, award_rules
from bot.schemes.common import Head, require
from bot.schemes.loader import Rulebook
from bot.schemes.points import PointsHead, read_points_section
from bot.schemes.rating import RatingHead, read_rating_section
from bot.schemes.source import Source
from bot.schemes.tasks import TasksHead, read_tasks_section
from bot.schemes.words import Lexicon

NO_SECTION = N_("The file holds no rules: a scheme has “items”, a rating “vetoes”, a work list “task_templates”.")
TWO_TABLES = N_("“{key}” belongs to another kind of rulebook; put it into a file of its own.")

_OWN_KEYS: Mapping[str, frozenset[str]] = {
    "items": frozenset(PointsHead.model_fields) - frozenset(Head.model_fields),
    "task_templates": frozenset(TasksHead.model_fields) - frozenset(Head.model_fields),
    "rating": frozenset(RatingHead.model_fields) - frozenset(Head.model_fields),
}
_RATING_MARKS = ("role_share", "vetoes", "veto_max_star", "five_star_max_pct", "subsidy", "steps")


def read_rulebook(text: str, filename: str) -> Rulebook:
    """Read a rulebook from YAML.

    Args:
        text: The file's content.
        filename: The file's name as the errors shall give it.

    Returns:
        The rulebook with the sections that the file has.

    Raises:
        InvalidScheme: with all faults, each with its line.

    Source: domain 4.
    """
    source = Source.of_yaml(text, filename)
    kind = _kind(source)
    lexicon = Lexicon(source, source.values.get("texts"))
    if kind == "items":
        points_head = source.lenient(PointsHead, source.values, ())
        points = read_points_section(points_head, source, lexicon)
        return _finish(points_head, source, lexicon, points=points)
    if kind == "task_templates":
        tasks_head = source.lenient(TasksHead, source.values, ())
        tasks = read_tasks_section(tasks_head, source, lexicon)
        return _finish(tasks_head, source, lexicon, tasks=tasks)
    if kind == "rating":
        rating_head = source.lenient(RatingHead, source.values, ())
        rating = read_rating_section(rating_head, source, lexicon)
        return _finish(rating_head, source, lexicon, rating=rating)
    require(source, "preset")
    return _finish(source.lenient(Head, source.values, ()), source, lexicon)


def _finish(
    head: Head,
    source: Source,
    lexicon: Lexicon,
    *,
    points: Scheme | None = None,
    rating: RatingSheet | None = None,
    tasks: WorkList | None = None,
) -> Rulebook:
    awards = award_rules(head, source, lexicon)
    lexicon.refuse_strays()
    if not (points or rating or tasks or awards):
        source.fault((), NO_SECTION)
    source.finish()
    return Rulebook(
        code=head.preset or "", about=head.about or "", points=points, rating=rating, tasks=tasks, awards=awards
    )


def _kind(source: Source) -> str | None:
    """Tell by its own keys which table a file has; ``None`` for a file of awards alone."""
    keys = source.values.keys()
    marks = {
        "items": "items" in keys,
        "task_templates": "task_templates" in keys,
        "rating": any(mark in keys for mark in _RATING_MARKS),
    }
    found = [kind for kind, present in marks.items() if present]
    for other in found[1:]:
        mark = next(key for key in source.values if key in (other, *_RATING_MARKS))
        source.fault((mark,), TWO_TABLES, key=mark)
        for key in _OWN_KEYS[other] - _OWN_KEYS[found[0]]:
            source.values.pop(key, None)
    if found:
        return found[0]
    known = frozenset(AwardKeys.model_fields) & keys
    return None if known or not keys & _OWN_KEYS["items"] else "items"
