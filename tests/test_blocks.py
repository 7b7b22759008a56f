"""Blocks: all of the text, once, in order; long ones cut; a Doc of them has the text's own offsets."""

from __future__ import annotations

from time import process_time

import pytest

from extractor import Extractor
from extractor.blocks import LONGEST, find_blocks, join, tokenize
from extractor.language import load_model, prepare


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("One.", ["One."]),
        ("One.\n Two.\n", ["One.\n ", "Two.\n"]),
        ("\n\nOne.", ["\n\n", "One."]),
        ("a" * (LONGEST + 5), ["a" * LONGEST, "a" * 5]),
    ],
)
def test_blocks_of(text: str, blocks: list[str]) -> None:
    assert [text[start:end] for start, end in find_blocks(text)] == blocks


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("The ferry ran late. " * 2000, "late. "),
        ("Kestrel and Dunlin and " * 2000, " "),
    ],
)
def test_a_long_paragraph_is_cut_after_a_sentence_or_a_word(text: str, end: str) -> None:
    blocks = [text[a:b] for a, b in find_blocks(text)]
    assert "".join(blocks) == text
    assert all(len(block) <= LONGEST and block.endswith(end) for block in blocks)


def test_joined_blocks_have_the_text_s_offsets() -> None:
    nlp = load_model()
    text = prepare("Kestrel Foods bought Dunlin.\n\nThe ferry ran late. It rained.\n\nJane Moss left.")
    first, second, third = [text[a:b] for a, b in find_blocks(text)]
    doc = join([nlp(first), tokenize(nlp, second), nlp(third)])
    assert doc.text == text
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Kestrel Foods bought Dunlin.",
        "The ferry ran late.",
        "It rained.",
        "Jane Moss left.",
    ]
    assert doc[2].pos_ == "VERB"
    assert all(not token.pos_ for token in doc if token.text in {"ferry", "rained"})


PARAGRAPH = (
    "Kestrel Foods bought Dunlin Snacks for $40 million last year. The ferry ran late, and it rained.\n\n"
)


@pytest.mark.slow
def test_cost_is_linear_in_length_and_nothing_is_cut_off() -> None:
    extractor = Extractor(triage=False)
    extractor.extract(PARAGRAPH)
    taken = []
    for count in (100, 1000):
        text = PARAGRAPH * count + "Heron Capital acquired Osprey Mills."
        start = process_time()
        extraction = extractor.extract(text)
        taken.append((process_time() - start) / count)
        assert "Osprey Mills" in {deal.target.name for deal in extraction.deals if deal.target}
        extraction.check_grounding(text)
    assert taken[1] < 1.3 * taken[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["a" * 10_000_000, "Kestrel Foods bought Dunlin and then " * 3500, "word " * 100_000],
    ids=["one letter", "one sentence", "no stop"],
)
def test_long_texts_are_read_to_their_end(text: str) -> None:
    Extractor().extract(text).check_grounding(text)
