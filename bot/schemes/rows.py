"""Schemes from a sheet (xlsx, csv): one item a row, the settings from a scheme that is there already."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.points.item import Item
from bot.domain.points.scheme import Category, Scheme
from bot.i18n import N_
from bot.marked_yaml import Plain
from bot.schemes.common import Codes
from bot.schemes.items import ItemReader, ItemShape
from bot.schemes.source import UNKNOWN_KEY, Source
from bot.schemes.values import BAD_NAME, clean, normal_code
from bot.schemes.words import Lexicon, named
from bot.tables import HEADINGS, Row, TableFormat, empty_table, write_table

COLUMNS = (
    "code",
    "category",
    "zh_Hans",
    "zh_Hant",
    "en",
    "kind",
    "value",
    "cap",
    "cap_period",
    "who",
    "evidence",
    "basis",
    "target",
    "standard",
)
"""The columns of the sheet, in order."""

NO_ITEMS = N_("The sheet holds no items.")

_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "kind": {
        "fixed": ("固定", "一次性"),
        "per_unit": ("按次", "按量", "每次"),
        "tier": ("分级", "分級", "按级别", "按級別"),
        "range": ("区间", "區間", "范围", "範圍"),
        "deduct": ("扣分", "减分", "減分"),
        "zero": ("清零", "归零", "歸零", "记零"),
    },
    "cap_period": {"month": ("月", "每月", "月度"), "year": ("年", "每年", "年度")},
    "who": {
        "member": ("党员", "黨員", "成员", "成員", "个人"),
        "cadre": ("党务干部", "黨務幹部", "干部"),
        "branch": ("党组织", "黨組織", "支部", "组织"),
        "leader": ("领导", "領導", "领导干部"),
    },
    "evidence": {
        "none": ("无", "無", "不需要"),
        "text": ("文字", "说明"),
        "link": ("链接", "連結", "网址"),
        "photo": ("照片", "图片"),
        "document": ("文件", "材料", "证书"),
        "minutes": ("会议记录", "會議記錄", "纪要", "紀要"),
        "office": ("办公室", "辦公室", "办公室录入"),
        "checkin": ("签到", "簽到"),
        "system": ("系统", "系統"),
    },
}
_CODE_OF = {column: {word: code for code, words in table.items() for word in words} for column, table in _WORDS.items()}
_CATEGORY = re.compile(r"([A-Za-z][A-Za-z0-9]{0,5})\s*(.*)", re.DOTALL)


def scheme_from_rows(rows: Sequence[Row], *, filename: str, like: Scheme, code: str | None = None) -> Scheme:
    """Read the items of a scheme from the rows of a sheet.

    Args:
        rows: The rows, with the columns of ``COLUMNS``; which are needed is as in a YAML file.
        filename: Name of the file as the errors shall give it.
        like: The scheme whose settings stay: cycle, base, chains, publicity …
        code: Code of the new scheme; without it that of ``like``.

    Returns:
        The scheme; its categories are those that the sheet names (by code, by name, or as "G 新类别").

    Raises:
        InvalidScheme: with all faults; ``line`` is the row of the sheet.
    """
    source = Source(file=filename, values={}, lines={})
    for index, row in enumerate(rows):
        source.lines["rows", index] = row.number
    categories = _categories(rows, like)
    reader = ItemReader(source, Lexicon(source, None), categories=categories, tier_sets={}, subjects=like.subjects)
    items: dict[str, Item] = {}
    codes = Codes(source)
    strangers: set[str] = set()
    for index, row in enumerate(rows):
        path = ("rows", index)
        values = _row_values(row.values, categories)
        for column in [column for column in values if column not in ItemShape.model_fields]:
            if column not in strangers:
                source.fault(path, UNKNOWN_KEY, key=column)
            strangers.add(column)
            del values[column]
        text = values.get("code")
        fresh = not isinstance(text, str) or codes.take(normal_code(text), path)
        item = reader.read(values, path)
        if item is not None and fresh:
            items[item.code] = item
    if not rows:
        source.fault((), NO_ITEMS)
    name = like.code if code is None else unicodedata.normalize("NFKC", code).strip().lower()
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,31}", name):
        source.fault((), BAD_NAME, value=name)
    source.finish()
    used = {item.category for item in items.values()}
    kept = {key: category for key, category in categories.items() if key in used}
    return replace(like, code=name, categories=kept, items=items)


def scheme_template(table_format: TableFormat = "xlsx", *, language: str = "zh_Hans") -> bytes:
    """Write the empty sheet."""
    return empty_table(COLUMNS, table_format, language=language)


def scheme_table(scheme: Scheme, table_format: TableFormat = "xlsx", *, language: str = "zh_Hans") -> bytes:
    """Write the sheet of a scheme's items, as ``scheme_from_rows`` reads it."""
    headings = dict(zip(COLUMNS, _headings(language), strict=True))
    return write_table([_item_row(item) for item in scheme.items.values()], COLUMNS, table_format, headings=headings)


def _headings(language: str) -> list[str]:
    place = ("zh_Hans", "zh_Hant", "en").index(language)
    return [HEADINGS[column][place] for column in COLUMNS]


def _item_row(item: Item) -> dict[str, object]:
    if item.tiers:
        value = ";".join(f"{level}={points.normalize():f}" for level, points in item.tiers.items())
    elif item.minimum is not None and item.maximum is not None:
        value = f"{item.minimum.normalize():f}-{item.maximum.normalize():f}"
    else:
        value = "" if item.points is None else f"{item.points:f}"
    return {
        "code": item.code,
        "category": item.category,
        "zh_Hans": item.names.get("zh_Hans", ""),
        "zh_Hant": item.names.get("zh_Hant", ""),
        "en": item.names.get("en", ""),
        "kind": str(item.kind),
        "value": value,
        "cap": "" if item.cap is None else f"{item.cap:f}",
        "cap_period": item.cap_period or "",
        "who": ";".join(sorted(item.who)),
        "evidence": item.evidence,
        "basis": item.basis,
        "target": item.target.get("zh_Hans", ""),
        "standard": item.standard.get("zh_Hans", ""),
    }


def _categories(rows: Sequence[Row], like: Scheme) -> dict[str, Category]:
    """Collect the categories: those of the settings, and the new ones that the sheet names with a code and a name."""
    categories = dict(like.categories)
    for row in rows:
        code, name = _split(row.values.get("category", ""))
        if code and name and code not in categories:
            categories[code] = Category(code=code, names=named(name))
    return categories


def _split(cell: str) -> tuple[str, str]:
    found = _CATEGORY.fullmatch(unicodedata.normalize("NFKC", clean(cell)))
    return (found[1].upper(), found[2].strip()) if found else ("", clean(cell))


def _row_values(cells: Mapping[str, str], categories: Mapping[str, Category]) -> dict[str, Plain]:
    """Put the cells of a sheet into the words of a YAML row."""
    values: dict[str, Plain] = {}
    for column, cell in cells.items():
        words = _CODE_OF.get(column)
        if column == "who" and words is not None:
            parts = [part for part in re.split(r"[\s,;、/]+", unicodedata.normalize("NFKC", cell)) if part]
            values[column] = [words.get(part, part) for part in parts]
        elif words is not None:
            values[column] = words.get(cell, cell.lower())
        else:
            values["zh" if column == "zh_Hans" else column] = cell
    if "category" in cells:
        code, name = _split(cells["category"])
        by_name = [key for key, category in categories.items() if name and name in category.names.values()]
        values["category"] = code if code or not by_name else by_name[0]
        if not values["category"]:
            values["category"] = name
    return values
