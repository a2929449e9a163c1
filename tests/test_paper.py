"""Papers: a certificate fits on its page, whatever it says."""

import io
from dataclasses import replace

import pytest

from bot.paper import Award, write_award

AWARD = Award(
    title="荣誉证书",
    name="第一党支部",
    rank="五星级党组织",
    text="第一党支部 2026 年度评定为 5 星。",
    issuer="机关委员会",
    day="2026年12月31日",
    proof="编号 STAR-2026-00012",
    stars=5,
    row=5,
)


def written(award: Award, lang: str) -> bytes:
    out = io.BytesIO()
    write_award(out, award, lang=lang)
    return out.getvalue()


@pytest.mark.parametrize("lang", ["zh_Hans", "zh_Hant", "en"])
@pytest.mark.parametrize("name", ["王五", "中国共产党某某省某某市某某区机关事务管理局第十二党支部委员会" * 2, "😀", ""])
def test_a_certificate_is_one_page(lang: str, name: str) -> None:
    """A long name is set smaller, a sign that no font has is left out; nothing runs onto a second page."""
    paper = written(replace(AWARD, name=name), lang)

    assert paper.startswith(b"%PDF-")
    assert b"/Count 1\n" in paper


def test_stars_are_drawn_as_many_as_were_given() -> None:
    """Another number of golden stars is another paper; the row stays."""
    five = written(AWARD, "en")
    three = written(replace(AWARD, stars=3), "en")

    assert five != three
