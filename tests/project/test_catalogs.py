"""Three complete languages: nothing missing, nothing stale, nothing that a reader would stumble over."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh_Hans", "zh_Hant", "en")
CHINESE = ("zh_Hans", "zh_Hant")

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
TAG = re.compile(r"</?[a-z]+(?: [^<>]*)?>")
EMOJI = re.compile("[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]")
PICTURE = re.compile("[\u23e9-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]")
ARROWS_IN_TEXT = set("→←")
COMMAND = re.compile(r"(?<!<)/[a-z_]+")
COMMAND_LINE = re.compile(r"(?<!<)/[a-z_]+(?: [a-z]+)*|--[a-z-]+")
QUOTED = re.compile(r"“[^“”]*”|「[^「」]*」|<code>.*?</code>")
WORD = re.compile(r"[A-Za-z][A-Za-z'-]{2,}")
FOREIGN_WORDS = frozenset(
    ["Telegram", "YAML", "csv", "xlsx", "yaml", "cron", "UTF", "Excel", "GB", "BotFather", "zip", "http", "https"]
)  # what Chinese officials write in Latin letters too


def catalog(language: str) -> Catalog:
    path = ROOT / "locales" / language / "LC_MESSAGES" / "bot.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="bot")


def messages(language: str) -> list[Message]:
    return [message for message in catalog(language) if message.id]


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def named(message: Message, fault: object) -> str:
    return f"{ids(message)[0]!r}: {fault}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    """No sentence without words, none marked fuzzy, none left over from older code."""
    found = catalog(language)

    assert [ids(message)[0] for message in messages(language) if not all(strings(message))] == []
    assert [ids(message)[0] for message in messages(language) if message.fuzzy] == []
    assert list(found.obsolete) == []
    assert not found.fuzzy


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_all_their_forms(language: str) -> None:
    """As many forms as the language has: one in Chinese, two in English."""
    found = catalog(language)
    wrong = [ids(m)[0] for m in messages(language) if len(ids(m)) > 1 and len(strings(m)) != found.num_plurals]

    assert wrong == []
    assert found.num_plurals == (2 if language == "en" else 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_stand_in_every_language(language: str) -> None:
    """The placeholders of a sentence are those of its key; only {n} may be said in words."""
    faults = []
    for message in messages(language):
        wanted = set(PLACEHOLDER.findall(ids(message)[-1]))
        for text in strings(message):
            given = set(PLACEHOLDER.findall(text))
            if given != wanted and (len(ids(message)) == 1 or given | {"{n}"} != wanted):
                faults.append(named(message, given ^ wanted))
            if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
                faults.append(named(message, "a brace that names no fact"))

    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_that_of_the_key_and_closed(language: str) -> None:
    """Telegram refuses a message whose tags do not match."""
    faults = []
    for message in messages(language):
        wanted = Counter(TAG.findall(ids(message)[-1]))
        for text in strings(message):
            tags = TAG.findall(text)
            if Counter(tags) != wanted:
                faults.append(named(message, tags))
            open_tags: list[str] = []
            for tag in tags:
                name = tag.strip("</>").split()[0]
                if not tag.startswith("</"):
                    open_tags.append(name)
                elif not open_tags or open_tags.pop() != name:
                    faults.append(named(message, f"{tag} closes nothing"))
            if open_tags:
                faults.append(named(message, f"{open_tags} stay open"))
            if re.search(r"[<>&]", TAG.sub("", text)) and not re.search(r"[<>&]", TAG.sub("", ids(message)[0])):
                faults.append(named(message, "a sign that HTML reads otherwise"))

    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_are_kept(language: str) -> None:
    """Buttons and cards begin with a fixed sign in every language (interface 4); commands keep their names."""
    faults = []
    for message in messages(language):
        for text in strings(message):
            wanted = set(EMOJI.findall(ids(message)[-1])) - ARROWS_IN_TEXT
            given = set(EMOJI.findall(text)) - ARROWS_IN_TEXT
            if wanted != given:
                faults.append(named(message, wanted ^ given))
            if set(COMMAND.findall(text)) - set(COMMAND.findall(ids(message)[0])):
                faults.append(named(message, "a command that the key does not name"))
            if ids(message)[0].startswith(tuple("✅↩❌📎🗑↺👍👎🙋📨")) and ids(message)[0][0] != text[:1]:
                faults.append(named(message, "begins with another sign"))
            if ids(message)[0].count("\n") != text.count("\n") and len(ids(message)) == 1:
                faults.append(named(message, "other lines"))

    assert faults == []


def test_the_demo_can_draw_every_sign() -> None:
    """Where a machine has no emoji font, the demo's page draws the signs; it must know each that a sentence holds."""
    signs = (ROOT / "bot" / "simulator" / "page" / "signs.js").read_text(encoding="utf-8")
    drawn = set(re.findall(r'"(.)": \[', signs))
    spoken = {sign for message in messages("en") for text in strings(message) for sign in PICTURE.findall(text)}

    assert spoken - drawn == set()


@pytest.mark.parametrize("language", CHINESE)
def test_no_english_is_left_in_chinese(language: str) -> None:
    """Codes, commands and quoted keys may be Latin; words may not."""
    faults = []
    for message in messages(language):
        known = set(WORD.findall(" ".join(QUOTED.findall(ids(message)[0]))))
        for text in strings(message):
            bare = QUOTED.sub(" ", COMMAND_LINE.sub(" ", TAG.sub(" ", PLACEHOLDER.sub(" ", text))))
            left = [w for w in WORD.findall(bare) if w not in FOREIGN_WORDS | known and not w.isupper()]
            left = [word for word in left if not _is_a_code(word, ids(message)[0])]
            if left:
                faults.append(named(message, left))

    assert faults == []


def _is_a_code(word: str, key: str) -> bool:
    """Tell whether a Latin word is a value that a program reads: it stands so in the key, beside others like it."""
    return (word in key and bool(re.search(rf"(?:[_\d:=]\s?{word}|{word}[_\d:=]|“{word})", key))) or word in CODES


CODES = frozenset(
    {
        "month",
        "year",
        "month_end",
        "quarter_end",
        "year_end",
        "at_or_above_base",
        "every",
        "weeks",
        "from",
        "true",
        "false",
        "district",
        "city",
        "province",
        "national",
        "feicheng",
        "import",
        "org",
        "scheme",
        "json",
        "ledger",
        "claims",
        "members",
        "board",
        "publicity",
    }
)


@pytest.mark.parametrize("language", CHINESE)
def test_chinese_is_written_with_chinese_signs(language: str) -> None:
    """Full-width punctuation between Chinese characters; quotation marks as each script has them."""
    faults = []
    for message in messages(language):
        for text in strings(message):
            if re.search(r"[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff]", text):
                faults.append(named(message, text))
            if language == "zh_Hant" and "“" in text:
                faults.append(named(message, "quotation marks of the other script"))
            if language == "zh_Hans" and "「" in text:
                faults.append(named(message, "quotation marks of the other script"))

    assert faults == []


def test_the_traditional_catalog_holds_no_simplified_characters() -> None:
    """The commonest characters that exist only in simplified writing; a trigger word quoted by the key may stand."""
    simplified = set("积审党书记录员扫设发动确认为计项该请写证么个们这说还从对时间级类区领导组织务议谈预约实档节台账帐")
    simplified -= set("台")
    faults = []
    for message in messages("zh_Hant"):
        for text in strings(message):
            wrong = set(text) & simplified - set(ids(message)[0])
            faults += [named(message, wrong)] if wrong else []

    assert faults == []


def test_make_catalogs_changes_nothing(tmp_path: Path) -> None:
    """The catalogs hold exactly the sentences of the code, in the order and form of `make catalogs`."""
    shutil.copytree(ROOT / "locales", tmp_path / "locales")
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("bot", "handlers"):
        (tmp_path / name).symlink_to(ROOT / name)
    make = ["make", "--silent", "-o", "install", f"BIN={Path(sys.executable).parent}", "catalogs"]
    done = subprocess.run(make, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    changed = [
        str(path.relative_to(tmp_path))
        for path in sorted((tmp_path / "locales").rglob("bot.po*"))
        if path.read_bytes() != (ROOT / path.relative_to(tmp_path)).read_bytes()
    ]
    assert changed == []
