"""What is told of a deal's target: ``Kestrel bought Dunlin, [a maker of rye crisps](description).``"""

from __future__ import annotations

import pytest

from extractor import Extractor
from extractor.marked import parse_marked

DESCRIPTIONS = [
    "Kestrel Foods has acquired Dunlin Snacks, [a maker of rye crisps](description), for $40 million.",
    "Kestrel Foods bought Dunlin Snacks, [a producer of vinegar, chicken feed and seeds](description).",
    "Kestrel Foods bought Dunlin Snacks, [an app that plans school lunches](description).",
    "Kestrel Foods bought Dunlin Snacks, [a startup with freezing expertise](description).",
    "Kestrel Foods bought Dunlin Snacks, [a privately held maker of paper straps](description) based in Leeds.",
    "Kestrel Foods bought Dunlin Snacks, [a maker of rye crisps](description) in 2018.",
    "Kestrel Foods to buy [VPN provider](description) Dunlin for $40 million",
    "Kestrel Foods agreed to buy [oil and gas company](description) Dunlin Corp for $40 million.",
    "Kestrel Foods bought London-based [crisp maker](description) Dunlin Snacks.",
    "Kestrel Foods agreed to sell its [bottled water unit](description), Dunlin Springs Inc, for $40 million.",
    "Kestrel Foods bought Dunlin Snacks. Dunlin is [a maker of rye crisps](description).",
    "Kestrel Foods bought Dunlin Snacks, which [makes rye crisps](description), for $40 million.",
    "Kestrel Foods bought Dunlin Snacks. Dunlin [makes and sells rye crisps](description) and had sales of $5 million.",
    "Kestrel Foods agreed to sell its Dunlin Corp unit. The unit [makes valves](description).",
    "Kestrel Foods agreed to sell its [frozen pizza business](description) for $40 million.",
]
LOCATIONS = [
    "Kestrel Foods bought [London](location)-based crisp maker Dunlin Snacks.",
    "Kestrel Foods acquired Dunlin Snacks, based in [Leeds](location), for $40 million.",
    "Kestrel Foods acquired Dunlin Snacks, a crisp maker based in [Mobile, Ala.](location) for $40 million.",
    "Kestrel Foods acquired Dunlin Snacks. Dunlin is headquartered in [northern Italy](location).",
    "Kestrel Foods acquired Dunlin Snacks, a [New York](location)-based maker of rye crisps.",
    "Kestrel Foods acquired Dunlin Snacks Inc of [Tulsa, Okla.](location), for $40 million.",
    "Kestrel Foods acquired Dunlin Snacks, of [Paris](location), for $40 million.",
    "Kestrel Foods acquired Dunlin Snacks Inc, [Tulsa, Okla.](location), for $40 million.",
    "Kestrel Foods acquired [Dutch](location) crisp maker Dunlin Snacks.",
    "Kestrel Foods acquired Dunlin Snacks, a [Canadian](location) crisp maker.",
    "Kestrel Foods acquired Dunlin Snacks, a hospital operator in [Memphis](location).",
    "Kestrel Foods agreed to sell its [Utah](location)-based salt and potash unit.",
]
NOTHING = [
    "Kestrel Foods bought Dunlin Snacks for $40 million.",
    "Kestrel Foods bought Dunlin Snacks, a move that surprised investors.",
    "Kestrel Foods bought Dunlin Snacks, a unit of Heron Capital.",
    "Kestrel Foods bought Dunlin Snacks, a privately held company.",
    "Kestrel Foods bought Dunlin Snacks, the bank said.",
    "Kestrel Foods bought Dunlin Snacks, a company controlled by Heron Capital.",
    "Kestrel Foods bought Dunlin Snacks intellectual property.",
    "Kestrel Foods bought Dunlin Snacks. Dunlin makes an offer to its bondholders.",
    "Kestrel Foods bought Dunlin Snacks. Dunlin sells its mill to Heron.",
    "Kestrel Foods, a maker of rye crisps, bought Dunlin Snacks.",
    "Kestrel Foods, based in Leeds, bought Dunlin Snacks.",
    "Leeds-based Kestrel Foods bought Dunlin Snacks.",
    "Kestrel Foods bought Dunlin Snacks, of course.",
    "Kestrel Foods bought Dunlin Snacks in March.",
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(trace=True)


def told(extractor: Extractor, text: str) -> dict[str, str]:
    """Field and words of what is told of the main deal's target, each grounded and traced."""
    extraction = extractor.extract(text)
    extraction.check_grounding(text)
    target = extraction.deals[0].target
    assert target is not None
    found = {"description": target.description, "location": target.location}
    traced = {t.path for t in extraction.trace or ()}
    assert all(f"deals[0].target.{field}" in traced for field, span in found.items() if span)
    return {field: span.text for field, span in found.items() if span}


@pytest.mark.parametrize("row", [*DESCRIPTIONS, *LOCATIONS])
def test_what_is_told_of_the_target(extractor: Extractor, row: str) -> None:
    example = parse_marked(row)
    found = told(extractor, example.text)
    assert [(m.role, found.get(m.role)) for m in example.marks] == [(m.role, m.words) for m in example.marks]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_told_of_the_target(extractor: Extractor, text: str) -> None:
    assert told(extractor, text) == {}


def test_long_lists_and_odd_marks_take_little_time(extractor: Extractor) -> None:
    for tail in (", a" * 4000, "-based" * 4000, " of Leeds, L." * 3000, ", which makes" * 3000):
        extractor.extract(f"Kestrel Foods bought Dunlin Snacks{tail}")
