"""Each rule reads the sentence that its docstring opens with, through the real model and all stages."""

from __future__ import annotations

import pkgutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

import extractor.fields
from extractor.examples import DETAILS, PARTIES, read_roles, reads
from extractor.fields.candidate import Argument, apply_rules
from extractor.fields.deals import RULES as DEAL_RULES
from extractor.fields.descriptions import Describer
from extractor.fields.funding import find_funding
from extractor.fields.phrases import Reader
from extractor.fields.quotes import find_quotes
from extractor.fields.terms import (
    ANNOUNCEMENT_RULES,
    CLOSING_RULES,
    CONSIDERATION_RULES,
    PER_SHARE_RULES,
    UNDISCLOSED_RULES,
    TermRule,
    reads_of,
    telling_of,
)
from extractor.grouping import group_deals
from extractor.language import load_model, prepare
from extractor.marked import example_of, parse_marked
from extractor.mentions.bundle import find_mentions
from extractor.resolve import resolve_names

KNOWN_FAULTS: dict[str, str] = {}
"""Rules that do not read their example yet, and why."""


def find_rules() -> dict[str, Callable[..., Any]]:
    """Each rule of each tuple of rules in ``extractor.fields``, by its module's name and its own."""
    found: dict[Callable[..., Any], str] = {}
    for module in pkgutil.walk_packages(extractor.fields.__path__, "extractor.fields."):
        for name, value in vars(import_module(module.name)).items():
            if name.endswith("RULES") and isinstance(value, tuple):
                for rule in value:
                    found.setdefault(
                        rule, f"{rule.__module__.removeprefix('extractor.fields.')}.{rule.__name__}"
                    )
    return {place: rule for rule, place in found.items()}


RULES = find_rules()


def row(place: str, rule: Callable[..., Any]) -> Any:
    fault = KNOWN_FAULTS.get(rule.__name__)
    marks = [pytest.mark.xfail(reason=fault, strict=True)] if fault else []
    return pytest.param(rule, id=place, marks=marks)


@cache
def candidates_in(text: str) -> tuple[Any, ...]:
    """What all rules propose in a text."""
    doc = load_model()(prepare(text))
    mentions = find_mentions(doc, text, None)
    entities = resolve_names(doc, mentions.names)
    reader = Reader(doc, mentions, entities)
    financings, valuations = find_funding(doc, mentions, entities)
    return (
        *apply_rules(DEAL_RULES, reader),
        *financings,
        *valuations,
        *find_quotes(doc, mentions, entities),
        *descriptions_in(reader),
        *terms_in(reader),
    )


@dataclass(frozen=True)
class Described:
    """What a rule reads of a company, in a candidate's shape."""

    rule: str
    target: Argument | None
    """None for a unit that is no name: its words are its description."""
    description: tuple[int, int] | None = None
    location: tuple[int, int] | None = None


def descriptions_in(reader: Reader) -> Iterator[Described]:
    """What is told of each company, and of each unit that a deal's target describes."""
    named = [Argument(e, e.mentions[0].start, e.mentions[0].end) for e in reader.entities.all]
    units = [c.target for c in apply_rules(DEAL_RULES, reader) if c.target and not c.target.entity]
    for target in (*named, *units):
        for detail in Describer(reader).find_details(target):
            told = target if target.entity else None
            yield Described(detail.rule, told, **{detail.field: (detail.start, detail.end)})


TERMS: dict[str, Sequence[TermRule[Any]]] = {
    "undisclosed": UNDISCLOSED_RULES,
    "consideration": CONSIDERATION_RULES,
    "date": (*ANNOUNCEMENT_RULES, *CLOSING_RULES),
    "price": PER_SHARE_RULES,
}
"""The rules of terms, by what they read in a candidate's shape."""


def terms_in(reader: Reader) -> Iterator[SimpleNamespace]:
    """The terms of each deal."""
    groups, _ = group_deals(apply_rules(DEAL_RULES, reader), reader.text)
    for number, group in enumerate(groups):
        told = telling_of(reader, group.candidates, main=number == 0)
        for field, rules in TERMS.items():
            for read in reads_of(rules, told):
                yield SimpleNamespace(**{field: read.value}, rule=read.rule)


@pytest.mark.parametrize("rule", [row(*item) for item in RULES.items()])
def test_each_rule_reads_its_own_example(rule: Callable[..., Any]) -> None:
    example = example_of(rule.__doc__)
    candidates = candidates_in(example.text)
    own = [candidate for candidate in candidates if candidate.rule == rule.__name__]
    assert own, f"the rule is silent; {sorted({candidate.rule for candidate in candidates})} speak"
    found = [list(read_roles(candidate, PARTIES | DETAILS, example.text)) for candidate in own]
    assert any(reads(candidate, example) for candidate in own), f"read otherwise: {found}"


def test_rules_are_found_and_differ_in_name() -> None:
    names = Counter(rule.__name__ for rule in RULES.values())
    assert {place.partition(".")[0] for place in RULES} >= {"deals", "funding", "attribution"}
    assert [name for name, count in names.items() if count > 1] == []
    assert KNOWN_FAULTS.keys() <= names.keys()


def test_the_comparison_sees_what_is_read_otherwise() -> None:
    text = "Microsoft bought GitHub for $7.5 billion."
    rows = {
        "[Microsoft](acquirer) bought [GitHub](target) for $7.5 billion.": True,
        "[Microsoft](acquirer) bought GitHub for $7.5 billion.": False,
        "[Microsoft](target) bought [GitHub](acquirer) for $7.5 billion.": False,
        "[Microsoft](acquirer) bought [GitHub](target) for [$7.5 billion](stake).": False,
        "[Microsoft](acquirer) [bought](seller) [GitHub](target) for $7.5 billion.": False,
    }
    for row, right in rows.items():
        example = parse_marked(row)
        assert example.text == text
        assert any(reads(candidate, example) for candidate in candidates_in(text)) is right, row


def test_a_marked_sentence() -> None:
    example = parse_marked("[Jane Doe](speaker) said:⏎⏎“Stop.” ([Acme](affiliation))")
    assert example.text == "Jane Doe said:\n\n“Stop.” (Acme)"
    assert [(mark.role, mark.words, mark.start) for mark in example.marks] == [
        ("speaker", "Jane Doe", 0),
        ("affiliation", "Acme", 25),
    ]
    assert example.words("speaker", "title") == {"Jane Doe"}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Microsoft bought GitHub.", "nothing is marked"),
        ("[Microsoft(acquirer) bought [GitHub](target).", "a bracket stands alone"),
        ("[Microsoft](acquirer) bought GitHub](target).", "a bracket stands alone"),
        ("[Microsoft] bought [GitHub](target).", "a bracket stands alone"),
        ("[[Microsoft](acquirer)](target) bought GitHub.", "a bracket stands alone"),
        ("[Microsoft](acquirer bought [GitHub](target).", "a bracket stands alone"),
        ("[](acquirer) bought [GitHub](target).", "a mark holds words"),
        ("[ Microsoft](acquirer) bought GitHub.", "a mark holds words"),
        ("[Microsoft]() bought GitHub.", "is no role"),
        ("[Microsoft](buyer) bought GitHub.", "'buyer' is no role"),
    ],
)
def test_a_malformed_row_is_refused(row: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        parse_marked(row)


@pytest.mark.parametrize("docstring", [None, "", "Finds deals.", "Reads ``[A](target)``.", "``[A](target)"])
def test_a_docstring_without_an_example_is_refused(docstring: str | None) -> None:
    with pytest.raises(ValueError, match="opens with no marked sentence"):
        example_of(docstring)
