"""What a name stands for, company, person or place, by the votes of all its mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.lexicon import load_lexicon
from extractor.mentions.legal_forms import is_legal_form
from extractor.mentions.names import NameMention

if TYPE_CHECKING:
    from spacy.tokens import Doc

_COMPANY_LABELS = frozenset({"ORG", "PRODUCT"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_PLACE_PREPOSITIONS = frozenset({"in", "near", "across", "throughout", "at", "around", ","})
_PUT_MONEY_IN = frozenset(
    {
        "invest",
        "investment",
        "investor",
        "stake",
        "share",
        "interest",
        "round",
        "holding",
        "participate",
        "participation",
    }
)
"""What is put "in" a company: "a stake in Lane"."""
_OWNED = frozenset(["holding", "interest", "investment", "share", "shareholding", "stake"])
_COMPANY_LOOK = re.compile(r"(?<!Mc)(?<!Mac)(?<=[a-z])[A-Z]|\.(?:com|ai|io)$|&|^[A-Z]{2,5}$|\d")
_COMPANY_VERBS = frozenset(
    [
        "acquire",
        "buy",
        "announce",
        "raise",
        "agree",
        "sell",
        "launch",
        "employ",
        "operate",
        "merge",
        "list",
        "report",
        "file",
        "hire",
        "acquire",
        "purchase",
        "own",
        "develop",
        "manufacture",
        "provide",
        "offer",
    ]
)
_COMPANY_OBJECT_VERBS = frozenset(
    ["acquire", "buy", "sell", "purchase", "found", "launch", "merge", "list", "value", "own", "run", "back"]
)
_COMPANY_POSSESSIONS = frozenset(
    [
        "shares",
        "board",
        "stock",
        "shareholders",
        "customers",
        "chief",
        "ceo",
        "chairman",
        "cfo",
        "headquarters",
        "revenue",
        "platform",
        "employees",
        "parent",
        "investors",
        "products",
        "subsidiary",
        "technology",
        "management",
    ]
)
_POSSESSIVE = frozenset({"'s", "’s"})


def type_of(doc: Doc, mentions: Sequence[NameMention]) -> str:
    """``company``, ``person``, ``place`` or ``other``, by labels and contexts over all mentions."""
    if any(" " in m.text and is_legal_form(m.text.split()[-1]) for m in mentions):
        return "company"
    full = max((m.text.split() for m in mentions), key=len)
    clues = Counter(clue for mention in mentions for clue in _clues(doc, mention))
    votes = Counter[str]()
    for (kind, weight, _), times in clues.items():
        votes[kind] += weight * min(times, _TIMES)
    labelled = votes.pop("labelled person", 0)
    if len(full) == 1:
        # a surname alone is always introduced; a single name that is not is a company that the model misread
        votes["person" if votes["person"] else "company"] += min(labelled, 1)
    else:
        votes["person"] += labelled
        if full[0] in load_lexicon("male_names") or full[0] in load_lexicon("female_names"):
            votes["person"] += 2
    if any(_is_place_name(m.text) for m in mentions):
        votes["place"] += 6
    if _COMPANY_LOOK.search(" ".join(full)):
        votes["company"] += 2
    if not +votes:
        return "other"
    return max(votes, key=lambda kind: (votes[kind], -_ORDER.index(kind)))


def _is_place_name(name: str) -> bool:
    """Whether the name is a known place, or a pair of them: "China-Taiwan" tensions."""
    places, low = load_lexicon("places"), name.casefold()
    return low in places or ("-" in low and all(part in places for part in low.split("-")))


_TIMES = 3
"""A clue that comes again counts so often."""
_ORDER = ("company", "person", "place", "other")


def _clues(doc: Doc, m: NameMention) -> Iterator[tuple[str, int, str]]:
    """What one mention says, how strongly, and by what."""
    root = doc[m.first : m.last].root
    label = root.ent_type_ or doc[m.first].ent_type_
    words = m.text.split()
    company_words, nouns = load_lexicon("company_words"), load_lexicon("company_nouns")
    before = doc[m.first - 1].lower_ if m.first else ""
    after = doc[m.last].lower_ if m.last < len(doc) else ""
    following = doc[m.last + 1].lower_ if m.last + 1 < len(doc) else ""
    if label in _COMPANY_LABELS:
        yield "company", 1, "label"
    elif label == "PERSON":
        yield "labelled person", 1, "label"
    elif label in _PLACE_LABELS:
        placed = after == "," or (
            before in _PLACE_PREPOSITIONS and doc[m.first - 1].head.lemma_ not in _PUT_MONEY_IN
        )
        yield ("place", 2, "preposition") if placed else ("company", 1, "label")
    if before in {"in", "of"} and doc[m.first - 1].head.lemma_ in _OWNED:
        yield "company", 2, "held"
    if after == "(" and following in _EXCHANGES:
        yield "company", 4, "listed"
    if words[-1].casefold().strip(".") in company_words:
        yield "company", 4, "last word"
    if before in load_lexicon("honorifics"):
        yield "person", 4, "honorific"
    person = label == "PERSON" and len(words) > 1
    if before in nouns and not (person and before in _OF_PERSONS_TOO):
        yield "company", 2, "noun before"
    elif before in load_lexicon("person_titles"):
        yield "person", 2, "title before"
    if after == "," and _AGE.fullmatch(following) and doc[m.last + 2 : m.last + 3].text == ",":
        yield "person", 4, "age"
    apposed = doc[m.first - 2].lower_ if before == "," and m.first > 1 else before
    if apposed in _KIN:
        yield "person", 4, "kin"
    elif before == "," and len(words) > 1 and apposed in load_lexicon("person_titles"):
        yield "person", 3, "title before a comma"
    if after == "," and len(words) > 1 and following in {"who", "whom"}:
        yield "person", 2, "who"
    if after == "," and len(words) == 1:
        if (noun := _apposed_noun(doc, m.last + 1)) in nouns and noun not in _OF_PERSONS_TOO:
            yield "company", 5, "apposition"
    elif after == ",":
        if any(t.lower_ in load_lexicon("person_titles") for t in doc[m.last + 1 : m.last + 4]):
            yield "person", 2, "title behind"
        elif (noun := _apposed_noun(doc, m.last + 1)) in nouns and noun not in _OF_PERSONS_TOO:
            yield "company", 5, "apposition"
        elif not person and any(t.lower_ in nouns for t in doc[m.last + 1 : m.last + 7]):
            yield "company", 1, "noun behind"
    if after in _POSSESSIVE and following in _COMPANY_POSSESSIONS:
        yield "company", 2, "possession"
    if after == "-" and following == "based":
        yield "place", 3, "based"
    if root.dep_ in {"nsubj", "nsubjpass"} and root.head.lemma_ in _COMPANY_VERBS:
        yield "company", 1 if label == "PERSON" and len(words) > 1 else 2, "subject"
    if root.dep_ == "dobj" and root.head.lemma_ in _COMPANY_OBJECT_VERBS:
        yield "company", 2, "object"


_EXCHANGES = frozenset(
    ["amex", "asx", "bse", "euronext", "lon", "lse", "nasdaq", "nasdaqgm", "nasdaqgs", "nse", "nyse", "nzx", "otc", "otcqb", "otcqx", "sgx", "tsx", "tsxv"]
)  # fmt: skip
"""Where a company is listed: "Lane (NYSE: LNE)"."""
_KIN = frozenset(
    ["brother", "daughter", "father", "grandson", "granddaughter", "husband", "mother", "nephew", "niece", "sister", "son", "uncle", "widow", "widower", "wife"]
)  # fmt: skip
"""Whose name follows is a person: "his wife, Jane Doe"."""
_OF_PERSONS_TOO = frozenset(
    ["broker", "builder", "buyer", "consultant", "contractor", "creator", "dealer", "designer", "developer", "explorer", "financier", "grower", "heavyweight", "hotelier", "investor", "landlord", "leader", "manager", "merchant", "newcomer", "owner", "partner", "pioneer", "player", "producer", "promoter", "publisher", "rival", "seller", "specialist", "target", "titan", "trader"]
)  # fmt: skip
"""Nouns of companies that a person is called, too."""
_AGE = re.compile(r"[2-9]\d")
"""Behind a person's name, between commas: "Doe, 38,"."""


def _apposed_noun(doc: Doc, i: int) -> str:
    """The head of an apposition that an article opens at ``i``: "a California-based burger [chain],"; "" for none."""
    if i >= len(doc) or doc[i].lower_ not in {"a", "an", "the"}:
        return ""
    at = i + 1
    while at < min(len(doc), i + 9) and (
        doc[at].pos_ in {"NOUN", "ADJ", "PROPN", "NUM", "ADV"}
        or doc[at].text in {"-", "‑"}
        or doc[at].tag_ == "VBN"
    ):
        at += 1
    owns = at < len(doc) and doc[at].lower_ in _POSSESSIVE
    return doc[at - 1].lower_ if at > i + 1 and doc[at - 1].pos_ == "NOUN" and not owns else ""


_HOUSES = frozenset(["analyst", "analysts"])
_SEGMENTS = frozenset(["segment", "segments"])


_SEES = frozenset(["obtained", "reviewed", "seen", "viewed"])
"""What a paper has done with the document that it tells of."""


def is_bystander(doc: Doc, mentions: Sequence[NameMention]) -> bool:
    """Whether the text calls it a segment of a company, names its analysts, or says what it has read.

    "the [Lane] segment" · "analysts at [Lane]" · "a letter seen by [Lane]", "the letter, which [Lane] has seen"
    """
    for m in mentions:
        after = doc[m.last].lower_ if m.last < len(doc) else ""
        before = [t.lower_ for t in doc[max(m.first - 2, 0) : m.first]]
        named = after == "analyst" and doc[m.last + 1 : m.last + 2].text.istitle()  # "[Lane] analyst Doe"
        at = len(before) == 2 and before[0] in _HOUSES and before[1] in {"at", "from", "of", "with"}
        behind = [t.lower_ for t in doc[m.last : m.last + 2]]
        by = len(before) == 2 and before[0] in _SEES and before[1] == "by"
        has = before[-1:] == ["which"] and behind[:1] == ["has"] and behind[1:] and behind[1] in _SEES
        if after in _SEGMENTS | {"analysts"} or named or at or by or has:
            return True
    return False


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
                if (token.is_punct and token.text not in {"-", "‑"}) or token.lower_ in {
                    "that",
                    "which",
                    "who",
                    "whose",
                }:
                    break
                if token.pos_ in {"NOUN", "ADJ", "PROPN"}:
                    words.add(token.lower_)
    return frozenset(words)
