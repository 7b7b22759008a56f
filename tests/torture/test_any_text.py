"""Promises 1, 2 and 7 on texts that nobody wrote: constructions of the press, noise, and the one within the other."""

from __future__ import annotations

import json

import pytest
from checks import PUBLISHED, check_record
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Extractor
from extractor.mentions.dates import find_dates
from extractor.mentions.money import find_money
from extractor.mentions.quotations import find_quotations

NAMES = st.sampled_from(
    ("Quillon", "Tarnbrook Corp", "Fenwick & Sons", "the Osier Group", "Müller AG", "Ku\u0308hl", "A.B. Wex", "it", "they", "the company", "")
)  # fmt: skip
AMOUNTS = st.sampled_from(
    ("$5 million", "about €3.1bn ($3.4 billion)", "$9e999", "$1.3.4 billion", "−$5m", "＄5bn", "Rs 500 crore", "$5-$6 million", "$" + "9" * 40, "60p a share", "&#36;5")
)  # fmt: skip
DATES = st.sampled_from(
    ("today", "last month", "June 31, 2023", "2023-06-26", "the third quarter", "in 99999", "Monday")
)
VERBS = st.sampled_from(
    (" agreed to buy ", " was acquired by ", " raised ", " is in talks to merge with ", " sold ", ", backed by ", " valued at ", "'s takeover of ", " told ")
)  # fmt: skip
MARKS = st.sampled_from(
    ("“", "”", '"', "'", "’", "«", "»", "(", ")", "[", "—", " - ", ",", ".", ";", ":", "\n", "\r\n", "\n\n", "\u2028", " ", "\t")
)  # fmt: skip
SIGNS = st.text(st.characters(codec=None, exclude_categories=()), max_size=6)
PIECES = st.one_of(NAMES, AMOUNTS, DATES, VERBS, MARKS, SIGNS)
TEXTS = st.lists(PIECES, max_size=40).map("".join)
THOROUGH = settings(max_examples=2_000, deadline=None, derandomize=True)
QUICK = settings(max_examples=150, deadline=None, derandomize=True)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(trace=True)


def check(extractor: Extractor, text: str) -> None:
    record = extractor.extract(text, published=PUBLISHED)
    check_record(json.loads(record.to_json()), text)
    assert extractor.extract(text, published=PUBLISHED).to_json() == record.to_json()


@QUICK
@given(text=TEXTS)
def test_any_text(extractor: Extractor, text: str) -> None:
    check(extractor, text)


@pytest.mark.slow
@THOROUGH
@given(text=TEXTS)
def test_any_text_of_many(extractor: Extractor, text: str) -> None:
    check(extractor, text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=TEXTS)
def test_what_is_written_is_grounded(text: str) -> None:
    for money in find_money(text):
        assert 0 <= money.start < money.end <= len(text)
        assert money.amount >= 0
    for date in find_dates(text, None):
        assert 0 <= date.start < date.end <= len(text)
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.start < quotation.end <= len(text)
        end = quotation.end


@QUICK
@given(texts=st.lists(TEXTS, max_size=5))
def test_alone_or_among_others(extractor: Extractor, texts: list[str]) -> None:
    alone = [extractor.extract(text).to_json() for text in texts]
    assert [record.to_json() for record in extractor.stream(texts)] == alone
