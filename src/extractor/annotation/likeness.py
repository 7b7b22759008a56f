"""Texts against each other: what shows that they come from one template, or are one text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from extractor.evaluation.goldset import GoldDocument

ALIKE = 0.1
"""Share of five-word runs, names and numbers set aside, from which two articles are too alike; strangers have 0.02."""
_RUN = 5
_COMPARED = 20
"""Of the articles that share a run each is set against the first so many: a phrase that all have costs no more."""
_TEMPLATE_WORDS = 8
"""A sentence of so many words that two articles share, names and numbers set aside, comes from a template."""

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")
# "{acquirer}", "<company>", "[COMPANY NAME]", "%s", "TODO", "lorem ipsum"
_LEFT_OPEN = re.compile(
    r"\{\{?[\w .]{0,40}\}|<[a-z_ ]{2,30}>|\[[A-Z_ ]{4,30}\]|%s\b|\bTODO\b|\bTKTK\b|(?i:\blorem ipsum\b)"
)

Likeness = tuple[GoldDocument, str]
"""A document, and what is wrong with its text."""


def left_open(documents: Sequence[GoldDocument]) -> Iterator[Likeness]:
    """Texts in which a placeholder of a template is left."""
    for document in documents:
        for match in _LEFT_OPEN.finditer(document.text):
            yield document, f"{match.group()!r} at {match.start()} is a placeholder that was left open"


def twins(documents: Sequence[GoldDocument]) -> Iterator[Likeness]:
    """Two documents of one text."""
    first: dict[str, GoldDocument] = {}
    for document in documents:
        other = first.setdefault(document.sha256, document)
        if other is not document:
            yield document, f"is that of {other.path} too"


def shared_sentences(documents: Sequence[GoldDocument]) -> Iterator[Likeness]:
    """Sentences of a template: two articles have them, with other names and numbers."""
    first: dict[tuple[str, ...], GoldDocument] = {}
    for document in documents:
        for sentence in _SENTENCE_END.split(document.text):
            words = tuple(_masked(sentence))
            if _said(words) < _TEMPLATE_WORDS:
                continue
            other = first.setdefault(words, document)
            if other is not document and other.text != document.text:
                shown = sentence if len(sentence) <= 60 else f"{sentence[:59]}…"
                yield document, f"{shown!r} stands in {other.path} too, but for names and numbers"


def near_duplicates(documents: Sequence[GoldDocument]) -> Iterator[Likeness]:
    """Each article that is too like an earlier one, with that which it is most like."""
    sizes: list[int] = []
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        words = list(_masked(document.text))
        runs = {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
        runs = {run for run in runs if _said(run) >= _RUN - 1}
        sizes.append(len(runs))
        for run in runs:
            holders[run].append(number)
    shared: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for numbers in holders.values():
        for at, number in enumerate(numbers[1:], start=1):
            shared[number].update(numbers[: min(at, _COMPARED)])
    for number, others in sorted(shared.items()):
        document = documents[number]
        most = max(others, key=lambda one: (others[one] / min(sizes[number], sizes[one]), -one))
        share = others[most] / min(sizes[number], sizes[most])
        if share >= ALIKE and documents[most].text != document.text:
            yield document, f"shares {share:.0%} of its runs of {_RUN} words with {documents[most].path}"


def _masked(text: str) -> Iterator[str]:
    """The words of a text in small letters, names as X and numbers as 0."""
    last = ""
    for word in _WORD.findall(text):
        masked = "0" if word[0].isdigit() else "X" if word[0].isupper() else word
        if masked != last or masked not in ("X", "0"):
            yield masked
        last = masked


def _said(words: Sequence[str]) -> int:
    """How many words are no name and no number."""
    return sum(word not in ("X", "0") for word in words)


COMPARISONS = (left_open, twins, shared_sentences, near_duplicates)
"""Each is asked of all documents together."""
