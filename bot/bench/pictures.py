"""The bench of pictures: a board of thirty rows, for the first time in a process and once warm."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

from bot.pictures.leaderboard import Leaderboard, Line

ROWS = 30
ROUNDS = 15
PROGRAM = """
import json, sys, time
from bot import pictures
from bot.bench.pictures import board
taken, size = [], 0
for number in range({rounds}):
    wanted = pictures.packed(board(number))
    began = time.perf_counter()
    size = len(pictures.draw(wanted))
    taken.append((time.perf_counter() - began) * 1000)
json.dump([taken, size], sys.stdout)
"""


def board(number: int) -> Leaderboard:
    """A board whose names are other ones for every number: what is drawn for the first time is not warm."""
    family, given = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静强磊军洋勇艳杰娟涛明超霞平刚桂"
    names = [family[(row + number) % 20] + given[(row * 7 + number) % 20] + given[row % 20] for row in range(ROWS)]
    rows = tuple(
        Line(
            place=str(row + 1),
            name=name,
            points=f"{96.5 - row * 3.25:.2f}",
            converted=f"{100 - row * 3.1:.2f}",
            arrow=("↑2", "↓1", "–")[row % 3],
            medal=("gold", "silver", "bronze")[row] if row < 3 else "",
        )
        for row, name in enumerate(names)
    )
    return Leaderboard(
        lang="zh_Hans",
        theme="light",
        title="第一党支部",
        subtitle=f"党员 · 2026年{number % 12 + 1}月",
        notes=("参评 30 · 有积分 28 · 平均 49.38",),
        heads=("姓名", "原始分", "折合分"),
        rows=rows,
    )


def measure(*, rounds: int) -> dict[str, float]:
    """Draw in processes of their own; answer the figures."""
    firsts, warm, size = [], [], 0
    for _ in range(rounds):
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", PROGRAM.format(rounds=ROUNDS)],
            capture_output=True,
            check=True,
            cwd=Path(__file__).resolve().parents[2],
        )
        taken, size = json.loads(done.stdout)
        firsts.append(taken[0])
        warm += taken[1:]
    return {"picture_ms": median(warm), "picture_first_ms": median(firsts), "picture_kib": size / 1024}
