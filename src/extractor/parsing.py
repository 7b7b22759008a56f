"""From articles to Docs: only the blocks that can hold anything are parsed, and all of them where one does.

1. The blocks that hold a cue of ``extractor.triage`` are parsed, with the text's first (the headline) and
   with the one before where a block begins like one that points back, and so are those with quotations, where quotes are asked for.
2. The rules read what was parsed of a text with cues, alone, and without the model's entities. Where they propose nothing,
   the text tells no deal; a text of a few lines is not asked.
3. Where they propose something, the rest of the text is parsed too, and it is read as if nothing had been left out.
4. The model marks the entities of the texts that are read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from extractor.blocks import find_blocks, join, tokenize
from extractor.language import prepare
from extractor.line_ends import plain_line_ends
from extractor.mentions.quotations import find_quotations
from extractor.triage import find_cues

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from extractor.model import Model
    from extractor.reading.article import Article

Quotes = Literal["all", "deals"]
"""Which quotes are asked for: all, or those of documents with a deal."""

_BATCH_CHARACTERS = 40_000
_BATCH_BLOCKS = 256
"""What the model is given at once: more costs memory and wins no time."""
_SHORT = 500
"""Characters of a text that is read if it has a cue, without asking the rules first."""
_DENSE = 0.6
"""The share of a text that has cues from which on it is read without asking the rules first."""
_THREE_WORDS = re.compile(r"(?<!\S)(?:[^\s\w]*\w\S*\s+){2}[^\s\w]*\w")
"""The least that is a quote."""
_POINTS_BACK = re.compile(
    r"""\A\W*(?:the|it|its|they|their|them|he|she|his|her|this|that|these|those|such|both|neither|each|a|an|under|as|in|with|if|but|and|also)\b
    | [.!?][”"’')]*\s+(?:it|they|the\s(?:company|firm|group|start-?up|business|maker|pair|two|deal|acquisition|transaction))\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a paragraph, or a sentence in it, begins that speaks of what the paragraph before names."""


@dataclass(slots=True)
class Page:
    """One article, cut into blocks."""

    article: Article
    plain: str
    """Its text, the line ends plain."""
    text: str
    """The prepared text."""
    bounds: tuple[tuple[int, int], ...]
    wanted: Collection[int]
    """The blocks to parse first."""
    about: Collection[int]
    """Those of them that a cue is in, and that tell what it is about."""
    parsed: dict[int, Doc] = field(default_factory=dict)
    tells: bool = True
    """Whether it can hold a deal, a financing or a valuation."""
    speaks: bool = False
    """Whether quotes are asked of it though it tells none of these."""

    def block(self, number: int) -> str:
        """The block's characters."""
        start, end = self.bounds[number]
        return self.text[start:end]

    def doc(self, nlp: Language) -> Doc:
        """The whole text; what was not parsed is only tokenized."""
        blocks = [self.parsed.get(n) or tokenize(nlp, self.block(n)) for n in range(len(self.bounds))]
        return join(blocks) if blocks else nlp.make_doc("")

    def is_dense(self) -> bool:
        """Whether asking the rules of its parts would cost as much as reading all of it."""
        asked = sum(end - start for start, end in (self.bounds[n] for n in self.about))
        return len(self.text) <= _SHORT or asked >= _DENSE * len(self.text)

    def parts(self) -> Doc:
        """What was parsed for its cues, alone."""
        return join([self.parsed[n] for n in sorted(self.about)])


def open_page(article: Article, *, triage: bool, quotes: Quotes) -> Page:
    """The article with what is to be parsed of it."""
    plain = plain_line_ends(article.text)
    text = prepare(plain)
    bounds = tuple(find_blocks(text))
    if not triage:
        return Page(article, plain, text, bounds, range(len(bounds)), ())
    starts = [start for start, _ in bounds]
    about = _about(text, bounds, {bisect_right(starts, at) - 1 for _, at in find_cues(text)})
    spoken = list(_spoken_blocks(plain, starts)) if quotes == "all" else []
    wanted = about | _with_neighbours(spoken, last=len(bounds) - 1)
    return Page(article, plain, text, bounds, wanted, about, tells=bool(about), speaks=bool(spoken))


def parse_pages(
    model: Model, pages: Sequence[Page], proposes: Callable[[Doc], bool], *, triage: bool
) -> None:
    """Parse what is wanted of each, then the rest of those in whose first blocks the rules propose something."""
    _parse(model, [(page, n) for page in pages for n in page.wanted])
    if triage:
        for page in pages:
            page.tells = page.tells and (page.is_dense() or proposes(page.parts()))
        _parse(model, [(page, n) for page in pages if page.tells for n in range(len(page.bounds))])
    parsed = ((page, n) for page in pages if page.tells or page.speaks for n in page.parsed)
    for batch in _batches(parsed):
        model.recognise([page.parsed[n] for page, n in batch])


def _parse(model: Model, blocks: Iterable[tuple[Page, int]]) -> None:
    """Parse those of the blocks that are not parsed yet."""
    for batch in _batches((page, n) for page, n in blocks if n not in page.parsed):
        docs = model.parse([page.block(n) for page, n in batch])
        for (page, n), doc in zip(batch, docs, strict=True):
            page.parsed[n] = doc


def _batches(blocks: Iterable[tuple[Page, int]]) -> Iterator[list[tuple[Page, int]]]:
    batch: list[tuple[Page, int]] = []
    characters = 0
    for page, n in blocks:
        start, end = page.bounds[n]
        if batch and (len(batch) == _BATCH_BLOCKS or characters + end - start > _BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append((page, n))
        characters += end - start
    if batch:
        yield batch


def _spoken_blocks(text: str, starts: Sequence[int]) -> Iterator[int]:
    """The blocks with quotations, where one of these may be a quote."""
    quotations = list(find_quotations(text))
    if any(_THREE_WORDS.search(text[q.start : q.end]) for q in quotations):
        for q in quotations:
            first, last = (bisect_right(starts, at) - 1 for at in (q.start, q.end))
            yield from range(first, last + 1)


def _about(text: str, bounds: Sequence[tuple[int, int]], cues: Collection[int]) -> set[int]:
    """The blocks that tell what a cue is about: its own, the headline, and the one before where it may point back."""
    before = {n - 1 for n in cues if n and _POINTS_BACK.search(text[slice(*bounds[n])])}
    return {0, *cues, *before} if cues else set()


def _with_neighbours(blocks: Iterable[int], last: int) -> set[int]:
    """The blocks, and those around each, none after the ``last``."""
    return {n + k for n in blocks for k in (-1, 0, 1) if 0 <= n + k <= last}
