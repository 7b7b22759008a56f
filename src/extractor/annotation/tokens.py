"""Tokens that no mark cuts: spaCy's own, cut once more where a mark begins or ends."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.annotation.model import Annotated

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_RUN = 100
"""The tokenizer is quadratic on a run without white space: longer ones are cut beforehand."""


@cache
def blank() -> Language:
    """An English pipeline that only tokenizes."""
    import spacy

    return spacy.blank("en")


def tokenize(document: Annotated) -> Doc:
    """The text as a Doc of which every mark is a whole number of tokens; its text is the document's."""
    from spacy.tokens import Doc

    text = document.text
    starts = {mark.start for mark in document.marks}
    ends = {mark.end for mark in document.marks}
    cuts = {0, len(text)} | starts | ends
    for start, end in _pieces(text):
        for token in blank().tokenizer(text[start:end]):
            cuts.update((start + token.idx, start + token.idx + len(token)))
        cuts.add(end)
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(sorted(cuts)):
        piece = text[start:end]
        is_marked = start in starts or end in ends
        if piece == " " and not is_marked and words and not spaces[-1]:
            spaces[-1] = True
        else:
            words.append(piece)
            spaces.append(False)
    return Doc(blank().vocab, words=words, spaces=spaces)


def _pieces(text: str) -> list[tuple[int, int]]:
    """The text in stretches, cut between words and within what is far longer than a word."""
    cuts = [0]
    run = 0
    for at, char in enumerate(text):
        run = 0 if char.isspace() else run + 1
        if run == _RUN or (not run and at - cuts[-1] > 1000):
            cuts.append(at)
            run = 0
    return list(pairwise([*cuts, len(text)]))
