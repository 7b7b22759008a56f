"""What a line says is bought or sold without a name of its own: a unit, an asset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.fields.candidate import Argument
from extractor.fields.funding.lines import Line, Word
from extractor.fields.phrases import asset_nouns

_TRADE = re.compile(
    r"(?<!\S)(?P<buys>buy|buys|buying|bought|acquire|acquires|acquiring|acquired|acquisition of|takeover of|buyout of|purchase of|(?:offers?|bids?|proposals?)(?: (?!for )[\w.%#-]+){0,6} for|take over)?"
    r"(?P<sells>(?(buys)|(?:sell|sells|selling|sold|sale of|divest|divests|divesting|divestment of|offload|offloads|offloading|offloaded|spin off|list|float)))(?= )"
)

_MODIFIERS = frozenset(["NN", "NNS", "NNP", "NNPS", "JJ", "CD", "AFX", "HYPH"])

_LONGEST_THING = 6
"""Words: "American industrial adhesives business"."""


class Traded(NamedTuple):
    """A thing, by its words; where in the line's text they end; and whether it is said to be bought."""

    thing: Argument
    noun: str
    end: int
    bought: bool


def is_unit(noun: str) -> bool:
    """Whether a noun is one for a part of a company that may stand alone: "unit", "division"."""
    return asset_nouns().get(noun) == "unit"


def find_traded(line: Line) -> Iterator[Traded]:
    """ "Acme will sell its [paper mills]", "a bid for Acme's [lift unit]"."""
    words = line.words
    for match in _TRADE.finditer(line.text):
        first = line.number(match.end() + 1)
        while first < len(words) and _is_owner(line, first):
            first += 1
        last = first
        while last < min(len(words), first + _LONGEST_THING) and _modifies(words[last], opens=last == first):
            last += 1
        if last - first < 2 or words[last - 1].tag not in {"NN", "NNS"}:
            continue
        noun = words[last - 1]
        end = line.doc[noun.token].idx + len(noun.text)
        thing = Argument(None, line.doc[words[first].token].idx, end)
        yield Traded(thing, noun.text, line.offset(last) - 1, bool(match["buys"]))


def _is_owner(line: Line, i: int) -> bool:
    """Whether a word tells whose a thing is: "its", "Acme 's", "the"; "UK" in "UK mills" is part of the thing."""
    words = line.words
    if words[i].text[0] == "~":
        return i + 1 < len(words) and words[i + 1].tag == "POS"
    return words[i].tag in {"DT", "PRP$", "POS"} or words[i].text[0] == "@"


def _modifies(word: Word, *, opens: bool) -> bool:
    return (word.tag in _MODIFIERS or "-" in word.text[1:-1]) and (
        word.text[0] not in "@~#%" or (opens and word.text[0] == "~")
    )
