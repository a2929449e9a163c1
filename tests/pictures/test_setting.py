"""Texts stay in their boxes, large enough to read; nothing is an empty box; equal facts are one picture."""

import io
from dataclasses import replace
from itertools import combinations

import orjson
import pytest
import segno
from PIL import Image

from bot import pictures
from bot.pictures.canvas import LEAST, Box, Canvas, Words
from bot.pictures.code import ACROSS, QUIET
from bot.pictures.fonts import GETA, typeface
from bot.pictures.theme import THEMES, Colour
from tests.pictures.samples import CODE, LONG, SAMPLES, board

MOST_KIB = 120
PHONE_POINTS = 360
"""How wide a phone is; letters of eight points and a half are the smallest of its own screens."""


@pytest.mark.parametrize("name", SAMPLES)
def test_every_picture_comes_out_of_the_outbox_as_it_went_in(name: str) -> None:
    """Its facts are JSON there; the postman draws it in another life of the process."""
    packed = pictures.packed(SAMPLES[name])

    assert pictures.draw(orjson.loads(orjson.dumps(packed))) == SAMPLES[name].drawn().png()
    assert 0 < len(SAMPLES[name].caption) <= 1024


@pytest.mark.parametrize("name", SAMPLES)
def test_every_text_stays_in_its_box_and_in_the_picture(name: str) -> None:
    """Nothing runs over: not with twelve characters, not with thirty rows, not with a thousand points."""
    canvas = SAMPLES[name].drawn()

    for words in canvas.words:
        inside = words.box.left - 1 <= words.ink.left and words.ink.right <= words.box.right + 1
        assert inside, f"{words.text!r} runs over"
        assert words.ink.top >= 0
        assert words.ink.bottom <= canvas.height
        assert words.ink.right <= canvas.width


@pytest.mark.parametrize("name", SAMPLES)
def test_no_two_texts_touch(name: str) -> None:
    """Columns keep apart, whatever they hold."""
    words = SAMPLES[name].drawn().words

    assert not [(one.text, other.text) for one, other in combinations(words, 2) if _overlap(one, other)]


def _overlap(one: Words, other: Words) -> bool:
    a, b = one.ink, other.ink
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


@pytest.mark.parametrize("name", SAMPLES)
def test_letters_are_large_enough_for_a_phone(name: str) -> None:
    """No zoom: a phone shows the picture as wide as it is itself."""
    canvas = SAMPLES[name].drawn()

    assert all(words.size >= LEAST for words in canvas.words)
    assert all(words.size * PHONE_POINTS / canvas.width >= 8.5 for words in canvas.words)


def test_a_name_of_twelve_characters_is_whole() -> None:
    """It is set smaller, not cut; so is one in the other script."""
    texts = [words.text for words in board(30).drawn().words]

    assert LONG in texts
    assert "歐陽上官諸葛司馬夏侯東方" in texts


def test_what_no_font_has_is_no_empty_box() -> None:
    """An emoji is left out, a rare character becomes the printer's geta mark, a combining accent is composed."""
    face = typeface("zh_Hans")

    assert face.shaped("赵铁柱 🌸", 32) == "赵铁柱"
    assert face.shaped("𠮷野", 32) == GETA + "野"
    assert face.shaped("Jose\u0301", 32) == "José"
    assert face.shaped("a\u200b\ufe0f\tb", 32) == "a b"


def test_a_script_s_own_font_comes_first() -> None:
    """The same character is drawn otherwise in Taipei than in Beijing; what one font lacks the other has."""
    beijing, taipei = typeface("zh_Hans").glyph("骨", 40), typeface("zh_Hant").glyph("骨", 40)

    assert beijing.mask.tobytes() != taipei.mask.tobytes()
    assert not typeface("zh_Hant").lacks("䶮", 32)


def test_thirty_rows_are_light() -> None:
    """At most 120 KiB, with a palette."""
    png = pictures.draw(pictures.packed(board(30)))

    assert len(png) <= MOST_KIB * 1024
    with Image.open(io.BytesIO(png)) as picture:
        assert (picture.mode, picture.format, picture.width) == ("P", "PNG", 864)


def test_equal_facts_are_one_picture() -> None:
    """Whoever asks for them; one fact less is another."""
    facts = board(3)
    packed = pictures.packed(facts)

    assert pictures.digest(packed) == pictures.digest(pictures.packed(board(3))) == pictures.digest(facts)
    assert pictures.digest(packed) != pictures.digest(pictures.packed(board(4)))


def test_a_text_that_is_too_long_is_cut_where_it_would_become_too_small() -> None:
    """With an ellipsis, never over the edge."""
    canvas = Canvas(400, 60, theme="light", lang="en")
    words = canvas.text("wide " * 40, Box(10, 0, 390, 60), size=40, ink=canvas.theme.ink)

    assert words.text.endswith("…")
    assert words.size == LEAST
    assert words.ink.right <= 390


def test_long_texts_break_between_words_and_between_chinese_characters() -> None:
    """A stop never begins a line."""
    canvas = Canvas(400, 400, theme="light", lang="zh_Hans")
    lines = canvas.wrapped("授予 Alexander Smith 同志五星党员称号，特发此证，以资鼓励。", 300, size=30, most=9)

    assert "".join(lines).replace(" ", "") == "授予AlexanderSmith同志五星党员称号，特发此证，以资鼓励。"
    assert all(line[0] not in "，。" for line in lines)
    assert any("Alexander" in line for line in lines)
    assert all(canvas.face.width(line, 30) <= 300 for line in lines)


@pytest.mark.parametrize("name", THEMES)
def test_inks_stand_out_from_their_grounds(name: str) -> None:
    """The contrast of texts is that of WCAG's level AA, 4.5 to 1, in both themes."""
    theme = THEMES[name]
    grounds = (theme.page, theme.stripe, theme.own)
    pairs = [(ink, ground) for ink in (theme.ink, theme.muted, theme.up, theme.down) for ground in grounds]
    pairs += [(theme.accent, theme.page), (theme.warning, theme.page)]
    pairs += [(theme.on_medal, medal) for medal in (theme.gold, theme.silver, theme.bronze)]
    pairs += [(theme.on_signal, signal) for signal in (theme.up, theme.warning, theme.down)]

    assert [pair for pair in pairs if _contrast(*pair) < 4.5] == []


def _contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_code_is_what_a_phone_reads() -> None:
    """Module for module as the standard has it, black on white in both themes, with the quiet zone around it."""
    facts = replace(CODE, theme="dark")
    content = segno.make(facts.content, error="m", micro=False)
    with Image.open(io.BytesIO(facts.drawn().png())) as picture:
        grey = picture.convert("L")
    pixels = ACROSS // (len(content.matrix) + 2 * QUIET)
    left, top = (grey.width - pixels * len(content.matrix)) // 2, _first_black(grey)

    read = [
        [
            grey.getpixel((left + x * pixels + pixels // 2, top + y * pixels + pixels // 2)) == 0
            for x, _ in enumerate(row)
        ]
        for y, row in enumerate(content.matrix)
    ]
    assert read == [[bool(module) for module in row] for row in content.matrix]
    assert all(grey.getpixel((left - pixels * QUIET + pixels // 2, top + y)) == 255 for y in range(0, 400, 9))


def _first_black(grey: Image.Image) -> int:
    """Where the code begins: the first row with pure black."""
    return next(y for y in range(grey.height) if grey.crop((0, y, grey.width, y + 1)).getextrema()[0] == 0)
