"""Sentences as lines of plain words: each name, place, amount and date is one sign.

    Acme Corp. has raised just under $5 million from Bolt Capital (Paris). → "@0 has raised #0 from @1 ."

A rule is then a short regex over what people write around names and amounts, whatever those look like.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.coreference import FIRST_PERSON
from extractor.lexicon import load_lexicon
from extractor.mentions.bundle import Mentions
from extractor.mentions.dates import DateMention
from extractor.mentions.money import MoneyMention
from extractor.resolve import Entities, Entity, antecedent

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAME = re.compile(r"@\d+\Z")
FINITE_TAGS = frozenset(["VBD", "VBZ", "VBP", "MD"])
NOMINAL_TAGS = frozenset(
    [
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "JJ",
        "JJR",
        "JJS",
        "DT",
        "PDT",
        "PRP$",
        "CD",
        "POS",
        "HYPH",
        "AFX",
        "FW",
        "VBN",
    ]
)
"""What a noun phrase is made of."""

_HYPHENS = frozenset("-‐‑")

_MARKS = frozenset(["“", "”", "„", "‟", "‘", '"', "``", "''", "*", "•"])

_UNREADABLE = str.maketrans(dict.fromkeys("@#%~", "_"))

_RESTATING = frozenset(
    [",", "or", "equivalent", "equal", "to", "worth", "which", "is", "the", "of", "about", "/"]
)
"""Words before the same amount in another currency, which is left out: "£2m, or about $2.5m"."""

_POSSESSIVES = frozenset(["'s", "’s", "'", "’"])

_VERB_TAGS = frozenset(["VB", "VBD", "VBN", "VBP"])
"""What the model takes "startup" for before a name that it does not know."""

_TELLING = frozenset(["backed", "investors", "backers"])
"""A remark with such a word tells of backers: "Acme (backed by Bolt) …"."""

_TOLD_OF = frozenset(["backed", "funded", "founded", "which", "whose", "a", "an"])

_SENTENCE_ENDS = frozenset([".", "!", "?"])

_LEGAL_TAILS = frozenset(["inc", "corp", "co", "ltd", "llc", "plc", "lp", "llp"])

_LONGEST_LINE = 300
"""Tokens: a longer sentence is cut, so that reading stays linear in the text."""

_LONGEST_REMARK = 25
"""Tokens: a longer stretch in brackets is read as part of the sentence."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, mark or sign of a line; hyphenated words are one."""

    text: str
    tag: str
    """The model's tag: "VBD"; "NNP" for a name, "CD" for an amount or date."""
    token: int
    """Index of its first token."""


@dataclass(frozen=True)
class Line:
    """One sentence; ``text`` is its words between single blanks.

    ``@0`` is its first name, ``~1`` a place, ``#0`` its first amount, ``%0`` its first date. Remarks in brackets
    are left out, unless they hold an amount of their own.
    """

    doc: Doc
    entities: Entities
    start: int
    """Code point of the sentence's first character."""
    end: int
    words: tuple[Word, ...]
    names: tuple[Entity, ...]
    amounts: tuple[MoneyMention, ...]
    dates: tuple[DateMention, ...]
    text: str = field(init=False)
    _starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        starts, at = [], 0
        for word in self.words:
            starts.append(at)
            at += len(word.text) + 1
        object.__setattr__(self, "_starts", tuple(starts))
        object.__setattr__(self, "text", " ".join(word.text for word in self.words))

    def number(self, offset: int) -> int:
        """The number of the word that holds the offset of ``text``, or of the next where a blank does."""
        return (
            bisect_left(self._starts, offset)
            if not 0 < offset < len(self.text) or self.text[offset - 1] == " "
            else bisect_right(self._starts, offset)
        )

    def offset(self, number: int) -> int:
        """Where in ``text`` a word starts."""
        return self._starts[number] if number < len(self.words) else len(self.text)

    def name(self, sign: str) -> Entity:
        """The entity of "@3" or "~3"."""
        return self.names[int(sign[1:])]

    def token(self, number: int) -> Token:
        """The first token of a word."""
        return self.doc[self.words[number].token]


def read_lines(doc: Doc, mentions: Mentions, entities: Entities) -> Iterator[Line]:
    """The sentences of the document, in order."""
    money = [m for m in mentions.money if not m.per_share]
    reader = _Reader(doc, entities, money, mentions.dates)
    for first, last in _sentences(doc):
        line = reader.read(first, last)
        if line.words:
            yield line


def _sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    """Each sentence's tokens; one that the model cut before a small letter is one."""
    first = 0
    for sent in doc.sents:
        if sent.start > first and not (_goes_on(doc, sent.start) and sent.end - first < _LONGEST_LINE):
            yield from _cut(first, sent.start)
            first = sent.start
    yield from _cut(first, len(doc))


def _cut(first: int, last: int) -> Iterator[tuple[int, int]]:
    for start in range(first, last, _LONGEST_LINE):
        yield start, min(last, start + _LONGEST_LINE)


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether the words before token ``i`` are no whole sentence: "Bolt Co. | and Cape Ventures"."""
    token, before = doc[i], doc[i - 1]
    if before.is_space or before.text in _SENTENCE_ENDS:
        return False
    return token.lower_.rstrip(".") in _LEGAL_TAILS or (
        token.text[:1].islower() and before.text[-1:] in ".,&"
    )


class _Reader:
    """Makes lines of one document's sentences."""

    def __init__(
        self, doc: Doc, entities: Entities, money: list[MoneyMention], dates: tuple[DateMention, ...]
    ) -> None:
        self.doc, self.entities = doc, entities
        self.money, self.dates = money, dates
        self._money_starts = [_with_bound(m)[0] for m in money]
        self._date_starts = [d.start for d in dates]

    def read(self, first: int, last: int) -> Line:
        """The line of some tokens."""
        words: list[Word] = []
        names: list[Entity] = []
        amounts: list[MoneyMention] = []
        dates: list[DateMention] = []
        i = first
        while i < last:
            token = self.doc[i]
            text, tag, after = token.lower_.translate(_UNREADABLE), token.tag_, i + 1
            if (m := self._starting_in(token, self._money_starts)) is not None:
                after = self._token_after(_with_bound(self.money[m])[1], i)
                text, tag = f"#{len(amounts)}", "CD"
                if self.money[m].converts:
                    text = ""
                    while words and words[-1].text in _RESTATING:
                        words.pop()
                else:
                    amounts.append(self.money[m])
            elif (d := self._starting_in(token, self._date_starts)) is not None:
                after = self._token_after(self.dates[d].end, i)
                text, tag = f"%{len(dates)}", "CD"
                dates.append(self.dates[d])
            elif token.is_space or token.text in _MARKS:
                text = ""
            elif token.text in "([" and (
                closed := self._remark_end(i, last) or self._restated_end(i, last, words)
            ):
                text, after = "", closed
            elif _is_series(self.doc, i):
                text, tag, after = f"series {self.doc[i + 1].lower_[0]}", "NN", i + 2
            elif (mention := self.entities.mention_at(i)) and (entity := self.entities.at(i)):
                after = max(mention.last, i + 1)
                place = entity.type == "place" and not (self._acts(after, entity) or _takes(words, entity))
                text, tag = f"{'~' if place else '@'}{len(names)}", "NNP"
                names.append(entity)
            elif text in FIRST_PERSON and (speaks := antecedent(token, self.entities)) is not None:
                if text == "our":
                    words.append(Word(f"@{len(names)}", "NNP", i))
                    text, tag = "'s", "POS"
                else:
                    text, tag = f"@{len(names)}", "NNP"
                names.append(speaks)
            if text:
                if text in _POSSESSIVES:
                    text, tag = "'s", "POS" if tag == "RB" else tag
                if tag in _VERB_TAGS and text in load_lexicon("company_nouns"):
                    tag = "NN"
                if words and _joined(self.doc, i):
                    before = words.pop()
                    words.append(Word(before.text + text, tag, before.token))
                else:
                    words.append(Word(text, tag, i))
            i = after
        return Line(
            self.doc,
            self.entities,
            self.doc[first].idx,
            self.doc[last - 1].idx + len(self.doc[last - 1]),
            tuple(words),
            tuple(names),
            tuple(amounts),
            tuple(dates),
        )

    def _acts(self, i: int, entity: Entity) -> bool:
        """Whether a verb follows at once, or of an unknown place ", backed", ", which": what raises money is no place, whatever it is called."""
        if i + 1 < len(self.doc) and self.doc[i].text == "," and self.doc[i + 1].lower_ in _TOLD_OF:
            return entity.name.casefold() not in load_lexicon("places")
        return i < len(self.doc) and self.doc[i].tag_ in FINITE_TAGS

    def _starting_in(self, token: Token, starts: list[int]) -> int | None:
        found = bisect_left(starts, token.idx)
        return found if found < len(starts) and starts[found] < token.idx + len(token) else None

    def _token_after(self, offset: int, i: int) -> int:
        i += 1
        while i < len(self.doc) and self.doc[i].idx < offset:
            i += 1
        return i

    def _restated_end(self, opener: int, last: int, words: list[Word]) -> int:
        """Index after a bracket that holds only the amount before it in another currency: "S$5m (US$3.6m)"."""
        if opener + 1 >= last or not (words and words[-1].text[0] == "#"):
            return 0
        m = self._starting_in(self.doc[opener + 1], self._money_starts)
        if m is None:
            return 0
        after = self._token_after(_with_bound(self.money[m])[1], opener + 1)
        return after + 1 if after < last and self.doc[after].text in ")]" else 0

    def _remark_end(self, opener: int, last: int) -> int:
        """Index after the bracket that closes; 0 where the remark is long or holds an amount of its own."""
        depth = 0
        for i in range(opener, min(last, opener + _LONGEST_REMARK)):
            token = self.doc[i]
            m = self._starting_in(token, self._money_starts)
            if (m is not None and not self.money[m].converts) or token.lower_ in _TELLING:
                return 0
            if token.text in "([":
                depth += 1
            elif token.text in ")]":
                depth -= 1
                if depth == 0:
                    return i + 1
        return 0


def _takes(words: list[Word], entity: Entity) -> bool:
    """Whether money was put into it, which nobody puts into an unknown place: "invested $5 million in Acme"."""
    put = len(words) > 2 and words[-1].text in {"in", "into"} and words[-2].text[0] == "#"
    return (
        put and words[-3].text.startswith("invest") and entity.name.casefold() not in load_lexicon("places")
    )


def _with_bound(money: MoneyMention) -> tuple[int, int]:
    """The amount's offsets with the words of its bound: "just under $5 million"."""
    start, end = money.start, money.end
    if money.qualifier_start is not None and money.qualifier_end is not None:
        start, end = min(start, money.qualifier_start), max(end, money.qualifier_end)
    return start, end


def _is_series(doc: Doc, i: int) -> bool:
    if doc[i].lower_ != "series" or i + 1 >= len(doc):
        return False
    letter = doc[i + 1].text.removesuffix(".")
    after = letter[1:]
    return letter[:1].isalpha() and letter[:1].isupper() and (after in {"", "+"} or after.isdigit())


def _joined(doc: Doc, i: int) -> bool:
    """Whether a hyphen joins the token to the one before, or is such a hyphen itself."""
    if i == 0 or doc[i - 1].whitespace_ or doc[i - 1].is_space:
        return False
    return doc[i].text in _HYPHENS or doc[i - 1].text in _HYPHENS


def is_name(line: Line, i: int) -> bool:
    """Whether a word is a name's sign."""
    return i < len(line.words) and bool(NAME.match(line.words[i].text))
