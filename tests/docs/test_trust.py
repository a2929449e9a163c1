"""The README shows the figures of trust that are remembered, and none of them is of a loss."""

from pathlib import Path

from tests import trust


def test_the_table_is_what_make_trust_writes() -> None:
    page = trust.README.read_text(encoding="utf-8")

    assert trust.with_table(page) == page


def test_nothing_was_lost_and_nothing_doubled() -> None:
    figures = trust.known()

    assert {"simulation", "kills", "fuzz"} <= set(figures)
    assert {name for name, one in figures.items() if one.get("losses") or one.get("doubles")} == set()


def test_more_is_remembered_and_less_is_not(tmp_path: Path) -> None:
    """A short run of today does not hide the long one of yesterday; a loss is never hidden."""
    where = tmp_path / "trust.json"
    trust.record("kills", where=where, kills=300, losses=0)
    trust.record("kills", where=where, kills=20, losses=0)
    assert trust.known(where)["kills"]["kills"] == 300
    trust.record("kills", where=where, kills=20, losses=1)
    assert trust.known(where)["kills"] == {"kills": 20, "losses": 1}
