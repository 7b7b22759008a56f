"""A stretch between marks among the words of its paragraph, and what is known of the quotes before it."""

from __future__ import annotations

from typing import NamedTuple

from extractor.fields.passages import LONGEST_SENTENCE, Item, Passage, Passages, index_at, sentence_start
from extractor.fields.speakers import Speaker, Speakers
from extractor.mentions.quotations import Quotation


class View(NamedTuple):
    """A quotation among the items of its paragraph."""

    quotation: Quotation
    passage: Passage
    at: int
    """Index of the quotation's item."""
    sentence: int
    """Index of the first item of its sentence."""
    left: int
    """Index of the first item after the quotation before, if that stands in the same sentence."""
    right: int
    """Index after the last item of what follows: at the next quotation or the sentence's end."""
    stop: int
    """Index after the last item of the sentence."""
    previous: int
    """Number of the quotation before in the same sentence, or -1."""
    words: str

    @property
    def items(self) -> tuple[Item, ...]:
        """The paragraph's items."""
        return self.passage.items

    @property
    def whole(self) -> bool:
        """Starts like a sentence of its own: in capitals, with a bracket or with dots."""
        return self.words[0].isupper() or self.words[0] in "[…(." or self.words[0].isdigit()

    @property
    def opens_sentence(self) -> bool:
        """Nothing but an adverb stands before it in its sentence."""
        return all(
            item.kind in {"comma", "dash"} or item.tag in {"RB", "CC"}
            for item in self.items[self.sentence : self.at]
        )


class Story:
    """What the rules may look at: the passages, the speakers, and the quotes found so far."""

    def __init__(self, passages: Passages) -> None:
        self.passages = passages
        self.speakers = Speakers(passages)
        self.found: dict[int, Speaker] = {}
        """By number of the quotation."""
        self.latest = -1
        """Number of the last quotation that proved a quote."""


def view_of(passages: Passages, number: int) -> View | None:
    """The quotation of that number in its paragraph; None where the paragraph has lost it."""
    quotation = passages.quotations[number]
    passage = passages[passages.number_at(quotation.start)]
    items = passage.items
    at = index_at(items, quotation.start)
    if at == len(items) or items[at].quote != number:
        return None
    sentence = sentence_start(items, at)
    previous = max((i for i in range(sentence, at) if items[i].kind == "quote"), default=-1)
    last = min(len(items), at + LONGEST_SENTENCE)
    stop = next((i + 1 for i in range(at + 1, last) if items[i].kind == "stop"), last)
    right = next((i for i in range(at + 1, stop) if items[i].kind in {"quote", "stop"}), stop)
    words = passages.text[quotation.start : quotation.end]
    left = previous + 1 if previous >= 0 else sentence
    return View(
        quotation,
        passage,
        at,
        sentence,
        left,
        right,
        stop,
        items[previous].quote if previous >= 0 else -1,
        words,
    )
