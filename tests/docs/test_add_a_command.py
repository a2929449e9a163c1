"""docs/add-a-command.md is followed to the letter, in a copy of the tree."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r'```python title="([^"]+)"\n(.*?)```', re.DOTALL)


def follow(tree: Path) -> list[str]:
    """Write the page's files into a tree and enter the command into the table; answer the files."""
    blocks = BLOCK.findall((ROOT / "docs" / "add-a-command.md").read_text(encoding="utf-8"))
    written = []
    for name, text in blocks:
        file = tree / name
        if name == "handlers/__init__.py":
            line, entry = text.rstrip("\n").split("\n")
            table = file.read_text(encoding="utf-8")
            assert table.count("    for command in (\n") == 1
            table = table.replace("    for command in (\n", f"    for command in (\n{entry}\n")
            file.write_text(table.replace("\nfrom handlers.call import", f"\n{line}\nfrom handlers.call import", 1))
        else:
            assert not file.exists()
            file.write_text(text, encoding="utf-8")
            written.append(name)
    return written


def test_the_page_can_be_followed(tmp_path: Path) -> None:
    """Its files pass style, types and their own tests, and the command appears in the reference."""
    for part in ("bot", "handlers", "storage", "locales", "tests"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    written = follow(tmp_path)

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *words], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=200
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert written == ["bot/services/today.py", "handlers/commands/today.py", "tests/conversations/test_today.py"]
    run("ruff", "check", "--no-cache", *written)
    run("ruff", "format", "--no-cache", "--check", *written)
    assert "2 passed" in run("pytest", "-p", "no:cacheprovider", "tests/conversations/test_today.py")
    run("bot.cli.reference")
    assert "`/today`" in (tmp_path / "docs" / "commands.md").read_text(encoding="utf-8")
