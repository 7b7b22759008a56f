"""Docs that a pipeline made of a text as it is, brought to the form in which rules read: that of the prepared text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from extractor.language import BOUNDARY, prepare

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ATTRIBUTES: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "ENT_IOB", "ENT_TYPE", "DEP", "HEAD"]
"""What is taken over; HEAD stands last, counted from the token."""


def prepared_copy(doc: Doc) -> Doc:
    """A Doc with the words of the prepared text where those of ``doc`` stand; tags, heads and entities stay.

    A line break that the prepared text has as a blank is no token.
    """
    from spacy.tokens import Doc

    text = list(prepare(doc.text))
    for token in doc[:-1]:
        blank = token.idx + len(token)
        if token.whitespace_ and text[blank] == BOUNDARY:  # a break with a blank before it: the next token's
            text[blank : blank + 2] = " ", BOUNDARY
    words, spaces, kept = list[str](), list[bool](), list[int]()
    for token in doc:
        word = "".join(text[token.idx : token.idx + len(token)])
        if spaces and not spaces[-1] and _opens_with_blank(token, word):
            spaces[-1], word = True, word[1:]
        if word:
            words.append(word)
            spaces.append(bool(token.whitespace_))
            kept.append(token.i)
    copy = Doc(doc.vocab, words=words, spaces=spaces)
    if not kept:
        return copy
    rows = np.asarray(doc.to_array(_ATTRIBUTES))[kept]
    new = {old: place for place, old in enumerate(kept)}
    heads = [new.get(doc[old].head.i, place) - place for place, old in enumerate(kept)]
    rows[:, -1] = np.array(heads, dtype=np.int64).astype(np.uint64)
    return copy.from_array(_ATTRIBUTES, rows)  # type: ignore[arg-type]


def _opens_with_blank(token: Token, word: str) -> bool:
    """Whether the first character can be the blank behind the token before."""
    return token.is_space and word[0] == " " and (len(word) > 1 or not token.whitespace_)
