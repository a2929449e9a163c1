"""Papers: tables for the notice board and the archive, as PDF on A4, with the fonts inside. The only importer of fpdf.

A leaf like `bot.tables`: plain texts in the reader's language in, a PDF out.
"""

import logging
import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

if TYPE_CHECKING:
    from fpdf import FPDF

MARGIN = 15.0
FOOT = 18.0
"""Millimetres that the foot takes."""
SMALL, NORMAL, LARGE = 8.0, 9.5, 17.0
LINE = 4.6
"""Millimetres a line of a table takes."""
PAD = 1.1
INSIDE = 32.0
"""Millimetres that a certificate leaves free on each side."""
STAR_RADIUS, STAR_STEP = 8.0, 21.0
RED, GOLD, PALE, GREY, BLACK = (168, 30, 30), (201, 151, 43), (228, 220, 207), (95, 87, 78), (29, 26, 23)
GETA = "〓"
"""Set for a character that no font has; an empty box would look like a fault of the paper."""
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Mn", "Me"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what stands above it, its share of the width, and where its texts stand."""

    heading: str
    share: int
    align: Literal["L", "C", "R"] = "L"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One table with what stands around it; it begins on a page of its own.

    Attributes:
        title: In large letters.
        lines: Below it: branch, period, how to object.
        columns: Of the table.
        rows: Its rows, a text a column; they may be made while they are written.
        sums: A last row that stands out; empty for none.
        empty: What is said in place of rows.
        after: Below the table: who signs.
        left: At the foot of every page: whose paper it is.
        right: There, too: the head hash.
        pages: The number of the page, as "{page} / {pages}".
        landscape: Whether the paper lies.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[str]]
    lines: Sequence[str] = ()
    sums: Sequence[str] = ()
    empty: str = ""
    after: Sequence[str] = ()
    left: str = ""
    right: str = ""
    pages: str = "{page} / {pages}"
    landscape: bool = False


def write_papers(out: BinaryIO, papers: Iterable[Paper], *, lang: str) -> None:
    """Write papers into one PDF.

    Args:
        out: Where to.
        papers: One after the other.
        lang: Whose characters come first: zh_Hans, zh_Hant, en.
    """
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells of every table of a font
    press = _Press(lang)
    for paper in papers:
        press.put(paper)
    press.pdf.output(out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A certificate on paper.

    Attributes:
        title: In large letters.
        name: Who is honoured.
        rank: For what, in a few words.
        text: In a sentence or two.
        issuer: Who gives it.
        day: When, as written.
        proof: Below, small: the number by which it can be checked.
        stars: How many of the row are gold.
        row: How many are drawn.
    """

    title: str
    name: str
    rank: str
    text: str
    issuer: str
    day: str
    proof: str
    stars: int
    row: int


def write_award(out: BinaryIO, award: Award, *, lang: str) -> None:
    """Write a certificate on a lying A4 page; `out` and `lang` as in `write_papers`."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells of every table of a font
    press = _Press(lang)
    press.award(award)
    press.pdf.output(out)


@dataclass(slots=True)
class _Press:
    """A PDF while it is written."""

    lang: str
    pdf: "FPDF" = field(init=False)
    _cmaps: list[Any] = field(init=False)
    _kept: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        import pylopdf_fonts_zh_cn as simplified  # noqa: PLC0415 - whoever prints nothing does without
        import pylopdf_fonts_zh_tw as traditional  # noqa: PLC0415 - likewise
        from fpdf import FPDF  # noqa: PLC0415 - likewise: one and a half seconds

        class Footed(FPDF):
            """A PDF whose pages have a foot."""

            paper: Paper | None = None

            def footer(self) -> None:
                if self.paper is None:
                    return
                self.set_y(-FOOT + 4)
                self.set_font(size=SMALL)
                self.set_draw_color(150)
                self.line(MARGIN, self.h - FOOT + 3, self.w - MARGIN, self.h - FOOT + 3)
                wide = (self.w - 2 * MARGIN) / 3
                numbered = self.paper.pages.format(page=self.page_no(), pages="{nb}")
                for text, align in ((self.paper.left, "L"), (numbered, "C"), (self.paper.right, "R")):
                    self.cell(wide, 5, text, align=align)

        self.pdf = Footed(format="A4", unit="mm")
        paths = {"sc": str(simplified.sans_path()), "tc": str(traditional.sans_path())}
        first, second = ("tc", "sc") if self.lang == "zh_Hant" else ("sc", "tc")
        for name in (first, second):
            self.pdf.add_font(name, fname=paths[name])
        self.pdf.set_font(first, size=NORMAL)
        self.pdf.set_fallback_fonts([second], exact_match=False)
        self._cmaps = [self.pdf.fonts[name].cmap for name in (first, second)]  # type: ignore[union-attr]  # fonts from files have one
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.set_margin(MARGIN)

    def put(self, paper: Paper) -> None:
        """Write a paper, on as many pages as it takes."""
        pdf = self.pdf
        pdf.paper = _settled(paper, self)  # type: ignore[attr-defined]  # the foot's
        self._page(paper)
        pdf.set_font(size=LARGE)
        pdf.cell(0, 10, self.settable(paper.title), align="C", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font(size=NORMAL)
        for line in paper.lines:
            self._room(LINE + 1, paper)
            pdf.multi_cell(0, LINE + 1, self.settable(line), align="C", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
        widths = self._widths(paper)
        self._heads(paper, widths)
        rows = 0
        for row in paper.rows:
            rows += 1
            self._row(paper, widths, row)
        if not rows and paper.empty:
            pdf.cell(0, 9, self.settable(paper.empty), border=1, align="C", new_x="LMARGIN", new_y="NEXT")
        if paper.sums:
            self._row(paper, widths, paper.sums, shaded=True)
        pdf.ln(5)
        for line in paper.after:
            self._room(LINE + 4, paper)
            pdf.multi_cell(0, LINE + 3, self.settable(line), new_x="LMARGIN", new_y="NEXT")

    def award(self, award: Award) -> None:
        """Write a certificate on a page of its own: two frames, and everything in the middle."""
        pdf = self.pdf
        pdf.paper = None  # type: ignore[attr-defined]  # no foot
        pdf.add_page(orientation="landscape")
        for inset, thick, ink in ((9.0, 1.4, RED), (12.5, 0.5, GOLD)):
            pdf.set_draw_color(*ink)
            pdf.set_line_width(thick)
            pdf.rect(inset, inset, pdf.w - 2 * inset, pdf.h - 2 * inset)
        self._said(award.title, 30, size=34, ink=RED)
        self._stars(award, 52)
        self._said(award.rank, 74, size=17, ink=GREY)
        self._said(award.name, 90, size=28, ink=BLACK)
        pdf.set_font(size=16)
        pdf.set_xy(INSIDE, 116)
        pdf.multi_cell(pdf.w - 2 * INSIDE, 10, self.settable(award.text), align="C")
        self._said(award.issuer, 158, size=16, ink=BLACK, align="R")
        self._said(award.day, 168, size=14, ink=BLACK, align="R")
        self._said(award.proof, 184, size=10, ink=GREY)

    def _said(self, text: str, top: float, *, size: float, ink: tuple[int, int, int], align: str = "C") -> None:
        """Set one line, in smaller letters if it would not fit."""
        pdf, wide, words = self.pdf, self.pdf.w - 2 * INSIDE, self.settable(text)
        pdf.set_font(size=size)
        if (needed := pdf.get_string_width(words)) > wide - 2 * PAD:
            pdf.set_font(size=size * (wide - 2 * PAD) / needed)
        pdf.set_text_color(*ink)
        pdf.set_xy(INSIDE, top)
        pdf.cell(wide, size / 2, words, align=align)
        pdf.set_text_color(0)

    def _stars(self, award: Award, top: float) -> None:
        first = self.pdf.w / 2 - (award.row - 1) * STAR_STEP / 2
        for place in range(award.row):
            middle = (first + place * STAR_STEP, top + STAR_RADIUS)
            corners = [
                (middle[0] + far * math.sin(turn), middle[1] - far * math.cos(turn))
                for turn, far in (
                    (math.pi * point / 5, STAR_RADIUS if point % 2 == 0 else STAR_RADIUS * 0.4) for point in range(10)
                )
            ]
            self.pdf.set_fill_color(*(GOLD if place < award.stars else PALE))
            self.pdf.polygon(corners, style="F")

    def settable(self, text: str) -> str:
        """Answer a text with a sign in place of what no font has, and without what nobody would miss."""
        known = self._kept.get(text)
        if known is None:
            if len(self._kept) > 4096:
                self._kept.clear()
            composed = unicodedata.normalize("NFC", " ".join(text.split()))
            known = self._kept[text] = "".join(self._signs(composed))
        return known

    def _signs(self, text: str) -> Iterable[str]:
        for character in text:
            if any(ord(character) in cmap for cmap in self._cmaps):
                yield character
            elif unicodedata.category(character) not in _DROPPED:
                yield GETA

    # ---- pages and rows ------------------------------------------------------------------------------------
    def _page(self, paper: Paper) -> None:
        self.pdf.add_page(orientation="L" if paper.landscape else "P")

    def _room(self, height: float, paper: Paper) -> bool:
        """Begin another page where a height does not fit any more; answer whether that was so."""
        if self.pdf.get_y() + height <= self.pdf.h - FOOT:
            return False
        self._page(paper)
        return True

    def _widths(self, paper: Paper) -> list[float]:
        whole = self.pdf.w - 2 * MARGIN
        shares = sum(column.share for column in paper.columns)
        return [whole * column.share / shares for column in paper.columns]

    def _heads(self, paper: Paper, widths: Sequence[float]) -> None:
        self._cells([column.heading for column in paper.columns], widths, ["C"] * len(widths), shaded=True)

    def _row(self, paper: Paper, widths: Sequence[float], row: Sequence[str], *, shaded: bool = False) -> None:
        lines = self._broken(row, widths)
        if self._room(_height(lines), paper):
            self._heads(paper, widths)
        self._cells(row, widths, [column.align for column in paper.columns], shaded=shaded, lines=lines)

    def _broken(self, row: Sequence[str], widths: Sequence[float]) -> list[list[str]]:
        self.pdf.set_font(size=SMALL)
        return [self._lines(self.settable(text), width - 2 * PAD) for text, width in zip(row, widths, strict=True)]

    def _lines(self, text: str, width: float) -> list[str]:
        """Break a text into lines that fit a cell."""
        if self.pdf.get_string_width(text) <= width:
            return [text]
        lines, line = [], ""
        for word in _words(text):
            if line and self.pdf.get_string_width(line + word) > width:
                lines.append(line.rstrip())
                line = ""
            line += word.lstrip() if not line else word
            while self.pdf.get_string_width(line) > width and len(line) > 1:
                cut = next(at for at in range(len(line) - 1, 0, -1) if at == 1 or self._fits(line[:at], width))
                lines.append(line[:cut])
                line = line[cut:]
        return [*lines, line.rstrip()]

    def _fits(self, text: str, width: float) -> bool:
        return bool(self.pdf.get_string_width(text) <= width)

    def _cells(
        self,
        row: Sequence[str],
        widths: Sequence[float],
        aligns: Sequence[str],
        *,
        shaded: bool,
        lines: list[list[str]] | None = None,
    ) -> None:
        pdf = self.pdf
        lines = lines or self._broken(row, widths)
        height, top, left = _height(lines), pdf.get_y(), MARGIN
        pdf.set_draw_color(150)
        pdf.set_fill_color(238)
        pdf.set_font(size=SMALL)
        for texts, width, align in zip(lines, widths, aligns, strict=True):
            pdf.rect(left, top, width, height, style="DF" if shaded else "D")
            for number, text in enumerate(texts):
                pdf.set_xy(left + PAD, top + PAD + number * LINE)
                pdf.cell(width - 2 * PAD, LINE, text, align=align)
            left += width
        pdf.set_xy(MARGIN, top + height)
        pdf.set_font(size=NORMAL)


def _settled(paper: Paper, press: _Press) -> Paper:
    """Answer the paper whose foot is written: with texts that can be set."""
    return Paper(
        title="",
        columns=(),
        rows=(),
        left=press.settable(paper.left),
        right=press.settable(paper.right),
        pages=paper.pages,
    )


def _height(lines: Sequence[Sequence[str]]) -> float:
    return LINE * max((len(texts) for texts in lines), default=1) + 2 * PAD


def _words(text: str) -> list[str]:
    """Cut a text where a line may break: after blanks, and between Chinese characters."""
    words: list[str] = []
    for character in text:
        wide = character >= "\u2e80"
        if words and not wide and words[-1][-1] != " " and words[-1][-1] < "\u2e80":
            words[-1] += character
        else:
            words.append(character)
    return words
