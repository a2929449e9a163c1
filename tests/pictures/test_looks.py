"""Pictures look as they did when somebody looked at them."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.pictures.samples import SAMPLES

REFERENCES = Path(__file__).parent / "references"
SHRUNK = 4
MEAN = 2.0
WORST = 64
"""Of 255: another version of the font's hinting stays far below, a missing word or another colour does not."""


def reduced(png: bytes) -> Image.Image:
    """Make a picture as small and grey as the eye sees it from afar."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    size = (picture.width // SHRUNK, picture.height // SHRUNK)
    return picture.resize(size, Image.Resampling.BOX).quantize(16)


def worst(difference: Image.Image) -> int:
    """The largest difference of a pixel."""
    return max(difference.tobytes())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_looks_like_the_stored_one(name: str) -> None:
    """Compared reduced, by what a pixel differs in the mean and at worst; `tests.pictures.renew` stores new ones."""
    with Image.open(REFERENCES / f"{name}.png") as stored:
        before = stored.convert("L")
    now = reduced(SAMPLES[name].drawn().png()).convert("L")

    assert now.size == before.size
    difference = ImageChops.difference(now, before)
    assert ImageStat.Stat(difference).mean[0] < MEAN
    assert worst(difference) < WORST


def test_the_comparison_sees_a_changed_number() -> None:
    """A test that compares pictures must be able to fail."""
    one, other = SAMPLES["board_30"], SAMPLES["board_dark_hant"]
    first = reduced(one.drawn().png()).convert("L")
    second = reduced(other.drawn().png()).convert("L").resize(first.size)

    assert worst(ImageChops.difference(first, second)) > WORST
