"""What a name stands for, company, person or place, by the votes of all its mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.lexicon import load_lexicon
from extractor.mentions.names import NameMention

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LABELS = {"ORG": "company", "PRODUCT": "company", "PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place"}
_COMPANY_LOOK = re.compile(r"[a-z][A-Z]|\.(?:com|ai|io)$|&|^[A-Z]{2,5}$|\d")
_LEGAL_FORM = re.compile(
    r"\b(?:Inc|Incorporated|Corp|Ltd|Limited|LLC|LLP|PLC|Plc|plc|GmbH|GMBH|AG|NV|N\.V|BV|SE|S\.A|SA|SpA|S\.p\.A|L\.?P|Pty|Pte|Pvt|Oyj|ASA|KGaA)\b\.?$"
)
_PERSON_VERBS = frozenset("join quip joke recall marry resign grow".split())
_COMPANY_VERBS = frozenset(
    "acquire buy announce raise agree sell launch employ operate merge list report file hire acquire purchase own "
    "develop manufacture provide offer".split()
)
_COMPANY_OBJECT_VERBS = frozenset("acquire buy sell purchase found launch merge list value own run back".split())
_COMPANY_POSSESSIONS = frozenset(
    "shares board stock shareholders customers chief ceo chairman cfo headquarters revenue platform employees parent "
    "investors products subsidiary technology management".split()
)
_POSSESSIVE = frozenset({"'s", "’s"})


def type_of(doc: Doc, mentions: Sequence[NameMention]) -> str:
    """``company``, ``person``, ``place`` or ``other``, by labels and contexts over all mentions."""
    if any(_LEGAL_FORM.search(m.text) for m in mentions):
        return "company"
    full = max((m.text.split() for m in mentions), key=len)
    votes = Counter[str]()
    for mention in mentions:
        for kind, weight in _votes(doc, mention):
            votes[kind] += weight
    if len(full) > 1:
        first = full[0].casefold()
        if first in load_lexicon("male_names") or first in load_lexicon("female_names"):
            votes["person"] += 2
    elif votes["person"] < 3:
        # a surname alone is always introduced; a single name that is not is a company that the model misread
        votes["company"] += votes.pop("person", 0)
    if not +votes:
        return "other"
    order = ("company", "person", "place", "other")
    return max(votes.items(), key=lambda item: (item[1], -order.index(item[0])))[0]


def _votes(doc: Doc, m: NameMention) -> Iterator[tuple[str, int]]:
    """What one mention says, and how strongly."""
    root = doc[m.first : m.last].root
    label = root.ent_type_ or doc[m.first].ent_type_
    kind = _LABELS.get(label)
    words = m.text.split()
    tail = words[-1].casefold().strip(".")
    company_words, nouns = load_lexicon("company_words"), load_lexicon("company_nouns")
    before = doc[m.first - 1].lower_ if m.first else ""
    after = doc[m.last].lower_ if m.last < len(doc) else ""
    following = doc[m.last + 1].lower_ if m.last + 1 < len(doc) else ""
    if kind:
        yield kind, 1
    if tail in company_words:
        yield "company", 4
    if _COMPANY_LOOK.search(m.text):
        yield "company", 2
    if before in load_lexicon("honorifics"):
        yield "person", 4
    if before in nouns:
        yield "company", 2
    elif before in load_lexicon("person_titles"):
        yield "person", 2
    if after == "," and len(words) > 1:
        if any(t.lower_ in load_lexicon("person_titles") for t in doc[m.last + 1 : m.last + 4]):
            yield "person", 2
        elif any(t.lower_ in nouns for t in doc[m.last + 1 : m.last + 7]):
            yield "company", 1
    if after in _POSSESSIVE and following in _COMPANY_POSSESSIONS:
        yield "company", 2
    if after == "-" and following == "based":
        yield "place", 3
    if before in {"in", "near", "across", "throughout"} and kind == "place":
        yield "place", 2
    if root.dep_ in {"nsubj", "nsubjpass"} and root.head.lemma_ in _COMPANY_VERBS:
        yield "company", 1 if kind == "person" and len(words) > 1 else 2
    if root.dep_ == "dobj" and root.head.lemma_ in _COMPANY_OBJECT_VERBS:
        yield "company", 2


def description_of(doc: Doc, mentions: Sequence[NameMention]) -> frozenset[str]:
    """The words that introduce a name: before it, in an apposition behind it, after "is a"."""
    words: set[str] = set()
    for m in mentions:
        i = m.first - 1
        while i >= max(0, m.first - 7) and (doc[i].pos_ in {"NOUN", "ADJ", "PROPN"} or doc[i].text == "-"):
            words.add(doc[i].lower_)
            i -= 1
        at = m.last
        if at + 1 < len(doc) and (
            (doc[at].text in {",", "(", "–", "—"} and doc[at + 1].lower_ in {"a", "an", "the"})
            or (doc[at].lemma_ == "be" and doc[at + 1].lower_ in {"a", "an"})
        ):
            for token in doc[at + 2 : at + 14]:
                if token.is_punct and token.text not in {"-", "‑"} or token.lower_ in {"that", "which", "who", "whose"}:
                    break
                if token.pos_ in {"NOUN", "ADJ", "PROPN"}:
                    words.add(token.lower_)
    return frozenset(words)
