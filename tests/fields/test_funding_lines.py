"""A sentence as a line: names, places, amounts and dates are signs, all else is plain words."""

from __future__ import annotations

import pytest

from extractor.fields.funding.lines import Line, read_lines
from extractor.fields.funding.name_lists import names_before, names_from
from extractor.language import load_model, prepare
from extractor.mentions.bundle import find_mentions
from extractor.resolve import resolve_names

_NLP = load_model(None)


def lines_of(text: str) -> list[Line]:
    doc = _NLP(prepare(text))
    mentions = find_mentions(doc, text, None)
    return list(read_lines(doc, mentions, resolve_names(doc, mentions.names)))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Acme Corp has raised just under $5 million from Bolt Capital.",
            "@0 has raised #0 from @1 .",
        ),
        ("Acme Corp raised €5 million ($5.4 million) in 2021.", "@0 raised #0 in %0 ."),
        (
            "Acme Corp raised $5 million, or about £4 million, in a Series B round.",
            "@0 raised #0 , in a series b round .",
        ),
        ("Bolt Capital-backed Acme Corp grew.", "@0-backed @1 grew ."),
        ("Acme Corp (NYSE: ACME) raised $5 million (in cash).", "@0 raised #0 ."),
        (
            "The round was led by Bolt Capital (Berlin) and Cape Ventures.",
            "the round was led by @0 and @1 .",
        ),
        (
            "Its Series B round ($5 million, in 2021) was small.",
            "its series b round ( #0 , in %0 ) was small .",
        ),
    ],
)
def test_line(text: str, line: str) -> None:
    assert [found.text for found in lines_of(text)] == [line]


@pytest.mark.parametrize(
    ("text", "after", "names"),
    [
        ("It was led by Bolt Capital and Cape Ventures.", "by", ["Bolt Capital", "Cape Ventures"]),
        (
            "It was led by Bolt Capital, the venture arm of Bolt Industries, and Cape Ventures.",
            "by",
            ["Bolt Capital", "Cape Ventures"],
        ),
        ("It came from existing investors such as Bolt Capital, and others.", "from", ["Bolt Capital"]),
        (
            "It was led by Bolt Capital with participation from Cape Ventures and Dune Partners.",
            "by",
            ["Bolt Capital", "Cape Ventures", "Dune Partners"],
        ),
        ("It came from Bolt Capital, Smith said.", "from", ["Bolt Capital"]),
        ("It came from Bolt Capital to buy Cape Motors.", "from", ["Bolt Capital"]),
        ("It was led by Acme Capital partner Jane Doe.", "by", ["Acme Capital"]),
        ("It came from Berlin-based investor Bolt Capital.", "from", ["Bolt Capital"]),
    ],
)
def test_names_from(text: str, after: str, names: list[str]) -> None:
    (line,) = lines_of(text)
    number = line.number(line.text.index(f" {after} ") + len(after) + 2)
    assert [entity.name for entity in names_from(line, number).entities] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bolt Capital and Cape Ventures also led the round.", ["Bolt Capital", "Cape Ventures"]),
        ("Existing backer Bolt Capital led the round.", ["Bolt Capital"]),
        ("Acme Corp said that Bolt Capital led the round.", ["Bolt Capital"]),
        ("Nobody led the round.", []),
    ],
)
def test_names_before(text: str, names: list[str]) -> None:
    (line,) = lines_of(text)
    number = line.number(line.text.index("led the round"))
    assert [entity.name for entity in names_before(line, number).entities] == names
