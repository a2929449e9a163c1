"""Draw the stored pictures anew, after a look at them: `python -m tests.pictures.renew`."""

from tests.pictures.samples import SAMPLES
from tests.pictures.test_looks import REFERENCES, reduced


def main() -> None:
    """Write a reduced picture of every sample."""
    for name, facts in SAMPLES.items():
        reduced(facts.drawn().png()).save(REFERENCES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
