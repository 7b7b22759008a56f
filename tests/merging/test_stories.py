"""Which tellings are one deal: rows of one letter are, rows of different letters are not."""

from __future__ import annotations

import itertools

import pytest
from wires import told, wire

from extractor.merging import merge

STORIES = {
    "the same names": """
        a 2024-03-05: Kestrel -> Dunlin; announced
        a 2024-03-06: Kestrel -> Dunlin; announced
    """,
    "names agree as the contract says, not letter by letter": """
        a 2024-03-05: Kestrel Mining Corp. -> the Dunlin & Sons Group; announced
        a 2024-03-05: KESTREL MINING -> Dunlin and Sons; announced
    """,
    "a short form is the name that one text gives it": """
        a 2024-03-05: Kestrel Mining Corp (Kestrel) -> Dunlin Looms Inc (Dunlin); announced
        a 2024-03-05: Kestrel -> Dunlin; announced
    """,
    "each text has the full name of one party only": """
        a 2024-03-05: Kestrel Mining Corp (Kestrel) -> Dunlin; announced
        a 2024-03-05: Kestrel -> Dunlin Looms Inc (Dunlin); announced
        a 2024-03-05: Kestrel Mining Corp (Kestrel) -> Dunlin Looms Inc (Dunlin); announced
    """,
    "likeness is not sameness": """
        a 2024-03-05: Osprey Capital -> Dunlin; announced
        b 2024-03-05: Osprey Capital Ventures -> Dunlin; announced
    """,
    "not even where both have one short form": """
        a 2024-03-05: Osprey Capital (Osprey) -> Dunlin; announced
        b 2024-03-05: Osprey Ventures (Osprey) -> Dunlin; announced
    """,
    "a short form of two names agrees with neither": """
        a 2024-03-05: Osprey Capital (Osprey) -> Dunlin; announced
        b 2024-03-05: Osprey Ventures (Osprey) -> Dunlin; announced
        c 2024-03-05: Osprey -> Dunlin; announced
    """,
    "nor a target's": """
        a 2024-03-05: Kestrel -> Dunlin Looms (Dunlin); announced
        b 2024-03-05: Kestrel -> Dunlin Foods (Dunlin); announced
        c 2024-03-05: Kestrel -> Dunlin; announced
    """,
    "a short form in another deal means nothing": """
        a 2024-03-05: Osprey Capital (Osprey) -> Dunlin; announced
        b 2024-03-05: Osprey -> Plover; announced
    """,
    "rivals for one target": """
        a 2024-03-05: Kestrel -> Dunlin; proposed
        b 2024-03-06: Osprey -> Dunlin; proposed
        a 2024-03-07: Kestrel -> Dunlin; terminated
    """,
    "the buyer bought": """
        a 2024-03-05: Kestrel -> Dunlin; announced
        b 2024-03-05: Osprey -> Kestrel; proposed
        c 2024-03-05: Dunlin -> Kestrel; proposed
    """,
    "partners, of whom some texts name one": """
        a 2024-03-05: Kestrel + Osprey -> Dunlin; announced
        a 2024-03-05: Osprey -> Dunlin; announced
        a 2024-03-05: Kestrel -> Dunlin; announced
    """,
    "a merger told from either side": """
        a 2024-03-05: Kestrel -> Dunlin; announced; merger
        a 2024-03-05: Dunlin -> Kestrel; announced; merger
        a 2024-03-05: Kestrel -> Dunlin; announced; acquisition
    """,
    "a bid refused, raised and agreed is one story": """
        a 2024-03-05: Kestrel -> Dunlin; rumored
        a 2024-04-01: Kestrel -> Dunlin; proposed; $30 million
        a 2024-04-20: Kestrel -> Dunlin; terminated
        a 2025-01-15: Kestrel -> Dunlin; announced; $50 million
        a 2025-06-30: Kestrel -> Dunlin; completed
    """,
    "years apart": """
        a 2016-03-05: Kestrel -> Dunlin; proposed
        b 2024-03-05: Kestrel -> Dunlin; announced
    """,
    "years apart, but the later one looks back": """
        a 2016-03-05: Kestrel -> Dunlin; announced
        a 2024-03-05: Kestrel -> Dunlin; completed; on 2016
    """,
    "years apart, but at the same price": """
        a 2016-03-05: Kestrel -> Dunlin; announced; $41.5 million
        a 2024-03-05: Kestrel -> Dunlin; completed; $41.5 million
    """,
    "a long story, never silent for long": """
        a 2019-03-05: Kestrel -> Dunlin; announced
        a 2020-08-05: Kestrel -> Dunlin; announced
        a 2022-01-05: Kestrel -> Dunlin; completed
    """,
    "what is completed is not bid for again": """
        a 2024-03-05: Kestrel -> Dunlin; completed
        b 2024-11-05: Kestrel -> Dunlin; proposed
        b 2024-11-06: Kestrel -> Dunlin; rumored
    """,
    "but on the day some still call it a bid": """
        a 2024-03-05: Kestrel -> Dunlin; completed
        a 2024-03-06: Kestrel -> Dunlin; proposed
    """,
    "two prices in one week are told differently": """
        a 2024-03-05: Kestrel -> Dunlin; announced; $40 million
        a 2024-03-06: Kestrel -> Dunlin; announced; $90 million
    """,
    "two prices months apart are two deals": """
        a 2024-03-05: Kestrel -> Dunlin; announced; $40 million
        b 2024-11-06: Kestrel -> Dunlin; announced; $90 million
        b 2024-11-08: Kestrel -> Dunlin; announced; $91 million
    """,
    "a raised bid is none": """
        a 2024-03-05: Kestrel -> Dunlin; proposed; $40 million
        a 2024-11-06: Kestrel -> Dunlin; proposed; $48 million
    """,
    "prices of two currencies don't contradict": """
        a 2024-03-05: Kestrel -> Dunlin; announced; $90 million
        a 2024-11-06: Kestrel -> Dunlin; announced; €40 million
    """,
    "a stake is not the whole, nor another stake": """
        a 2024-03-05: Kestrel -> Dunlin; completed; stake; 12%
        b 2024-03-05: Kestrel -> Dunlin; rumored
        c 2024-04-05: Kestrel -> Dunlin; completed; stake; 24%
        a 2024-03-07: Kestrel -> Dunlin; completed; stake; 12.3%
    """,
    "two deals of one document are two": """
        ab 2024-03-05: Kestrel -> Dunlin; announced; $40 million | Kestrel -> Dunlin; announced; $7 million
        ba 2024-03-06: Kestrel -> Dunlin; announced; $7 million | Kestrel -> Dunlin; announced; $40 million
    """,
    "common words are no name": """
        a 2024-03-26: Kestrel -> commercial property; completed
        b 2024-03-28: Kestrel -> commercial property; completed
    """,
    "nor are they in a headline's capitals": """
        a 2024-03-26: Kestrel -> Assets; completed
        b 2024-03-28: Kestrel -> Assets; completed
    """,
    "unless the seller is the same": """
        a 2024-03-26: Kestrel -> vegetable seeds business of Dunlin; rumored
        a 2024-03-28: Kestrel -> vegetable seeds business of Dunlin Inc; announced
        b 2024-03-28: Kestrel -> vegetable seeds business of Plover; announced
    """,
    "or the price": """
        a 2024-03-26: Kestrel -> two wind farms; completed; $41.5 million
        a 2024-03-28: Kestrel -> two wind farms; completed; $41.5 million
    """,
    "no buyer told: the only one there is": """
        a 2024-03-05: -> Dunlin of Plover; rumored
        a 2024-03-06: Kestrel Corp (Kestrel) -> Dunlin; announced
        a 2024-03-06: Kestrel -> Dunlin; announced
    """,
    "no buyer told, and the target's short form only": """
        a 2024-03-05: -> Dunlin Looms (Dunlin) of Plover; rumored
        b 2024-03-06: Kestrel -> Dunlin; announced
    """,
    "no buyer told, and two that could be": """
        a 2024-03-05: -> Dunlin of Plover; rumored
        b 2024-03-06: Kestrel -> Dunlin; proposed
        c 2024-03-06: Osprey -> Dunlin; proposed
    """,
    "no target told": """
        a 2024-03-05: Kestrel -> ; announced; merger
        b 2024-03-06: Kestrel -> ; announced; merger
    """,
    "without dates": """
        a Kestrel -> Dunlin; proposed
        a Kestrel -> Dunlin; announced
        a 2024-03-05: Kestrel -> Dunlin; completed
    """,
}


@pytest.mark.parametrize("rows", STORIES.values(), ids=STORIES)
def test_stories(rows: str) -> None:
    lines = [line.split(maxsplit=1) for line in rows.strip().splitlines()]
    records = [told(f"{place}", row) for place, (_, row) in enumerate(lines)]
    letters = {(f"{p}", n): letter for p, (marks, _) in enumerate(lines) for n, letter in enumerate(marks)}
    expected = {
        frozenset(telling for telling, other in letters.items() if other == letter)
        for letter in letters.values()
    }
    for order in itertools.islice(itertools.permutations(records), 24):
        stories = {frozenset((s.id, s.deal) for s in deal.sources) for deal in merge(order)}
        assert stories == expected


def test_documents_without_a_deal_are_none() -> None:
    assert list(merge([wire("a", "2024-03-05")])) == []


def test_a_copy_tells_of_the_same_common_words() -> None:
    row = "Kestrel -> commercial property; completed"
    (deal,) = merge([wire("a", "2024-03-26", row), wire("b", "2024-03-27", row)])
    assert [(source.id, source.repeats) for source in deal.sources] == [("a", None), ("b", 0)]
