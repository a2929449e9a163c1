"""Texts and entities, offsets in UTF-16 units."""

import pytest

from bot.simulator.markup import find_entities, parse_html, read_text


@pytest.mark.parametrize(
    ("source", "text", "kinds"),
    [
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("😀<b>分</b>", "😀分", [("bold", 2, 1)]),
        ("&lt;b&gt; &amp;&quot;&#128512;&#x41; &nbsp;", '<b> &"😀A &nbsp;', []),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<a href="https://example.org/?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
        ("<STRONG>x</strong>", "x", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<b>x</>", "x", [("bold", 0, 1)]),
    ],
)
def test_html(source: str, text: str, kinds: list[tuple[str, int, int]]) -> None:
    parsed, entities = parse_html(source)

    assert parsed == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in entities] == kinds


def test_links_carry_their_address() -> None:
    _, entities = parse_html('<a href="https://example.org/?a=1&amp;b=2">x</a> <a href="tg://user?id=7">y</a>')

    assert entities[0]["url"] == "https://example.org/?a=1&b=2"
    assert entities[1] == {"type": "text_mention", "offset": 2, "length": 1, "user": {"id": 7}}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/claim@jifen_demo_bot F1", [("bot_command", 0, 21)]),
        ("😀 /my", [("bot_command", 3, 3)]),
        ("a/b 1/2", []),
        ("看 https://example.org/a 和 @someone #党建", [("url", 2, 21), ("mention", 26, 8), ("hashtag", 35, 3)]),
        ("#123 is a claim", []),
    ],
)
def test_entities_found_in_plain_text(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in find_entities(text)] == found


def test_trimming_moves_entities() -> None:
    text, entities = read_text("  <b> x </b>  ", "HTML", [])

    assert (text, entities) == ("x", [{"type": "bold", "offset": 0, "length": 1}])
