"""Places as the text writes them: "Mobile, Ala.", "northern Italy", the "Leeds" of "Leeds-based"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.lexicon import load_lexicon

if TYPE_CHECKING:
    from extractor.fields.phrases import Reader

Bounds = tuple[int, int]
"""Offsets of a place, half-open."""

_WORD = r"(?:(?:St|Ft|Mt|W|N|S|E)\.\s)?[A-Z]\w*(?:[-/‑][A-Z]\w*)*"
_NAME = rf"(?:(?:[A-Z]\.){{2,3}}|{_WORD}(?:\s(?:(?:of|de|upon|on|am)\s)?{_WORD}){{0,3}})"
_REGION = r"(?:[A-Z]\.\s?[A-Z]\.?|W\.\s?Va\.?|[A-Z]\w*(?:\s[A-Z]\w+)?\.?)"
_COURSE = r"(?:north|south|east|west|central|suburban|midwest)(?:-?(?:east|west))?(?:ern)?"
_PLACE = re.compile(rf"(?P<article>the\s)?(?:{_COURSE}\s)?(?P<town>{_NAME})(?:,\s(?P<region>{_REGION}))?")
"""A town and what it lies in: "Mobile, Ala."; a region alone: "northern Italy"."""
_PLACE_BEFORE = re.compile(rf"(?:(?P<town>{_NAME}),\s(?={_REGION}\Z))?(?P<region>{_REGION}|{_NAME})\Z")
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "in",
        "at",
        "on",
        "and",
        "private",
        "privately",
        "meanwhile",
        "but",
        "by",
        "of",
        "from",
    ]
)
"""Words that open a sentence in capitals and are no part of a place."""
_LONGEST = 80


def place_at(reader: Reader, i: int, *, known: bool) -> Bounds | None:
    """The place that the words from token ``i`` on name; where ``known``, only one known to be a place."""
    if reader.doc[i].is_space and i + 1 < len(reader.doc):
        i += 1
    text, start = reader.text, reader.doc[i].idx
    found = _PLACE.match(text, start, start + _LONGEST)
    if found is None or text[found.end("town") : found.end("town") + 1] in {"'", "’", "-"}:
        return None
    start = found.end("article") if found["article"] else start
    if not found["region"] or not (end := _end_of_region(found["region"], found.start("region"))):
        return (start, found.end("town")) if not known or _is_known(reader, found) else None
    if known and _is_company(reader, found.start("town"), found["town"]):
        return None
    return start, end + (text[end : end + 1] == "." and _is_short(text[found.start("region") : end]))


def place_before(reader: Reader, i: int) -> Bounds | None:
    """The place that ends before token ``i``, the hyphen of "-based"."""
    text, end = reader.text, reader.doc[i].idx
    begin = max(end - _LONGEST, reader.doc[reader.start_of(i)].idx)
    found = _PLACE_BEFORE.search(text[begin:end])
    if found is None:
        return None
    start = begin + found.start("region")
    town = found["town"]
    if town and is_region(found["region"]) and town.lower() not in load_lexicon("calendar_words"):
        start = begin + found.start("town")
    while (space := text.find(" ", start, end)) > 0 and text[start:space].lower() in _SMALL:
        start = space + 1
    return start, end


def is_region(words: str) -> bool:
    """Whether a town may lie in it: "Ala.", "New Jersey", "Sweden"."""
    return _is_short(words) or words.lower().rstrip(".") in load_lexicon("places")


def _is_short(words: str) -> bool:
    return words.rstrip(".").replace(". ", ".") in load_lexicon("region_abbreviations")


def _end_of_region(words: str, start: int) -> int:
    """Offset after the region that ``words`` open with; 0 where they open with none."""
    for shorter in (words, words.partition(" ")[0]):
        if is_region(shorter):
            return start + len(shorter if _is_short(shorter) else shorter.rstrip("."))
    return 0


def _is_known(reader: Reader, found: re.Match[str]) -> bool:
    """Whether a name is that of a place: by the lexicon, or by the model where it is nobody's name."""
    words = found["town"]
    if words.lower() in load_lexicon("places") or _is_short(words):
        return True
    i = reader.token_at(found.start("town"))
    entity = reader.entities.at(i)
    return reader.doc[i].ent_type_ == "GPE" and (entity is None or entity.type == "place")


def _is_company(reader: Reader, start: int, words: str) -> bool:
    """Whether the words are a company's longer name: "Acme Co of Mobile, Ala."."""
    i = reader.token_at(start)
    entity, mention = reader.entities.at(i), reader.entities.mention_at(i)
    return entity is not None and mention is not None and entity.type != "place" and mention.text != words
