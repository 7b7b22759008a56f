"""The words that name a deal: verbs that move a company, nouns of what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.lexicon import load_terms, per_lexicons

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PARTICLES = frozenset(["up", "over", "out", "off", "of"])
_FORMS = frozenset(
    [
        "buys",
        "acquires",
        "sells",
        "merges",
        "swallows",
        "acquired",
        "bought",
        "swoops",
        "divests",
        "offloads",
        "sheds",
        "nabs",
        "snags",
    ]
)
"""Verbs that the model takes for nouns in headlines."""
_MISTAKEN = frozenset(["takeover", "buyout", "acquisition", "merger", "bid", "swoop", "bids"])
"""Nouns that the model takes for verbs in headlines."""


@per_lexicons
def trigger_classes(lexicon: str) -> dict[str, str]:
    """``deal_verbs`` or ``deal_nouns``: base form → what it does."""
    return {a.strip(): b.strip() for a, _, b in (row.partition("=") for row in load_terms(lexicon))}


def find_verbs(doc: Doc, free: Callable[[int], bool]) -> tuple[tuple[Token, str, int], ...]:
    """Each verb of a deal at a ``free`` token, what it does, and the index after its particle."""
    return tuple(
        (token, what, after)
        for token in doc
        for what, after in [_verb_class(token)]
        if what and free(token.i)
    )


def find_nouns(doc: Doc, free: Callable[[int], bool]) -> tuple[tuple[Token, str], ...]:
    """Each noun of a deal at a ``free`` token, and what it does."""
    return tuple((token, what) for token in doc if (what := _noun_class(token)) and free(token.i))


def _verb_class(token: Token) -> tuple[str, int]:
    """What a verb does, and the index after its particle; ("", 0) for a word that is no trigger."""
    if token.pos_ not in {"VERB", "AUX", "NOUN", "PROPN", "ADJ"}:
        return "", 0
    classes = trigger_classes("deal_verbs")
    doc, i = token.doc, token.i
    lemma = token.lemma_.lower()
    if i > 1 and doc[i - 1].text in {"-", "‑"} and not doc[i - 2].whitespace_:
        lemma = f"{doc[i - 2].lower_}-{lemma}" if f"{doc[i - 2].lower_}-{lemma}" in classes else lemma
    following = doc[min(i + 1, len(doc) - 1)]
    if following.lower_ in _PARTICLES and (found := classes.get(f"{lemma} {following.lower_}")):
        return found, i + 2
    if lemma not in classes:
        if any(c.dep_ == "prt" and c.lower_ == "up" and c.i < i + 6 for c in token.rights):
            return classes.get(f"{lemma} up", ""), i + 1  # "scooped Bolt up"
        if following.lower_ in {"it", "them"} and i + 2 < len(doc) and doc[i + 2].lower_ == "over":
            return classes.get(f"{lemma} over", ""), i + 1  # "is taking it over"
        return "", 0
    if token.pos_ in {"NOUN", "PROPN", "ADJ"} and token.lower_ not in _FORMS:
        infinitive = i > 0 and doc[i - 1].lower_ == "to" and token.tag_ != "NNS"
        if not infinitive or following.lower_ == "of":
            return "", 0
    return classes[lemma], i + 1


def _noun_class(token: Token) -> str:
    table = trigger_classes("deal_nouns")
    low = _hyphenated(token) or token.lower_
    ends = token.i + 1 == len(token.doc) or token.nbor().is_space
    named = ends and token.i > 0 and token.nbor(-1).pos_ == "PROPN"
    if low == "buy" and token.tag_ != "NN" and not named:
        return ""  # a noun in "Acme completes Bolt buy"
    found = table.get(low, "")
    if _is_takeover_offers(token):
        return table["offer"]
    if not found and low.endswith("s") and low not in {"sales", "offers"}:
        found = table.get(low[:-1], "")
    if not found or token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "VERB" and low in _MISTAKEN):
        return found
    if low in {"buy", "offer"} and named:
        return found  # "Bolt rejects Acme offer"
    if low == "deal" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "for":
        return found  # "Acme nears deal for Bolt"
    return ""


def _hyphenated(token: Token) -> str:
    """The noun of which the tokenizer makes three: "tie-up", "buy-out"; empty for none."""
    doc, i = token.doc, token.i
    if i + 2 >= len(doc) or doc[i + 1].text not in {"-", "‑"} or token.whitespace_ or doc[i + 1].whitespace_:
        return ""
    if doc[i + 2].tag_ in {"VBZ", "VBD", "VBN"}:
        return ""  # "Acme acqui-hires Bolt"
    return f"{token.lower_}-{doc[i + 2].lower_}"


def _is_takeover_offers(token: Token) -> bool:
    """ "takeover offers", whatever the model takes them for; not "job offers"."""
    return token.lower_ == "offers" and token.i > 0 and token.nbor(-1).lower_ in _MISTAKEN
