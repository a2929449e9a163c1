"""Links inside the repository lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").glob("*.md")]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"```.*?```", re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Files exist, and so do the headings that are linked to."""
    broken = []
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists() or not file.is_relative_to(ROOT) or (anchor and anchor not in anchors(file)):
            broken.append(target)

    assert broken == []


def anchors(page: Path) -> set[str]:
    """Answer the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_decision_is_listed() -> None:
    """The list of decisions names every page beside it."""
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))

    assert {page.name for page in folder.glob("0*.md")} <= listed


def test_every_dependency_has_its_reason() -> None:
    """docs/decisions/0002 has a line for each run-time dependency of pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.split("\ndependencies = [")[1].split("\n]")[0]
    names = re.findall(r'^\s*"([a-z0-9-]+)', block, re.MULTILINE)
    told = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")

    assert len(names) > 20
    assert [name for name in names if f"| {name}" not in told] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_are_named_exist(page: Path) -> None:
    """A page that names a file of ours names one that is there (deploy/.env is the operator's)."""
    if page.name == "add-a-command.md":
        return
    text = page.read_text(encoding="utf-8")
    told = set(re.findall(r"(?<![\w/])(?:bot|handlers|storage|tests|locales|deploy|docs)/[\w./-]*\w(?:\.\w+)?", text))

    assert sorted(name for name in told if not (ROOT / name).exists() and name != "deploy/.env") == []
