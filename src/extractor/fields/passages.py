"""The words around quotes: a paragraph as a row of items, each quotation and each name one item.

What stands inside the marks is left out, as are remarks in brackets; hyphenated words are one item. The
rules of ``fields/quotes`` read these rows, since parses and sentence ends near quotation marks are poor.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractor.fields.reporting import reporting_forms
from extractor.fields.titles import is_title_word
from extractor.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from extractor.mentions.names import NameMention
    from extractor.mentions.quotations import Quotation
    from extractor.resolve import Entities, Entity

Bounds = tuple[int, int]
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of finite verbs."""
Kind = Literal["word", "name", "quote", "comma", "colon", "dash", "stop", "possessive"]

_KINDS: dict[str, Kind] = {
    ",": "comma", ";": "comma", ":": "colon", ".": "stop", "!": "stop", "?": "stop", "–": "dash", "—": "dash",
    "--": "dash", "-": "dash", "―": "dash", "|": "stop", "*": "stop", "•": "stop", "'s": "possessive",
    "’s": "possessive", "'": "possessive", "’": "possessive", "...": "dash", "…": "dash",
}  # fmt: skip
_MARKS = frozenset("\"“”„‟＂«»'‘’‚‛`´")
_ABBREVIATIONS = frozenset(
    ["sen", "rep", "gov", "gen", "lt", "col", "sgt", "dr", "mr", "ms", "mrs", "st", "rev", "hon", "prof"]
)
_MAY_END = frozenset(["inc.", "corp.", "ltd.", "co.", "plc.", "p.m.", "a.m.", "u.s.", "u.k.", "llc."])
_SENTENCE_OPENERS = frozenset([
    "the", "he", "she", "it", "they", "in", "but", "and", "a", "an", "this", "that", "we", "at", "on",
    "as", "for", "when", "while",
])  # fmt: skip
LONGEST_SENTENCE = 150
"""Items: what stands further off is not looked at, so that a text without stops is read in linear time."""
_LONGEST_REMARK = 25
"""Tokens: a longer stretch in brackets is read as text of its own."""


class Item(NamedTuple):
    """A word, name, quotation or mark outside quotations."""

    kind: Kind
    low: str
    """The words in lower case."""
    tag: str
    """The model's tag of the (last) token: "VBD"."""
    start: int
    end: int
    token: int
    """Index of the first token."""
    capital: bool
    entity: Entity | None = None
    quote: int = -1
    """Number of the quotation."""
    dep: str = ""
    """A name's part in the parse: "nsubj"."""


class Passage(NamedTuple):
    """One paragraph."""

    number: int
    start: int
    end: int
    items: tuple[Item, ...]


class Passages:
    """The paragraphs of a document, each made into items when it is first asked for.

    A line break ends one: ``language.prepare`` leaves none inside a paragraph. One inside a quotation does not.
    """

    def __init__(self, doc: Doc, quotations: Sequence[Quotation], entities: Entities) -> None:
        self.doc = doc
        self.text = doc.text
        self.quotations = quotations
        self.entities = entities
        self._bounds = list(_bounds(self.text, quotations))
        self._token_starts = [token.idx for token in doc]
        self._quote_starts = [quotation.start for quotation in quotations]
        self._made: dict[int, Passage] = {}

    def __len__(self) -> int:
        return len(self._bounds)

    def number_at(self, offset: int) -> int:
        """The number of the paragraph that holds the offset."""
        return max(bisect_left(self._bounds, (offset + 1, -1)) - 1, 0)

    def __getitem__(self, number: int) -> Passage:
        if number not in self._made:
            start, end = self._bounds[number]
            self._made[number] = Passage(number, start, end, tuple(self._items(start, end)))
        return self._made[number]

    def _items(self, start: int, end: int) -> Iterator[Item]:
        first = bisect_left(self._token_starts, start)
        last = bisect_left(self._token_starts, end)
        row = list(self._raw(first, last, bisect_left(self._quote_starts, start)))
        return _joined(row)

    def _raw(self, first: int, last: int, number: int) -> Iterator[Item]:
        doc, quotations, entities = self.doc, self.quotations, self.entities
        i = first
        after_name = False
        while i < last:
            token = doc[i]
            offset = token.idx
            was_name, after_name = after_name, False
            if number < len(quotations) and offset >= quotations[number].start:
                quotation = quotations[number]
                yield Item("quote", "", "", quotation.start, quotation.end, i, False, None, number)
                number += 1
                while i < last and doc[i].idx < quotation.end:
                    i += 1
                if i < last and doc[i].idx == quotation.end and doc[i].text in _MARKS:
                    i += 1
                if self._ends_sentence(quotation, i, last):
                    yield Item("stop", ".", ".", quotation.end, quotation.end, i, False)
                continue
            text = token.text
            if token.is_space:
                i += 1
                continue
            if text in "([{" and (closed := self._remark_end(i, last, number)):
                if was_name and any(is_title_word(word.lower_) for word in doc[i + 1 : closed - 1]):
                    yield _comma(token)
                    yield from self._raw(i + 1, closed - 1, number)
                    yield _comma(doc[closed - 1])
                i = closed
                continue
            mention = entities.mention_at(i)
            end = _name_end(doc, mention) if mention is not None and not _is_noun(mention) else i
            if end > i and mention is not None and not (end == i + 1 and is_title_word(token.lower_)):
                tail = doc[end - 1]
                yield Item(
                    "name",
                    doc[i:end].text.lower(),
                    tail.tag_,
                    offset,
                    tail.idx + len(tail),
                    i,
                    True,
                    entities.at(i),
                    -1,
                    tail.dep_,
                )
                i = end
                after_name = True
                continue
            kind = _KINDS.get(text)
            if kind == "stop" and text == "." and i > first and _is_abbreviated(doc, i):
                i += 1
                continue
            if (
                kind == "possessive"
                and text in "'’"
                and (i == first or doc[i - 1].whitespace_ or doc[i - 1].text[-1:] not in "sSzxXZ")
            ):
                i += 1
                continue
            if kind is None and text in _MARKS:
                i += 1
                continue
            stop_end = offset + len(token)
            yield Item(kind or "word", token.lower_, token.tag_, offset, stop_end, i, text[:1].isupper())
            if kind is None and token.lower_ in _MAY_END and i + 1 < last:
                following = doc[i + 1]
                if following.is_title and following.lower_ in _SENTENCE_OPENERS:
                    yield Item("stop", ".", ".", stop_end - 1, stop_end, i, False)
            i += 1

    def _ends_sentence(self, quotation: Quotation, i: int, last: int) -> bool:
        """Whether a new sentence starts after the quotation: it ends in a stop, and a capital follows.

        After a question mark the attribution may follow all the same: "Why?" Jane Doe asked.
        """
        doc = self.doc
        ending = self.text[quotation.end - 1]
        if ending not in ".!?…":
            return False
        while i < last and (doc[i].text in _MARKS or doc[i].is_space):
            i += 1
        if i >= last or not (doc[i].text[:1].isupper() or doc[i].text[:1] in _MARKS):
            return False
        if ending == ".":
            return True
        verbs = reporting_forms()
        return not any(token.lower_ in verbs and token.i > i for token in doc[i : min(i + 12, last)])

    def _remark_end(self, opener: int, last: int, number: int) -> int:
        """Index after the bracket that closes; 0 where it holds a quotation or is long."""
        doc = self.doc
        barrier = self._quote_starts[number] if number < len(self._quote_starts) else len(self.text)
        depth = 0
        for i in range(opener, min(last, opener + _LONGEST_REMARK)):
            if doc[i].idx >= barrier:
                return 0
            text = doc[i].text
            if text in "([{":
                depth += 1
            elif text in ")]}":
                depth -= 1
                if depth == 0:
                    return i + 1
        return 0


def _bounds(text: str, quotations: Sequence[Quotation]) -> Iterator[tuple[int, int]]:
    start, number = 0, 0
    for found in re.finditer(r"\s+", text):
        if "\n" not in found.group():
            continue
        while number < len(quotations) and quotations[number].end <= found.start():
            number += 1
        if number < len(quotations) and quotations[number].start < found.start():
            continue
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if start < len(text):
        yield start, len(text)


def _comma(bracket: Token) -> Item:
    """A bracket around a title, as in "Jane Doe (chief executive)", read as a comma."""
    return Item("comma", ",", ",", bracket.idx, bracket.idx + 1, bracket.i, False)


def _is_noun(mention: NameMention) -> bool:
    """ "the Company", "the REIT": what a contract's capitals make of a common noun."""
    return mention.text.lower() in load_lexicon("company_nouns")


def _name_end(doc: Doc, mention: NameMention) -> int:
    """Index after the name's last token; "Jane Doe, co-founder" and "Acme co-founder" are no companies."""
    end = mention.last
    if end < len(doc) and doc[end].text == "-" and doc[end - 1].lower_ == "co" and end - mention.first > 1:
        end -= 2 if doc[end - 2].text == "," else 1
    return end


def _is_abbreviated(doc: Doc, stop: int) -> bool:
    """ "Sen. Doe", "the No. 2": a stop that ends no sentence."""
    before = doc[stop - 1].lower_
    return before in _ABBREVIATIONS or (before == "no" and stop + 1 < len(doc) and doc[stop + 1].is_digit)


def _joined(row: list[Item]) -> Iterator[Item]:
    """Words that a hyphen joins, as one item: "co-founder", "Florida-based"."""
    i = 0
    while i < len(row):
        item = row[i]
        while (
            item.kind in {"word", "name"}
            and i + 2 < len(row)
            and row[i + 1].low in ("-", "–")
            and row[i + 1].start == item.end
            and row[i + 2].start == row[i + 1].end
            and row[i + 2].kind == "word"
        ):
            tail = row[i + 2]
            tag = "JJ" if item.kind == "name" else tail.tag
            item = item._replace(
                kind="word", low=f"{item.low}-{tail.low}", tag=tag, end=tail.end, entity=None
            )
            i += 2
        yield item
        i += 1


def sentences_before(items: Sequence[Item], offset: int) -> Iterator[Sequence[Item]]:
    """The sentences that start before the offset, cut off there, the nearest first; a quotation is part of its own."""
    end = index_at(items, offset)
    while end > 0:
        start = sentence_start(items, end - 1)
        yield items[start:end]
        end = start


def index_at(items: Sequence[Item], offset: int) -> int:
    """Index of the first item that starts at or behind the offset."""
    return bisect_left(items, offset, key=lambda item: item.start)


def sentence_start(items: Sequence[Item], at: int) -> int:
    """Index of the first item of the sentence that holds ``at``, of one without end a part."""
    start = at
    while start > max(0, at - LONGEST_SENTENCE) and items[start - 1].kind != "stop":
        start -= 1
    return start
