"""What /metrics says of a running branch: figures that an operator is woken by."""

import json
import math
import os
from datetime import date, datetime, timedelta
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from tests.stage import ZONE, Stage, a_branch


async def figures(branch: Stage) -> dict[str, float]:
    """Answer every figure by its name and labels."""
    assert branch.app.running is not None
    page = (await branch.app.running.site.figures.page()).decode()
    return {
        sample.name.removeprefix("jifenbot_") + "".join(f"|{value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


async def test_what_is_not_set_up_wakes_nobody(tmp_path: Path) -> None:
    """No folder, no address: not a number, and no rule fires on that; the rest is counted."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        found = await figures(branch)

        for name in ("backup_age_seconds", "rehearsal_age_seconds", "rehearsal_ok", "certificate_seconds"):
            assert math.isnan(found[name]), name
        assert found["updates"] > 5
        assert found["letters|answers|sent"] > 0
        assert (found["database_down"], found["database_errors"], found["incidents"]) == (0, 0, 0)
        on_disk = branch.url.startswith("sqlite")
        assert found["disk_free_bytes"] > 0 if on_disk else math.isnan(found["disk_free_bytes"])


async def test_the_age_of_backups_and_what_the_rehearsal_found(tmp_path: Path) -> None:
    """The newest copy counts, whatever its kind; a folder without one is infinitely old."""
    folder = tmp_path / "backups"
    folder.mkdir()
    async with a_branch(tmp_path, preset="sichuan", locale="en", backup_folder=str(folder)) as branch:
        now = branch.clock().timestamp()
        assert math.isinf((await figures(branch))["backup_age_seconds"])
        for name, age in (("old.db", 90_000), ("new.db.age", 3_600), ("notes.txt", 5)):
            (folder / name).write_bytes(b"")
            os.utime(folder / name, (now - age, now - age))
        tried = {
            "file": "old.db",
            "at": branch.clock().isoformat(),
            "entries": 0,
            "head": "",
            "faults": ["it is damaged"],
        }
        (folder / "rehearsal.json").write_text(json.dumps(tried), encoding="utf-8")
        found = await figures(branch)

        assert round(found["backup_age_seconds"]) == 3_600
        assert (found["rehearsal_age_seconds"], found["rehearsal_ok"]) == (0, 0)
        (folder / "rehearsal.json").write_text(json.dumps({**tried, "faults": []}), encoding="utf-8")
        assert (await figures(branch))["rehearsal_ok"] == 1
        (folder / "rehearsal.json").write_text("cut", encoding="utf-8")
        assert math.isnan((await figures(branch))["rehearsal_ok"])


async def test_next_year_is_known_once_its_official_list_is_imported(tmp_path: Path) -> None:
    """Counted once a day; the operator's own list counts like the official one."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        branch.clock.at = datetime(2030, 12, 1, 12, 0, tzinfo=ZONE)
        unknown = (await figures(branch))["calendar_unknown_days"]
        for number in range(365):
            day = date(2031, 1, 1) + timedelta(days=number)
            branch.write("INSERT INTO workdays (day, working) VALUES (:day, true)", day=day.isoformat())
        same_day = (await figures(branch))["calendar_unknown_days"]
        branch.clock.at = datetime(2030, 12, 2, 12, 0, tzinfo=ZONE)

        assert unknown > 100
        assert same_day == unknown
        assert (await figures(branch))["calendar_unknown_days"] == 0


async def test_a_certificate_that_is_not_valid_has_no_time_left(tmp_path: Path) -> None:
    """An address that speaks no TLS is as good as expired; one that nobody answers at is unknown."""
    async with a_branch(tmp_path, preset="sichuan", locale="en") as branch:
        assert branch.app.running is not None
        port = branch.sim.root_url.rpartition(":")[2]
        for address, told in ((f"https://127.0.0.1:{port}", 0.0), ("https://127.0.0.1:9", math.nan)):
            shown = branch.app.running.site.figures
            shown.settings = shown.settings.model_copy(update={"public_url": address})
            shown._certified_at = -1e9
            found = (await figures(branch))["certificate_seconds"]
            assert found == told or (math.isnan(found) and math.isnan(told))


async def test_messages_beyond_the_limit_and_late_posts_are_counted(tmp_path: Path) -> None:
    """What was dropped, and what became of scheduled posts."""
    async with a_branch(tmp_path, preset="sichuan", locale="en", messages_per_minute=20) as branch:
        for number in range(30):
            await branch.people["Wang"].tell(f"/items {number}")
        await branch.settled()
        await branch.move_to(datetime(2026, 5, 18, 20, 0, tzinfo=ZONE))
        found = await figures(branch)

        assert found["dropped_messages"] >= 10
        assert found["posts|posted"] + found["posts|late"] + found["posts|missed"] >= 1
