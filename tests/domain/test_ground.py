"""A zeroing names its written decision: a document number and a date."""

import pytest

from bot.domain.points.ground import names_decision


@pytest.mark.parametrize(
    "reason",
    ["党纪〔2026〕5号 2026-05-10", "党纪[2026]5号,5月10日", "Decision No. 5 of 2026/05/10", "文号 12 05-10"],
)
def test_a_number_and_a_date_name_a_decision(reason: str) -> None:
    assert names_decision(reason)


@pytest.mark.parametrize("reason", ["", "受组织处理", "2026-05-10", "5月10日处理", "党纪〔2026〕5号", "No. 5"])
def test_one_of_them_alone_does_not(reason: str) -> None:
    assert not names_decision(reason)
