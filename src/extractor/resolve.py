"""Names to entities: one company, one entity, over the whole document.

Two names are one only by a construction of the language: the same words, a legal tail more or less, a
short form that opens exactly one longer name, a surname, an alias in brackets. Likeness alone never merges.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.lexicon import load_lexicon
from extractor.mentions.names import NameMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ALIAS_OPENS = re.compile(r"\s*[(\[]\s*(?:the\s+)?[\"“”'‘]?\s*$")
_NOT_WORD = re.compile(r"[^\w&+]+")
_CAMEL = re.compile(r"[A-Z.]")
_SAYING = frozenset(["say", "tell", "add", "note", "explain", "comment", "write", "state"])
_PLURAL_COMPANY = frozenset(["companies", "firms", "sides", "groups", "partners"])


@dataclass(frozen=True, slots=True)
class Entity:
    """One company, person or place, with all its writings."""

    key: int
    """Index in ``Entities.all``."""
    name: str
    """The fullest form, white space folded."""
    type: str
    """``company``, ``person``, ``place`` or ``other``."""
    mentions: tuple[NameMention, ...]
    """In reading order."""


class Entities:
    """The document's entities, found by token."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.all = tuple(entities)
        self._at = {
            i: (entity, mention)
            for entity in self.all
            for mention in entity.mentions
            for i in range(mention.first, mention.last)
        }

    def at(self, token_i: int) -> Entity | None:
        """The entity whose mention covers the token."""
        found = self._at.get(token_i)
        return found[0] if found else None

    def mention_at(self, token_i: int) -> NameMention | None:
        """The mention that covers the token."""
        found = self._at.get(token_i)
        return found[1] if found else None


def resolve_names(doc: Doc, names: Iterable[NameMention]) -> Entities:
    """Group the mentions into entities and decide what each is."""
    groups: dict[str, list[NameMention]] = defaultdict(list)
    for mention in names:
        groups[normal_form(mention.text)].append(mention)
    groups.pop("", None)
    parent = {key: key for key in groups}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    for short, long in _same(doc, groups):
        a, b = root(short), root(long)
        if a != b:
            parent[a] = b
    merged: dict[str, list[NameMention]] = defaultdict(list)
    for key in groups:
        merged[root(key)].extend(groups[key])
    clusters = sorted(
        (sorted(ms, key=lambda m: m.start) for ms in merged.values()), key=lambda ms: ms[0].start
    )
    return Entities(
        Entity(key, _fullest(mentions), _type(doc, mentions), tuple(mentions))
        for key, mentions in enumerate(clusters)
    )


def normal_form(name: str) -> str:
    """The name without case, article, punctuation and legal tail: what two writings of one name share."""
    words = [
        w
        for w in _NOT_WORD.sub(" ", name.replace("’", "'").replace("'s", "s").replace(".", ""))
        .casefold()
        .split()
        if w
    ]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _TAILS:
        words.pop()
    return " ".join(words)


_TAILS = frozenset(
    [
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "llc",
        "llp",
        "lp",
        "plc",
        "gmbh",
        "ag",
        "sa",
        "nv",
        "bv",
        "spa",
        "se",
        "ab",
        "asa",
        "oyj",
        "kk",
        "kgaa",
        "pvt",
        "pte",
        "pty",
        "group",
        "holdings",
        "holding",
    ]
)


def _same(doc: Doc, groups: dict[str, list[NameMention]]) -> Iterable[tuple[str, str]]:
    """Pairs of normal forms (shorter, longer) that name one entity."""
    units = load_lexicon("unit_words")
    words = {key: key.split() for key in groups}
    by_first: dict[str, list[str]] = defaultdict(list)
    by_last: dict[str, list[str]] = defaultdict(list)
    initials: dict[str, list[str]] = defaultdict(list)
    for key, parts in words.items():
        if len(parts) > 1:
            by_first[parts[0]].append(key)
            by_last[parts[-1]].append(key)
            initials["".join(p[0] for p in parts)].append(key)
            full = [p for p in _NOT_WORD.sub(" ", groups[key][0].text).split() if p[0].isupper() or p == "&"]
            initials["".join(p[0] for p in full).casefold()].append(key)
    for key, parts in words.items():
        alias_of = _alias_of(doc, groups, key)
        if alias_of is not None:
            yield key, alias_of
            continue
        longer = [
            k
            for k in by_first[parts[0]]
            if len(words[k]) > len(parts)
            and words[k][: len(parts)] == parts
            and words[k][len(parts)] not in units
        ]
        if len(parts) == 1:
            surname = [k for k in by_last[key] if k != key and all(w[0].isalpha() for w in words[k])]
            surname = [k for k in surname if any(doc[m.first].ent_type_ == "PERSON" for m in groups[k])]
            camel = [
                k
                for k in groups
                if len(words[k]) <= 2 and len(key) > 3 and k != key
                for m in groups[k][:1]
                if m.text.casefold().startswith(key) and _CAMEL.match(m.text[len(key) :])
            ]
            acronym = sorted(set(initials[key])) if 2 < len(key) < 7 and groups[key][0].text.isupper() else []
            for found in (longer, surname, camel, acronym):
                heads = {
                    k
                    for k in found
                    if not any(o != k and words[o][: len(words[k])] == words[k] for o in found)
                }
                if len(heads) == 1:
                    yield key, heads.pop()
                    break
                if heads:
                    break
        elif len(longer) == 1 and parts[-1] not in load_lexicon("company_words"):
            yield key, longer[0]


def _alias_of(doc: Doc, groups: dict[str, list[NameMention]], key: str) -> str | None:
    """The longer name that a bracket after it abbreviates: "Paul & Sons Finance (PSF)"."""
    mention = groups[key][0]
    gap = doc.text[max(0, mention.start - 12) : mention.start]
    opens = _ALIAS_OPENS.search(gap)
    if not opens or doc.text[mention.end : mention.end + 2].strip("\"”’ '")[:1] not in {")", "]"}:
        return None
    at = mention.start - len(gap) + opens.start()
    for other, mentions in groups.items():
        if other != key and any(0 <= at - m.end <= 12 and m.text[0].casefold() == key[0] for m in mentions):
            return other
    return None


def _fullest(mentions: list[NameMention]) -> str:
    """The longest writing in words; of equals the most frequent, then the first."""
    counts = Counter(m.text for m in mentions)
    mixed = [m for m in mentions if not (m.text.isupper() and len(m.text) > 5)] or mentions
    return max(
        mixed, key=lambda m: (len(m.text.split()), not m.text.islower(), counts[m.text], -m.start)
    ).text


def _type(doc: Doc, mentions: list[NameMention]) -> str:
    """By the votes of labels and contexts over all mentions."""
    votes = Counter[str]()
    company_words, nouns = load_lexicon("company_words"), load_lexicon("company_nouns")
    for m in mentions:
        root = doc[m.first : m.last].root
        label = root.ent_type_ or doc[m.first].ent_type_
        words = m.text.split()
        if words[-1].casefold().strip(".") in company_words or words[-1].casefold().strip(".") in _TAILS:
            votes["company"] += 4
        if any(c.isdigit() for c in m.text) or re.search(r"[a-z][A-Z]|\.(?:com|ai|io)$|&", m.text):
            votes["company"] += 2
        votes[_LABELS.get(label, "other")] += 1.0 if label else 0.0  # type: ignore[assignment]
        before = doc[m.first - 1].lower_ if m.first else ""
        after = doc[m.last].lower_ if m.last < len(doc) else ""
        if before in load_lexicon("honorifics"):
            votes["person"] += 4
        if before in nouns or (
            after == ","
            and m.last + 3 < len(doc)
            and any(t.lower_ in nouns for t in doc[m.last : m.last + 6])
        ):
            votes["company"] += 1
        if (
            after in {"'s", "’s"}
            and m.last + 1 < len(doc)
            and doc[m.last + 1].lower_
            in {"shares", "board", "stock", "shareholders", "customers", "chief", "ceo"}
        ):
            votes["company"] += 3
        if before in {"in", "near", "across"} and label in {"GPE", "LOC"}:
            votes["place"] += 2
        if root.dep_ in {"nsubj", "nsubjpass"} and root.head.lemma_ in {
            "acquire",
            "buy",
            "announce",
            "raise",
            "agree",
        }:
            votes["company"] += 2
    if not votes:
        return "other"
    if (
        votes["person"]
        and votes["person"] >= votes["company"]
        and any(len(m.text.split()) > 1 for m in mentions)
    ):
        return "person"
    ranked = votes.most_common()
    return max(ranked, key=lambda item: (item[1], item[0] == "company"))[0]


_LABELS = {
    "ORG": "company",
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "other",
}


def antecedent(token: Token, entities: Entities) -> Entity | None:
    """Whom "it", "they", "the company", "the startup" at ``token`` means; None where nobody is certain.

    The subject of the clause it stands in, else that of the sentence before, else the last company named.
    """
    if token.lower_ in _PLURAL_COMPANY:
        return None
    sentence = token.sent
    doc = token.doc
    for head in token.ancestors:
        for child in head.lefts:
            if child.dep_ in {"nsubj", "nsubjpass"} and child.i < token.i and child != token:
                entity = entities.at(child.i)
                if entity is not None and entity.type in {"company", "other"}:
                    return entity
    at = sentence.start
    steps = 0
    while at > 0 and steps < 3:
        previous = doc[at - 1].sent
        subjects = [
            t
            for t in previous
            if t.dep_ in {"nsubj", "nsubjpass"} and (e := entities.at(t.i)) and e.type in {"company", "other"}
        ]
        if subjects:
            return entities.at(subjects[0].i)
        at = previous.start
        steps += 1
    return None
