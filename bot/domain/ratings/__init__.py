"""Star ratings: sheets, indicators, vetoes, subsidies."""
