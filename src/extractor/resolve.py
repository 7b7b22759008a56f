"""Names to entities: one company, one entity, over the whole document.

Two names are one only by a construction of the language: the same words, a legal tail more or less, a
short form that opens exactly one longer name, a surname, initials, an alias in brackets. Likeness alone
never merges.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extractor.coreference import antecedent
from extractor.entities import Entities, Entity
from extractor.entity_types import description_of, is_bystander, type_of
from extractor.lexicon import load_lexicon
from extractor.mentions.legal_forms import legal_forms
from extractor.mentions.names import NameMention

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Entities", "Entity", "antecedent", "normal_form", "resolve_names"]

_NOT_WORD = re.compile(r"[^\w&+]+")
_BODIES_OF_THEIR_OWN = frozenset(["cloud", "foundation", "fund", "growth", "ventures"])
"""Words that make a longer name another body, whichever of the two comes first."""

_ALIAS_BEFORE = re.compile(
    r"""
    (?:['’]s)? \s? (?: [(\[][^()\[\]]{1,40}[)\]]\s? )?          # a ticker
    [(\[] \s? (?: (?:the|or|hereinafter|hereafter|together)\s | [“"”'‘] | NYSE:|NASDAQ: ){0,3}
    """,
    re.VERBOSE,
)
"""Between a name and its alias in brackets: ``Lane Holdings Inc. (NYSE: LNH) ("Lane")``."""
_FORMER_BEFORE = re.compile(
    r"[\s,(]{1,3}(?:which\ (?:was|is)\ )?(?:formerly|previously|once|f/k/a|fka|n[ée]e)"
    r"(?:\ known\ as|\ called|\ named)?\ [“\"'‘]?(?:the\ )?",
    re.IGNORECASE,
)
"""Between a name and the one it had: "Lane, formerly known as Bolt,"."""
_KNOWN_AS = re.compile(
    r"[\s,(]{1,3}(?:(?:also|better|commonly|which\ is|formally|popularly)\ ){0,2}(?:known\ as|(?:doing\ business|operating|trading)\ as|d/b/a|dba|a\.?k\.?a\.?)\ [“\"'‘]?(?:the\ )?",
    re.IGNORECASE,
)
_ALIAS_AFTER = re.compile(r"\s?[”\"’']?\s?[,;)\]]|\s?[”\"]")

_KINDRED = frozenset(["brothers", "family", "heirs", "sisters"])
"""Before them a surname is people's: "the Lane family"."""
_MANY = 12
"""A word that begins or ends more names than this is nobody's short form."""

Groups = dict[str, list[NameMention]]


def resolve_names(doc: Doc, names: Iterable[NameMention]) -> Entities:
    """Group the mentions into entities and decide what each is."""
    groups: Groups = defaultdict(list)
    for mention in names:
        groups[normal_form(mention.text)].append(mention)
    groups.pop("", None)
    former: set[str] = set()
    parent = {key: key for key in groups}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for short, long, past in _same(doc, groups):
        if past:
            former.add(short)
        a, b = root(short), root(long)
        if a != b:
            parent[a] = b
    merged: dict[str, list[str]] = defaultdict(list)
    for key in groups:
        merged[root(key)].append(key)
    clusters = []
    for keys in merged.values():
        mentions = sorted((m for key in keys for m in groups[key]), key=lambda m: m.start)
        current = [m for key in keys if key not in former for m in groups[key]] or mentions
        clusters.append((mentions, _fullest(current)))
    clusters.sort(key=lambda cluster: cluster[0][0].start)
    return Entities(
        Entity(
            key,
            name,
            type_of(doc, mentions),
            tuple(mentions),
            description_of(doc, mentions),
            is_bystander(doc, mentions),
        )
        for key, (mentions, name) in enumerate(clusters)
    )


def normal_form(name: str) -> str:
    """The name without case, article, punctuation and legal tail: what two writings of one name share."""
    words = _words(name)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in load_lexicon("legal_suffixes"):
        words.pop()
    return " ".join(words)


def _words(name: str) -> list[str]:
    plain = name.replace("’", "'").replace("'s", "s").replace(".", "")
    return _NOT_WORD.sub(" ", plain).casefold().split()


def _same(doc: Doc, groups: Groups) -> Iterator[tuple[str, str, bool]]:
    """Pairs of normal forms (shorter, longer) that name one entity; whether the shorter is its name of old."""
    aliases = dict(_aliases(doc, groups))
    for short, (long, past) in aliases.items():
        yield short, long, past
    index = _Index(doc, groups)
    for key in groups:
        if key in aliases:
            continue
        for find in (index.domains, index.longer, index.lasts, index.camels, index.acronyms):
            found = find(key)
            if len(found) == 1:
                yield key, found[0], False
            if found:
                break


def _aliases(doc: Doc, groups: Groups) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Names that a construction right behind another makes its alias."""
    text = doc.text
    ordered = sorted(
        ((mention, key) for key, mentions in groups.items() for mention in mentions), key=lambda p: p[0].start
    )
    for n in range(1, len(ordered)):
        (mention, key) = ordered[n]
        for before, long in ordered[max(0, n - 2) : n][::-1]:
            if mention.start - before.end > 60 or long == key:
                break
            gap = text[before.end : mention.start]
            after = text[mention.end : mention.end + 3]
            if _FORMER_BEFORE.fullmatch(gap) and not after.startswith(("'s", "’s")):
                yield key, (long, True)
            elif _KNOWN_AS.fullmatch(gap):
                yield key, (long, False)
            elif _ALIAS_BEFORE.fullmatch(gap) and _ALIAS_AFTER.match(after):
                quoted = gap.rstrip()[-1:] in {'"', "“", "”", "'", "‘"}
                if not _abbreviates(key, long, quoted):
                    continue
                yield key, (long, False)
            else:
                continue
            break


def _abbreviates(alias: str, name: str, quoted: bool) -> bool:
    """Whether a name in brackets can stand for the one before: its initials, or its first word."""
    letters = alias.replace(" ", "")
    words = name.split()
    if not letters or letters[0] != name[0]:
        return quoted and len(letters) < 7 and _is_subsequence(letters, name)
    if name.startswith(alias.removesuffix("s")):
        return True  # "Lane Car AB" ("Lane Cars")
    if len(alias) < len(name) and (set(alias.split()) <= set(words)):
        return True
    return len(letters) < 9 and _is_subsequence(letters[:-1], name)


def _is_subsequence(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)


class _Index:
    """The names by what a shorter form could be of them; built once, so that each look-up is short."""

    def __init__(self, doc: Doc, groups: Groups) -> None:
        self._doc, self._groups = doc, groups
        self._words = {key: key.split() for key in groups}
        self._prefixes: dict[str, list[str]] = defaultdict(list)
        self._lasts: dict[str, list[str]] = defaultdict(list)
        self._camels: dict[str, list[str]] = defaultdict(list)
        self._initials: dict[str, set[str]] = defaultdict(set)
        title_end, self._end = _title_end(doc), len(doc)
        self._first: dict[str, int] = {}
        self._tailed: set[str] = set()
        for key, words in self._words.items():
            mentions = groups[key]
            self._first[key] = next((m.first for m in mentions if m.first >= title_end), self._end)
            if any(len(split := _words(m.text)) > 1 and split[-1] in legal_forms() for m in mentions):
                self._tailed.add(key)
            if len(words) <= 12:
                for n in range(1, len(words)):
                    self._prefixes[" ".join(words[:n])].append(key)
            if len(words) > 1:
                self._lasts[words[-1]].append(key)
                for letters in _initials(mentions):
                    self._initials[letters].add(key)
            else:
                for prefix in _camel_prefixes(mentions[0].text):
                    self._camels[prefix].append(key)

    def longer(self, key: str) -> list[str]:
        """Longer names that this one opens: "Lane" of "Lane Software Inc"."""
        if key in self._tailed or len(self._prefixes[key]) > _MANY:
            return []
        found = [long for long in self._prefixes[key] if self._is_short_of(key, long)]
        shortest = [k for k in found if not any(k != other and k.startswith(other + " ") for other in found)]
        return self._first_told(key, shortest)

    def _is_short_of(self, short: str, long: str) -> bool:
        """Whether a name that opens a longer one is short for it, or the name of another body.

        In news the full name comes first and the short form after; a unit is named after its parent is.
        """
        rest = self._words[long][len(self._words[short]) :]
        company_words, units = load_lexicon("company_words"), load_lexicon("unit_words")
        introduced = self._first[long] <= self._first[short]
        if rest[0] in _BODIES_OF_THEIR_OWN or short in load_lexicon("places"):
            return False
        if rest[0] in units:
            return introduced and rest[0] in company_words and self._words[short][-1] not in company_words
        if self._words[short][-1] in company_words and len(self._words[short]) == 1:
            return False
        if not introduced and len(self._words[short]) > 1 and self._first[short] < self._end:
            return False
        return introduced or long in self._tailed or all(word in company_words for word in rest)

    def lasts(self, key: str) -> list[str]:
        """Names of which this is the last word: "Lane" of "Mary Lane", "Bolt" of "Grupo Bolt" once it is introduced."""
        if " " in key or key in self._tailed or len(self._lasts[key]) > _MANY:
            return []
        if key in load_lexicon("company_words") or key in load_lexicon("places"):
            return []
        if any(_words(m.text)[-1] != key for m in self._groups[key]):
            return []  # "Lane Group", which is no short form of "Harriet Lane"
        return self._first_told(
            key,
            [
                full
                for full in self._lasts[key]
                if len(self._words[full]) < 5
                and full not in load_lexicon("places")
                and (self._first[full] < self._first[key] or self._is_person(full) or self._is_person(key))
                and not self._bears_founder(key, full)
            ],
        )

    def _bears_founder(self, key: str, full: str) -> bool:
        """Whether a company is told of before the person whose surname it bears: "Lane" before "Harriet Lane, who founded Lane"."""
        if self._first[key] > self._first[full] or any(
            self._doc[m.last : m.last + 1].text in _KINDRED for m in self._groups[key]
        ):
            return False
        return [type_of(self._doc, self._groups[name]) for name in (key, full)] == ["company", "person"]

    def _first_told(self, short: str, found: list[str]) -> list[str]:
        """Of several bearers of a short form the one that is introduced before it, where that is one."""
        if len(found) < 2:
            return found
        return [long for long in found if self._first[long] < self._first[short]] or found

    def _is_person(self, key: str) -> bool:
        first = self._words[key][0].capitalize()
        return (
            len(self._words[key]) > 1
            and (first in load_lexicon("male_names") or first in load_lexicon("female_names"))
        ) or any(
            self._doc[m.last - 1].ent_type_ == "PERSON"
            or (m.first > 0 and self._doc[m.first - 1].lower_ in load_lexicon("honorifics"))
            for m in self._groups[key]
        )

    def domains(self, key: str) -> list[str]:
        """The same name with its domain: "Lane" of "Lane.com"."""
        if " " in key:
            return []
        return [
            longer
            for ending in ("com", "ai", "io", "co", "net", "org", "tv", "app")
            if (longer := key + ending) in self._groups
            and any(f".{ending}" in m.text.casefold() for m in self._groups[longer])
        ]

    def camels(self, key: str) -> list[str]:
        """The one name whose inner capital ends this one: "Mosaic" of "MosaicML"."""
        return self._camels[key] if len(key) > 3 else []

    def acronyms(self, key: str) -> list[str]:
        """Names of which this is the initials."""
        shouted = self._groups[key][0].text.replace(".", "")
        return sorted(self._initials[key]) if 2 < len(key) < 7 and shouted.isupper() else []


def _title_end(doc: Doc) -> int:
    """Index of the first token after the first paragraph, where that is a headline."""
    for token in doc[:60]:
        if token.is_space and "\n" in token.text:
            return token.i if token.i and doc[token.i - 1].text not in {".", "”", '"'} else 0
    return 0


def _initials(mentions: list[NameMention]) -> Iterator[str]:
    """The letters that may stand for a name, with and without its legal form and its small words."""
    for text in {m.text for m in mentions}:
        words = [w for w in _NOT_WORD.sub(" ", text.replace(".", "")).split() if w[0].isalnum()]
        large = [w for w in words if w[0].isupper()]
        bare = [w for w in large if w.casefold() not in legal_forms()]
        for some in (words, large, bare):
            if len(some) > 1:
                # "A&T Finance" is ATF
                yield "".join(
                    w[0] + "".join(c for c in w[1:] if "&" in w and c.isupper()) for w in some
                ).casefold()


def _camel_prefixes(text: str) -> Iterator[str]:
    """What stands before each inner capital of one word: "MosaicML" → mosaic."""
    for i in range(3, len(text)):
        if text[i].isupper() and text[i - 1].islower():
            yield text[:i].casefold()


def _fullest(mentions: list[NameMention]) -> str:
    """The longest writing in words; of equals one that is not all in capitals, the most frequent, the first."""
    counts = Counter(m.text for m in mentions)
    mixed = [m for m in mentions if not (m.text.isupper() and len(m.text) > 5)] or mentions
    return max(
        mixed,
        key=lambda m: (
            len(m.text.split()),
            m.text[:1].isupper(),
            not m.text.isupper(),  # "DraftLanes", not "DRLN"
            counts[m.text],
            -m.start,
        ),
    ).text
