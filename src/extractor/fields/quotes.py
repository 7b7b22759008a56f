"""Quotes: which stretches between marks are speech or writing, and whose.

A stretch that no rule of ``fields/attribution`` can give to anybody is a quote only where it is a sentence
of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from extractor.coreference import FIRST_PERSON
from extractor.fields.attribution import RULES, Attribution
from extractor.fields.passages import Bounds, Passages
from extractor.fields.reporting import first_reporting, is_talk
from extractor.fields.speakers import Speaker
from extractor.fields.views import Story, View, view_of
from extractor.mentions.quotations import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from extractor.resolve import Entities, Entity


@dataclass(frozen=True, slots=True)
class QuoteCandidate:
    """A stretch of speech or writing, and whom the text gives it to."""

    start: int
    end: int
    speaker: Entity | None
    title: Bounds | None
    affiliation: Entity | None
    cue: Bounds | None
    """The words that attribute: "said", "according to"."""
    rule: str


class _Mentions(Protocol):
    @property
    def quotations(self) -> Sequence[Quotation]: ...


def find_quotes(doc: Doc, mentions: _Mentions, entities: Entities) -> list[QuoteCandidate]:
    """Each quote with its speaker, in reading order."""
    quotes, text = list(_quotes(doc, mentions, entities)), doc.text
    words = [_words(text[quote.start : quote.end]) for quote in quotes]
    return [_told_in_full(number, quotes, words) for number in range(len(quotes))]


_QUOTES_AHEAD = 12
"""So many quotes behind one may tell it in full."""


def _told_in_full(number: int, quotes: Sequence[QuoteCandidate], words: Sequence[str]) -> QuoteCandidate:
    """The quote with the speaker of a later one that holds its words, where no cue stands beside it: the “mill of dreams” of a headline."""
    quote, later = quotes[number], range(number + 1, min(number + 1 + _QUOTES_AHEAD, len(quotes)))
    full = next((quotes[k] for k in later if words[number] in words[k]), None)
    if quote.cue is not None or full is None or full.speaker is None:
        return quote
    return replace(
        quote, speaker=full.speaker, title=full.title, affiliation=full.affiliation, rule="told_in_full"
    )


def _quotes(doc: Doc, mentions: _Mentions, entities: Entities) -> Iterator[QuoteCandidate]:
    quotations = mentions.quotations
    if not quotations:
        return
    story = Story(Passages(doc, quotations, entities))
    views = [view_of(story.passages, number) for number in range(len(quotations))]
    told = {_words(view.words) for view in views if view is not None and not _is_set_off(view)}
    for number, (quotation, view) in enumerate(zip(quotations, views, strict=True)):
        if view is None or _is_label(view, story.passages.text):
            continue
        if _is_set_off(view) and _words(view.words) in told:
            continue  # a pull quote
        short = len(_WORD.findall(view.words)) < 3
        attribution, rule = _attribute(view, story)
        if short and (attribution is None or not attribution.cue):
            continue
        if attribution is None:
            if not _stands_alone(view):
                continue
            of_passage = _of_passage(view, story)
            attribution = Attribution(None, speaker=of_passage)
            rule = "speaker_of_passage" if of_passage.entity else "sentence_alone"
        elif not attribution.firm and (not _could_be_speech(view) or _modifies(view)):
            continue
        speaker = attribution.speaker
        if attribution.phrase is not None:
            speaker = story.speakers.resolve(
                attribution.phrase, view.passage.number, _told_of(quotation, story)
            )
            if speaker.entity is not None and attribution.cue:
                story.speakers.note(speaker.entity)
            if speaker.entity is not None:
                story.speakers.anchors.append((attribution.phrase.head.start, speaker.entity))
        speaker = _of_own_company(speaker or Speaker(None), quotation, story)
        story.found[number] = speaker
        story.latest = number
        if not short:
            yield QuoteCandidate(quotation.start, quotation.end, *speaker, attribution.cue, rule)


def _attribute(view: View, story: Story) -> tuple[Attribution | None, str]:
    for rule in RULES:
        for attribution in rule(view, story):
            return attribution, rule.__name__
    return None, ""


_PARAGRAPHS = 3
"""So far back a passage is still the last speaker's."""


def _of_passage(view: View, story: Story) -> Speaker:
    """Whose passage an uncued part of a sentence stands in: the last speaker's, a few paragraphs back at most."""
    leads_in = view.at > 0 and view.items[view.at - 1].kind == "colon"
    if story.latest < 0 or view.whole or leads_in:
        return Speaker(None)
    paragraph = story.passages.number_at(story.passages.quotations[story.latest].start)
    return story.found[story.latest] if view.passage.number - paragraph <= _PARAGRAPHS else Speaker(None)


_WITH = frozenset(["by", "from", "with"])
_MAKES = frozenset(["build", "create", "establish", "found", "launch", "run", "start"])
"""What we may do with a company of our own: "we [built] Acme"."""


def _told_of(quotation: Quotation, story: Story) -> frozenset[int]:
    """The companies that whoever says "we" tells of as others: "We are delighted to join [Acme]", "we talk with [Acme]"."""
    doc, entities = story.passages.doc, story.passages.entities
    span = doc.char_span(quotation.start, quotation.end, alignment_mode="contract")
    if span is None or not any(token.lower_ in FIRST_PERSON for token in span):
        return frozenset()
    told = ((token, entities.at(token.i)) for token in span)
    return frozenset(entity.key for token, entity in told if entity is not None and _is_other(token))


def _is_other(name: Token) -> bool:
    if name.dep_ == "dobj":
        return name.head.lemma_ not in _MAKES
    part = name.head.lower_ == "of" and name.head.head.lower_ == "part"
    return name.dep_ == "pobj" and (part or name.head.lower_ in _WITH)


_OWN_COMPANY = re.compile(r"\W*(?:Here )?[Aa]t (?=[A-Z])")


def _of_own_company(speaker: Speaker, quotation: Quotation, story: Story) -> Speaker:
    """The speaker with the company that he speaks of as "we": "At Acme, we believe"."""
    doc, entities = story.passages.doc, story.passages.entities
    opening = _OWN_COMPANY.match(story.passages.text, quotation.start, quotation.end)
    if opening is None or speaker.entity is None or not story.speakers.is_person(speaker.entity):
        return speaker
    name = doc.char_span(opening.end(), opening.end() + 1, alignment_mode="expand")
    mention = entities.mention_at(name.start) if name is not None else None
    if mention is None or [token.lower_ for token in doc[mention.last : mention.last + 2]] != [",", "we"]:
        return speaker
    company = entities.at(mention.first)
    return speaker if company is None else speaker._replace(affiliation=company)


# --- is it speech? -----------------------------------------------------------------------------------

_WORD = re.compile(r"(?<!\S)[^\s\w]*\w\S*")
_SMALL = frozenset([
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "is", "it", "nor",
    "of", "on", "or", "our", "so", "the", "to", "up", "via", "vs", "with", "you", "your", "my", "we",
    "us", "me", "I", "be", "are", "was", "not", "no", "this", "that",
])  # fmt: skip


def _words(text: str) -> str:
    """The words in lower case, each between spaces."""
    return " " + "".join(word + " " for word in re.findall(r"\w+", text.lower()))


def _is_set_off(view: View) -> bool:
    """Whether nothing else stands in the paragraph."""
    return all(item.kind in {"quote", "stop"} for item in view.items)


_DAYS = frozenset(["today", "tomorrow", "tonight", "yesterday"])


def _modifies(view: View) -> bool:
    """Whether a noun follows at once: "a “buy now, ask later” policy"."""
    following = next(iter(view.items[view.at + 1 : view.at + 2]), None)
    if following is None or following.kind != "word" or view.words[-1] in ",.":
        return False
    return following.tag in {"NN", "NNS"} and following.low not in _DAYS


def _is_label(view: View, text: str) -> bool:
    """Whether the stretch is too short for a quote, or a title, a defined term, a heading, a nickname."""
    words = _WORD.findall(view.words)
    start, end = view.quotation.start, view.quotation.end
    before, after = (
        text[max(0, start - 24) : start].rstrip("\"“”„‟＂'`‘«» "),
        text[end : end + 3].lstrip("\"“”'’»"),
    )
    if re.search(r"\((?:the|together,? the|collectively,?(?: the)?|each,? an?)?\Z", before) and after[:1] in {
        ")",
        ",",
    }:
        return True
    if before.endswith("=") or before.endswith('="'):
        return True
    items = view.items
    alone = len(items) <= 2 and all(item.kind in {"quote", "stop"} for item in items)
    if alone and view.words[-1] not in ".,!?…" and len(words) < 12 and view.quotation.closed:
        return True
    return _is_title_case(view, words) and not _is_answer(view)


def _is_answer(view: View) -> bool:
    """Whether a verb of saying follows what opens a sentence: "“The Acme Way,” the founder said"."""
    if not view.opens_sentence or view.words.rstrip("'’")[-1] not in ",?!":
        return False
    verb = first_reporting(view.items, view.at + 1, view.right)
    return verb is not None and is_talk(view.items[verb])


_SENTENCE_ENDS = re.compile(r"[a-z]{3}[.!?]\s+[A-Z]")


def _is_title_case(view: View, words: list[str]) -> bool:
    if _SENTENCE_ENDS.search(view.words):
        return False  # "Like Oslo. Or Bergen,"
    words = [word.strip("\"“”‘’'(),.:;!?…[]") or word for word in words]
    content = [word for word in words if word not in _SMALL]
    capitals = [word for word in content if word[0].isupper() or word[0].isdigit()]
    if (
        len(words) > 12
        or len(words) < 3
        or len(capitals) < 2
        or (not words[0][0].isupper() and not words[0][0].isdigit())
    ):
        return False
    return len(capitals) == len(content)


def _stands_alone(view: View) -> bool:
    """Whether a stretch that nobody is given is a sentence of its own."""
    words = len(_WORD.findall(view.words))
    if view.quotation.marks == "single" and not view.whole:
        return False
    return words >= 5 or (view.whole and view.words[-1] in ".!?,…" and words >= 4)


def _could_be_speech(view: View) -> bool:
    """Whether a stretch in a clause is more than a word or two in scare quotes."""
    if view.whole and view.words[-1] in ".!?,…":
        return True
    return len(_WORD.findall(view.words)) >= 3
