"""The blocks that a text is parsed in: paragraphs, each its own text for the model, put together again as one Doc.

A block's parse depends on nothing but the block: it is the same whichever others are parsed, and in whichever batch. One
that is left out is only tokenized, and cut into sentences at its full stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST = 10_000
"""Characters of a block: a longer paragraph is cut at a sentence's end, else at a blank, else where it is."""
_PARAGRAPH = re.compile(r"[^\n]*(?:\n\s*|\Z)")
_SENTENCE_END = re.compile(r"[.?!][”\"’')\]]*\s+(?=[A-Z“\"‘])")


def find_blocks(text: str) -> Iterator[tuple[int, int]]:
    """The bounds of each block of a prepared text; together they are all of it."""
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        while end - start > LONGEST:
            cut = _cut(text, start, start + LONGEST)
            yield start, cut
            start = cut
        if start < end:
            yield start, end


def _cut(text: str, start: int, stop: int) -> int:
    """Where to cut before ``stop``: in the last quarter, after a sentence, else after a blank."""
    least = stop - LONGEST // 4
    ends = [match.end() for match in _SENTENCE_END.finditer(text, least, stop)]
    if ends:
        return ends[-1]
    blank = text.rfind(" ", least, stop)
    return blank + 1 if blank >= 0 else stop


def join(blocks: Sequence[Doc]) -> Doc:
    """One Doc of all blocks, offsets those of the whole text."""
    from spacy.tokens import Doc

    if len(blocks) == 1:
        return blocks[0]
    whole = Doc.from_docs(
        list(blocks),
        ensure_whitespace=False,
        exclude=["tensor", "user_data", "spans"],  # type: ignore[call-arg]
    )
    assert whole is not None
    return whole


def tokenize(nlp: Language, text: str) -> Doc:
    """A block that no model reads: its tokens, in sentences that a stop before a capital ends."""
    from spacy.tokens import Doc

    doc = nlp.make_doc(text)
    ends = {match.end() for match in _SENTENCE_END.finditer(text)}
    heads: list[int] = []
    for token in doc:
        starts = not heads or token.idx in ends
        heads.append(token.i if starts else heads[-1])
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        heads=heads,
        deps=["ROOT" if head == i else "dep" for i, head in enumerate(heads)],
    )
