"""Which documents are copies of one before them: MinHash over shingles of words, and an index of it.

Two texts are near-duplicates where about 70 % of their stretches of five words are the same: a wire story and
its reprint, or its next version. Stories of one template that differ in names and figures stay below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from rensa import RMinHash, RMinHashLSH

THRESHOLD = 0.7
"""Estimated share of common shingles (Jaccard) from which on a text is a copy."""
_SHINGLE = 5  # words
_PERMUTATIONS = 120  # the estimate's standard error is about .04 at the threshold
_BANDS = 20  # of six values each: finds .8 with .998, .7 with .92
_SEED = 1
_CHUNK = 1 << 14  # shingles that are held at once
_WORD = re.compile(r"\w+")


def signature(text: str) -> bytes:
    """What ``Duplicates`` compares of a text, some 600 bytes however long it is; empty for one without words.

    Case and punctuation are set aside. The same text gives the same bytes in every process.
    """
    shingles = _shingles(text)
    sketch = RMinHash(_PERMUTATIONS, _SEED)
    is_empty = True
    while chunk := list(islice(shingles, _CHUNK)):
        sketch.update(chunk)
        is_empty = False
    return b"" if is_empty else bytes(sketch.__getstate__())


class Duplicates:
    """The documents seen so far that are no copies, by what their texts look like.

    It holds some 2.5 kB for each of them, and their texts not at all.
    """

    def __init__(self) -> None:
        self._index = RMinHashLSH(THRESHOLD, _PERMUTATIONS, _BANDS)
        self._firsts: list[tuple[str, RMinHash]] = []

    def first_like(self, id: str, signature: bytes) -> str | None:
        """The id of the first document seen that this one repeats; None notes it as the first of its kind.

        The answer depends on the order of the calls. A copy is not noted itself: who resembles only a copy
        is no copy.
        """
        if not signature:
            return None
        sketch = RMinHash(_PERMUTATIONS, _SEED)
        sketch.__setstate__(signature)
        alike: Iterator[int] = (
            place
            for place in sorted(self._index.query(sketch))
            if self._firsts[place][1].jaccard(sketch) >= THRESHOLD
        )
        if (first := next(alike, None)) is not None:
            return self._firsts[first][0]
        self._index.insert(len(self._firsts), sketch)
        self._firsts.append((id, sketch))
        return None


def _shingles(text: str) -> Iterator[str]:
    """Every stretch of five words; the whole of a shorter text."""
    words = (found[0].casefold() for found in _WORD.finditer(text))
    window = list(islice(words, _SHINGLE))
    if window:
        yield " ".join(window)
    for word in words:
        window = [*window[1:], word]
        yield " ".join(window)
