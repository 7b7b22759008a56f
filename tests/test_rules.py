"""A rule from outside the package, and the sentence that it is for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractor import Extractor, RuleError
from extractor.rules import (
    RULES,
    DealCandidate,
    Reader,
    buyers_of,
    check_example,
    complements,
    propose,
    status_of,
    subject,
)


def is_new_owner_of(reader: Reader) -> Iterator[DealCandidate]:
    """``[Quillon](acquirer) is the new owner of [Bramble Mills](target).``"""
    for noun in reader.doc:
        if noun.lower_ == "owner" and noun.i > 1 and noun.nbor(-1).lower_ == "new":
            buyer, found = subject(reader, noun.head), complements(reader, noun.i + 1, nominal=True)
            if buyer and "of" in found.things:
                yield from propose(
                    noun, status_of(reader, noun), buyers_of(buyer.parties), found.things["of"]
                )


def is_silent(reader: Reader) -> Iterator[DealCandidate]:
    """``[Quillon](acquirer) smells [Bramble](target).``"""
    yield from ()


def has_no_example(reader: Reader) -> Iterator[DealCandidate]:
    """Reads nothing."""
    yield from ()


def reads_it_otherwise(reader: Reader) -> Iterator[DealCandidate]:
    """``[Bramble](acquirer) bought [Quillon](seller).``"""
    yield from RULES[0](reader)


def test_it_proposes_beside_those_of_the_package() -> None:
    text = "Kestrel Foods is the new owner of Marl Dairy, it said on Monday. Quillon Corp bought Bramble."
    record = Extractor(rules=[*RULES, is_new_owner_of], trace=True).extract(text)
    assert {deal.target.name for deal in record.deals if deal.target} == {"Marl Dairy", "Bramble"}
    assert "is_new_owner_of" in {trace.rule for trace in record.trace or ()}
    assert record.provenance.options == {
        "quotes": "all",
        "triage": False,
        "rules": "RULES; is_new_owner_of",
    }
    assert [deal.target.name for deal in Extractor().extract(text).deals if deal.target] == ["Bramble"]


def test_without_rules_there_is_no_deal() -> None:
    record = Extractor(rules=[]).extract("Quillon Corp bought Bramble.")
    assert record.deals == ()
    assert record.provenance.options["rules"] == ""


def test_its_example() -> None:
    check_example(is_new_owner_of)
    for rule in RULES:
        check_example(rule)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (is_silent, "is_silent: reads its example otherwise: not at all"),
        (has_no_example, "has_no_example: opens with no marked sentence"),
        (
            reads_it_otherwise,
            r"reads_it_otherwise: reads its example otherwise: \[\[\('acquirer', 'Bramble'\)",
        ),
    ],
)
def test_a_rule_that_does_not_read_its_example(rule: object, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        check_example(rule)  # type: ignore[arg-type]
